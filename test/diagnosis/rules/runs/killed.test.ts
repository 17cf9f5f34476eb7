import { killed } from '../../../../src/diagnosis/rules/runs/killed.ts';
import { exited, specify } from '../container-facts.ts';

specify(killed, {
  fires: [
    ['nobody says why', exited(137, ['working']), [/not OOMKilled/, /kubectl describe pod/]],
    ['a child was killed', exited(137, ['/run.sh: line 3:    12 Killed                  ./load']), [/child process/, /memory/]],
    [
      'a child was killed at a limit',
      {
        ...exited(137, ['/run.sh: line 3:    12 Killed                  ./load']),
        container: { resources: { limits: { memory: '512Mi' } } },
      },
      [/limit 512Mi/, /raise the memory limit of setup to 1024Mi/],
    ],
    ['a program says its child was killed', exited(137, ['fork/exec: signal: killed']), [/child process/]],
    [
      'the kubelet stopped it',
      { ...exited(137, ['working']), events: [['Killing', 'Stopping container setup']] },
      [/kubelet stopped it: Stopping container setup/],
    ],
    ['by its signal', exited(0, ['x'], { exitCode: 255, signal: 9 }), [/SIGKILL/]],
  ],
  silent: [
    ['out of memory', exited(137, [], { reason: 'OOMKilled' })],
    ['vanished', exited(137, [], { reason: 'ContainerStatusUnknown' })],
    ['evicted', { ...exited(137), status: { phase: 'Failed', reason: 'Evicted' } }],
    ['an exit', exited(1, ['Killed'])],
  ],
});
