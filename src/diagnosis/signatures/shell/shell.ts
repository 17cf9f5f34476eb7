import { showPod } from '../../words/show-pod.ts';
import { changeImage, edit, showField, tryImage } from '../remedies.ts';
import type { Groups, Signature, SignatureContext } from '../signature.ts';

/** What shells say about programs and scripts that they cannot run. */

const missingProgram = (groups: Groups) => groups.program ?? 'a program of the script';

const programFixes = (groups: Groups, context: SignatureContext) => [
  tryImage(
    context,
    `see whether ${missingProgram(groups)} is in the image`,
    'sh',
    '-c',
    'command -v "$1" || echo missing',
    'sh',
    missingProgram(groups),
  ),
  edit(
    context,
    `use an image that contains the client or binary ${missingProgram(groups)} (or install it in the image of ${context.container}), or correct its name and PATH in the command`,
  ),
];

export const shell: readonly Signature[] = [
  {
    id: 'shell-command-not-found',
    code: 'command-not-found',
    category: 'command-not-found',
    pattern:
      /(?:^|\s|\/)(?:ba|da|a|z|k)?sh: (?:line )?(?:\d{1,5}: )?(?<program>[^\s:'"]{1,100}): (?:command )?not found$|: line \d{1,5}: (?<program2>[^\s:'"$]{1,100}): (?:command )?not found|^\S{1,100}: \d{1,5}: (?<program3>[^\s:'"]{1,100}): not found$|^(?<program4>[\w.-]{1,60}): command not found$|^(?:sh|bash|zsh): command not found: (?<program5>\S{1,100})|: exec: line \d{1,5}: \S{1,100}: not found|exec: \d{1,5}: \S{1,100}: not found/,
    in: 'log',
    cause: (groups, context) => `command not found: ${missingProgram(groups)} is not in the image ${context.image}`,
    fixes: (groups, context) => programFixes(groups, context),
    weight: 3,
    heals: 'no',
    matches: [
      'sh: pg_isready: not found',
      '/bin/sh: 1: curl: not found',
      'bash: line 1: psql: command not found',
      '/bin/bash: kubectl: command not found',
      '/scripts/wait.sh: line 12: jq: command not found',
      '/docker-entrypoint.sh: 14: envsubst: not found',
      '/bin/sh: /opt/tools/migrate: not found',
      'envsubst: command not found',
    ],
    lookAlikes: [
      'redis.exceptions: key not found',
      'helm: release: not found',
      'ERROR 404: Not Found.',
      'configmap "x" not found',
      'manifest for busybox:9 not found: manifest unknown',
    ],
  },
  {
    id: 'shell-executable-not-in-path',
    code: 'command-not-found',
    category: 'command-not-found',
    pattern:
      /^(?:\/usr\/bin\/)?env: (?:can't execute )?[‘'"]?(?<program>[^\s:'"’\\]{1,100})[’'"]?: No such file or directory|exec: "(?<program2>[^"]{1,200})": executable file not found in \$PATH$|^(?:nohup|timeout|xargs|time|su-exec|gosu|tini|dumb-init|sudo|nice|setpriv|chroot|stdbuf)(?::|\s).{0,60}?(?:failed to run command |exec )?[‘'"]?(?<program3>[\w./-]{1,100})[’'"]?:? (?:failed: )?(?:No such file or directory|command not found|not found)/,
    in: 'log',
    cause: (groups, context) =>
      `command not found: ${missingProgram(groups)} does not exist in the image ${context.image}, though the command or the first line of the script calls it`,
    fixes: (groups, context) => programFixes(groups, context),
    weight: 3,
    heals: 'no',
    matches: [
      "env: can't execute 'bash': No such file or directory",
      '/usr/bin/env: ‘python3’: No such file or directory',
      'timeout: failed to run command ‘pg_isready’: No such file or directory',
      'exec: "git": executable file not found in $PATH',
    ],
    lookAlikes: [
      'env: DB_HOST=db',
      "cat: can't open '/env': No such file or directory",
      'cp: cannot stat ‘/src’: No such file or directory',
    ],
  },
  {
    id: 'shell-bad-interpreter',
    code: 'command-not-found',
    category: 'command-not-found',
    pattern: /(?<script>[^\s:]{1,200}): (?<interpreter>\/[^\s:^]{1,200}): bad interpreter: No such file or directory/,
    in: 'log',
    cause: (groups, context) =>
      `the script ${groups.script} is run by ${groups.interpreter}, which does not exist in the image ${context.image}`,
    fixes: (groups, context) => [
      tryImage(context, `see whether ${groups.interpreter} is in the image`, 'ls', '-l', groups.interpreter ?? '/bin'),
      edit(
        context,
        `use an image that contains the interpreter ${groups.interpreter}, or write the script for the shell that is there (#!/bin/sh)`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      '/bin/sh: ./run.sh: /bin/bash: bad interpreter: No such file or directory',
      'bash: /app/manage.py: /usr/bin/python: bad interpreter: No such file or directory',
    ],
    lookAlikes: ['bash: ./run.sh: /bin/bash^M: bad interpreter: No such file or directory', 'bash: ./run.sh: Permission denied'],
  },
  {
    id: 'shell-script-not-executable',
    code: 'permission-denied',
    category: 'permission',
    pattern:
      /(?:^|\s|\/)(?:ba|da|a|z)?sh: (?:line )?(?:\d{1,5}: )?(?<path>[^\s:']{1,200}): [Pp]ermission denied|exec(?: failed)?:? (?:line \d{1,5}: )?"?(?<path2>\/[^\s":]{1,200})"?: [Pp]ermission denied|exec container process `(?<path3>[^`]{1,200})`: Permission denied/,
    in: 'log',
    cause: (groups, context) =>
      `${groups.path} cannot be executed by ${context.container}: permission denied (no execute bit, a volume mounted noexec, or another user's file)`,
    fixes: (groups, context) => [
      showField(
        context,
        'see the command, its user and where the file is mounted from',
        '.command',
        '.args',
        '.securityContext',
        '.volumeMounts',
      ),
      edit(
        context,
        groups.path?.includes('/')
          ? `run it through its interpreter (sh ${groups.path}), set defaultMode: 0755 on the ConfigMap volume, or chmod +x it in the image`
          : `use an image in which the user of ${context.container} may execute ${groups.path}`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      '/bin/sh: 1: /scripts/init.sh: Permission denied',
      'sh: ./migrate.sh: Permission denied',
      '/bin/sh: curl: Permission denied',
      'exec /entrypoint.sh: permission denied',
      '{"msg":"exec container process `/scripts/init.sh`: Permission denied","level":"error"}',
    ],
    lookAlikes: ["mkdir: can't create directory '/data/x': Permission denied", 'git@github.com: Permission denied (publickey).'],
  },
  {
    id: 'shell-script-missing',
    code: 'command-not-found',
    category: 'command-not-found',
    pattern:
      /(?:^|\s|\/)(?:ba|da|a|z)?sh: (?:\d{1,2}: )?(?:can't|cannot|Can't|Cannot) open '?(?<path>[^\s':]{1,200})'?|(?:^|\s|\/)(?:ba|da|a|z)?sh: (?:line )?(?:\d{1,5}: )?(?<path2>[./][^\s:]{1,200}): (?:No such file or directory|not found)$|python[\d.]{0,5}: can't open file ['"]?(?<path3>[^'":]{1,200})['"]?|Error: Cannot find module '(?<path4>\/[^']{1,200})'|Error: Unable to access jarfile (?<path5>\S{1,200})|Could not open input file: (?<path6>\S{1,200})/,
    in: 'log',
    cause: (groups, context) =>
      `the script ${groups.path} that ${context.container} is to run does not exist in its file system: it is not in the image, or its volume is not mounted there`,
    fixes: (groups, context) => [
      showField(context, `see the command and what ${context.container} mounts`, '.command', '.args', '.workingDir', '.volumeMounts'),
      edit(
        context,
        `mount the volume or ConfigMap that holds ${groups.path} into ${context.container} too, correct the path, or use an image that contains it`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "sh: can't open '/scripts/wait.sh': No such file or directory",
      '/bin/sh: 0: cannot open /scripts/wait.sh: No such file',
      'bash: /scripts/seed.sh: No such file or directory',
      "python3: can't open file '/app/manage.py': [Errno 2] No such file or directory",
      "Error: Cannot find module '/app/dist/migrate.js'",
    ],
    lookAlikes: ["cat: can't open '/etc/app.conf': No such file or directory", "Error: Cannot find module 'express'"],
  },
  {
    id: 'shell-cannot-create',
    code: 'permission-denied',
    category: 'permission',
    pattern: /(?:sh|\d): (?:can't|cannot) create (?<path>[^\s:]{1,200}): [Pp]ermission denied/,
    in: 'log',
    cause: (groups, context) => `${context.container} may not write ${groups.path}: permission denied for the user it runs as`,
    fixes: (groups, context) => [
      showField(context, 'see the user and the mounts', '.securityContext', '.volumeMounts'),
      edit(
        context,
        `mount a volume at ${groups.path} that the user owns (securityContext.fsGroup), or run ${context.container} as the owner (runAsUser)`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: ['/bin/sh: 1: cannot create /etc/app/config.yml: Permission denied', "sh: can't create /work/out.txt: Permission denied"],
    lookAlikes: ["sh: can't create /work/out.txt: Read-only file system", "mkdir: can't create directory '/x': Permission denied"],
  },
  {
    id: 'shell-busybox-applet',
    code: 'command-not-found',
    category: 'command-not-found',
    pattern: /^(?<program>[\w.-]{1,60}): applet not found$/,
    in: 'log',
    cause: (groups, context) => `BusyBox in the image ${context.image} is built without ${groups.program} (applet not found)`,
    fixes: (groups, context) => [
      showPod(context, 'see which image runs', '{.spec.initContainers[*].image}'),
      changeImage(context, `use an image that contains ${groups.program}, such as the full busybox`, 'busybox:1.36'),
    ],
    weight: 3,
    heals: 'no',
    matches: ['nc: applet not found', 'nslookup: applet not found'],
    lookAlikes: ['sh: nc: not found', 'java.applet not found'],
  },
];
