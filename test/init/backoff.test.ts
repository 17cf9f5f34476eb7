import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContainerStatus, CoreEvent, Pod } from '../../src/cluster/kubernetes.ts';
import type { Backoff } from '../../src/init/model.ts';
import { readProgress } from '../../src/init/progress.ts';
import { ago, before, container, event, NOW, pod, running, sidecar, status, terminated, waiting } from './make-pod.ts';

const backoffOf = (subject: Pod, events: readonly CoreEvent[] = []): Backoff | undefined =>
  readProgress({ pod: subject, events, now: NOW }).steps.find(({ backoff }) => backoff)?.backoff;
const init = (more: Partial<ContainerStatus>, spec: Pod['spec'] | object = {}): Pod =>
  pod({ inits: [container('migrate')], initStatuses: [status('migrate', more)], spec });

describe('crash back-off', () => {
  const named = (delay: string, restartCount: number): Pod =>
    init({
      ...waiting('CrashLoopBackOff', `back-off ${delay} restarting failed container=migrate pod=shop-0_shop(uid-1)`),
      ...before(1, { seconds: 4 }),
      restartCount,
    });

  test('the delay that the kubelet names counts, from the end of the last run', () => {
    assert.deepEqual(backoffOf(named('2m40s', 5)), {
      kind: 'crash',
      delaySeconds: 160,
      since: ago(4),
      nextAttemptAt: ago(4 - 160),
      remainingSeconds: 156,
      basis: 'message',
      longest: false,
    });
  });

  const longest: readonly (readonly [string, boolean])[] = [
    ['10s', false],
    ['2m40s', false],
    ['5m0s', true],
    ['1m0s', true], // a node with a lower ceiling: 60 s is no step of the ladder
    ['32s', false], // the ladder that begins at 1 s
  ];
  for (const [delay, expected] of longest) {
    test(`${delay} is ${expected ? '' : 'not '}the longest`, () => assert.equal(backoffOf(named(delay, 9))?.longest, expected));
  }

  const ladder: readonly (readonly [restarts: number, delay: number])[] = [
    [0, 0],
    [1, 10],
    [2, 20],
    [3, 40],
    [4, 80],
    [5, 160],
    [6, 300],
    [70, 300],
  ];
  for (const [restartCount, delay] of ladder) {
    test(`after ${restartCount} restarts the next comes ${delay} s after the end`, () => {
      const backoff = backoffOf(init({ ...terminated(1, { seconds: 3 }), restartCount }));
      assert.deepEqual([backoff?.delaySeconds, backoff?.basis, backoff?.remainingSeconds], [delay, 'computed', Math.max(0, delay - 3)]);
    });
  }

  test('without a message the restarts tell', () => {
    assert.equal(backoffOf(init({ ...waiting('CrashLoopBackOff'), ...before(1), restartCount: 3 }))?.delaySeconds, 40);
  });

  test('a failed start of the runtime counts as a run', () => {
    const subject = init({ ...waiting('RunContainerError', 'exec: "sh"'), ...before(128, { reason: 'StartError' }), restartCount: 2 });
    assert.deepEqual([backoffOf(subject)?.delaySeconds, backoffOf(subject)?.basis], [20, 'computed']);
  });

  test('a run of more than 10 minutes forgives all earlier failures', () => {
    assert.equal(backoffOf(init({ ...terminated(1, { took: 601 }), restartCount: 8 }))?.delaySeconds, 0);
    assert.equal(backoffOf(init({ ...terminated(1, { took: 600 }), restartCount: 8 }))?.delaySeconds, 300);
  });

  test('out of memory with exit code 0 is run again', () => {
    assert.equal(backoffOf(init({ ...terminated(0, { reason: 'OOMKilled' }), restartCount: 1 }))?.delaySeconds, 10);
  });

  test('a sidecar that exits cleanly is held back too, whatever the policy of the pod', () => {
    const exited = status('proxy', { ...terminated(0), restartCount: 2 });
    assert.equal(backoffOf(pod({ inits: [sidecar('proxy')], initStatuses: [exited], spec: { restartPolicy: 'Never' } }))?.delaySeconds, 20);
  });

  test('without the end of the last run there is no next moment', () => {
    const subject = init({ ...waiting('CrashLoopBackOff', 'back-off 40s restarting failed container=migrate pod=x'), restartCount: 3 });
    assert.deepEqual(backoffOf(subject), { kind: 'crash', delaySeconds: 40, basis: 'message', longest: false });
  });
});

describe('image pull back-off', () => {
  const held = init(waiting('ImagePullBackOff', 'Back-off pulling image "registry.test/migrate:1"'));
  const failure = (count: number, seconds: number, more = {}): CoreEvent =>
    event('Failed', 'Failed to pull image "registry.test/migrate:1": not found', { count, seconds, container: 'migrate', ...more });

  test('it counts from the latest failure, by the number of failures', () => {
    assert.deepEqual(backoffOf(held, [failure(3, 15)]), {
      kind: 'image-pull',
      delaySeconds: 40,
      since: ago(15),
      nextAttemptAt: ago(15 - 40),
      remainingSeconds: 25,
      basis: 'events',
      longest: false,
    });
  });

  test('failures with different messages add up', () => {
    assert.equal(backoffOf(held, [failure(2, 400), failure(4, 20)])?.delaySeconds, 300);
  });

  test('containers with one image share it, others do not', () => {
    assert.equal(backoffOf(held, [failure(2, 5, { container: 'twin' })])?.delaySeconds, 20);
    const other = event('Failed', 'Failed to pull image "registry.test/other:1": not found', { container: 'other' });
    assert.deepEqual(backoffOf(held, [other]), { kind: 'image-pull', basis: 'computed', longest: false });
  });

  test('"Error: ErrImagePull" is not a second failure', () => {
    const error = event('Failed', 'Error: ErrImagePull', { container: 'migrate', count: 5, seconds: 1 });
    assert.equal(backoffOf(held, [failure(1, 2), error])?.delaySeconds, 10);
  });

  const backOff = (seconds: number): CoreEvent =>
    event('BackOff', 'Back-off pulling image "registry.test/migrate:1"', { container: 'migrate', seconds });
  test('a back-off reported after the counted time is the longest one', () => {
    assert.deepEqual(
      [backoffOf(held, [failure(1, 100), backOff(5)])?.delaySeconds, backoffOf(held, [failure(1, 100), backOff(5)])?.remainingSeconds],
      [300, 200],
    );
  });
  test('and when even that is over, the failure it counts from is not known', () => {
    assert.equal(backoffOf(held, [failure(1, 900), backOff(5)])?.nextAttemptAt, undefined);
  });

  test('a failed pull counts before the kubelet says back-off', () => {
    assert.equal(backoffOf(init(waiting('ErrImagePull', 'not found')), [failure(1, 1)])?.remainingSeconds, 9);
  });
});

describe('no back-off', () => {
  const none: readonly (readonly [string, Pod])[] = [
    ['for a running container', init({ ...running(), ...before(1), restartCount: 3 })],
    ['for one that is done', init(terminated(0))],
    ['for restartPolicy Never', init(terminated(1), { restartPolicy: 'Never' })],
    [
      'for a pod that ended',
      pod({ inits: [container('migrate')], initStatuses: [status('migrate', terminated(1))], status: { phase: 'Failed' } }),
    ],
    [
      'for a pod that is being deleted',
      pod({ inits: [container('migrate')], initStatuses: [status('migrate', terminated(1))], metadata: { deletionTimestamp: ago(1) } }),
    ],
    ...[
      'CreateContainerConfigError',
      'CreateContainerError',
      'ErrImageNeverPull',
      'InvalidImageName',
      'ImageInspectError',
      'PreStartHookError',
    ].map((reason) => [`for ${reason}`, init({ ...waiting(reason), ...before(1), restartCount: 2 })] as const),
  ];
  for (const [title, subject] of none) test(title, () => assert.equal(backoffOf(subject), undefined));
});
