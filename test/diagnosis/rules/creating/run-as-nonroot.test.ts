import { runAsNonroot } from '../../../../src/diagnosis/rules/creating/run-as-nonroot.ts';
import { configError, specify } from '../container-facts.ts';

const who = '(pod: "web_shop(u1)", container: setup)';

specify(runAsNonroot, {
  fires: [
    [
      'an image that runs as root, demanded by the container',
      {
        container: { securityContext: { runAsNonRoot: true } },
        ...configError(`container has runAsNonRoot and image will run as root ${who}`),
      },
      [/runs as root/, /securityContext of setup/, /"runAsUser":1000/],
    ],
    [
      'demanded by the pod',
      { spec: { securityContext: { runAsNonRoot: true } }, ...configError(`container has runAsNonRoot and image will run as root ${who}`) },
      [/pod-level/],
    ],
    [
      'a user by name',
      { ...configError(`container has runAsNonRoot and image has non-numeric user (node), cannot verify user is non-root ${who}`) },
      [/names its user node instead of a number/],
    ],
    [
      'runAsUser 0 against the pod',
      {
        container: { securityContext: { runAsUser: 0 } },
        spec: { securityContext: { runAsNonRoot: true } },
        ...configError(`container's runAsUser breaks non-root policy ${who}`),
      },
      [/runAsUser: 0/, /runAsNonRoot: false/, /fsGroup/],
    ],
    [
      'the app has a user to copy',
      {
        ...configError(`container has runAsNonRoot and image will run as root ${who}`),
        spec: { containers: [{ name: 'app', image: 'x', securityContext: { runAsUser: 10001 } }] },
      },
      [/runAsUser: 10001/],
    ],
  ],
  silent: [
    ['a missing Secret', configError('secret "root" not found')],
    [
      'a program that refuses root',
      {
        waiting: { reason: 'CrashLoopBackOff' },
        lastTerminated: { exitCode: 1, reason: 'Error', message: 'must not run as root' },
        restarts: 1,
      },
    ],
    ['runs', { running: '2026-06-01T11:59:00Z' }],
  ],
});
