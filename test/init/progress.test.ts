import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CoreEvent, Pod } from '../../src/cluster/kubernetes.ts';
import type { Progress } from '../../src/init/model.ts';
import { readProgress } from '../../src/init/progress.ts';
import { ago, before, condition, container, event, NOW, pod, running, sidecar, status, terminated, waiting } from './make-pod.ts';

const read = (subject: Pod, events: readonly CoreEvent[] = []): Progress => readProgress({ pod: subject, events, now: NOW });
const summary = ({ phase, blocking, steps }: Progress) => [
  phase,
  blocking?.name,
  steps.map(({ state, rerun }) => (rerun ? `${state} again` : state)).join(' '),
];
const inits = [container('prepare'), container('migrate')];
const next = waiting('PodInitializing');
const exited = (seconds: number) => status('prepare', terminated(0, { seconds }));
const initialized = condition('Initialized', 'True');
const sandboxSince = (seconds: number, value = 'True') =>
  condition('PodReadyToStartContainers', value, { lastTransitionTime: ago(seconds) });

describe('phase and what blocks', () => {
  const rows: readonly (readonly [string, Pod, readonly [string, string | undefined]])[] = [
    [
      'no node',
      pod({ inits, appStatuses: [], conditions: [condition('PodScheduled', 'False')], spec: { nodeName: '' } }),
      ['unscheduled', undefined],
    ],
    ['no sandbox', pod({ inits, conditions: [sandboxSince(500, 'False')] }), ['preparing', 'prepare']],
    ['the first runs', pod({ inits, initStatuses: [status('prepare', running())] }), ['initializing', 'prepare']],
    ['the second fails', pod({ inits, initStatuses: [exited(60), status('migrate', terminated(1))] }), ['initializing', 'migrate']],
    ['all done, apps to come', pod({ inits, initStatuses: [exited(60), status('migrate', terminated(0))] }), ['initialized', undefined]],
    [
      'app image missing',
      pod({
        inits,
        initStatuses: [exited(60), status('migrate', terminated(0))],
        conditions: [initialized],
        appStatuses: [status('app', waiting('ErrImagePull'))],
      }),
      ['initialized', undefined],
    ],
    ['no init containers', pod(), ['initialized', undefined]],
    [
      'failed for good',
      pod({ inits, initStatuses: [status('prepare', terminated(1))], status: { phase: 'Failed' } }),
      ['ended', 'prepare'],
    ],
    ['succeeded', pod({ inits, status: { phase: 'Succeeded' } }), ['ended', undefined]],
    [
      'app failed for good',
      pod({ inits, conditions: [initialized], initStatuses: [exited(60), status('migrate', terminated(0))], status: { phase: 'Failed' } }),
      ['ended', undefined],
    ],
    [
      'being deleted',
      pod({ inits, initStatuses: [status('prepare', running())], metadata: { deletionTimestamp: ago(3) } }),
      ['deleting', 'prepare'],
    ],
  ];
  for (const [title, subject, expected] of rows) test(title, () => assert.deepEqual(summary(read(subject)).slice(0, 2), expected));

  const crashed = status('proxy', { ...waiting('CrashLoopBackOff'), ...before(1), restartCount: 3 });
  const held = [status('app', { ...waiting('CrashLoopBackOff'), ...before(1), restartCount: 3 })];
  test('a crashing sidecar blocks a pod that fell back to uninitialized', () => {
    const subject = pod({
      inits: [sidecar('proxy')],
      initStatuses: [crashed],
      appStatuses: held,
      conditions: [condition('Initialized', 'False')],
    });
    assert.deepEqual(summary(read(subject)), ['initializing', 'proxy', 'failed']);
  });
  test('a crashing sidecar does not block an initialized pod', () => {
    const subject = pod({ inits: [sidecar('proxy')], initStatuses: [crashed], appStatuses: held, conditions: [initialized] });
    assert.deepEqual(summary(read(subject)), ['initialized', undefined, 'failed']);
  });
  test('a plain init that is run anew beside running apps blocks', () => {
    const failing = status('prepare', { ...waiting('CrashLoopBackOff'), ...before(1), restartCount: 3 });
    const subject = pod({
      inits: [container('prepare')],
      initStatuses: [failing],
      appStatuses: [status('app', running(9000))],
      status: { phase: 'Running' },
    });
    assert.deepEqual(summary(read(subject)), ['initializing', 'prepare', 'failed']);
  });
});

describe('init begins anew in another sandbox, old statuses stay', () => {
  const changed = event('SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.', { seconds: 20, type: 'Normal' });

  test('nothing ran yet in the new sandbox', () => {
    const subject = pod({ inits, initStatuses: [exited(300), status('migrate', terminated(0, { seconds: 200 }))] });
    assert.deepEqual(summary(read(subject)), ['initialized', undefined, 'succeeded succeeded']);
    assert.deepEqual(summary(read(subject, [changed])), ['initializing', 'prepare', 'not-started again not-started again']);
  });
  test('the first runs again, the old end of the second does not count', () => {
    const subject = pod({ inits, initStatuses: [status('prepare', running(10)), status('migrate', terminated(0, { seconds: 200 }))] });
    assert.deepEqual(summary(read(subject)), ['initializing', 'prepare', 'running not-started again']);
  });
  test('old app statuses keep the condition True', () => {
    const statuses = [
      status('prepare', { ...running(10), ...before(0), restartCount: 1 }),
      status('migrate', terminated(0, { seconds: 5000 })),
    ];
    const subject = pod({
      inits,
      initStatuses: statuses,
      conditions: [initialized],
      appStatuses: [status('app', terminated(137, { seconds: 60 }))],
      status: { phase: 'Running' },
    });
    assert.deepEqual(summary(read(subject)), ['initializing', 'prepare', 'running not-started again']);
  });
  test('the sandbox is lost', () => {
    const subject = pod({ inits, initStatuses: [exited(300), status('migrate', next)], conditions: [sandboxSince(30, 'False')] });
    assert.deepEqual(summary(read(subject)), ['preparing', 'prepare', 'not-started again not-started']);
  });
  test('a new sandbox is known by its condition where events are gone', () => {
    const subject = pod({ inits, initStatuses: [exited(300), status('migrate', next)], conditions: [sandboxSince(100)] });
    assert.deepEqual(summary(read(subject)), ['initializing', 'prepare', 'not-started again not-started']);
  });

  const unchanged: readonly (readonly [string, Pod, readonly CoreEvent[]])[] = [
    [
      'the condition is set a moment after a short run',
      pod({ inits, initStatuses: [exited(60), status('migrate', next)], conditions: [sandboxSince(58)] }),
      [],
    ],
    ['the sandbox was changed before the run', pod({ inits, initStatuses: [exited(15), status('migrate', next)] }), [changed]],
    [
      'a pod with restartPolicy Never is not repeated',
      pod({ inits, initStatuses: [exited(300), status('migrate', next)], spec: { restartPolicy: 'Never' } }),
      [changed],
    ],
    [
      'the event is of an earlier pod of that name',
      pod({ inits, initStatuses: [exited(300), status('migrate', next)], metadata: { uid: 'uid-2' } }),
      [changed],
    ],
  ];
  for (const [title, subject, events] of unchanged) {
    test(`not when ${title}`, () => assert.equal(read(subject, events).steps[0]?.state, 'succeeded'));
  }

  test('not while an app runs', () => {
    const statuses = [exited(300), status('migrate', terminated(0, { seconds: 200 }))];
    const subject = pod({ inits, initStatuses: statuses, appStatuses: [status('app', running(100))], conditions: [initialized] });
    assert.deepEqual(summary(read(subject, [changed])), ['initialized', undefined, 'succeeded succeeded']);
  });
});

test('columns that the server printed win', () => {
  const columns = { ready: '0/1', status: 'Init:0/1', restarts: '0' };
  assert.equal(readProgress({ pod: pod(), events: [], now: NOW, columns }).columns, columns);
});

test('events of a static pod carry the uid of the kubelet', () => {
  const mirror = { uid: 'api-uid', annotations: { 'kubernetes.io/config.mirror': 'uid-1' } };
  const pulling = event('Pulling', 'Pulling image "x"', { container: 'prepare' });
  const subject = (metadata: Pod['metadata']) => pod({ inits, initStatuses: [status('prepare', next)], metadata });
  assert.equal(read(subject(mirror), [pulling]).steps[0]?.state, 'waiting');
  assert.equal(read(subject({ uid: 'api-uid' }), [pulling]).steps[0]?.state, 'not-started');
});
