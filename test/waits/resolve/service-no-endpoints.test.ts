import { pod, service, slice, workload } from './objects.ts';
import { checkAll } from './situations.ts';

checkAll('no ready endpoint', [
  {
    name: 'pod that is not ready',
    target: 'redis:6379',
    objects: [service('redis'), slice('redis', ['redis-0 not-ready'])],
    state: 'no-endpoints',
    with: { behind: [{ namespace: 'shop', name: 'redis-0', ready: false }], selfOnly: false, headless: false },
  },
  {
    name: 'pod without an address',
    target: 'redis:6379',
    objects: [service('redis'), pod('redis-0')],
    state: 'no-endpoints',
    with: { behind: [{ namespace: 'shop', name: 'redis-0', ready: false }] },
  },
  {
    name: 'label value that is a little off',
    target: 'redis:6379',
    objects: [service('redis', { selector: { app: 'redis-server' } }), pod('redis-0', { ready: true }), pod('web-9')],
    state: 'no-endpoints',
    with: {
      behind: [],
      mismatch: {
        candidate: { kind: 'Pod', namespace: 'shop', name: 'redis-0' },
        label: 'app',
        selectorValue: 'redis-server',
        podValue: 'redis',
      },
    },
  },
  {
    name: 'label that the pods lack',
    target: 'redis:6379',
    objects: [service('redis', { selector: { app: 'redis', tier: 'cache' } }), workload('Deployment', 'redis')],
    state: 'no-endpoints',
    with: {
      mismatch: { candidate: { kind: 'Deployment', namespace: 'shop', name: 'redis', replicas: 1 }, label: 'tier', selectorValue: 'cache' },
    },
  },
  {
    name: 'selector like nothing',
    target: 'redis:6379',
    objects: [
      service('redis', { selector: { app: 'shop', component: 'redis' } }),
      pod('front-0', { labels: { app: 'shop', component: 'front' } }),
    ],
    state: 'no-endpoints',
    with: { mismatch: undefined },
  },
  {
    name: 'scaled to zero',
    target: 'redis:6379',
    objects: [service('redis'), workload('StatefulSet', 'redis', { replicas: 0 })],
    state: 'no-endpoints',
    with: { behind: [], workload: { kind: 'StatefulSet', namespace: 'shop', name: 'redis', replicas: 0 }, mismatch: undefined },
  },
  {
    name: 'only itself',
    target: 'web:6379',
    objects: [service('web'), slice('web', ['web-5d5c-abcde not-ready'])],
    state: 'no-endpoints',
    with: { selfOnly: true },
  },
  {
    name: 'itself and its sisters in init',
    target: 'web:6379',
    objects: [
      service('web'),
      slice('web', ['web-5d5c-abcde not-ready', 'web-5d5c-fghij not-ready']),
      pod('web-5d5c-fghij', { owner: 'ReplicaSet web-5d5c', labels: { app: 'web' } }),
    ],
    state: 'no-endpoints',
    with: { selfOnly: true },
  },
  {
    name: 'a sister that crashes after init',
    target: 'web:6379',
    objects: [
      service('web'),
      slice('web', ['web-5d5c-abcde not-ready', 'web-4c4b-fghij not-ready']),
      pod('web-4c4b-fghij', { owner: 'ReplicaSet web-4c4b', labels: { app: 'web' }, initialized: true }),
    ],
    state: 'no-endpoints',
    with: {
      selfOnly: false,
      behind: [
        { namespace: 'shop', name: 'web-4c4b-fghij', ready: false },
        { namespace: 'shop', name: 'web-5d5c-abcde', ready: false },
      ],
    },
  },
  {
    name: 'a workload whose name begins alike',
    target: 'web:6379',
    objects: [
      service('web', { selector: { app: 'web-db' } }),
      slice('web', ['web-db-0 not-ready']),
      pod('web-db-0', { owner: 'StatefulSet web-db' }),
    ],
    state: 'no-endpoints',
    with: { selfOnly: false },
  },
  {
    name: 'endpoints by hand, none',
    target: 'db:6379',
    objects: [service('db', { selector: undefined })],
    state: 'no-endpoints',
    with: { behind: [], selector: undefined },
  },
  {
    name: 'local traffic, endpoint on another node',
    target: 'redis:6379',
    objects: [service('redis', { internalTrafficPolicy: 'Local' }), slice('redis', ['redis-0'], { node: 'node-2' })],
    state: 'no-endpoints',
    with: { node: 'node-1' },
  },
]);
