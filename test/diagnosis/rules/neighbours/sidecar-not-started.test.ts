import { sidecarNotStarted } from '../../../../src/diagnosis/rules/neighbours/sidecar-not-started.ts';
import { fires, running, silent } from '../around-facts.ts';

const sidecar = (startupProbe: object | undefined, more: object = {}) => ({
  name: 'proxy',
  restartPolicy: 'Always',
  ...(startupProbe && { startupProbe }),
  ...more,
});
const unhealthy = (message: string) =>
  [
    'Unhealthy',
    message,
    { involvedObject: { kind: 'Pod', name: 'web-5d8c7b9f4-x2x2x', namespace: 'shop', uid: 'u1', fieldPath: 'spec.initContainers{proxy}' } },
  ] as const;
const status = (state: object, more: object = {}) => ({
  initContainerStatuses: [{ name: 'proxy', restartCount: 0, ready: false, started: false, state, ...more }],
});
const runs = status({ running: { startedAt: '2026-06-01T11:58:00Z' } });
const tcp = { tcpSocket: { port: 9000 }, periodSeconds: 5, failureThreshold: 60 };
const of = (container: object, events: ReturnType<typeof unhealthy>[], more: object = {}, lines: string[] = []) =>
  running('2026-06-01T11:58:00Z', container, { events, status: { ...runs, ...more }, logs: { proxy: { run: 'current', lines } } });

fires(sidecarNotStarted, {
  'another port than the probe asks': [
    of(sidecar(tcp), [unhealthy('Startup probe failed: dial tcp 10.0.0.7:9000: connect: connection refused')], {}, [
      'proxy: listening on :9090',
    ]),
    {
      cause:
        /sidecar proxy runs but has not started up: its startup probe \(tcp port 9000\) fails: dial tcp .*refused; proxy says that it listens on 9090; it holds back web; in 3m the kubelet kills/,
      container: 'proxy',
      category: 'sidecar',
      fix: /ask port 9090/,
      command: /"startupProbe":\{"tcpSocket":\{"port":9090/,
    },
  ],
  'it listens where the kubelet cannot ask': [
    of(sidecar(tcp), [unhealthy('Startup probe failed: dial tcp 10.0.0.7:9000: connect: connection refused')], {}, [
      'Listening on 127.0.0.1:5432',
    ]),
    { cause: /proxy says that it listens on 5432 of 127\.0\.0\.1, where the kubelet cannot ask/ },
  ],
  'a path that is not there': [
    of(sidecar({ httpGet: { path: '/ready', port: 8080 } }), [unhealthy('Startup probe failed: HTTP probe failed with statuscode: 404')]),
    {
      cause: /\(http \/ready on port 8080\) fails: HTTP probe failed with statuscode: 404/,
      command: /logs web-5d8c7b9f4-x2x2x -n shop -c proxy/,
    },
  ],
  'a command, in the words of 1.33': [
    of(sidecar({ exec: { command: ['/bin/check'] } }), [
      unhealthy('Startup probe errored and resulted in failed state: exec: "/bin/check": no such file'),
    ]),
    { cause: /command \/bin\/check\) fails: exec: "\/bin\/check": no such file/ },
  ],
  'killed for it, in back-off': [
    of(
      sidecar(tcp),
      [unhealthy('Startup probe failed: timeout')],
      status(
        { waiting: { reason: 'CrashLoopBackOff' } },
        { restartCount: 3, lastState: { terminated: { exitCode: 137, reason: 'Error', finishedAt: '2026-06-01T11:59:00Z' } } },
      ),
    ),
    { cause: /fails: timeout/ },
  ],
  'young, and nothing failed yet': [
    running('2026-06-01T11:59:58Z', sidecar(tcp), { status: status({ running: { startedAt: '2026-06-01T11:59:58Z' } }) }),
    { cause: /has not passed yet/, severity: 'info' },
  ],
  'it ends with success': [
    of(
      sidecar(undefined),
      [],
      status({ terminated: { exitCode: 0, reason: 'Completed', finishedAt: '2026-06-01T11:59:00Z' } }, { restartCount: 4 }),
    ),
    { cause: /sidecar proxy exits with code 0 again and again/, severity: 'error', fix: /remove restartPolicy: Always/ },
  ],
  'it crashes': [
    of(
      sidecar(undefined),
      [],
      status(
        { waiting: { reason: 'CrashLoopBackOff' } },
        { restartCount: 4, lastState: { terminated: { exitCode: 2, reason: 'Error', finishedAt: '2026-06-01T11:59:00Z' } } },
      ),
    ),
    { cause: /keeps failing \(exit code 2, 4 restarts\); it holds back web/, depth: 'symptom' },
  ],
  'restartPolicy Never: it failed once, and is asked no more': [
    running('2026-06-01T11:50:00Z', sidecar(tcp), {
      spec: { restartPolicy: 'Never' },
      status: status({ running: { startedAt: '2026-06-01T11:50:00Z' } }, { restartCount: 1 }),
    }),
    { cause: /has not passed yet \(under restartPolicy Never, kubelets before 1\.35/ },
  ],
  'its postStart hook fails': [
    of(
      sidecar(undefined, { lifecycle: { postStart: { exec: { command: ['/register.sh', '--now'] } } } }),
      [],
      status({
        waiting: {
          reason: 'PostStartHookError',
          message:
            'Exec lifecycle hook ([/register.sh --now]) for Container "proxy" failed - error: command \'/register.sh --now\' exited with 127: ',
        },
      }),
    ),
    {
      cause:
        /sidecar proxy is killed and restarted since its postStart hook \(command \/register.sh --now\) fails: command .* exited with 127/,
      category: 'sidecar',
      fix: /correct the postStart hook of proxy/,
      depth: 'root',
    },
  ],
  'it fails by itself, and its hook is fine': [
    of(
      sidecar(undefined, { lifecycle: { postStart: { exec: { command: ['true'] } } } }),
      [],
      status(
        { waiting: { reason: 'CrashLoopBackOff' } },
        { restartCount: 4, lastState: { terminated: { exitCode: 2, reason: 'Error', finishedAt: '2026-06-01T11:59:00Z' } } },
      ),
    ),
    { cause: /keeps failing \(exit code 2, 4 restarts\)/ },
  ],
});

silent(sidecarNotStarted, {
  'it has started': of(sidecar(tcp), [], {
    initContainerStatuses: [
      { name: 'proxy', restartCount: 0, ready: true, started: true, state: { running: { startedAt: '2026-06-01T11:58:00Z' } } },
    ],
  }),
  'a plain init container': running('2026-06-01T11:58:00Z'),
});
