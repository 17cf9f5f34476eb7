import { headless, pod, slice } from './objects.ts';
import { checkAll } from './situations.ts';

checkAll('one pod of a Service', [
  {
    name: 'ready pod',
    target: 'db-0.db:6379',
    objects: [headless('db'), slice('db', ['db-0'], { hostnames: true }), pod('db-0', { ready: true })],
    state: 'healthy',
    subject: 'Pod shop/db-0:6379',
  },
  {
    name: 'pod that is not ready',
    target: 'db-0.db.shop.svc.cluster.local:6379',
    objects: [headless('db'), slice('db', ['db-0 not-ready'], { hostnames: true })],
    state: 'no-endpoints',
    with: { behind: [{ namespace: 'shop', name: 'db-0', ready: false }] },
  },
  {
    name: 'no such pod',
    target: 'db-5.db:6379',
    objects: [headless('db'), slice('db', ['db-0', 'db-1'], { hostnames: true })],
    state: 'pod-missing',
    with: { service: 'db', pods: ['db-0', 'db-1'] },
  },
  {
    name: 'pod under another Service',
    target: 'db-0.db:6379',
    objects: [headless('db'), pod('db-0', { ready: true, spec: { subdomain: 'db-headless' } })],
    state: 'pod-missing',
    with: { subdomain: 'db-headless' },
  },
  {
    name: 'pod of a StatefulSet whose manifest leaves hostname and subdomain out',
    target: 'db-0.db:6379',
    objects: [headless('db'), slice('db', ['db-0']), pod('db-0', { ready: true })],
    state: 'healthy',
  },
  {
    name: 'no such Service',
    target: 'db-0.dbs.shop.svc:6379',
    objects: [headless('db-headless')],
    state: 'service-missing',
    subject: 'Service shop/dbs:6379',
  },
  { name: 'short form, no such Service', target: 'db-0.db:6379', objects: [], state: 'service-missing', subject: 'Service shop/db:6379' },
]);
