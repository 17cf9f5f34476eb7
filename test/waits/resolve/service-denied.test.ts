import { namespace, pod, service, slice } from './objects.ts';
import { checkAll } from './situations.ts';

const redis = [
  service('redis'),
  slice('redis', ['redis-0']),
  pod('redis-0', { ready: true, ports: [{ containerPort: 6379, name: 'redis' }] }),
];

checkAll('what may not be read', [
  { name: 'Services denied', target: 'redis:6379', objects: redis, denied: ['Service'], state: 'unreadable' },
  { name: 'get denied, list allowed', target: 'redis:6379', objects: redis, denied: ['get Service'], state: 'healthy' },
  {
    name: 'slices denied, pods allowed',
    target: 'redis:6379',
    objects: [service('redis'), pod('redis-0', { ready: true, ip: '10.244.0.3' })],
    denied: ['EndpointSlice'],
    state: 'healthy',
  },
  {
    name: 'slices denied, pod not ready',
    target: 'redis:6379',
    objects: [service('redis'), pod('redis-0', { ip: '10.244.0.3' })],
    denied: ['EndpointSlice'],
    state: 'no-endpoints',
  },
  { name: 'slices and pods denied', target: 'redis:6379', objects: redis, denied: ['EndpointSlice', 'Pod'], state: 'unreadable' },
  {
    name: 'pods denied, endpoints empty',
    target: 'redis:6379',
    objects: [service('redis')],
    denied: ['Pod'],
    state: 'no-endpoints',
    with: { behind: [] },
  },
  {
    name: 'other namespace denied',
    target: 'redis.data.svc:6379',
    objects: [],
    denied: ['Service data', 'Namespace'],
    state: 'unreadable',
  },
  {
    name: 'other namespace denied, since it is not there',
    target: 'redis.data.svc:6379',
    objects: [service('redis'), namespace('shop')],
    denied: ['Service data', 'Service *'],
    state: 'namespace-missing',
    with: { namespace: 'data', otherNamespaces: ['shop'] },
  },
]);
