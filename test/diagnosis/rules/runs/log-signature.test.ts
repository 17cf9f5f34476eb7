import { logSignature } from '../../../../src/diagnosis/rules/runs/log-signature.ts';
import { backOff, exited, specify } from '../container-facts.ts';

const running = '2026-06-01T11:50:00Z';
const current = (...lines: string[]) => ({ running, logs: { setup: { run: 'current' as const, lines } } });

specify(logSignature, {
  fires: [
    [
      'a script that the shell cannot read',
      exited(127, ["sh: can't open '/scripts/go.sh': No such file or directory"]),
      [/\/scripts\/go\.sh/],
      'command-not-found',
    ],
    [
      'the last error counts, not an early warning',
      exited(1, ['WARN connection refused, retrying', 'sh: 1: FOO: parameter not set']),
      [/FOO/],
      'bad-config',
    ],
    [
      'a loop that says the same again and again',
      current('/bin/sh: jq: not found', 'not ready', '/bin/sh: jq: not found', 'not ready'),
      [/jq/],
      'command-not-found',
    ],
    [
      'an error over several lines',
      exited(1, [
        '[ERROR] agent.auth.handler: error authenticating:',
        '  error=',
        '  | Error making API request.',
        '  |',
        '  | URL: PUT http://vault:8200/v1/auth/kubernetes/login',
        '  | Code: 403. Errors:',
        '  |',
        '  | * permission denied',
        '   backoff=1s',
      ]),
      [/does not let setup log in/],
      'vault',
    ],
    ['a plain error that nothing follows', current('begin', 'Host key verification failed.'), [/known_hosts/], 'git'],
    ['no space', exited(1, ["cp: error writing '/data/x': No space left on device"]), [/\/data\/x|space/], 'disk-full'],
    ['Windows line ends', exited(127, ["/scripts/init.sh: line 3: $'\\r': command not found"]), [/CRLF/], 'bad-config'],
  ],
  silent: [
    [
      'a loop that said it once, long ago',
      current('/bin/sh: jq: not found', ...Array.from({ length: 30 }, (_, index) => `step ${index} done`)),
    ],
    ['words that nobody knows', exited(3, ['the moon is in the wrong phase'])],
    ['a pull', backOff('not found')],
    ['no log', exited(1)],
  ],
});
