import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Container, ContainerStatus, Pod } from '../../src/cluster/kubernetes.ts';
import type { Outlook } from '../../src/init/model.ts';
import { readProgress } from '../../src/init/progress.ts';
import { ago, container, NOW, pod, running, sidecar, status, terminated, waiting } from './make-pod.ts';

const outlookOf = (subject: Pod): Outlook => readProgress({ pod: subject, events: [], now: NOW }).outlook;
const failed = terminated(3);
const one = (more: Partial<ContainerStatus>, spec: object = {}, own: Partial<Container> = {}): Pod =>
  pod({ inits: [container('migrate', own)], initStatuses: [status('migrate', more)], spec });
const rule = (operator: string, values: number[]) => [{ action: 'Restart', exitCodes: { operator, values } }];

describe('a failed init container', () => {
  const never = { restartPolicy: 'Never' };
  const rows: readonly (readonly [title: string, subject: Pod, canSucceed: boolean])[] = [
    ['is run again under Always', one(failed), true],
    ['is run again under OnFailure', one(failed, { restartPolicy: 'OnFailure' }), true],
    ['is not run again under Never', one(failed, never), false],
    ['is run again under its own OnFailure', one(failed, never, { restartPolicy: 'OnFailure' }), true],
    ['is not run again under its own Never', one(failed, {}, { restartPolicy: 'Never' }), false],
    ['is run again by a rule for its exit code', one(failed, {}, { restartPolicy: 'Never', restartPolicyRules: rule('In', [3, 4]) }), true],
    [
      'is not helped by a rule for other exit codes',
      one(failed, {}, { restartPolicy: 'Never', restartPolicyRules: rule('In', [4]) }),
      false,
    ],
    [
      'is run again by a rule that excludes other exit codes',
      one(failed, {}, { restartPolicy: 'Never', restartPolicyRules: rule('NotIn', [4]) }),
      true,
    ],
    ['is not helped by rules without a policy of its own', one(failed, never, { restartPolicyRules: rule('In', [3]) }), false],
  ];
  for (const [title, subject, canSucceed] of rows) test(title, () => assert.equal(outlookOf(subject).canSucceed, canSucceed));

  test('a sidecar is run again whatever the policy', () => {
    assert.ok(outlookOf(pod({ inits: [sidecar('proxy')], initStatuses: [status('proxy', failed)], spec: never })).canSucceed);
  });
  test('the reason names it', () => {
    assert.equal(outlookOf(one(failed, never)).why, 'migrate ended with exit code 3 and is not run again (restartPolicy Never)');
    assert.equal(
      outlookOf({ ...one(failed, never), status: { ...one(failed).status, phase: 'Failed' } }).why,
      outlookOf(one(failed, never)).why,
    );
    assert.match(outlookOf(one(failed, {}, { restartPolicy: 'Never' })).why ?? '', /its own restartPolicy Never/);
  });
});

describe('the end of the pod', () => {
  test('evicted', () => {
    const subject = pod({
      inits: [container('migrate')],
      status: { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' },
    });
    assert.equal(outlookOf(subject).why, 'the pod has failed: Evicted: The node was low on resource: memory.');
  });
  test('deleted', () => {
    assert.equal(
      outlookOf(pod({ inits: [container('migrate')], metadata: { deletionTimestamp: ago(1) } })).why,
      'the pod is being deleted',
    );
  });
  test('an image name that cannot be', () => {
    assert.equal(outlookOf(one(waiting('InvalidImageName'), {}, { image: 'Registry/X' })).why, 'Registry/X is no valid image name');
  });
  for (const reason of ['ErrImageNeverPull', 'ImagePullBackOff', 'CreateContainerConfigError', 'CreateContainerError']) {
    test(`${reason} may heal from outside`, () => assert.deepEqual(outlookOf(one(waiting(reason))), { canSucceed: true }));
  }
  test('what has succeeded can', () => {
    assert.ok(outlookOf(pod({ inits: [container('migrate')], status: { phase: 'Succeeded' } })).canSucceed);
    assert.ok(outlookOf(one(terminated(0), { restartPolicy: 'Never' })).canSucceed);
  });
});

describe('activeDeadlineSeconds counts from the start of the pod', () => {
  test('time is left', () => {
    assert.deepEqual(outlookOf(one(running(), { activeDeadlineSeconds: 700 })), { canSucceed: true, deadline: ago(599 - 700) });
  });
  test('time is over', () => {
    const { canSucceed, why } = outlookOf(one(running(), { activeDeadlineSeconds: 599 }));
    assert.deepEqual([canSucceed, why], [false, 'activeDeadlineSeconds of the pod has run out']);
  });
  test('the next attempt comes too late', () => {
    const late = one({ ...terminated(1), restartCount: 9 }, { activeDeadlineSeconds: 700 });
    assert.deepEqual([outlookOf(late).canSucceed, outlookOf(late).why?.startsWith('the next attempt of migrate')], [false, true]);
  });
  test('an endless deadline is no deadline', () => {
    assert.deepEqual(outlookOf(one(running(), { activeDeadlineSeconds: 1e300 })), { canSucceed: true });
  });
});
