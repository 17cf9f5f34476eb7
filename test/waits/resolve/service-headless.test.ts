import { headless, pod, slice } from './objects.ts';
import { checkAll } from './situations.ts';

checkAll('a headless Service', [
  { name: 'ready', target: 'db:5432', objects: [headless('db', { ports: [{ port: 5432 }] }), slice('db', ['db-0'])], state: 'healthy' },
  { name: 'DNS with a ready endpoint', target: 'dns://db', objects: [headless('db'), slice('db', ['db-0'])], state: 'healthy' },
  {
    name: 'DNS without a ready endpoint',
    target: 'dns://db',
    objects: [headless('db'), slice('db', ['db-0 not-ready'])],
    state: 'no-endpoints',
    with: { headless: true },
  },
  {
    name: 'Service port that is translated',
    target: 'db:80',
    objects: [headless('db', { ports: [{ port: 80, targetPort: 8080 }] }), slice('db', ['db-0'])],
    state: 'wrong-port',
    with: { headless: true, meant: { port: 80, targetPort: 8080 } },
  },
  {
    name: 'container port',
    target: 'db:8080',
    objects: [headless('db', { ports: [{ port: 80, targetPort: 8080 }] }), slice('db', ['db-0'])],
    state: 'healthy',
  },
  {
    name: 'container port that the Service does not list',
    target: 'db:9121',
    objects: [
      headless('db'),
      slice('db', ['db-0']),
      pod('db-0', { ready: true, ports: [{ containerPort: 6379 }, { containerPort: 9121 }] }),
    ],
    state: 'healthy',
  },
  {
    name: 'no container port',
    target: 'db:7000',
    objects: [headless('db'), slice('db', ['db-0']), pod('db-0', { ready: true, ports: [{ containerPort: 6379 }] })],
    state: 'wrong-port',
    with: { headless: true },
  },
  {
    name: 'published before ready',
    target: 'db:6379',
    objects: [headless('db', { publishNotReadyAddresses: true }), slice('db', ['db-0']), pod('db-0')],
    state: 'not-yet',
    with: { behind: [{ namespace: 'shop', name: 'db-0', ready: false }] },
  },
  {
    name: 'published before ready, and one is',
    target: 'db:6379',
    objects: [headless('db', { publishNotReadyAddresses: true }), slice('db', ['db-0']), pod('db-0', { ready: true })],
    state: 'healthy',
  },
]);
