import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Pod } from '../../src/cluster/kubernetes.ts';
import { readProgress } from '../../src/init/progress.ts';
import { transitionsBetween } from '../../src/init/transitions.ts';
import { before, condition, container, NOW, pod, running, status, terminated, waiting } from './make-pod.ts';

const progressOf = (of: Pod) => readProgress({ pod: of, events: [], now: NOW });
const steps = (...statuses: Parameters<typeof status>[1][]) =>
  pod({
    inits: [container('fetch'), container('migrate')],
    initStatuses: statuses.map((one, index) => status(['fetch', 'migrate'][index] ?? '', one)),
  });

const notStarted = waiting('PodInitializing');
const runs = steps({ ...terminated(0), ready: true }, running());
const failed = steps({ ...terminated(0), ready: true }, { ...terminated(1, { seconds: 4 }), restartCount: 2 });
const heldBack = steps(
  { ...terminated(0), ready: true },
  { ...waiting('CrashLoopBackOff'), ...before(1, { seconds: 4 }), restartCount: 2 },
);
const again = steps({ ...terminated(0), ready: true }, { ...running(1), ...before(1, { seconds: 4 }), restartCount: 3 });
const pulling = (reason: string) => steps({ ...terminated(0), ready: true }, waiting(reason));
const unscheduled = pod({ inits: [container('fetch')], spec: { nodeName: undefined }, conditions: [condition('PodScheduled', 'False')] });

describe('what happened between two looks', () => {
  const table: readonly (readonly [what: string, Pod | undefined, Pod, readonly RegExp[]])[] = [
    ['at first: where it stands', undefined, runs, [/^Init:1\/2: migrate runs$/]],
    ['nothing', runs, runs, []],
    ['one is done and the next runs', steps(running(), notStarted), runs, [/^fetch is done after 2s$/, /^migrate runs$/]],
    ['a run fails', runs, failed, [/^migrate failed with exit code 1 after 2s, attempt 3; next in 16s$/]],
    ['back-off alone is no news', failed, heldBack, []],
    ['it runs again', heldBack, again, [/^migrate runs, attempt 4$/]],
    [
      'a run was missed: both are told',
      runs,
      again,
      [/^migrate failed with exit code 1 after 2s, attempt 3$/, /^migrate runs, attempt 4$/],
    ],
    ['it cannot start', runs, pulling('ErrImagePull'), [/^migrate cannot start: ErrImagePull$/]],
    ['the same trouble under another name', pulling('ErrImagePull'), pulling('ImagePullBackOff'), []],
    ['init is done', runs, pod({ ...parts(), conditions: [condition('Initialized', 'True')] }), [/migrate is done/, /^init is done$/]],
    ['a node was found', unscheduled, steps(notStarted, notStarted), []],
  ];
  for (const [what, earlier, later, clauses] of table) {
    test(what, () => {
      const told = transitionsBetween(earlier && progressOf(earlier), progressOf(later));
      assert.equal(told.length, clauses.length, told.join(' | '));
      for (const [index, clause] of clauses.entries()) assert.match(told[index] ?? '', clause);
    });
  }
});

function parts() {
  const ended = { ...terminated(0), ready: true };
  return { inits: [container('fetch'), container('migrate')], initStatuses: [status('fetch', ended), status('migrate', ended)] };
}
