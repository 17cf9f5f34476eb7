import { advise, inspect } from '../../words/commands.ts';
import { edit, nodeOf, patchContainer, patchPod, showCommand, showField, showNode, tryImage } from '../remedies.ts';
import type { Signature } from '../signature.ts';

/** What runc, crun, containerd, CRI-O, Docker and the kernel say about a command that cannot be executed. */
export const runtimeCommand: readonly Signature[] = [
  {
    id: 'runtime-not-in-path',
    code: 'command-not-found',
    category: 'command-not-found',
    pattern:
      /exec: "(?<program>[^"]{1,200})": executable file not found in (?:\$PATH|%PATH%)|executable file `(?<program2>[^`]{1,200})` not found(?: in \$PATH)?|error finding executable "(?<program3>[^"]{1,200})" in PATH|failed to find executable "(?<program4>[^"]{1,200})"/,
    in: 'message',
    cause: (groups, context) =>
      `command not found: the executable ${groups.program} is not in the $PATH of the image ${context.image}, so ${context.container} cannot start`,
    fixes: (groups, context) => [
      showCommand(context),
      edit(
        context,
        `correct the command, or use an image or tag that contains ${groups.program}${/^(?:ba)?sh$/.test(groups.program ?? '') ? ' (distroless and scratch images have no shell)' : ''}; one string with blanks is one program name: split it into a list`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "bash": executable file not found in $PATH: unknown',
      'container create failed: executable file `setup` not found in $PATH: No such file or directory',
      'OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "python": executable file not found in $PATH: unknown',
    ],
    lookAlikes: ['exec: "/entrypoint.sh": permission denied: unknown', 'Error: secret "sh" not found'],
  },
  {
    id: 'runtime-no-such-file',
    code: 'command-not-found',
    category: 'command-not-found',
    pattern:
      /exec: "(?<path>[^"]{1,200})": (?:stat [^:]{1,200}: )?no such file or directory|runtime attempted to invoke a command that was not found|hcs::System::CreateProcess.{0,200}cannot find the (?:file|path) specified|open executable: No such file or directory/,
    in: 'message',
    cause: (groups, context) =>
      `the command ${groups.path ?? `of ${context.container}`} does not exist in the image ${context.image} (no such file): a typo in the path, or a tag that does not contain it`,
    fixes: (groups, context) => [
      showField(context, 'compare the command with the mounts, which may hide files of the image', '.command', '.args', '.volumeMounts'),
      edit(
        context,
        `correct the path ${groups.path ?? 'of the command'}, or use the release of the image that contains it; a volume mounted over its directory hides it`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/app/migrate": stat /app/migrate: no such file or directory: unknown',
      'OCI runtime create failed: container_linux.go:348: starting container process caused "exec: \\"/usr/bin/setup\\": stat /usr/bin/setup: no such file or directory": unknown',
      'container create failed: time="2026-05-04T09:00:00Z" level=error msg="runc create failed: unable to start container process: exec: \\"/bin/run\\": stat /bin/run: no such file or directory"',
    ],
    lookAlikes: ['exec: "sh": executable file not found in $PATH', 'error mounting "/a" to rootfs at "/b": no such file or directory'],
  },
  {
    id: 'runtime-not-executable',
    code: 'permission-denied',
    category: 'permission',
    pattern:
      /exec: "(?<path>[^"]{1,200})": (?:permission denied|is a directory)|open executable: Permission denied|the path `(?<path2>[^`]{1,200})` exists but it is not executable/,
    in: 'message',
    cause: (groups, context) =>
      `permission denied: ${groups.path ?? 'the command'} cannot be executed in ${context.image}: it has no execute bit for the user of ${context.container}, or is a directory`,
    fixes: (groups, context) => [
      showField(context, 'see the command, its user and its mounts', '.command', '.args', '.securityContext', '.volumeMounts'),
      edit(
        context,
        `run it through its interpreter (command: [sh, ${groups.path ?? 'FILE'}]), set defaultMode: 0755 on a ConfigMap volume, or chmod +x it when the image is built`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'OCI runtime create failed: runc create failed: unable to start container process: exec: "/scripts/init.sh": permission denied: unknown',
      'runc create failed: unable to start container process: exec: "/app": is a directory: unknown',
      'container create failed: the path `/scripts/init.sh` exists but it is not executable: Permission denied',
    ],
    lookAlikes: ['exec: "/app/x": stat /app/x: no such file or directory', 'error mounting "/a": permission denied'],
  },
  {
    id: 'runtime-exec-format',
    code: 'exec-format',
    category: 'exec-format',
    pattern:
      /(?:exec (?:"?(?<path>[^\s":]{1,200})"?: )?|exec container process `(?<path2>[^`]{1,200})`: |caused:? "?|cannot execute binary file: |failed to run command .{1,100}: |error=)"?[Ee]xec format error|^\S{1,200}: .{0,120}cannot execute binary file|OSError: \[Errno 8\] Exec format error|qemu-\w{1,20}: Could not open '\/lib|rosetta error: /,
    in: 'both',
    cause: (groups, context) =>
      `exec format error: ${groups.path ?? 'the program'} in the image ${context.image} is built for another CPU architecture (amd64, arm64) than ${nodeOf(context)}, or is a script without a #! line`,
    fixes: (_, context) => [
      inspect('see the architecture of the nodes', 'get', 'nodes', '-L', 'kubernetes.io/arch,kubernetes.io/os'),
      edit(
        context,
        'use a multi-arch image or one for the platform of the node, or set nodeSelector kubernetes.io/arch to the architecture of the image; begin a script with #!/bin/sh',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'exec /bin/sh: exec format error',
      '{"msg":"exec container process `/app/run`: Exec format error","level":"error","time":"2026-05-04T09:00:00.000226Z"}',
      'standard_init_linux.go:228: exec user process caused: exec format error',
      'standard_init_linux.go:211: exec user process caused "exec format error"',
      '/entrypoint.sh: line 9: /usr/local/bin/app: cannot execute binary file: Exec format error',
    ],
    lookAlikes: ['invalid date format error in line 3', 'exec /app/run: no such file or directory'],
  },
  {
    id: 'runtime-missing-interpreter',
    code: 'command-not-found',
    category: 'command-not-found',
    pattern:
      /^exec (?<path>\/[^\s:]{1,200}): no such file or directory|exec user process caused:? "?no such file or directory|: (?<path2>\/[^\s:]{1,200}): cannot execute: required file not found|exec container process (?:\(missing dynamic library\?\) )?`(?<path3>[^`]{1,200})`: No such file/,
    in: 'both',
    cause: (groups, context) =>
      `${groups.path ?? 'the command'} cannot be executed in ${context.image}: what it needs to run does not exist there: its interpreter (#! line, perhaps with a Windows line end) or its dynamic loader or library (a glibc program on a musl or Alpine image)`,
    fixes: (groups, context) => [
      tryImage(
        context,
        'see the first line of the file and whether that program is in the image',
        'sh',
        '-c',
        'head -n 1 "$1" | cut -c1-80; ls -l /lib/ld-* /lib64/ld-*',
        'sh',
        groups.path ?? 'FILE',
      ),
      edit(context, 'use an image that has the interpreter or loader, a statically linked build, or a script with Unix line ends'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'exec /docker-entrypoint.sh: no such file or directory',
      'standard_init_linux.go:228: exec user process caused: no such file or directory',
      'bash: line 1: /opt/app/run: cannot execute: required file not found',
      '{"msg":"exec container process (missing dynamic library?) `/app/run`: No such file or directory","level":"error"}',
    ],
    lookAlikes: ['exec: "/app/x": stat /app/x: no such file or directory', 'open /etc/app.conf: no such file or directory'],
  },
  {
    id: 'runtime-shared-library',
    code: 'dependency-missing',
    category: 'command-not-found',
    pattern:
      /error while loading shared libraries: (?<library>[^\s:]{1,100}): cannot open shared object|Error loading shared library (?<library2>[^\s:]{1,100}):|version [`'](?<library3>GLIBC(?:XX)?_[\d.]{1,10})' not found|Error relocating \S{1,200}: (?<library4>\S{1,100}): symbol not found|symbol lookup error: .{1,200}undefined symbol: (?<library5>\S{1,100})/,
    in: 'log',
    cause: (groups, context) =>
      `the shared library or symbol ${groups.library} that the program needs is not in the image ${context.image}: it was built for another distribution (glibc, musl) or release`,
    fixes: (groups, context) => [
      showCommand(context),
      edit(
        context,
        `use an image that has ${groups.library}, install the package that brings it, or a statically linked build of the program`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'psql: error while loading shared libraries: libpq.so.5: cannot open shared object file: No such file or directory',
      'Error loading shared library libgcc_s.so.1: No such file or directory (needed by /app/migrate)',
      "./migrate: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by ./migrate)",
    ],
    lookAlikes: ['error while loading plugin list', "ModuleNotFoundError: No module named 'psycopg2'"],
  },
  {
    id: 'runtime-cpu-too-old',
    code: 'exec-format',
    category: 'exec-format',
    pattern:
      /Fatal glibc error: CPU does not support (?<level>\S{1,20})|This program requires a CPU .{0,80}|^Illegal instruction(?: \(core dumped\))?$|MongoDB 5\.0\+ requires a CPU with AVX support/,
    in: 'log',
    cause: (groups, context) =>
      `the CPU of ${nodeOf(context)} lacks instructions${groups.level ? ` (${groups.level})` : ''} that the image ${context.image} is built for`,
    fixes: (_, context) => [
      showNode(context, 'see which machine it is'),
      edit(context, 'use an older or more portable build of the image, or schedule the pod on a node with a newer CPU (nodeSelector)'),
    ],
    weight: 3,
    heals: 'no',
    matches: ['Fatal glibc error: CPU does not support x86-64-v2', 'Illegal instruction (core dumped)'],
    lookAlikes: ['Illegal option -o', 'illegal instruction set name in config'],
  },
  {
    id: 'runtime-working-directory',
    code: 'create-container',
    category: 'create-container',
    pattern:
      /chdir to cwd \("(?<path>[^"]{1,200})"\) set in config\.json failed: (?<why>[\w ]{1,60})|mkdir (?<path2>\/\S{1,200}) \(workdir\)|cannot chdir to (?<path3>\S{1,200})/,
    in: 'message',
    cause: (groups, context) =>
      `the workingDir ${groups.path} of ${context.container} cannot be entered${groups.why ? `: ${groups.why}` : ''}: its user may not, or it does not exist in the image`,
    fixes: (_, context) => [
      showField(context, 'see the working directory and the user', '.workingDir', '.securityContext', '.volumeMounts'),
      patchContainer(context, 'set a workingDir that its user can enter', { workingDir: '/' }),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'runc create failed: unable to start container process: chdir to cwd ("/root/app") set in config.json failed: permission denied: unknown',
      'OCI runtime create failed: chdir to cwd ("/work") set in config.json failed: no such file or directory',
    ],
    lookAlikes: ['exec: "/work": permission denied', 'cannot change the settings'],
  },
  {
    // Beside the arguments, the kernel counts the environment: the kubelet adds seven variables for each Service of the namespace.
    id: 'runtime-argument-list',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:exec user process caused:? "?|exec: "[^"]{1,200}": |exec \S{1,200}: |fork\/exec \S{1,200}: |exec container process `[^`]{1,200}`: |E2BIG: )[Aa]rgument list too long|spawn E2BIG/,
    in: 'both',
    cause: (_, context) =>
      `arguments and environment of ${context.container} together are larger than the kernel takes (argument list too long): with many Services in namespace ${context.namespace} the variables that Kubernetes adds for each of them are enough, or a value in its env is very large`,
    fixes: (_, context) => [
      inspect('see how many Services there are', 'get', 'services', '-n', context.namespace),
      patchPod(context, 'leave out the environment variables of Services: enableServiceLinks: false', { enableServiceLinks: false }),
      showField(context, 'see its arguments and environment', '.command', '.args', '.env', '.envFrom'),
      edit(context, 'or hand large values over as files (a ConfigMap or Secret volume) in place of env and args'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'standard_init_linux.go:228: exec user process caused: argument list too long',
      'exec /entrypoint.sh: argument list too long',
      'OCI runtime create failed: runc create failed: unable to start container process: exec: "/bin/sh": argument list too long: unknown',
    ],
    lookAlikes: ['/bin/rm: Argument list too long', 'too many arguments'],
  },
  {
    id: 'runtime-no-command',
    code: 'start-error',
    category: 'start-error',
    pattern: /\bno command specified\b|: args must not be empty|No command specified/,
    in: 'message',
    cause: (_, context) => `neither the image ${context.image} nor ${context.container} names a command to run (no command specified)`,
    fixes: (_, context) => [
      showCommand(context),
      edit(context, `give ${context.container} a command, or use an image with an ENTRYPOINT or CMD`),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'failed to generate container "abc" spec: failed to generate spec: no command specified',
      'Error response from daemon: No command specified',
    ],
    lookAlikes: ['no commands left in queue', 'exec: "sh": executable file not found in $PATH'],
  },
  {
    id: 'runtime-no-such-user',
    code: 'create-container',
    category: 'create-container',
    pattern:
      /unable to find (?<kind>user|group) (?<name>[^\s:]{1,60}): no matching entries|\bno users found\b|unable to find (?<kind2>user|group) (?<name2>[^\s:]{1,60})/,
    in: 'message',
    cause: (groups, context) =>
      `the ${groups.kind ?? 'user'}${groups.name ? ` ${groups.name}` : ''} that ${context.container} is to run as does not exist in /etc/passwd or /etc/group of the image ${context.image}`,
    fixes: (_, context) => [
      showField(context, 'see which user it asks for', '.securityContext', '.image'),
      edit(context, 'set a numeric runAsUser and runAsGroup, which need no entry in the image'),
      advise('ask the builder of the image to create the user that its USER line names'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'runc create failed: unable to start container process: unable to find user app: no matching entries in passwd file',
      'failed to generate spec: no users found',
    ],
    lookAlikes: ['FATAL: role "app" does not exist', 'unable to find image app'],
  },
];
