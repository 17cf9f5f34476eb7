import { pod, service, slice } from './objects.ts';
import { checkAll } from './situations.ts';

const redis = [
  service('redis'),
  slice('redis', ['redis-0']),
  pod('redis-0', { ready: true, ports: [{ containerPort: 6379, name: 'redis' }] }),
];
const named = (targetPort: string) => service('api', { ports: [{ name: 'web', port: 80, targetPort }] });
const api = (...ports: object[]) => pod('api-0', { ready: true, ports });

checkAll('a port', [
  {
    name: 'the only port',
    target: 'redis:6380',
    objects: redis,
    state: 'wrong-port',
    with: { asked: 6380, headless: false, meant: { port: 6379, targetPort: 6379 } },
  },
  {
    name: 'container port for Service port',
    target: 'api:8080',
    objects: [
      service('api', {
        ports: [
          { port: 443, name: 'tls', targetPort: 8443 },
          { port: 80, name: 'web', targetPort: 8080 },
        ],
      }),
      slice('api', ['api-0']),
    ],
    state: 'wrong-port',
    with: { meant: { port: 80, name: 'web', targetPort: 8080 } },
  },
  {
    name: 'container port behind a named target port',
    target: 'api:8080',
    objects: [
      service('api', {
        ports: [
          { port: 443, name: 'tls', targetPort: 'https' },
          { port: 80, name: 'web', targetPort: 'http' },
        ],
      }),
      slice('api', ['api-0'], {
        ports: [
          { name: 'web', port: 8080 },
          { name: 'tls', port: 8443 },
        ],
      }),
    ],
    state: 'wrong-port',
    with: { meant: { port: 80, name: 'web', targetPort: 'http' } },
  },
  {
    name: 'name of a Service port',
    target: 'api:web',
    objects: [named('8080'), slice('api', ['api-0'])],
    state: 'wrong-port',
    with: { asked: 'web', meant: { port: 80, name: 'web', targetPort: '8080' } },
  },
  {
    name: 'node port',
    target: 'api:30080',
    objects: [service('api', { ports: [{ port: 80, nodePort: 30080 }, { port: 81 }] })],
    state: 'wrong-port',
    with: { meant: { port: 80 } },
  },
  {
    name: 'TCP asked of a UDP port',
    target: 'dns:53',
    objects: [service('dns', { ports: [{ port: 53, protocol: 'UDP' }] }), slice('dns', ['dns-0'])],
    state: 'wrong-port',
  },
  { name: 'wrong port before missing endpoints', target: 'redis:6380', objects: [service('redis')], state: 'wrong-port' },
  {
    name: 'target port that no container has',
    target: 'api:80',
    objects: [service('api', { ports: [{ port: 80, targetPort: 8081 }] }), slice('api', ['api-0']), api({ containerPort: 8080 })],
    state: 'wrong-port',
    with: { meant: { port: 80, targetPort: 8081 }, target: { targetPort: 8081, containerPorts: [8080] } },
  },
  {
    name: 'target port name that no container has',
    target: 'api:80',
    objects: [named('http'), slice('api', ['api-0'], { ports: [] }), api({ name: 'web', containerPort: 8080 })],
    state: 'wrong-port',
    with: { target: { targetPort: 'http', containerPorts: [8080] } },
  },
]);
