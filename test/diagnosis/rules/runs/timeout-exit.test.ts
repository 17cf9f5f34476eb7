import { timeoutExit } from '../../../../src/diagnosis/rules/runs/timeout-exit.ts';
import { exited, specify } from '../container-facts.ts';

const runs = (script: string) => ({ container: { command: ['sh', '-c', script] } });

specify(timeoutExit, {
  fires: [
    [
      'timeout of coreutils',
      { ...exited(124, ['waiting for db']), ...runs('timeout 60 sh -c "until nc -z db 5432; do :; done"') },
      [/timeout of 60 ended it/, /raise its timeout above 60/, /waiting for db/],
    ],
    ['timeout of BusyBox', { ...exited(143), ...runs('timeout 2m ./load') }, [/timeout of 2m/]],
    ['with a signal option', { ...exited(124), ...runs('timeout -k 5 30s ./load') }, [/ended it/]],
    ['124 of a script', { ...exited(124), ...runs('./wait.sh') }, [/its own timeout ended it/]],
    ['asked to stop', { ...exited(143, ['working']), ...runs('./load') }, [/asked to stop/]],
  ],
  silent: [
    ['a deadline of the pod', { ...exited(143), status: { phase: 'Failed', reason: 'DeadlineExceeded' } }],
    ['an exit', exited(1, ['timed out'])],
    ['killed', exited(137)],
  ],
});
