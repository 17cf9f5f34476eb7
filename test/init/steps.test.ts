import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Container, ContainerStatus, CoreEvent, Pod } from '../../src/cluster/kubernetes.ts';
import type { Progress, Step } from '../../src/init/model.ts';
import { readProgress } from '../../src/init/progress.ts';
import { before, condition, container, event, NOW, pod, running, sidecar, status, terminated, waiting } from './make-pod.ts';

const read = (subject: Pod, events: readonly CoreEvent[] = []): Progress => readProgress({ pod: subject, events, now: NOW });
const [first, second, proxy] = [container('prepare'), container('migrate'), sidecar('proxy')];
const one = (more: Partial<ContainerStatus>, spec: Container = second): Pod =>
  pod({ inits: [spec], initStatuses: [status(spec.name, more)] });
const stepOf = (subject: Pod, events: readonly CoreEvent[] = []): Step => read(subject, events).steps[0] ?? assert.fail('no step');
const appRuns = { appStatuses: [status('app', { ...running(), ready: true })], status: { phase: 'Running' } };
const noSandbox = [condition('PodReadyToStartContainers', 'False')];

describe('the state of a step', () => {
  const states: readonly (readonly [title: string, subject: Pod, state: Step['state']])[] = [
    ['running', one(running()), 'running'],
    ['running again', one({ ...running(), ...before(1), restartCount: 1 }), 'running'],
    ['exited 0', one(terminated(0)), 'succeeded'],
    ['exited 1', one(terminated(1)), 'failed'],
    ['out of memory with exit code 0', one(terminated(0, { reason: 'OOMKilled' })), 'failed'],
    ['held back', one({ ...waiting('CrashLoopBackOff'), ...before(1), restartCount: 1 }), 'failed'],
    ['held back, its last run lost', one({ ...waiting('CrashLoopBackOff'), restartCount: 1 }), 'failed'],
    ['start failed and counted as a run', one({ ...waiting('RunContainerError'), ...before(128, { reason: 'StartError' }) }), 'failed'],
    ['start failed before there was a run', one(waiting('RunContainerError')), 'waiting'],
    ['no image', one(waiting('ImagePullBackOff')), 'waiting'],
    ['no config map, after earlier runs', one({ ...waiting('CreateContainerConfigError'), ...before(1), restartCount: 2 }), 'waiting'],
    ['vanished from the node', one(terminated(137, { reason: 'ContainerStatusUnknown' })), 'failed'],
    ['its turn, nothing said', one(waiting('PodInitializing')), 'not-started'],
    ['an empty state', one({ state: {} }), 'not-started'],
    ['created but not running, after a failure', one({ ...waiting(), ...before(1), restartCount: 1 }), 'failed'],
    ['taken away to begin anew', one({ ...waiting('RestartingAllContainers'), ...before(0) }), 'not-started'],
    ['no status at all', pod({ inits: [second] }), 'not-started'],
    ['no status, app runs', pod({ inits: [second], ...appRuns }), 'succeeded'],
    [
      'its status lost, app runs',
      pod({ inits: [second], initStatuses: [status('migrate', waiting('PodInitializing'))], ...appRuns }),
      'succeeded',
    ],
    [
      'its own OnFailure: no sidecar',
      one({ ...running(), started: true }, container('migrate', { restartPolicy: 'OnFailure' })),
      'running',
    ],
    ['sidecar started', one({ ...running(), started: true }, proxy), 'succeeded'],
    ['sidecar before its startup probe passed', one({ ...running(), started: false }, proxy), 'running'],
    ['sidecar without probe on a kubelet that does not say', one(running(), proxy), 'succeeded'],
    ['sidecar exited 0', one(terminated(0), proxy), 'failed'],
    ['sidecar crashes', one({ ...waiting('CrashLoopBackOff'), ...before(1), restartCount: 4 }, proxy), 'failed'],
    [
      'sidecar ended with its pod',
      { ...one(terminated(143), proxy), status: { phase: 'Succeeded', initContainerStatuses: [status('proxy', terminated(143))] } },
      'succeeded',
    ],
  ];
  for (const [title, subject, state] of states) test(title, () => assert.equal(stepOf(subject).state, state));

  test('its turn, image being pulled: waiting, though nothing is said', () => {
    const pulling = event('Pulling', 'Pulling image "registry.test/migrate:1"', { container: 'migrate' });
    assert.equal(stepOf(one(waiting('PodInitializing')), [pulling]).state, 'waiting');
    const pulled = event('Pulled', 'Successfully pulled image', { container: 'migrate', seconds: 1 });
    assert.equal(stepOf(one(waiting('PodInitializing')), [pulling, pulled]).state, 'not-started');
  });

  test('the sandbox is there while the first image is pulled, whatever the condition says', () => {
    const subject = pod({ inits: [second], initStatuses: [status('migrate', waiting('PodInitializing'))], conditions: noSandbox });
    assert.equal(read(subject).phase, 'preparing');
    const pulling = event('Pulling', 'Pulling image "registry.test/migrate:1"', { container: 'migrate' });
    assert.deepEqual([read(subject, [pulling]).phase, stepOf(subject, [pulling]).state], ['initializing', 'waiting']);
  });

  test('the turn comes with the end of all before it', () => {
    const inits = [first, proxy, second];
    const done = status('prepare', terminated(0));
    const later = status('migrate', waiting('PodInitializing'));
    const subject = pod({ inits, initStatuses: [done, status('proxy', { ...running(), started: false }), later] });
    assert.deepEqual(
      read(subject).steps.map(({ state }) => state),
      ['succeeded', 'running', 'not-started'],
    );
  });
});

describe('attempts', () => {
  const counts: readonly (readonly [string, Partial<ContainerStatus>, number])[] = [
    ['before the first', waiting('PodInitializing'), 0],
    ['the first runs', running(), 1],
    ['the first failed', terminated(1), 1],
    ['the second runs', { ...running(), ...before(1), restartCount: 1 }, 2],
    ['held back after seven', { ...waiting('CrashLoopBackOff'), ...before(1), restartCount: 6 }, 7],
    [
      'vanished: the restart to come is counted already',
      { ...waiting(), ...before(137, { reason: 'ContainerStatusUnknown' }), restartCount: 1 },
      1,
    ],
    ['no number', { ...running(), restartCount: Number.NaN }, 1],
  ];
  for (const [title, more, attempts] of counts) test(title, () => assert.equal(stepOf(one(more)).attempts, attempts));
});

describe('the log that tells', () => {
  const again = (seconds: number, run: Parameters<typeof before>[1] = {}) => ({ ...running(seconds), ...before(1, run), restartCount: 1 });
  const logs: readonly (readonly [string, Partial<ContainerStatus>, Step['telling']])[] = [
    ['never ran', waiting('ErrImagePull'), 'none'],
    ['runs for the first time', running(), 'current'],
    ['runs again, for a moment', again(3), 'previous'],
    ['runs again, longer than a minute and than the failed run', again(90), 'current'],
    ['runs again, but the failed run took longer', again(90, { took: 300 }), 'previous'],
    ['failed', terminated(1), 'current'],
    ['held back', { ...waiting('CrashLoopBackOff'), ...before(1), restartCount: 1 }, 'previous'],
    ['the process never began', { ...waiting('CrashLoopBackOff'), ...before(128, { reason: 'StartError' }), restartCount: 1 }, 'none'],
    ['runs again after a clean run', { ...running(3), ...before(0), restartCount: 1 }, 'current'],
    [
      'runs again, the container before is gone',
      { ...running(3), lastState: { terminated: { exitCode: 137, reason: 'ContainerStatusUnknown' } }, restartCount: 1 },
      'current',
    ],
  ];
  for (const [title, more, telling] of logs) test(title, () => assert.equal(stepOf(one(more)).telling, telling));
});

test('reason and message are those of the wait, else of the latest run, and none while it runs', () => {
  const words = ({ reason, message }: Step) => [reason, message];
  assert.deepEqual(words(stepOf(one({ ...waiting('ErrImagePull', 'no such host'), ...before(1) }))), ['ErrImagePull', 'no such host']);
  assert.deepEqual(words(stepOf(one(terminated(1)))), ['Error', undefined]);
  assert.deepEqual(words(stepOf(one({ ...running(), ...before(1) }))), [undefined, undefined]);
});

test('a run that never began has no start and no duration', () => {
  const lastRun = stepOf(
    one({
      state: { terminated: { exitCode: 128, reason: 'StartError', startedAt: '1970-01-01T00:00:00Z', finishedAt: '2026-03-04T11:59:00Z' } },
    }),
  ).lastRun;
  assert.deepEqual(lastRun, { exitCode: 128, reason: 'StartError', finishedAt: '2026-03-04T11:59:00Z' });
});
