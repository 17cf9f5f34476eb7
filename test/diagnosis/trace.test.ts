import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDumpText } from '../../src/cluster/dump/dump.ts';
import { memoised } from '../../src/cluster/memo.ts';
import type { Cluster } from '../../src/cluster/port.ts';
import { type Examination, Examiner } from '../../src/diagnosis/examine.ts';

const started = '2026-06-01T11:50:00Z';
const meta = (name: string, more: object = {}) => ({ name, namespace: 'shop', creationTimestamp: started, ...more });
const named = (kind: string, name: string, apiVersion: string, more: object) => ({ apiVersion, kind, metadata: meta(name), ...more });

const service = (name: string) =>
  named('Service', name, 'v1', { spec: { clusterIP: '10.96.0.9', selector: { app: name }, ports: [{ port: 80 }] } });
const slice = (name: string, pods: readonly string[]) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: meta(`${name}-abcde`, { labels: { 'kubernetes.io/service-name': name } }),
  addressType: 'IPv4',
  ports: [{ port: 80 }],
  endpoints: pods.map((pod) => ({
    addresses: ['10.244.0.9'],
    conditions: { ready: false },
    targetRef: { kind: 'Pod', namespace: 'shop', name: pod },
  })),
});

/** A pod of StatefulSet `name` with one init container in this state. */
function pod(name: string, script: string, state: object): object {
  return named('Pod', `${name}-0`, 'v1', {
    metadata: meta(`${name}-0`, {
      labels: { app: name },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name, uid: name, controller: true }],
    }),
    spec: {
      nodeName: 'node-1',
      initContainers: [{ name: 'wait', image: 'registry.test/tools:1', command: ['sh', '-c', script] }],
      containers: [{ name: 'app', image: 'registry.test/app:1' }],
    },
    status: {
      phase: 'Pending',
      conditions: [
        { type: 'PodScheduled', status: 'True' },
        { type: 'Initialized', status: 'False' },
      ],
      initContainerStatuses: [{ name: 'wait', image: '', ready: false, restartCount: 0, state }],
      containerStatuses: [{ name: 'app', image: '', ready: false, restartCount: 0, state: { waiting: { reason: 'PodInitializing' } } }],
    },
  });
}

const waits = (name: string, ...hosts: readonly string[]) =>
  pod(name, hosts.map((host) => `until nc -z ${host} 80; do sleep 2; done`).join('; '), { running: { startedAt: started } });
const failsToPull = (name: string) =>
  pod(name, 'true', {
    waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "registry.test/tools:1": ErrImagePull: not found' },
  });
/** The Service, its endpoints and its one pod. */
const station = (name: string, one: object) => [service(name), slice(name, [`${name}-0`]), one];

const dump = async (...objects: readonly object[]): Promise<Cluster> =>
  memoised(await openDumpText(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }), 'test'));

async function examine(examiner: Examiner, name: string): Promise<Examination> {
  const read = await examiner.cluster.printedPod('shop', `${name}-0`);
  assert.equal(read.state, 'found');
  if (read.state !== 'found') throw new Error(name);
  return examiner.examine(read.value);
}

async function traceOf(name: string, ...objects: readonly object[]) {
  const { facts, findings } = await examine(new Examiner(await dump(...objects)), name);
  return { trace: facts.waits.find(({ trace }) => trace)?.trace, first: findings[0], findings };
}

test('a chain ends at the pod that does not wait, with its trouble', async () => {
  const { trace, first } = await traceOf(
    'web',
    waits('web', 'api'),
    ...station('api', waits('api', 'db')),
    ...station('db', failsToPull('db')),
  );
  assert.deepEqual(
    trace?.stations.map(({ pod }) => pod),
    ['api-0', 'db-0'],
  );
  assert.equal(trace?.stations[0]?.waitsFor, 'Service db:80');
  assert.equal(trace?.end.kind === 'finding' && trace.end.finding.code, 'image-not-found');
  assert.match(first?.cause ?? '', /wait waits for Service api:80 .*the root is pod db-0/);
  assert.deepEqual(first?.chain, [
    'web-0: wait waits for Service api:80',
    'api-0: wait waits for Service db:80',
    'db-0: Init:ImagePullBackOff',
  ]);
});

test('a wait whose target is missing is the root of who waits for it', async () => {
  const { trace } = await traceOf('web', waits('web', 'api'), ...station('api', waits('api', 'cache')));
  assert.match(trace?.end.kind === 'finding' ? trace.end.finding.cause : '', /Service cache:80 .* does not exist/);
});

test('of several waits the one that leads on is followed', async () => {
  const { trace } = await traceOf('web', waits('web', 'cache', 'api'), ...station('api', failsToPull('api')));
  assert.deepEqual(
    trace?.stations.map(({ pod }) => pod),
    ['api-0'],
  );
});

for (const [name, ring] of [
  ['two', ['a', 'b']],
  ['three', ['a', 'b', 'c']],
] as const) {
  test(`a cycle of ${name} is named`, async () => {
    const objects = ring.flatMap((each, at) => station(each, waits(each, ring[(at + 1) % ring.length] ?? '')));
    const { trace, first } = await traceOf('a', ...objects);
    assert.deepEqual(trace?.end, { kind: 'cycle', names: ring });
    assert.equal(first?.code, 'wait-cycle');
  });
}

test('who waits for a cycle is not part of it', async () => {
  const { trace, first } = await traceOf('web', waits('web', 'a'), ...station('a', waits('a', 'b')), ...station('b', waits('b', 'a')));
  assert.deepEqual(trace?.end, { kind: 'cycle', names: ['a', 'b'] });
  assert.match(first?.cause ?? '', /is caught in a circular wait/);
});

test('pods that are asked for at once and wait for each other do not hang', { timeout: 5000 }, async () => {
  const examiner = new Examiner(await dump(...station('a', waits('a', 'b')), ...station('b', waits('b', 'a'))));
  const both = await Promise.all([examine(examiner, 'a'), examine(examiner, 'b')]);
  assert.deepEqual(
    both.map(({ findings }) => findings[0]?.code),
    ['wait-cycle', 'wait-cycle'],
  );
});

test('two waits with one root both lead to it', async () => {
  const objects = [
    waits('web', 'api', 'jobs'),
    ...station('api', waits('api', 'db')),
    ...station('jobs', waits('jobs', 'db')),
    ...station('db', failsToPull('db')),
  ];
  const { facts } = await examine(new Examiner(await dump(...objects)), 'web');
  assert.deepEqual(
    facts.waits.map(({ trace }) => trace?.stations.at(-1)?.pod),
    ['db-0', 'db-0'],
  );
});

test('a chain that is too long is said to go on', async () => {
  const names = Array.from({ length: 14 }, (_, at) => `s${at}`);
  const objects = names.flatMap((name, at) => station(name, at === 13 ? failsToPull(name) : waits(name, `s${at + 1}`)));
  const { trace, first } = await traceOf('s0', ...objects);
  assert.equal(trace?.end.kind, 'far');
  assert.match(first?.cause ?? '', /the chain goes on from there/);
});

test('a workload that has no pods is the end, and says why', async () => {
  const db = named('Deployment', 'db', 'apps/v1', {
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels: { app: 'db' } }, spec: { containers: [] } },
    },
  });
  const { trace, first } = await traceOf(
    'web',
    waits('web', 'db'),
    service('db'),
    slice('db', []),
    db,
    named('ReplicaSet', 'x', 'apps/v1', {}),
  );
  assert.deepEqual(
    trace?.stations.map(({ workload, pod, status }) => [workload, pod, status]),
    [[{ kind: 'Deployment', name: 'db' }, undefined, 'no pods']],
  );
  assert.match(first?.cause ?? '', /Deployment db, whose pods it selects, has none: .*scaled to 0/);
});

test('a pod that may not be read is said so', async () => {
  const cluster = await dump(waits('web', 'db'), ...station('db', failsToPull('db')));
  const blind: Cluster = Object.assign(Object.create(cluster), {
    printedPod: async (namespace: string, name: string) =>
      name === 'db-0' ? { state: 'denied', reason: 'forbidden' } : cluster.printedPod(namespace, name),
  });
  const { facts } = await examine(new Examiner(blind), 'web');
  assert.deepEqual(facts.waits[0]?.trace?.end, { kind: 'unreadable', reason: 'pod db-0: forbidden' });
});

test('nothing is followed behind a Service that is not there', async () => {
  const { trace, first } = await traceOf('web', waits('web', 'db'), service('other'));
  assert.equal(trace, undefined);
  assert.equal(first?.code, 'wait-service-missing');
});
