import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openDump } from '../../src/cluster/dump/dump.ts';
import { parseTargets, resolveTargets } from '../../src/cluster/targets.ts';
import { reportOn } from '../../src/report/report-on.ts';
import { listOf, makeDump, podOf } from '../cluster/make-dump.ts';

const reference = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'ring', uid: 'uid-ring', controller: true };
const refusal = 'create Pod ring-1 in StatefulSet ring failed error: Pod "ring-1" is invalid: spec.initContainers[0].image: Required value';

/** A StatefulSet of three of which one pod is there; the API refuses the next one, or says nothing. */
const ring = async (test: TestContext, { podStatus, refused }: { podStatus: object; refused: boolean }) => {
  const dump = await openDump(
    await makeDump(test, {
      'namespaces/lab/core/pods.yaml': listOf('Pod', [
        podOf('ring-0', { namespace: 'lab', labels: { app: 'ring' }, owner: reference, status: podStatus }),
      ]),
      'namespaces/lab/core/events.yaml': listOf(
        'Event',
        refused
          ? [
              {
                metadata: { name: 'ring.1', namespace: 'lab' },
                involvedObject: { kind: 'StatefulSet', name: 'ring', namespace: 'lab', uid: 'uid-ring' },
                type: 'Warning',
                reason: 'FailedCreate',
                message: refusal,
                lastTimestamp: '2026-03-01T09:00:00Z',
              },
            ]
          : [],
      ),
      'namespaces/lab/apps/statefulsets.yaml': listOf('StatefulSet', [
        {
          metadata: { name: 'ring', namespace: 'lab', uid: 'uid-ring', generation: 1 },
          spec: {
            replicas: 3,
            selector: { matchLabels: { app: 'ring' } },
            template: { spec: { initContainers: [{ name: 'own-data', image: '' }], containers: [{ name: 'broker', image: 'broker:1' }] } },
          },
        },
      ]),
    }),
  );
  const flags = { namespace: 'lab' };
  const { subjects } = await reportOn(dump, await resolveTargets(dump, parseTargets(['sts/ring'], flags), flags));
  return subjects.map(({ kind, name, findings }) => [kind, name, findings[0]?.symptom ?? 'nothing']);
};

const running = { phase: 'Running', containerStatuses: [{ name: 'app', ready: true, restartCount: 0, state: { running: {} } }] };
const unschedulable = {
  phase: 'Pending',
  conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/1 nodes are available: 1 Insufficient cpu.' }],
};

describe('a workload that has fewer pods than it wants', () => {
  it('comes first when the next pod is refused and nothing is wrong with the others', async (test) =>
    assert.deepEqual(await ring(test, { podStatus: running, refused: true }), [
      ['StatefulSet', 'ring', '1 of 3 pods'],
      ['Pod', 'ring-0', 'nothing'],
    ]));

  it('comes after a pod that is in trouble itself', async (test) =>
    assert.deepEqual(
      (await ring(test, { podStatus: unschedulable, refused: true })).map(([kind]) => kind),
      ['Pod', 'StatefulSet'],
    ));

  it('is not mentioned when nobody refuses anything: the next pod may be on its way', async (test) =>
    assert.deepEqual(await ring(test, { podStatus: running, refused: false }), [['Pod', 'ring-0', 'nothing']]));
});
