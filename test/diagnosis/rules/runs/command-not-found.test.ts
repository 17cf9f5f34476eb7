import { commandNotFound } from '../../../../src/diagnosis/rules/runs/command-not-found.ts';
import { configError, crashed, createError, dockerError, specify, startError } from '../container-facts.ts';

const runs = (...command: string[]) => ({ container: { command } });
const noFile = (path: string) => `exec: "${path}": stat ${path}: no such file or directory`;
const noPath = (name: string) => `exec: "${name}": executable file not found in $PATH`;

specify(commandNotFound, {
  fires: [
    [
      'no such file, containerd',
      { ...runs('/srv/load'), ...startError(noFile('/srv/load')) },
      [/\/srv\/load of init container setup does not exist in image ghcr\.io\/acme\/tools:1\.4/, /tag/],
    ],
    [
      'CRI-O with crun',
      { ...runs('migrate'), ...createError('executable file `migrate` not found in $PATH: No such file or directory') },
      [/command migrate .*\$PATH/],
    ],
    ['docker', { ...runs('/srv/load'), ...dockerError(noFile('/srv/load')) }, [/\/srv\/load/]],
    ['no shell', { ...runs('sh', '-c', 'x'), ...startError(noPath('sh')) }, [/no shell/, /distroless/]],
    ['no bash', { ...runs('bash', '-c', 'x'), ...startError(noPath('bash')) }, [/no bash/, /use sh/]],
    [
      'the command line in one string, with quotes',
      { ...runs('sh -c "echo hi"'), ...startError(noPath('sh -c "echo hi"')) },
      [/one string/],
    ],
    ['letters changed places', { ...runs('/bni/sh'), ...startError(noFile('/bni/sh')) }, [/typo of \/bin\/sh/]],
    ['the command line in one string', { ...runs('sh -c ls'), ...startError(noPath('sh -c ls')) }, [/one string/, /\["sh","-c","ls"\]/]],
    ['an option for a command', { container: { args: ['--wait'] }, ...startError(noPath('--wait')) }, [/it is an option/]],
    [
      'a slip in a directory',
      { ...runs('/usrbin/python3', '-V'), ...startError(noFile('/usrbin/python3')) },
      [/typo of \/usr\/bin\/python3/, /"command":\["\/usr\/bin\/python3","-V"\]/],
    ],
    [
      'another container runs nearly that',
      {
        ...runs('/srv/migrat'),
        ...startError(noFile('/srv/migrat')),
        spec: { containers: [{ name: 'app', image: 'x', command: ['/srv/migrate'] }] },
      },
      [/container app runs \/srv\/migrate/],
    ],
    [
      'another image has it',
      {
        ...runs('/srv/migrate'),
        ...startError(noFile('/srv/migrate')),
        spec: { containers: [{ name: 'app', image: 'ghcr.io/acme/web:2.0', command: ['/srv/migrate'] }] },
      },
      [/use image ghcr\.io\/acme\/web:2\.0/],
    ],
    [
      'a volume hides it',
      {
        container: { command: ['/app/run'], volumeMounts: [{ name: 'work', mountPath: '/app' }] },
        ...startError(noFile('/app/run')),
        spec: { volumes: [{ name: 'work', emptyDir: {} }] },
      },
      [/emptyDir work mounted at \/app hides/],
    ],
    [
      'a ConfigMap without the script',
      {
        container: { command: ['/scripts/go.sh'], volumeMounts: [{ name: 's', mountPath: '/scripts' }] },
        ...startError(noFile('/scripts/go.sh')),
        spec: { volumes: [{ name: 's', configMap: { name: 'scripts' } }] },
      },
      [/ConfigMap scripts, which has no such key/],
    ],
    [
      'a script without execute bit',
      {
        container: { command: ['/scripts/go.sh'], volumeMounts: [{ name: 's', mountPath: '/scripts' }] },
        ...startError('exec: "/scripts/go.sh": permission denied'),
        spec: { volumes: [{ name: 's', configMap: { name: 'scripts' } }] },
      },
      [/defaultMode: 0755/],
      'permission-denied',
    ],
    [
      'between attempts',
      {
        ...runs('/srv/load'),
        waiting: { reason: 'RunContainerError', message: `failed to create containerd task: ${noFile('/srv/load')}: unknown` },
        restarts: 1,
      },
      [/\/srv\/load/],
    ],
  ],
  silent: [
    ['a mount that fails', startError('error mounting "/a" to rootfs at "/b": no such file or directory')],
    ['a program that misses a file', crashed({ exitCode: 1, reason: 'Error', message: 'open /etc/x: no such file or directory' })],
    ['a missing Secret', configError('secret "x" not found')],
    ['an exit with 127 of its own', crashed({ exitCode: 127, reason: 'Error' })],
  ],
});
