import { rerun } from '../../../../src/diagnosis/rules/runs/rerun.ts';
import { exited, specify } from '../container-facts.ts';

const app = (state: object, more: object = {}) => ({
  status: {
    phase: 'Running',
    conditions: [
      { type: 'PodScheduled', status: 'True' },
      { type: 'Initialized', status: 'False' },
    ],
    containerStatuses: [{ name: 'app', image: 'x', imageID: '', ready: false, restartCount: 0, state, ...more }],
  },
});
const initStatus = (more: object) => [{ name: 'setup', image: 'x', imageID: '', ready: false, restartCount: 4, ...more }];
const crash = initStatus({
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: {
    terminated: { exitCode: 1, reason: 'Error', startedAt: '2026-06-01T11:58:00Z', finishedAt: '2026-06-01T11:58:01Z', containerID: 'c' },
  },
});
const living = app({ running: { startedAt: '2026-05-29T08:00:00Z' } });
const rebooted = app(
  { waiting: { reason: 'PodInitializing' } },
  {
    restartCount: 1,
    lastState: { terminated: { exitCode: 255, startedAt: '2026-05-29T08:00:00Z', finishedAt: '2026-06-01T11:40:00Z', containerID: 'c' } },
  },
);
const withStatus = (base: typeof living, statuses: object) => ({ status: { ...base.status, initContainerStatuses: statuses } });
const sandbox: readonly [string, string, string] = [
  'SandboxChanged',
  'Pod sandbox changed, it will be killed and re-created.',
  '2026-06-01T11:41:00Z',
];

specify(rerun, {
  fires: [
    [
      'in a living pod',
      { ...exited(1, ['iptables-restore: line 2 failed']), ...withStatus(living, crash) },
      [/a second time/, /container app has been running since/, /docker system prune/],
    ],
    [
      'in a living pod, whatever it says',
      { ...exited(1, ['oops']), ...withStatus(living, crash) },
      [/exited container was removed \(pruned\)/],
    ],
    [
      'after a reboot, on its own files',
      { ...exited(1, ["mkdir: can't create directory '/data/x': File exists"]), ...withStatus(rebooted, crash), podEvents: [sandbox] },
      [/sandbox was re-created/, /already exists/],
    ],
    [
      "Velero's wait after a reboot",
      {
        container: { name: 'restore-wait' },
        logs: { 'restore-wait': { run: 'current', lines: ['Not found: /restores/x/.velero/1'] } },
        ...withStatus(rebooted, [
          { ...initStatus({ state: { running: { startedAt: '2026-06-01T11:45:00Z' } } })[0], name: 'restore-wait', restartCount: 0 },
        ]),
        podEvents: [sandbox],
      },
      [/cleaned up/, /Velero left/],
    ],
    [
      'after a reboot, for another reason: a warning beside it',
      { ...exited(1, ['connection refused']), ...withStatus(rebooted, crash), podEvents: [sandbox] },
      [/runs again/],
    ],
  ],
  silent: [
    ['the first time', exited(1, ['File exists'])],
    ['the sandbox changed before anything had run', { ...exited(1, ['x']), podEvents: [sandbox] }],
    [
      'an app that started after it',
      { ...exited(1, ['x']), ...withStatus(app({ running: { startedAt: '2026-06-01T11:59:30Z' } }), crash) },
    ],
  ],
});
