import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openDump } from '../../src/cluster/dump/dump.ts';
import { parseTargets, resolveTargets } from '../../src/cluster/targets.ts';
import { withInitTrouble, withoutHistory } from '../../src/report/init-trouble.ts';
import { listOf, makeDump, podOf } from '../cluster/make-dump.ts';

const job = { apiVersion: 'batch/v1', kind: 'Job', name: 'seed', uid: 'uid-seed', controller: true };
const init = (state: object) => ({ initContainerStatuses: [{ name: 'wait', restartCount: 0, ready: false, state }] });
const ended = (exitCode: number) => init({ terminated: { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' } });
const failed = { phase: 'Failed', ...ended(1) };
const through = { phase: 'Succeeded', ...ended(0) };
const atWork = { phase: 'Pending', ...init({ running: { startedAt: '2026-03-01T09:10:00Z' } }) };

interface Attempt {
  readonly status: object;
  readonly index?: string;
}

/** Names of the pods of one Job that are left, `seed-0` the oldest. */
async function left(test: TestContext, attempts: readonly Attempt[], filter: typeof withoutHistory): Promise<string[]> {
  const pods = attempts.map(({ status, index }, number) => {
    const pod = podOf(`seed-${number}`, { owner: job, created: `2026-03-01T09:0${number}:00Z`, status });
    return { ...pod, metadata: { ...pod.metadata, ...(index && { annotations: { 'batch.kubernetes.io/job-completion-index': index } }) } };
  });
  const dump = await openDump(await makeDump(test, { 'namespaces/shop/core/pods.yaml': listOf('Pod', pods) }));
  const flags = { namespace: 'shop' };
  const resolved = await resolveTargets(dump, parseTargets([], flags), flags);
  return filter(dump, resolved).flatMap((one) => (one.is === 'pod' ? (one.pod.pod.metadata?.name ?? '') : []));
}

describe('of the pods of a Job', () => {
  it('a failure is history once a later pod got through init', async (test) =>
    assert.deepEqual(await left(test, [{ status: failed }, { status: through }], withoutHistory), ['seed-1']));

  it('nothing is in trouble then', async (test) =>
    assert.deepEqual(await left(test, [{ status: failed }, { status: through }], withInitTrouble), []));

  it('a failure counts while the later pod is in init itself', async (test) =>
    assert.deepEqual(await left(test, [{ status: failed }, { status: atWork }], withoutHistory), ['seed-0', 'seed-1']));

  it('a failure after a success counts', async (test) =>
    assert.deepEqual(await left(test, [{ status: through }, { status: failed }], withoutHistory), ['seed-0', 'seed-1']));

  it('another index is other work', async (test) =>
    assert.deepEqual(
      await left(
        test,
        [
          { status: failed, index: '0' },
          { status: through, index: '1' },
        ],
        withoutHistory,
      ),
      ['seed-0', 'seed-1'],
    ));
});
