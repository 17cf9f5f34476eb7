import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openDump } from '../../src/cluster/dump/dump.ts';
import { KnownError, RefusedError } from '../../src/cluster/errors.ts';
import { type Cluster, denied } from '../../src/cluster/port.ts';
import { parseTargets, type Resolution, resolveTargets, type TargetFlags } from '../../src/cluster/targets.ts';
import { listOf, makeDump, podOf } from './make-dump.ts';

const owner = (kind: string, name: string, uid = `uid-${name}`) => ({ apiVersion: 'v1', kind, name, uid, controller: true });
const workload = (name: string, more: { owner?: object; revision?: string; created?: string; spec?: object; status?: object } = {}) => ({
  metadata: {
    name,
    namespace: 'shop',
    labels: { app: name.split('-')[0] },
    uid: `uid-${name}`,
    generation: 1,
    creationTimestamp: more.created ?? '2026-03-01T08:00:00Z',
    annotations: more.revision ? { 'deployment.kubernetes.io/revision': more.revision } : undefined,
    ownerReferences: more.owner ? [more.owner] : undefined,
  },
  spec: { selector: { matchLabels: { app: name.split('-')[0] } }, replicas: 1, ...more.spec },
  status: more.status ?? { observedGeneration: 1, updatedReplicas: 1 },
});
const replicaPod = (app: string, hash: string, id: string, more = {}) =>
  podOf(`${app}-${hash}-${id}`, { labels: { app, 'pod-template-hash': hash }, owner: owner('ReplicaSet', `${app}-${hash}`), ...more });

const shop: Record<string, unknown> = {
  'namespaces/shop/core/pods.yaml': listOf('Pod', [
    replicaPod('web', '5c8f', 'aaaaa'),
    replicaPod('web', '7d9f', 'bbbbb', { created: '2026-03-01T09:30:00Z' }),
    replicaPod('web', '11aa', 'ccccc'),
    replicaPod('api', '66ff', 'ddddd'),
    replicaPod('old', '1111', 'fffff'),
    replicaPod('half', '3333', 'ggggg'),
    podOf('web-debug', { labels: { app: 'web' } }),
    podOf('db-0', { labels: { app: 'db' }, owner: owner('StatefulSet', 'db') }),
    podOf('ring-0', { labels: { app: 'ring' }, owner: owner('StatefulSet', 'ring') }),
    podOf('db-1', { labels: { app: 'db' }, owner: owner('StatefulSet', 'db', 'another') }),
    podOf('seed-xxxxx', { labels: { app: 'seed' }, owner: owner('Job', 'seed') }),
    podOf('seed-yyyyy', {
      labels: { app: 'seed' },
      owner: owner('Job', 'seed'),
      created: '2026-03-01T09:40:00Z',
      status: { phase: 'Failed' },
    }),
    podOf('nightly-29000001-zzzzz', { labels: { app: 'nightly' }, owner: owner('Job', 'nightly-29000001') }),
    podOf('nightly-29000002-zzzzz', { labels: { app: 'nightly' }, owner: owner('Job', 'nightly-29000002') }),
  ]),
  'namespaces/shop/apps/deployments.yaml': listOf('Deployment', [
    workload('web'),
    workload('api'),
    workload('quota'),
    workload('off', { spec: { replicas: 0 } }),
    workload('old', { status: { observedGeneration: 1, replicas: 1 } }),
    workload('half', { spec: { replicas: 2 } }),
  ]),
  'namespaces/shop/apps/replicasets.yaml': listOf('ReplicaSet', [
    workload('web-11aa', { owner: owner('Deployment', 'web'), revision: '1', spec: { replicas: 0 } }),
    workload('web-5c8f', { owner: owner('Deployment', 'web'), revision: '9' }),
    workload('web-7d9f', { owner: owner('Deployment', 'web'), revision: '10' }),
    workload('quota-1234', { owner: owner('Deployment', 'quota'), revision: '1' }),
    workload('half-3333', { owner: owner('Deployment', 'half'), revision: '1', spec: { replicas: 2 } }),
    workload('old-1111', { owner: owner('Deployment', 'old'), revision: '1' }),
    workload('old-2222', { owner: owner('Deployment', 'old'), revision: '2' }),
  ]),
  'namespaces/shop/apps/statefulsets.yaml': listOf('StatefulSet', [
    workload('db'),
    workload('empty'),
    workload('ring', { spec: { replicas: 3 } }),
  ]),
  'namespaces/shop/apps/daemonsets.yaml': listOf('DaemonSet', []),
  'namespaces/shop/batch/cronjobs.yaml': listOf('CronJob', [workload('nightly'), workload('never')]),
  'namespaces/shop/batch/jobs.yaml': listOf('Job', [
    workload('seed'),
    workload('nightly-29000001', { owner: owner('CronJob', 'nightly') }),
    workload('nightly-29000002', { owner: owner('CronJob', 'nightly'), created: '2026-03-01T09:00:00Z' }),
  ]),
  'namespaces/lab/core/pods.yaml': listOf('Pod', [podOf('tester', { namespace: 'lab' })]),
  'cluster-scoped-resources/core/namespaces.yaml': listOf('Namespace', [{ metadata: { name: 'shop' } }]),
};

const named = (resolution: Resolution): string => {
  if (resolution.is === 'pod') return resolution.pod.pod.metadata?.name ?? '';
  const { workload, made, lacks } = resolution;
  const by = made ? ` by ${made.kind} ${made.value.metadata?.name}` : '';
  return `${workload.kind} ${workload.value.metadata?.name}${by}${lacks ? `, ${lacks.pods} of ${lacks.wanted} pods` : ''}`;
};

const resolve = async (cluster: Cluster, words: string, flags: TargetFlags = { namespace: 'shop' }): Promise<string[]> =>
  (await resolveTargets(cluster, parseTargets(words === '' ? [] : words.split(' '), flags), flags)).map(named);

const openShop = async (test: TestContext): Promise<Cluster> => openDump(await makeDump(test, shop));

/** The dump as a live cluster that forbids some reads, and counts them. */
const asCluster = (dump: Cluster, forbidden: readonly string[] = []): Cluster & { asked: string[] } => {
  const asked: string[] = [];
  const allowed = <T>(what: string, read: () => Promise<T>) => {
    asked.push(what);
    return forbidden.includes(what) ? Promise.resolve(denied(`${what} is forbidden: User "jane" cannot do that`)) : read();
  };
  return {
    asked,
    source: { kind: 'cluster', name: 'test' },
    defaultNamespace: 'shop',
    unreadable: [],
    requests: 0,
    now: () => dump.now(),
    get: (kind, namespace, name) => allowed(`get ${kind}`, () => dump.get(kind, namespace, name)),
    list: (kind, query) => allowed(`list ${kind}`, () => dump.list(kind, query)),
    printedPod: (namespace, name) => allowed('get Pod', () => dump.printedPod(namespace, name)),
    printedPods: (query) => allowed('list Pod', () => dump.printedPods(query)),
    log: (query) => dump.log(query),
    followLog: (query) => dump.followLog(query),
    watchPods: (query, options) => dump.watchPods(query, options),
    watchChanges: (...asked) => dump.watchChanges(...asked),
    close: () => {},
  };
};

describe('targets lead to', () => {
  const table: [words: string, expected: string[]][] = [
    ['db-0', ['db-0']],
    ['db-0 pod/db-0', ['db-0']],
    ['deploy/web', ['web-7d9f-bbbbb', 'web-5c8f-aaaaa']],
    ['deploy/api', ['api-66ff-ddddd']],
    ['deploy/quota', ['Deployment quota by ReplicaSet quota-1234']],
    ['deploy/off', ['Deployment off']],
    ['deploy/old', ['Deployment old by ReplicaSet old-2222', 'old-1111-fffff']],
    ['rs/web-5c8f', ['web-5c8f-aaaaa']],
    ['sts/db', ['db-0']],
    ['sts/empty', ['StatefulSet empty']],
    ['deploy/half', ['half-3333-ggggg', 'Deployment half by ReplicaSet half-3333, 1 of 2 pods']],
    ['sts/ring', ['ring-0', 'StatefulSet ring, 1 of 3 pods']],
    ['sts', ['db-0', 'StatefulSet empty', 'ring-0', 'StatefulSet ring, 1 of 3 pods']],
    ['job/seed', ['seed-yyyyy', 'seed-xxxxx']],
    ['cronjob/nightly', ['nightly-29000002-zzzzz']],
    ['cronjob/never', ['CronJob never']],
    ['job/seed db-0', ['seed-yyyyy', 'seed-xxxxx', 'db-0']],
  ];
  for (const [words, expected] of table) {
    it(`${words}: ${expected.join(', ')}`, async (test) => assert.deepEqual(await resolve(await openShop(test), words), expected));
  }

  it('pods by labels and fields, in one namespace or all', async (test) => {
    const dump = await openShop(test);
    assert.deepEqual(await resolve(dump, '', { namespace: 'shop', selector: 'app=db' }), ['db-0', 'db-1']);
    assert.deepEqual(await resolve(dump, '', { namespace: 'shop', 'field-selector': 'status.phase=Failed' }), ['seed-yyyyy']);
    assert.equal((await resolve(dump, '', { 'all-namespaces': true })).length, 15);
    assert.equal((await resolve(dump, '', { namespace: 'shop' })).length, 14);
  });
});

describe('what is not there', () => {
  const table: [words: string, message: string, flags?: TargetFlags][] = [
    ['web', 'pod web not found in namespace shop; did you mean deploy/web, web-11aa-ccccc, web-5c8f-aaaaa or web-7d9f-bbbbb?'],
    ['db-2', 'pod db-2 not found in namespace shop; did you mean db-0 or db-1?'],
    ['api-66ff-eeeee', 'pod api-66ff-eeeee not found in namespace shop; did you mean api-66ff-ddddd?'],
    ['deploy/wep', 'deployment wep not found in namespace shop; did you mean deploy/web?'],
    ['deploy/db', 'deployment db not found in namespace shop; did you mean sts/db?'],
    ['tester', 'pod tester not found in namespace shop; it exists in namespace lab'],
    ['zzz', 'pod zzz not found in namespace shop'],
    ['', 'no pods in namespace shop match -l app=none', { namespace: 'shop', selector: 'app=none' }],
  ];
  for (const [words, message, flags] of table) {
    it(`"${words}": ${message}`, async (test) => {
      const cluster = asCluster(await openShop(test));
      await assert.rejects(resolve(cluster, words, flags), (error) => {
        assert.ok(error instanceof KnownError);
        assert.equal(error.message, message);
        return error.exitCode === 4;
      });
    });
  }

  it('is told without hints where nothing may be listed', async (test) => {
    const cluster = asCluster(await openShop(test), ['list Pod', 'get Deployment', 'get StatefulSet', 'get Job']);
    await assert.rejects(resolve(cluster, 'web'), /^KnownError: pod web not found in namespace shop$/);
  });

  it('is in a dump only said to be not in the dump', async (test) => {
    const dump = await openDump(await makeDump(test, { 'a.yaml': { kind: 'Pod', apiVersion: 'v1', ...podOf('web-1') } }));
    await assert.rejects(resolve(dump, 'web-2'), /pod web-2 is not in the dump, namespace shop; did you mean web-1\?/);
    await assert.rejects(resolve(dump, '', { namespace: 'other' }), (error) => error instanceof KnownError && error.exitCode === 4);
  });
});

describe('reads', () => {
  it('are few', async (test) => {
    const dump = await openShop(test);
    const asked = async (words: string) => {
      const cluster = asCluster(dump);
      await resolve(cluster, words);
      return cluster.asked;
    };
    assert.deepEqual(await asked('db-0'), ['get Pod']);
    assert.deepEqual(await asked('deploy/api'), ['get Deployment', 'list Pod']);
    assert.deepEqual(await asked('deploy/web'), ['get Deployment', 'list Pod', 'list ReplicaSet']);
    assert.deepEqual(await asked('cronjob/nightly'), ['get CronJob', 'list Job', 'list Pod']);
    assert.deepEqual(await asked(''), ['list Pod']);
  });

  it('that are forbidden are made good by others', async (test) => {
    const dump = await openShop(test);
    assert.deepEqual(await resolve(asCluster(dump, ['get Pod']), 'db-0'), ['db-0']);
    assert.deepEqual(await resolve(asCluster(dump, ['get Deployment']), 'deploy/api'), ['api-66ff-ddddd']);
    assert.deepEqual(await resolve(asCluster(dump, ['list ReplicaSet']), 'deploy/web'), [
      'web-7d9f-bbbbb',
      'web-5c8f-aaaaa',
      'web-11aa-ccccc',
    ]);
    assert.deepEqual(await resolve(asCluster(dump, ['list Job']), 'cronjob/nightly'), ['nightly-29000001-zzzzz']);
    assert.equal((await resolve(asCluster(dump, ['get CronJob']), 'cronjob/nightly')).length, 2);
  });

  it('that are forbidden for good end with the right that is missing', async (test) => {
    const dump = await openShop(test);
    const table: [words: string, forbidden: string[], message: RegExp, check: string][] = [
      ['', ['list Pod'], /^cannot list pods in namespace shop: /, 'list pods -n shop'],
      ['db-0', ['get Pod', 'list Pod'], /^cannot get Pod db-0 /, 'get pods -n shop'],
      ['deploy/web', ['get Deployment', 'list Pod'], /^cannot get Deployment web /, 'get deployments.apps -n shop'],
      ['deploy/web', ['list Pod'], /^cannot list pods /, 'list pods -n shop'],
    ];
    for (const [words, forbidden, message, check] of table) {
      await assert.rejects(resolve(asCluster(dump, forbidden), words), (error) => {
        assert.ok(error instanceof RefusedError);
        assert.match(error.message, message);
        assert.equal(error.check.join(' '), `auth can-i ${check}`);
        return error.exitCode === 1;
      });
    }
  });
});
