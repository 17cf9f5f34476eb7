import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContainerStatus, Pod } from '../../src/cluster/kubernetes.ts';
import { podColumns } from '../../src/init/columns.ts';
import { ago, before, condition, container, NOW, pod, running, sidecar, status, terminated, waiting } from './make-pod.ts';

type Row = readonly [title: string, pod: Pod, columns: string];

const [plain, proxy] = [container('migrate'), sidecar('proxy')];
const init = (more: Partial<ContainerStatus>) => status('migrate', more);
const side = (more: Partial<ContainerStatus>) => status('proxy', more);
const done = status('prepare', { ready: true, ...terminated(0) });
const started = { ...running(), started: true, ready: true };
const oneInit = (more: Partial<ContainerStatus>): Pod => pod({ inits: [plain], initStatuses: [init(more)] });
const ofThree = (...initStatuses: ContainerStatus[]): Pod =>
  pod({ inits: [container('prepare'), plain, container('finish')], initStatuses });
const bare = (state: object, more: Partial<ContainerStatus> = {}): Pod =>
  oneInit({ state: { terminated: { exitCode: 0, ...state } }, ...more });

const plainInit: readonly Row[] = [
  ['no status yet', pod({ inits: [plain], appStatuses: [] }), 'Pending 0/1 0'],
  ['nothing started', oneInit(waiting('PodInitializing')), 'Init:0/1 0/1 0'],
  ['no reason', oneInit(waiting()), 'Init:0/1 0/1 0'],
  ['an empty state', oneInit({ state: {} }), 'Init:0/1 0/1 0'],
  ['running', oneInit(running()), 'Init:0/1 0/1 0'],
  ['running again', oneInit({ ...running(), ...before(1, { seconds: 10 }), restartCount: 3 }), 'Init:0/1 0/1 3 (10s ago)'],
  ['failed', oneInit(terminated(1)), 'Init:Error 0/1 0'],
  ['failed again', oneInit({ ...terminated(1), ...before(1, { seconds: 150 }), restartCount: 2 }), 'Init:Error 0/1 2 (2m30s ago)'],
  ['failed without a reason', bare({ exitCode: 3 }), 'Init:ExitCode:3 0/1 0'],
  ['killed without a reason', bare({ exitCode: 137, signal: 9 }), 'Init:Signal:9 0/1 0'],
  ['out of memory', oneInit(terminated(137, { reason: 'OOMKilled' })), 'Init:OOMKilled 0/1 0'],
  ['out of memory with exit code 0 is walked past', oneInit(terminated(0, { reason: 'OOMKilled' })), 'PodInitializing 0/1 0'],
  ['lost', oneInit(terminated(137, { reason: 'ContainerStatusUnknown' })), 'Init:ContainerStatusUnknown 0/1 0'],
  [
    'waits for its next attempt',
    oneInit({ ...waiting('CrashLoopBackOff'), ...before(1, { seconds: 3600 * 9 }), restartCount: 70 }),
    'Init:CrashLoopBackOff 0/1 70 (9h ago)',
  ],
  ['pull failed', oneInit(waiting('ErrImagePull', 'not found')), 'Init:ErrImagePull 0/1 0'],
  ['pull held back', oneInit(waiting('ImagePullBackOff')), 'Init:ImagePullBackOff 0/1 0'],
  ['config error', oneInit(waiting('CreateContainerConfigError')), 'Init:CreateContainerConfigError 0/1 0'],
  ['ContainerCreating is a word like any other', oneInit(waiting('ContainerCreating')), 'Init:ContainerCreating 0/1 0'],
  ['restarts without a time', oneInit({ ...waiting('CrashLoopBackOff'), restartCount: 4 }), 'Init:CrashLoopBackOff 0/1 4'],
  [
    'a last run of year 0 has no age',
    oneInit({ ...running(), lastState: { terminated: { exitCode: 1 } }, restartCount: 1 }),
    'Init:0/1 0/1 1',
  ],
  [
    '1970 is a time',
    oneInit({ ...running(), lastState: { terminated: { exitCode: 1, finishedAt: '1970-01-01T00:00:00Z' } }, restartCount: 1 }),
    'Init:0/1 0/1 1 (56y ago)',
  ],
  ['the second runs', ofThree(done, init(running()), status('finish', waiting('PodInitializing'))), 'Init:1/3 0/1 0'],
  ['the second fails', ofThree(done, init(terminated(2)), status('finish', waiting('PodInitializing'))), 'Init:Error 0/1 0'],
  ['the first failure tells', ofThree(status('prepare', waiting('ErrImagePull')), init(terminated(2))), 'Init:ErrImagePull 0/1 0'],
  [
    'restarts after the one that stops are not counted',
    ofThree(init({ ...running(), restartCount: 1 }), status('finish', { restartCount: 9 })),
    'Init:0/3 0/1 1',
  ],
  [
    'restarts of done ones count while init runs',
    ofThree({ ...done, restartCount: 2 }, init({ ...running(), ...before(1), restartCount: 3 })),
    'Init:1/3 0/1 5 (5s ago)',
  ],
  [
    'the number is the place in the list of statuses',
    pod({ inits: [plain], initStatuses: [status('unknown', running()), init(running())] }),
    'Init:0/1 0/1 0',
  ],
  ['all done, app next', oneInit(terminated(0)), 'PodInitializing 0/1 0'],
  ['ready is counted of app containers only', oneInit({ ...terminated(0), ready: true }), 'PodInitializing 0/1 0'],
];

const sidecars: readonly Row[] = [
  ['a sidecar counts as a container', pod({ inits: [proxy], initStatuses: [side(waiting('PodInitializing'))] }), 'Init:0/1 0/2 0'],
  [
    'runs, not started',
    pod({ inits: [proxy, plain], initStatuses: [side({ ...running(), started: false }), init(waiting())] }),
    'Init:0/2 0/2 0',
  ],
  ['started and ready', pod({ inits: [proxy, plain], initStatuses: [side(started), init(running())] }), 'Init:1/2 1/2 0'],
  [
    'started, not ready',
    pod({ inits: [proxy, plain], initStatuses: [side({ ...started, ready: false }), init(running())] }),
    'Init:1/2 0/2 0',
  ],
  ['a plain init that is started does not count', pod({ inits: [plain], initStatuses: [init({ ...started })] }), 'Init:0/1 0/1 0'],
  [
    'its own OnFailure makes no sidecar',
    pod({ inits: [container('migrate', { restartPolicy: 'OnFailure' })], initStatuses: [init(started)] }),
    'Init:0/1 0/1 0',
  ],
  ['exited 0 is walked past', pod({ inits: [proxy, plain], initStatuses: [side(terminated(0)), init(running())] }), 'Init:1/2 0/2 0'],
  [
    'crashes',
    pod({ inits: [proxy], initStatuses: [side({ ...waiting('CrashLoopBackOff'), ...before(1), restartCount: 2 })] }),
    'Init:CrashLoopBackOff 0/2 2 (5s ago)',
  ],
  [
    'crashes under a running pod',
    pod({
      inits: [proxy],
      conditions: [condition('Initialized', 'True')],
      initStatuses: [side({ ...waiting('CrashLoopBackOff'), restartCount: 2 })],
      appStatuses: [status('app', { ...running(), ready: true })],
      status: { phase: 'Running' },
    }),
    'Init:CrashLoopBackOff 1/2 2',
  ],
  [
    'ended with the pod',
    pod({
      inits: [proxy],
      conditions: [condition('Initialized', 'True')],
      initStatuses: [side({ ...terminated(137), restartCount: 3 })],
      appStatuses: [status('app', { ...terminated(0), restartCount: 4 })],
      status: { phase: 'Succeeded' },
    }),
    'Completed 0/2 7',
  ],
  [
    'its restarts stay counted when init is done, those of plain ones do not',
    pod({
      inits: [plain, proxy],
      initStatuses: [
        init({ ...terminated(0), restartCount: 5, ...before(1) }),
        side({ ...started, restartCount: 1, ...before(1, { seconds: 60 }) }),
      ],
      appStatuses: [status('app', { ...running(), ready: true, restartCount: 2 })],
      status: { phase: 'Running' },
    }),
    'Running 2/2 3 (60s ago)',
  ],
];

const apps = (appStatuses: ContainerStatus[], more: Parameters<typeof pod>[0] = {}): Pod =>
  pod({ apps: appStatuses.map(({ name }) => container(name)), appStatuses, ...more });
const runs = (name: string) => status(name, { ...running(), ready: true });

const afterInit: readonly Row[] = [
  ['running', apps([runs('a'), runs('b')], { status: { phase: 'Running' } }), 'Running 2/2 0'],
  ['ready without running', apps([status('a', { ready: true })], { status: { phase: 'Running' } }), 'Running 0/1 0'],
  ['creating', apps([status('a', waiting('ContainerCreating'))]), 'ContainerCreating 0/1 0'],
  ['the first failing app tells', apps([status('a', waiting('ImagePullBackOff')), status('b', terminated(1))]), 'ImagePullBackOff 0/2 0'],
  [
    'crashes',
    apps([status('a', { ...waiting('CrashLoopBackOff'), ...before(1, { seconds: 40 }), restartCount: 5 })], {
      status: { phase: 'Running' },
    }),
    'CrashLoopBackOff 0/1 5 (40s ago)',
  ],
  ['terminated without a reason', apps([status('a', { state: { terminated: { exitCode: 2 } } })]), 'ExitCode:2 0/1 0'],
  ['killed without a reason', apps([status('a', { state: { terminated: { exitCode: 143, signal: 15 } } })]), 'Signal:15 0/1 0'],
  [
    'the newest restart tells the age',
    apps(
      [
        status('a', { ...runs('a'), restartCount: 6, ...before(1, { seconds: 5 * 86400 }) }),
        status('b', { ...runs('b'), restartCount: 3, ...before(1, { seconds: 20 * 86400 }) }),
      ],
      { status: { phase: 'Running' } },
    ),
    'Running 2/2 9 (5d ago)',
  ],
  [
    'one done, one running, pod not ready',
    apps([status('a', terminated(0)), runs('b')], { status: { phase: 'Running' } }),
    'NotReady 1/2 0',
  ],
  [
    'one done, one running, pod ready',
    apps([status('a', terminated(0)), runs('b')], { status: { phase: 'Running' }, conditions: [condition('Ready', 'True')] }),
    'Running 1/2 0',
  ],
  ['failed', apps([status('a', terminated(1))], { status: { phase: 'Failed' } }), 'Error 0/1 0'],
];

const wholePod: readonly Row[] = [
  ['no node', pod({ appStatuses: [] }), 'Pending 0/1 0'],
  [
    'gated',
    pod({ appStatuses: [], conditions: [condition('PodScheduled', 'False', { reason: 'SchedulingGated' })] }),
    'SchedulingGated 0/1 0',
  ],
  ['evicted before anything ran', pod({ appStatuses: [], status: { phase: 'Failed', reason: 'Evicted' } }), 'Evicted 0/1 0'],
  [
    'an init word hides the eviction',
    pod({
      inits: [plain],
      initStatuses: [init(terminated(137, { reason: 'ContainerStatusUnknown' }))],
      status: { phase: 'Failed', reason: 'Evicted' },
    }),
    'Init:ContainerStatusUnknown 0/1 0',
  ],
  [
    'being deleted during init',
    pod({ inits: [plain], initStatuses: [init(running())], metadata: { deletionTimestamp: ago(5) } }),
    'Terminating 0/1 0',
  ],
  ['its node is lost', pod({ metadata: { deletionTimestamp: ago(5) }, status: { phase: 'Running', reason: 'NodeLost' } }), 'Unknown 0/1 0'],
  ['its node is lost, not deleted', pod({ appStatuses: [], status: { phase: 'Running', reason: 'NodeLost' } }), 'NodeLost 0/1 0'],
  [
    'Initialized True lets the app speak',
    pod({
      inits: [plain],
      initStatuses: [init({ ...waiting(), restartCount: 1 })],
      conditions: [condition('Initialized', 'True')],
      appStatuses: [status('app', waiting('ErrImagePull'))],
    }),
    'ErrImagePull 0/1 0',
  ],
  [
    'no word from the app leaves the init word',
    pod({
      inits: [plain],
      initStatuses: [init(waiting())],
      conditions: [condition('Initialized', 'True')],
      appStatuses: [status('app', { ...running(), ready: true })],
    }),
    'Init:0/1 1/1 0',
  ],
  ['nothing at all', {}, ' 0/0 0'],
];

const groups = { 'plain init containers': plainInit, sidecars, 'after init': afterInit, 'the pod as a whole': wholePod };

for (const [group, rows] of Object.entries(groups)) {
  describe(group, () => {
    for (const [title, subject, expected] of rows) {
      test(title, () => {
        const { status: word, ready, restarts } = podColumns(subject, NOW, '1.35');
        assert.equal(`${word} ${ready} ${restarts}`, expected);
      });
    }
  });
}
