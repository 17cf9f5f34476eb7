import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Moment } from '../../src/init/model.ts';
import { readProgress } from '../../src/init/progress.ts';
import { ago, before, condition, container, event, NOW, pod, running, status, terminated, waiting } from './make-pod.ts';

const line = ({ at, what, container: name, seconds }: Moment): string =>
  [`${(NOW.getTime() - Date.parse(at)) / 1000} s ago`, name, what, seconds === undefined ? undefined : `took ${seconds} s`]
    .filter(Boolean)
    .join(', ');

test('what happened, how long it took, and what happens now', () => {
  const subject = pod({
    inits: [container('prepare'), container('migrate')],
    initStatuses: [
      status('prepare', terminated(0, { seconds: 540, took: 30 })),
      status('migrate', { ...running(20), ...before(1, { seconds: 60, took: 5 }), restartCount: 2 }),
    ],
    conditions: [
      condition('PodScheduled', 'True', { lastTransitionTime: ago(599) }),
      condition('PodReadyToStartContainers', 'True', { lastTransitionTime: ago(590) }),
    ],
  });
  const pulled = event(
    'Pulled',
    'Successfully pulled image "registry.test/prepare:1" in 2.5s (12.5s including waiting). Image size: 4 bytes.',
    { container: 'prepare', seconds: 575 },
  );
  const present = event('Pulled', 'Container image "registry.test/migrate:1" already present on machine', {
    container: 'migrate',
    seconds: 500,
  });
  const { timeline } = readProgress({ pod: subject, events: [present, pulled], now: NOW });
  assert.deepEqual(timeline.map(line), [
    '600 s ago, created',
    '599 s ago, scheduled to node-1, took 1 s',
    '590 s ago, volumes and network ready, took 9 s',
    '575 s ago, prepare, image pulled, took 12.5 s',
    '570 s ago, prepare, started',
    '540 s ago, prepare, done, took 30 s',
    '65 s ago, migrate, started',
    '60 s ago, migrate, failed with exit code 1, took 5 s',
    '20 s ago, migrate, started (attempt 3)',
    '0 s ago, migrate runs',
  ]);
});

const present: readonly (readonly [string, ReturnType<typeof pod>, string])[] = [
  [
    'a failed one',
    pod({ inits: [container('migrate')], initStatuses: [status('migrate', terminated(1))] }),
    'migrate waits for its next attempt',
  ],
  [
    'one that cannot start',
    pod({ inits: [container('migrate')], initStatuses: [status('migrate', waiting('ErrImagePull'))] }),
    'migrate cannot start: ErrImagePull',
  ],
  [
    'no sandbox',
    pod({ inits: [container('migrate')], conditions: [condition('PodReadyToStartContainers', 'False')] }),
    'waits for volumes and network',
  ],
  ['no node', pod({ inits: [container('migrate')], appStatuses: [], conditions: [], spec: { nodeName: '' } }), 'waits for a node'],
  ['nothing left to do', pod(), 'init is done'],
];
for (const [title, subject, expected] of present) {
  test(`now: ${title}`, () => assert.equal(readProgress({ pod: subject, events: [], now: NOW }).timeline.at(-1)?.what, expected));
}

test('a new sandbox is part of the story', () => {
  const changed = event('SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.', { seconds: 20 });
  const { timeline } = readProgress({ pod: pod({ inits: [container('migrate')] }), events: [changed], now: NOW });
  assert.ok(timeline.map(line).includes('20 s ago, sandbox lost, init begins anew'));
});
