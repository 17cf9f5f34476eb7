import { appContainer } from '../../../../src/diagnosis/rules/neighbours/app-container.ts';
import { fires, initialized, preparing, silent } from '../around-facts.ts';

const loop = (last: object) => ({
  state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } },
  lastState: { terminated: { finishedAt: '2026-06-01T11:58:00Z', containerID: 'containerd://a', ...last } },
});

fires(appContainer, {
  'its image': [
    initialized({ state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "ghcr.io/acme/web:2.1"' } } }),
    {
      cause: /init is done \(1 step in 12s\); app container web cannot start: its image ghcr.io\/acme\/web:2.1 cannot be pulled/,
      severity: 'warning',
      category: 'app-container',
      container: 'web',
    },
  ],
  'its configuration': [
    initialized({ state: { waiting: { reason: 'CreateContainerConfigError', message: 'secret "db" not found' } } }),
    { cause: /web cannot start \(CreateContainerConfigError\): secret "db" not found/ },
  ],
  'it crashes and says why': [
    initialized(loop({ exitCode: 2, reason: 'Error' }), { logs: { web: ['boot', 'fatal: PORT is not set'] } }),
    { cause: /fails with exit code 2: "fatal: PORT is not set"/ },
  ],
  'out of memory': [initialized(loop({ exitCode: 137, reason: 'OOMKilled' })), { cause: /killed for memory/ }],
  'another processor': [
    initialized(loop({ exitCode: 255, reason: 'Error' }), { logs: { web: ['exec /app/web: exec format error'] } }),
    { cause: /another CPU architecture/, fix: /multi-arch/ },
  ],
  'not ready': [
    initialized(
      { state: { running: { startedAt: '2026-06-01T11:41:00Z' } } },
      {
        spec: { containers: [{ name: 'web', image: 'x', readinessProbe: { httpGet: { port: 80 } } }] },
        events: [
          [
            'Unhealthy',
            'Readiness probe failed: HTTP probe failed with statuscode: 503',
            {
              involvedObject: { kind: 'Pod', name: 'web-5d8c7b9f4-x2x2x', namespace: 'shop', uid: 'u1', fieldPath: 'spec.containers{web}' },
            },
          ],
        ],
      },
    ),
    { cause: /web runs but is not ready: Readiness probe failed: .*503/ },
  ],
});

silent(appContainer, {
  'it is ready': initialized({ ready: true, state: { running: { startedAt: '2026-06-01T11:41:00Z' } } }),
  'it starts': initialized({ state: { waiting: { reason: 'PodInitializing' } } }),
  'init is not done': preparing([]),
});
