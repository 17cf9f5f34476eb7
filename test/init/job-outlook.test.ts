import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Job, Pod } from '../../src/cluster/kubernetes.ts';
import { jobOutlook } from '../../src/init/job-outlook.ts';
import { ago, condition, NOW, pod, status, terminated, waiting } from './make-pod.ts';

type Spec = Partial<NonNullable<Job['spec']>>;

const job = (spec: Spec = {}, jobStatus: Job['status'] = {}, restartPolicy = 'Never'): Job => ({
  spec: { template: { spec: { restartPolicy, containers: [] } }, ...spec },
  status: { startTime: ago(100), ...jobStatus },
});
const failedPod = (exitCode = 1): Pod => pod({ initStatuses: [status('migrate', terminated(exitCode))], status: { phase: 'Failed' } });
const restarted = (init: number, app: number): Pod =>
  pod({ initStatuses: [status('migrate', { restartCount: init })], appStatuses: [status('app', { restartCount: app })] });
const onExit = (action: string, values: number[], more: object = {}): Spec => ({
  podFailurePolicy: { rules: [{ action, onExitCodes: { operator: 'In', values, ...more } }] },
});
const onDisruption = {
  podFailurePolicy: { rules: [{ action: 'FailJob', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }] },
};

const rows: readonly { title: string; subject: Job; pods?: readonly Pod[]; why?: RegExp; canSucceed: boolean }[] = [
  { title: 'a young Job', subject: job(), canSucceed: true },
  { title: 'as many failed pods as the limit', subject: job({ backoffLimit: 2 }, { failed: 2 }), canSucceed: true },
  {
    title: 'one failed pod more',
    subject: job({ backoffLimit: 2 }, { failed: 3 }),
    canSucceed: false,
    why: /3 pods failed, backoffLimit is 2/,
  },
  { title: 'the limit is 6 unless said', subject: job({}, { failed: 7 }), canSucceed: false, why: /backoffLimit is 6/ },
  { title: 'pods that the Job has not counted yet', subject: job({ backoffLimit: 0 }), pods: [failedPod()], canSucceed: false },
  {
    title: 'pods that a policy may ignore are left to the Job',
    subject: job({ backoffLimit: 0, ...onExit('Ignore', [1]) }),
    pods: [failedPod()],
    canSucceed: true,
  },
  {
    title: 'a limit per index says nothing of the whole',
    subject: job({ backoffLimit: 0, backoffLimitPerIndex: 1 }, { failed: 3 }),
    canSucceed: true,
  },
  {
    title: 'OnFailure: restarts of init and app below the limit',
    subject: job({ backoffLimit: 4 }, {}, 'OnFailure'),
    pods: [restarted(2, 1)],
    canSucceed: true,
  },
  {
    title: 'OnFailure: restarts of init and app at the limit',
    subject: job({ backoffLimit: 4 }, {}, 'OnFailure'),
    pods: [restarted(3, 1)],
    canSucceed: false,
    why: /restarted 4 times/,
  },
  {
    title: 'OnFailure: a limit of 0 without a restart',
    subject: job({ backoffLimit: 0 }, {}, 'OnFailure'),
    pods: [restarted(0, 0)],
    canSucceed: true,
  },
  {
    title: 'OnFailure: a limit of 0 with one',
    subject: job({ backoffLimit: 0 }, {}, 'OnFailure'),
    pods: [restarted(1, 0)],
    canSucceed: false,
  },
  {
    title: 'OnFailure: ended pods do not count',
    subject: job({ backoffLimit: 1 }, {}, 'OnFailure'),
    pods: [{ ...restarted(5, 0), status: { phase: 'Failed' } }],
    canSucceed: true,
  },
  {
    title: 'the deadline has passed',
    subject: job({ activeDeadlineSeconds: 100 }),
    canSucceed: false,
    why: /activeDeadlineSeconds of the Job/,
  },
  {
    title: 'a suspended Job has no deadline',
    subject: job({ suspend: true, activeDeadlineSeconds: 1 }),
    canSucceed: true,
    why: /suspended/,
  },
  {
    title: 'failed',
    subject: job({}, { conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', message: 'limit' }] }),
    canSucceed: false,
    why: /^the Job has failed: BackoffLimitExceeded: limit$/,
  },
  {
    title: 'about to fail',
    subject: job({}, { conditions: [{ type: 'FailureTarget', status: 'True' }] }),
    canSucceed: false,
    why: /^the Job has failed$/,
  },
  {
    title: 'complete',
    subject: job({ backoffLimit: 0 }, { failed: 9, conditions: [{ type: 'Complete', status: 'True' }] }),
    canSucceed: true,
  },
  {
    title: 'a policy that fails the Job for this exit code',
    subject: job(onExit('FailJob', [42])),
    pods: [failedPod(42)],
    canSucceed: false,
    why: /rule 0, for pod shop-0/,
  },
  { title: 'a policy for another exit code', subject: job(onExit('FailJob', [42])), pods: [failedPod(1)], canSucceed: true },
  {
    title: 'a policy for another container',
    subject: job(onExit('FailJob', [42], { containerName: 'app' })),
    pods: [failedPod(42)],
    canSucceed: true,
  },
  {
    title: 'a policy for a condition',
    subject: job(onDisruption),
    pods: [pod({ conditions: [condition('DisruptionTarget', 'True')], status: { phase: 'Failed' } })],
    canSucceed: false,
  },
  {
    title: 'a policy and a pod that still runs',
    subject: job(onExit('FailJob', [42])),
    pods: [pod({ initStatuses: [status('migrate', { ...waiting('CrashLoopBackOff') })] })],
    canSucceed: true,
  },
];

for (const { title, subject, pods = [], why, canSucceed } of rows) {
  test(title, () => {
    const outlook = jobOutlook(subject, pods, NOW);
    assert.equal(outlook.canSucceed, canSucceed);
    if (why) assert.match(outlook.why ?? '', why);
  });
}

test('a deadline to come is named', () => {
  assert.deepEqual(jobOutlook(job({ activeDeadlineSeconds: 160 }), [], NOW), { canSucceed: true, deadline: ago(-60) });
});

test('whatever comes, there is an answer', () => {
  const key = fc.constantFrom('spec', 'status', 'conditions', 'podFailurePolicy', 'rules', 'template', 'backoffLimit', 'onExitCodes');
  fc.assert(fc.property(fc.object({ key }), (broken) => void jobOutlook(JSON.parse(JSON.stringify(broken)), [failedPod()], NOW)));
});
