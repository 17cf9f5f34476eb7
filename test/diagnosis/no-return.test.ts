import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Job, Pod } from '../../src/cluster/kubernetes.ts';
import { jobNoReturnOf, noReturnOf, noReturns, type WaitingCase } from '../../src/diagnosis/no-return.ts';
import { readProgress } from '../../src/init/progress.ts';
import { ago, before, condition, container, NOW, pod, running, status, terminated, waiting } from '../init/make-pod.ts';

const waitingCase = (of: Pod, more: Partial<WaitingCase> = {}): WaitingCase => ({
  pod: of,
  progress: readProgress({ pod: of, events: [], now: NOW }),
  gone: false,
  replaced: false,
  now: NOW,
  ...more,
});
const inits = [container('migrate')];
const withInit = (more: Parameters<typeof status>[1], parts: Parameters<typeof pod>[0] = {}) =>
  pod({ inits, initStatuses: [status('migrate', more)], ...parts });

const runs = withInit(running());
const never = withInit(terminated(3), { spec: { restartPolicy: 'Never' } });
const done = withInit({ ...terminated(0), ready: true }, { conditions: [condition('Initialized', 'True')] });
const evicted = withInit(running(), { status: { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' } });
const deleting = withInit(running(), { metadata: { deletionTimestamp: ago(1) } });
const outOfTime = withInit(running(), { spec: { activeDeadlineSeconds: 60 } });
const crashing = withInit({ ...waiting('CrashLoopBackOff'), ...before(1), restartCount: 4 });

describe('init cannot succeed any more', () => {
  const table: readonly (readonly [what: string, WaitingCase, says: RegExp])[] = [
    ['failed with restartPolicy Never', waitingCase(never), /migrate ended with exit code 3 and is not run again/],
    ['an invalid image name', waitingCase(withInit(waiting('InvalidImageName'))), /is no valid image name/],
    [
      'the same in a pod of a workload: the next has it too',
      waitingCase(withInit(waiting('InvalidImageName')), { replaced: true }),
      /no valid/,
    ],
    ['an image that is not there and never pulled', waitingCase(withInit(waiting('ErrImageNeverPull'))), /forbids to pull/],
    ['evicted', waitingCase(evicted), /Evicted: The node was low on resource/],
    ['its deadline is over', waitingCase(outOfTime), /activeDeadlineSeconds of the pod has run out/],
    ['on its way out', waitingCase(deleting), /being deleted/],
    ['deleted', waitingCase(runs, { gone: true }), /was deleted/],
  ];
  for (const [what, one, says] of table) test(what, () => assert.match(noReturnOf(one) ?? '', says));
});

describe('init may still succeed', () => {
  const table: Readonly<Record<string, WaitingCase>> = {
    'it runs': waitingCase(runs),
    'it crashes and is run again': waitingCase(crashing),
    'an image that cannot be pulled now': waitingCase(withInit(waiting('ImagePullBackOff'))),
    'failed for good, but another pod takes its place': waitingCase(never, { replaced: true }),
    'evicted, but another pod takes its place': waitingCase(evicted, { replaced: true }),
    'deleted, but another pod takes its place': waitingCase(runs, { gone: true, replaced: true }),
    'init is done, and the pod goes away': waitingCase(done),
  };
  for (const [what, one] of Object.entries(table)) test(what, () => assert.equal(noReturnOf(one), undefined));
});

test('each row says why it is certain, under a name of its own', () => {
  assert.equal(new Set(noReturns.map(({ id }) => id)).size, noReturns.length);
  for (const { proof } of noReturns) assert.ok(proof.length > 20);
});

describe('a Job', () => {
  const job = (more: Partial<Job>): Job => ({ metadata: { name: 'seed' }, spec: { template: {}, backoffLimit: 1 }, ...more });
  test('at its backoffLimit', () => assert.match(jobNoReturnOf(job({ status: { failed: 2 } }), [], NOW) ?? '', /backoffLimit is 1/));
  test('failed', () => {
    const failed = job({ status: { conditions: [condition('Failed', 'True', { reason: 'DeadlineExceeded' })] } });
    assert.match(jobNoReturnOf(failed, [], NOW) ?? '', /DeadlineExceeded/);
  });
  test('with an attempt left', () => assert.equal(jobNoReturnOf(job({ status: { failed: 1 } }), [], NOW), undefined));
});
