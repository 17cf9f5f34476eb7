import { namespace, pod, policy, service, slice, waiting } from './objects.ts';
import { checkAll } from './situations.ts';

const redis = [
  service('redis'),
  slice('redis', ['redis-0']),
  pod('redis-0', { ready: true, ip: '10.244.1.1', ports: [{ name: 'redis', containerPort: 6379 }] }),
];
const dns = {
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};
const egress = (name: string, ...rules: object[]) =>
  policy(name, { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'], egress: rules });
const ingress = (...rules: object[]) => policy('redis-in', { podSelector: { matchLabels: { app: 'redis' } }, ingress: rules });
const toPods = (labels: object, port: number | string = 6379, more: object = {}) => ({
  to: [{ podSelector: { matchLabels: labels } }],
  ports: [{ port, ...more }],
});
const namespaceOf = (labels: Readonly<Record<string, string>>) => ({ namespaceSelector: { matchLabels: labels } });
const toDns = (selector: object) => ({ to: [selector], ...dns });

checkAll('egress', [
  {
    name: 'deny all',
    target: 'redis:6379',
    objects: [...redis, egress('deny-all')],
    state: 'blocked-by-policy',
    with: { policy: 'deny-all', direction: 'egress', detail: /DNS/ },
  },
  {
    name: 'deny all by podSelector {}',
    target: 'redis:6379',
    objects: [...redis, policy('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] })],
    state: 'blocked-by-policy',
  },
  {
    name: 'without DNS',
    target: 'redis:6379',
    objects: [...redis, egress('out', toPods({ app: 'redis' }))],
    state: 'blocked-by-policy',
    with: { detail: /DNS/ },
  },
  {
    name: 'without DNS, by address',
    target: '10.96.0.10:6379',
    objects: [...redis, egress('out', toPods({ app: 'redis' }))],
    state: 'healthy',
  },
  { name: 'DNS and target', target: 'redis:6379', objects: [...redis, egress('out', dns, toPods({ app: 'redis' }))], state: 'healthy' },
  {
    name: 'DNS only',
    target: 'redis:6379',
    objects: [...redis, egress('out', dns)],
    state: 'blocked-by-policy',
    with: { detail: /TCP 6379 to Service redis/ },
  },
  { name: 'DNS only, DNS asked', target: 'dns://redis', objects: [...redis, egress('out', dns)], state: 'healthy' },
  {
    name: 'two policies add up',
    target: 'redis:6379',
    objects: [...redis, egress('a-dns', dns), egress('b-redis', toPods({ app: 'redis' }))],
    state: 'healthy',
  },
  {
    name: 'other labels',
    target: 'redis:6379',
    objects: [...redis, egress('out', dns, toPods({ app: 'postgres' }))],
    state: 'blocked-by-policy',
  },
  {
    name: 'other port',
    target: 'redis:6379',
    objects: [...redis, egress('out', dns, toPods({ app: 'redis' }, 6380))],
    state: 'blocked-by-policy',
  },
  {
    name: 'range of ports',
    target: 'redis:6379',
    objects: [...redis, egress('out', dns, toPods({ app: 'redis' }, 6000, { endPort: 7000 }))],
    state: 'healthy',
  },
  {
    name: 'named port',
    target: 'redis:6379',
    objects: [...redis, egress('out', dns, toPods({ app: 'redis' }, 'redis'))],
    state: 'healthy',
  },
  { name: 'everything', target: 'redis:6379', objects: [...redis, egress('out', {})], state: 'healthy' },
  {
    name: 'block around the pods',
    target: 'redis:6379',
    objects: [...redis, egress('out', dns, { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] })],
    state: 'healthy',
  },
  {
    name: 'block without the pods',
    target: 'redis:6379',
    objects: [...redis, egress('out', dns, { to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.244.0.0/16'] } }] })],
    state: 'blocked-by-policy',
  },
  {
    name: 'policy of other pods',
    target: 'redis:6379',
    objects: [...redis, policy('api', { podSelector: { matchLabels: { app: 'api' } }, policyTypes: ['Egress'] })],
    state: 'healthy',
  },
  {
    name: 'policy of other pods by expression',
    target: 'redis:6379',
    objects: [
      ...redis,
      policy('api', { podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, policyTypes: ['Egress'] }),
    ],
    state: 'healthy',
  },
  {
    name: 'policy that is only about ingress',
    target: 'redis:6379',
    objects: [...redis, policy('in', { podSelector: { matchLabels: { app: 'web' } } })],
    state: 'healthy',
  },
  { name: 'policies denied', target: 'redis:6379', objects: [...redis, egress('deny-all')], denied: ['NetworkPolicy'], state: 'healthy' },
  {
    name: "pod on the node's network",
    target: '10.96.0.10:6379',
    pod: waiting({ hostNetwork: true }),
    objects: [...redis, egress('deny-all')],
    state: 'healthy',
  },
  { name: 'missing endpoints come first', target: 'redis:6379', objects: [service('redis'), egress('deny-all')], state: 'no-endpoints' },
  {
    name: 'host outside',
    target: 'https://api.example.com',
    objects: [egress('out', dns, toPods({ app: 'redis' }))],
    state: 'blocked-by-policy',
  },
  {
    name: 'host outside, any block',
    target: 'https://api.example.com',
    objects: [egress('out', dns, { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443 }] })],
    state: 'external',
  },
  {
    name: 'address outside the block',
    target: '203.0.113.9:443',
    objects: [egress('out', { to: [{ ipBlock: { cidr: '198.51.100.0/24' } }] })],
    state: 'blocked-by-policy',
  },
  {
    name: 'broken block',
    target: '203.0.113.9:443',
    objects: [egress('out', { to: [{ ipBlock: { cidr: 'nonsense' } }] })],
    state: 'external',
  },
]);

checkAll('DNS servers by namespace', [
  {
    name: 'the name label',
    target: 'dns://redis',
    objects: [...redis, egress('out', toDns(namespaceOf({ 'kubernetes.io/metadata.name': 'kube-system' })))],
    state: 'healthy',
  },
  {
    name: 'with the label of their pods',
    target: 'dns://redis',
    objects: [...redis, egress('out', toDns({ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }))],
    state: 'healthy',
  },
  {
    name: 'a label that the namespace has',
    target: 'dns://redis',
    objects: [...redis, namespace('kube-system', { name: 'kube-system' }), egress('out', toDns(namespaceOf({ name: 'kube-system' })))],
    state: 'healthy',
  },
  {
    name: 'a label that the namespace lacks',
    target: 'dns://redis',
    objects: [...redis, namespace('kube-system'), egress('out', toDns(namespaceOf({ name: 'kube-system' })))],
    state: 'blocked-by-policy',
  },
  {
    name: 'labels of the namespace denied',
    target: 'dns://redis',
    objects: [...redis, egress('out', toDns(namespaceOf({ name: 'kube-system' })))],
    denied: ['Namespace'],
    state: 'healthy',
  },
  {
    name: 'only pods of the own namespace',
    target: 'dns://redis',
    objects: [...redis, egress('out', { to: [{ podSelector: {} }] })],
    state: 'blocked-by-policy',
  },
]);

checkAll('ingress', [
  {
    name: 'nobody',
    target: 'redis:6379',
    objects: [...redis, ingress()],
    state: 'blocked-by-policy',
    with: { policy: 'redis-in', direction: 'ingress' },
  },
  {
    name: 'these pods',
    target: 'redis:6379',
    objects: [...redis, ingress({ from: [{ podSelector: { matchLabels: { app: 'web' } } }] })],
    state: 'healthy',
  },
  {
    name: 'other pods',
    target: 'redis:6379',
    objects: [...redis, ingress({ from: [{ podSelector: { matchLabels: { app: 'api' } } }] })],
    state: 'blocked-by-policy',
  },
  { name: 'other port', target: 'redis:6379', objects: [...redis, ingress({ ports: [{ port: 9121 }] })], state: 'blocked-by-policy' },
  { name: 'named port', target: 'redis:6379', objects: [...redis, ingress({ ports: [{ port: 'redis' }] })], state: 'healthy' },
  {
    name: 'namespace by its name',
    target: 'redis:6379',
    objects: [...redis, namespace('shop'), ingress({ from: [namespaceOf({ 'kubernetes.io/metadata.name': 'shop' })] })],
    state: 'healthy',
  },
  {
    name: 'namespace and pods, of which one is another',
    target: 'redis:6379',
    objects: [
      ...redis,
      namespace('shop'),
      ingress({ from: [{ ...namespaceOf({ 'kubernetes.io/metadata.name': 'shop' }), podSelector: { matchLabels: { app: 'api' } } }] }),
    ],
    state: 'blocked-by-policy',
  },
  {
    name: 'one of two pods is open',
    target: 'redis:6379',
    objects: [
      service('redis'),
      slice('redis', ['redis-0', 'redis-1']),
      pod('redis-0', { ready: true }),
      pod('redis-1', { ready: true, labels: { app: 'redis', open: 'yes' } }),
      policy('in', {
        podSelector: {
          matchExpressions: [
            { key: 'open', operator: 'DoesNotExist' },
            { key: 'app', operator: 'In', values: ['redis'] },
          ],
        },
      }),
    ],
    state: 'healthy',
  },
  { name: 'pods denied', target: 'redis:6379', objects: [...redis, ingress()], denied: ['Pod'], state: 'healthy' },
]);
