import { exitCode } from '../../../../src/diagnosis/rules/runs/exit-code.ts';
import { exited, specify, startError } from '../container-facts.ts';

specify(exitCode, {
  fires: [
    [
      'its own code and words',
      exited(3, ['reading settings', 'fatal: licence is not valid', 'bye']),
      [/exits 3 on every one of 5 attempts/, /"fatal: licence is not valid"/],
    ],
    [
      'never again',
      {
        spec: { restartPolicy: 'Never' },
        status: { phase: 'Failed' },
        terminated: { exitCode: 7, reason: 'Error' },
        logs: { setup: { run: 'current', lines: ['licence expired'] } },
      },
      [/will not be restarted \(restartPolicy Never\)/, /kubectl delete pod/],
    ],
    ['127 without a known line', exited(127, ['cannot go on']), [/127 \(a command was not found/]],
    ['126', exited(126, ['cannot go on']), [/126 \(a command was found but cannot be executed/]],
    ['255', exited(255, ['oops']), [/255/]],
    [
      'the termination message',
      {
        ...exited(1, [], { message: 'migration 7 failed' }),
        logs: { setup: { run: 'termination-message', lines: ['migration 7 failed'] } },
      },
      [/migration 7 failed/],
    ],
    ['a log that could not be read', { ...exited(1), logs: {} }, [/log could not be read/]],
  ],
  silent: [
    ['silent: another rule', exited(1, [''])],
    ['out of memory', exited(137, ['x'], { reason: 'OOMKilled' })],
    ['killed', exited(137, ['x'])],
    ['never started', startError('exec: "x": executable file not found in $PATH')],
    ['runs for long after a failure', { ...exited(1, ['x']), waiting: undefined as never, running: '2026-06-01T11:00:00Z' }],
  ],
});
