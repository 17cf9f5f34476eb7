import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openDump, openDumpText } from '../../src/cluster/dump/dump.ts';
import type { Cluster } from '../../src/cluster/port.ts';
import { refusedWorkloads } from '../../src/cluster/targets/refused-pods.ts';

const named = async (cluster: Cluster, namespace?: string) =>
  (await refusedWorkloads(cluster, namespace)).map((one) =>
    one.is === 'workload' ? `${one.workload.kind} ${one.workload.value.metadata?.name}` : one.is,
  );

describe('workloads whose pods the API refuses', () => {
  const table: readonly (readonly [dump: string, namespace: string | undefined, names: readonly string[]])[] = [
    ['quota', 'quota', ['Deployment quota']],
    ['quota', undefined, ['Deployment quota']],
    ['pod-security', 'pod-security', ['Deployment pod-security']],
    // Their pods were made, whatever became of them.
    ['wait-chain', 'wait-chain', []],
    ['job-gives-up', 'job-gives-up', []],
    ['healthy', undefined, []],
  ];
  for (const [dump, namespace, names] of table)
    test(`${dump}, ${namespace ?? 'all namespaces'}`, async () =>
      assert.deepEqual(await named(await openDump(`test/dumps/${dump}`), namespace), names));
});

describe('an event may be old', () => {
  const event = (kind: string, name: string) => ({
    kind: 'Event',
    metadata: { name: `${name}.1`, namespace: 'shop' },
    reason: 'FailedCreate',
    involvedObject: { kind, name, namespace: 'shop' },
  });
  const selector = { matchLabels: { app: 'x' } };
  const set = (replicas: number) => ({ kind: 'StatefulSet', metadata: { name: 'db', namespace: 'shop' }, spec: { replicas, selector } });
  const job = (status: object) => ({ kind: 'Job', metadata: { name: 'seed', namespace: 'shop' }, spec: { selector }, status });
  const dump = (...items: object[]) =>
    openDumpText(JSON.stringify({ kind: 'List', items: [{ kind: 'PodList', items: [] }, ...items] }), 'stdin');
  const table: readonly (readonly [string, readonly object[], readonly string[]])[] = [
    ['it still lacks pods', [event('StatefulSet', 'db'), set(2)], ['StatefulSet db']],
    ['it is gone', [event('StatefulSet', 'db')], []],
    ['a Job that is through', [event('Job', 'seed'), job({ completionTime: '2026-01-05T10:00:00Z' })], []],
    ['a Job without a pod', [event('Job', 'seed'), job({})], ['Job seed']],
    ['what makes no pods', [event('Service', 'db')], []],
  ];
  for (const [what, items, names] of table) test(what, async () => assert.deepEqual(await named(await dump(...items)), names));
});
