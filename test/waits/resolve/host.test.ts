import { headless, namespace, pod, service, slice, waiting } from './objects.ts';
import { checkAll } from './situations.ts';

const redis = [service('redis'), slice('redis', ['redis-0'])];
const sidecar = (extra: object) => ({ name: 'proxy', image: 'proxy', restartPolicy: 'Always', ...extra });
const wait = { name: 'wait', image: 'busybox' };
const withSidecar = (extra: object) => waiting({ initContainers: [{ name: 'prepare', image: 'busybox' }, sidecar(extra), wait] });

checkAll('outside', [
  {
    name: 'public name',
    target: 'https://api.example.com',
    objects: [],
    state: 'external',
    with: { host: 'api.example.com' },
    subject: 'Host api.example.com:443',
  },
  { name: 'deep name', target: 'db.eu.prod.corp:5432', state: 'external' },
  { name: 'public address', target: '8.8.8.8:53', state: 'external', requests: 1 },
  { name: 'metadata address', target: 'http://169.254.169.254', state: 'external', requests: 1 },
  { name: 'private address of nothing in the cluster', target: '10.1.2.3:5432', state: 'external' },
  {
    name: "the node's address",
    target: '10.0.0.4:9100',
    pod: { ...waiting(), status: { hostIP: '10.0.0.4' } },
    state: 'external',
    requests: 1,
  },
  { name: 'Docker Desktop', target: 'host.docker.internal:5432', state: 'external', requests: 1 },
  { name: 'name like a managed database', target: 'shop.c1x2.eu-west-1.rds.amazonaws.com:5432', state: 'external', requests: 1 },
  {
    name: 'namespace that looks like a public ending',
    target: 'redis.dev:6379',
    objects: [namespace('dev')],
    state: 'service-missing',
    subject: 'Service dev/redis:6379',
  },
  {
    name: 'ExternalName',
    target: 'db:5432',
    objects: [service('db', { type: 'ExternalName', externalName: 'db.example.com', clusterIP: undefined })],
    state: 'external',
    with: { host: 'db.example.com' },
    subject: 'Service shop/db:5432',
  },
  {
    name: 'ExternalName that leads to a Service',
    target: 'cache:6379',
    objects: [
      service('cache', { type: 'ExternalName', externalName: 'redis.data.svc.cluster.local' }),
      service('redis', {}, { namespace: 'data' }),
    ],
    state: 'no-endpoints',
    subject: 'Service data/redis:6379',
    requests: 8,
  },
  {
    name: 'ExternalNames in a circle',
    target: 'a:80',
    objects: [
      service('a', { type: 'ExternalName', externalName: 'b.shop.svc' }),
      service('b', { type: 'ExternalName', externalName: 'a.shop.svc' }),
    ],
    state: 'external',
  },
]);

checkAll('addresses', [
  { name: 'cluster IP', target: '10.96.0.10:6379', objects: redis, state: 'healthy', subject: 'Service shop/redis:6379' },
  { name: 'cluster IP without endpoints', target: '10.96.0.10:6379', objects: [service('redis')], state: 'no-endpoints', requests: 8 },
  {
    name: 'cluster IP, lists of all namespaces denied',
    target: '10.96.0.10:6379',
    objects: redis,
    denied: ['Service *', 'Pod *'],
    state: 'healthy',
  },
  {
    name: 'ready pod',
    target: '10.244.0.7:80',
    objects: [pod('api-0', { ready: true, ip: '10.244.0.7' })],
    state: 'healthy',
    subject: 'Pod shop/api-0:80',
  },
  {
    name: 'pod that is not ready',
    target: '10.244.0.7:80',
    objects: [pod('api-0', { ip: '10.244.0.7' })],
    state: 'not-yet',
    with: { behind: [{ namespace: 'shop', name: 'api-0', ready: false }] },
  },
  {
    name: 'pod on the network of its node',
    target: '10.244.0.7:80',
    objects: [pod('api-0', { ip: '10.244.0.7', spec: { hostNetwork: true } })],
    state: 'external',
  },
  {
    name: 'hostAliases',
    target: 'legacy:6379',
    pod: waiting({ hostAliases: [{ ip: '10.96.0.10', hostnames: ['legacy'] }] }),
    objects: redis,
    state: 'healthy',
    subject: 'Service shop/redis:6379',
  },
]);

checkAll('the pod itself', [
  {
    name: 'app port',
    target: 'localhost:8080',
    pod: waiting({ containers: [{ name: 'app', image: 'a', ports: [{ containerPort: 8080 }] }] }),
    state: 'own-pod',
    with: { detail: /container app .* 8080.* only after wait/ },
  },
  { name: 'nobody', target: '127.0.0.1:9999', state: 'own-pod', with: { detail: /nothing .* port 9999 before/ } },
  { name: 'own address', target: '10.244.0.9:80', state: 'own-pod', requests: 1 },
  { name: 'own host name', target: 'web-5d5c-abcde:80', state: 'own-pod', requests: 1 },
  {
    name: 'a sidecar that declares it',
    target: 'localhost:5432',
    pod: withSidecar({ ports: [{ containerPort: 5432 }] }),
    container: 'wait',
    state: 'healthy',
  },
  {
    name: 'a sidecar told by argument',
    target: 'localhost:5432',
    pod: withSidecar({ args: ['--port=5432', 'shop:eu:db'] }),
    container: 'wait',
    state: 'healthy',
  },
  {
    name: 'a sidecar with another port',
    target: 'localhost:5432',
    pod: withSidecar({ ports: [{ containerPort: 15432 }] }),
    container: 'wait',
    state: 'own-pod',
    with: { detail: /sidecars .*proxy.* do not/ },
  },
  {
    name: 'a sidecar that comes later',
    target: 'localhost:5432',
    pod: waiting({ initContainers: [wait, sidecar({ ports: [{ containerPort: 5432 }] })] }),
    container: 'wait',
    state: 'own-pod',
    with: { detail: /container proxy/ },
  },
  { name: "localhost on the node's network", target: 'localhost:6443', pod: waiting({ hostNetwork: true }), state: 'external' },
]);

checkAll('DNS of the pod', [
  { name: 'dnsPolicy Default', target: 'redis:6379', pod: waiting({ dnsPolicy: 'Default' }), objects: redis, state: 'no-cluster-dns' },
  {
    name: 'dnsPolicy Default, full name',
    target: 'redis.shop.svc.cluster.local:6379',
    pod: waiting({ dnsPolicy: 'Default' }),
    objects: redis,
    state: 'no-cluster-dns',
  },
  { name: 'dnsPolicy Default, name of the company', target: 'ldap:389', pod: waiting({ dnsPolicy: 'Default' }), state: 'external' },
  {
    name: 'dnsPolicy Default, cluster IP',
    target: '10.96.0.10:6379',
    pod: waiting({ dnsPolicy: 'Default' }),
    objects: redis,
    state: 'healthy',
  },
  {
    name: 'hostNetwork',
    target: 'redis:6379',
    pod: waiting({ hostNetwork: true, dnsPolicy: 'ClusterFirst' }),
    objects: redis,
    state: 'no-cluster-dns',
  },
  {
    name: 'hostNetwork with its own policy',
    target: 'redis:6379',
    pod: waiting({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' }),
    objects: redis,
    state: 'healthy',
  },
  {
    name: 'None, public servers',
    target: 'redis.shop.svc.cluster.local:6379',
    pod: waiting({ dnsPolicy: 'None', dnsConfig: { nameservers: ['1.1.1.1'] } }),
    objects: redis,
    state: 'no-cluster-dns',
    with: { detail: /1\.1\.1\.1/ },
  },
  {
    name: 'None, private server, no search path',
    target: 'redis:6379',
    pod: waiting({ dnsPolicy: 'None', dnsConfig: { nameservers: ['10.96.0.2'] } }),
    objects: redis,
    state: 'no-cluster-dns',
    with: { detail: /shop\.svc\.cluster\.local/ },
  },
  {
    name: 'None, set up as the cluster does',
    target: 'redis:6379',
    pod: waiting({ dnsPolicy: 'None', dnsConfig: { nameservers: ['10.96.0.2'], searches: ['shop.svc.cluster.local'] } }),
    objects: redis,
    state: 'healthy',
  },
  {
    name: 'ndots 1 with a dotted name',
    target: 'redis.data:6379',
    pod: waiting({ dnsConfig: { options: [{ name: 'ndots', value: '1' }] } }),
    objects: [service('redis', {}, { namespace: 'data' }), slice('redis', ['redis-0'], { namespace: 'data' })],
    state: 'healthy',
    with: { detail: /ndots/ },
  },
  {
    name: 'slip in the domain',
    target: 'redis.shop.svc.cluster.lokal:6379',
    objects: redis,
    state: 'bad-domain',
    with: { suggestion: 'redis.shop.svc.cluster.local' },
  },
  {
    name: 'other domain, Service in order',
    target: 'redis.shop.svc.cluster.internal:6379',
    objects: redis,
    state: 'bad-domain',
    with: { suffix: 'svc.cluster.internal' },
  },
  {
    name: 'other domain, Service not in order',
    target: 'redis.shop.svc.cluster.internal:6379',
    objects: [service('redis')],
    state: 'no-endpoints',
  },
  {
    name: 'variable that nobody filled in',
    target: { kind: 'host', host: '${DB_HOST}', port: 5432, check: 'tcp' },
    state: 'unreadable',
    requests: 0,
  },
  {
    name: 'dotted name that is a pod of a headless Service here',
    target: 'db-0.db:6379',
    objects: [headless('db'), slice('db', ['db-0'], { hostnames: true })],
    state: 'healthy',
  },
  {
    name: 'Service name in a namespace, beside a Service called like the namespace',
    target: 'redis.data:6379',
    objects: [namespace('data'), service('data'), service('redis-x', {}, { namespace: 'data' })],
    state: 'service-missing',
    subject: 'Service data/redis:6379',
  },
  {
    name: 'pod of a Service in a namespace, without .svc',
    target: 'db-0.db.data:6379',
    objects: [
      namespace('data'),
      headless('db', {}, { namespace: 'data' }),
      slice('db', ['db-0 not-ready'], { namespace: 'data', hostnames: true }),
    ],
    state: 'no-endpoints',
    subject: 'Pod data/db-0:6379',
  },
  {
    name: 'the same, namespaces denied',
    target: 'db-0.db.data:6379',
    objects: [headless('db', {}, { namespace: 'data' }), slice('db', ['db-0'], { namespace: 'data', hostnames: true })],
    denied: ['Namespace'],
    state: 'healthy',
  },
  { name: 'three labels that are no pod', target: 'ldap.corp.example:389', state: 'external' },
]);
