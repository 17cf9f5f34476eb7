import { namespace, pod, service, slice } from './objects.ts';
import { checkAll } from './situations.ts';

const redis = [
  service('redis'),
  slice('redis', ['redis-0']),
  pod('redis-0', { ready: true, ports: [{ containerPort: 6379, name: 'redis' }] }),
];
const named = (targetPort: string) => service('api', { ports: [{ name: 'web', port: 80, targetPort }] });
const api = (...ports: object[]) => pod('api-0', { ready: true, ports });

checkAll('a Service', [
  {
    name: 'ready endpoint',
    target: 'redis:6379',
    objects: redis,
    state: 'healthy',
    with: { detail: '1 of 1 endpoint ready' },
    subject: 'Service shop/redis:6379',
  },
  { name: 'no port asked', target: 'other://redis', objects: redis, state: 'healthy' },
  { name: 'port as text', target: { kind: 'host', host: 'redis', port: '6379', check: 'tcp' }, objects: redis, state: 'healthy' },
  { name: 'the usual port of a client', target: 'redis://redis', objects: redis, state: 'healthy', subject: 'Service shop/redis:6379' },
  {
    name: 'a name of /etc/services',
    target: 'api:http',
    objects: [named('8080'), slice('api', ['api-0'], { ports: [{ name: 'web', port: 8080 }] }), api()],
    state: 'healthy',
  },
  { name: 'full name', target: 'redis.shop.svc.cluster.local:6379', objects: redis, state: 'healthy' },
  {
    name: 'one of two ready',
    target: 'redis:6379',
    objects: [service('redis'), slice('redis', ['redis-0', 'redis-1 not-ready']), pod('redis-0', { ready: true })],
    state: 'healthy',
    with: { detail: '1 of 2 endpoints ready' },
  },
  { name: 'DNS of a Service without endpoints', target: 'dns://redis', objects: [service('redis')], state: 'healthy' },
  {
    name: 'ping of a cluster IP',
    target: 'ping://redis',
    objects: redis,
    state: 'healthy',
    with: { detail: '1 of 1 endpoint ready, but cluster IPs do not answer ping' },
  },
  {
    name: 'named target port',
    target: 'api:80',
    objects: [named('web'), slice('api', ['api-0'], { ports: [{ name: 'web', port: 8080 }] }), api({ name: 'web', containerPort: 8080 })],
    state: 'healthy',
  },
  {
    name: 'container that declares no port',
    target: 'redis:6379',
    objects: [service('redis'), slice('redis', ['redis-0']), pod('redis-0', { ready: true })],
    state: 'healthy',
  },
  {
    name: 'target port that a probe asks',
    target: 'redis:6379',
    objects: [
      service('redis'),
      slice('redis', ['redis-0']),
      pod('redis-0', {
        ready: true,
        spec: { containers: [{ name: 'a', image: 'a', ports: [{ containerPort: 9121 }], readinessProbe: { tcpSocket: { port: 6379 } } }] },
      }),
    ],
    state: 'healthy',
  },
  {
    name: 'endpoints by hand',
    target: 'db:6379',
    objects: [service('db', { selector: undefined }), slice('db', ['192.168.7.7'])],
    state: 'healthy',
  },
  {
    name: 'UDP port',
    target: 'udp://dns:53',
    objects: [
      service('dns', { ports: [{ port: 53, protocol: 'UDP' }] }),
      slice('dns', ['dns-0'], { ports: [{ name: '', port: 53, protocol: 'UDP' }] }),
    ],
    state: 'healthy',
  },
  {
    name: 'Service in another namespace',
    target: 'redis.data:6379',
    objects: [namespace('data'), service('redis', {}, { namespace: 'data' }), slice('redis', ['redis-0'], { namespace: 'data' })],
    state: 'healthy',
    subject: 'Service data/redis:6379',
  },
  {
    name: 'local traffic with an endpoint on the node',
    target: 'redis:6379',
    objects: [service('redis', { internalTrafficPolicy: 'Local' }), slice('redis', ['redis-0'])],
    state: 'healthy',
  },
]);
