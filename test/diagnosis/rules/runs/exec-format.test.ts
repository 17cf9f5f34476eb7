import { execFormat } from '../../../../src/diagnosis/rules/runs/exec-format.ts';
import { crashed, specify, startError } from '../container-facts.ts';

const node = (architecture: string) => ({
  kind: 'Node',
  metadata: { name: 'node-1' },
  status: { nodeInfo: { architecture, operatingSystem: 'linux' } },
});
const script = (text: string) => ({
  container: { command: ['/scripts/go.sh'], volumeMounts: [{ name: 's', mountPath: '/scripts' }] },
  spec: { volumes: [{ name: 's', configMap: { name: 'scripts' } }] },
  objects: [{ kind: 'ConfigMap', metadata: { name: 'scripts' }, data: { 'go.sh': text } }],
});
const printed = (line: string, exitCode = 255) => ({ ...crashed({ exitCode, reason: 'Error' }), logs: { setup: [line] } });

specify(execFormat, {
  fires: [
    [
      'new runc, node known',
      { ...printed('exec /bin/sh: exec format error'), objects: [node('arm64')] },
      [/node node-1 is arm64/, /multi-arch/, /kubernetes\.io\/arch=amd64/],
    ],
    [
      'old runc',
      { ...printed('standard_init_linux.go:211: exec user process caused "exec format error"', 1), denied: ['Node'] },
      [/exec format error/],
    ],
    [
      'the image says its architecture',
      { container: { image: 'ghcr.io/acme/tools-arm64:1' }, ...printed('exec /bin/sh: exec format error'), objects: [node('amd64')] },
      [/built for arm64 by its name/, /is amd64/],
    ],
    ['at start', { ...startError('exec: "/app": exec format error'), objects: [node('arm64')] }, [/arm64/]],
    [
      'bash',
      { ...printed('/entrypoint.sh: line 3: /app/run: cannot execute binary file: Exec format error', 126), objects: [node('amd64')] },
      [/exec format error/],
    ],
    [
      'a script without #!',
      { container: { command: ['/scripts/go.sh'] }, ...printed('exec /scripts/go.sh: exec format error'), objects: [node('amd64')] },
      [/without a #! line/],
    ],
    [
      'no loader',
      { container: { image: 'alpine:3.20', command: ['/app/run'] }, ...printed('exec /app/run: no such file or directory') },
      [/musl instead of glibc/, /statically linked/],
    ],
    [
      'crun',
      {
        container: { image: 'ghcr.io/acme/tools:1' },
        ...printed(
          '{"msg":"exec container process (missing dynamic library?) `/app/run`: No such file or directory","level":"error"}',
          127,
        ),
      },
      [/\/app\/run cannot be executed/, /loader/],
    ],
    [
      'crun, another processor',
      { ...printed('{"msg":"exec container process `/app/run`: Exec format error","level":"error"}', 1), objects: [node('arm64')] },
      [/is arm64/],
    ],
    [
      'an injected program, old runc',
      {
        container: { command: ['/tools/env'], volumeMounts: [{ name: 't', mountPath: '/tools' }] },
        spec: { volumes: [{ name: 't', emptyDir: {} }] },
        ...printed('standard_init_linux.go:190: exec user process caused "no such file or directory"', 1),
      },
      [/\/tools\/env, which comes from emptyDir t/],
    ],
    [
      'a script out of a ConfigMap, without #!',
      { ...printed('exec /scripts/go.sh: exec format error'), ...script('echo hi') },
      [/without a #! line/, /#!\/bin\/sh/],
    ],
    [
      'a script whose interpreter is not there',
      { ...printed('exec /scripts/go.sh: no such file or directory'), ...script('#!/bin/bash\necho') },
      [/interpreter \/bin\/bash/],
    ],
    [
      'a script with Windows line ends',
      { ...printed('exec /scripts/go.sh: no such file or directory'), ...script('#!/bin/sh\r\necho\r\n') },
      [/CRLF/, /dos2unix/],
    ],
  ],
  silent: [
    ['a date', printed('invalid date format error')],
    ['a missing file', printed('open /etc/app.conf: no such file or directory')],
    ['a missing program', startError('exec: "/x": stat /x: no such file or directory')],
    [
      'an earlier line of a long log',
      { ...crashed({ exitCode: 1, reason: 'Error' }), logs: { setup: ['exec format error', 'a', 'b', 'c', 'd', 'e'] } },
    ],
  ],
});
