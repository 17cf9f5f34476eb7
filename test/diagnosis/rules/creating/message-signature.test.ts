import { messageSignature } from '../../../../src/diagnosis/rules/creating/message-signature.ts';
import { backOff, crashed, createError, oldBackOff, specify, startError } from '../container-facts.ts';

specify(messageSignature, {
  fires: [
    ['a working directory', startError('chdir to cwd ("/srv") set in config.json failed: no such file or directory'), [/cannot start/]],
    [
      'a mount that is not shared',
      {
        waiting: {
          reason: 'CreateContainerError',
          message:
            'failed to generate container "5d" spec: failed to generate spec: path "/sys/fs/bpf" is mounted on "/sys/fs/bpf" but it is not a shared mount',
        },
      },
      [/sys\/fs\/bpf/],
    ],
    [
      'no command',
      { waiting: { reason: 'CreateContainerError', message: 'failed to generate container "5d" spec: no command specified' } },
      [/command/],
    ],
    [
      'a reserved name',
      {
        waiting: {
          reason: 'CreateContainerError',
          message: 'failed to reserve container name "setup_web_shop_u1_0": name "setup_web_shop_u1_0" is reserved for "5d"',
        },
      },
      [/setup/],
    ],
    ['memory too small for runc', startError('container init was OOM-killed (memory limit too low?)'), [/memory/]],
    [
      'CRI-O',
      createError(
        'runc create failed: unable to start container process: unable to apply cgroup configuration: failed to write 1: no space left on device',
      ),
      [/setup/],
    ],
  ],
  silent: [
    ['a pull that a rule knows', backOff('ghcr.io/acme/tools:1.4: not found')],
    ['a rate limit, up to 1.31', oldBackOff('toomanyrequests: rate limit')],
    ['words that nobody knows', startError('flux capacitor missing')],
    ['an exit', crashed({ exitCode: 1, reason: 'Error', message: 'no command specified' })],
  ],
});
