import { advise } from '../../words/commands.ts';
import { edit, patchContainer, patchPod, showField, showMounts, showSecurity } from '../remedies.ts';
import type { Signature } from '../signature.ts';

const inWorkingDirectory =
  'the path lies in the working directory, which is that of the image: set workingDir to a directory of a volume that may be written (an emptyDir), or name a full path';

/** Files that a program may not write, own, change or run: read-only, permission denied, operation not permitted. */
export const filesAccess: readonly Signature[] = [
  {
    id: 'files-no-home',
    code: 'permission-denied',
    category: 'permission',
    pattern:
      /(?:mkdir|EACCES|Permission denied|permission denied|could not create|cannot create).{0,60}['" ](?<path>\/(?:\.(?:npm|cache|config|local|aws|kube|pip|yarn|cargo|gnupg|ssh|docker|java)|nonexistent)\b[^\s'":]{0,150})/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} wants to write ${groups.path} in a home directory that its user does not have: HOME is / (permission denied), as with an arbitrary uid`,
    fixes: (groups, context) => [
      showField(context, 'see its user and environment', '.securityContext', '.env'),
      patchContainer(context, `set HOME to a writable directory, so that ${groups.path} is not needed`, {
        env: [{ name: 'HOME', value: '/tmp' }],
      }),
    ],
    weight: 3,
    heals: 'no',
    matches: ["Error: EACCES: permission denied, mkdir '/.npm'", "PermissionError: [Errno 13] Permission denied: '/.cache'"],
    lookAlikes: ["mkdir: can't create directory '/data/db': Permission denied", "open '/app/.npmrc': no such file or directory"],
  },
  {
    id: 'files-read-only',
    code: 'read-only',
    category: 'permission',
    pattern:
      /(?:(?<!key )[‘'"`](?<path>[^‘'"’`]{1,200})[’'"`]|(?:\s|^)(?<path2>\.{0,2}\/[^\s:,'"]{1,200}))(?: to [^:]{1,200})?[:,]? (?:[\w ()]{1,60}: )?\(?[Rr]ead-only file ?system|[Rr]ead-only file ?system:? [‘'"](?<path3>[^‘'"’]{1,200})|\bEROFS: read-only file system, \w{1,20} '(?<path4>[^']{1,200})'|: (?<path5>[^\s:'"]{1,200}): [Rr]ead-only file system|(?:write|mkdir|open|chown|touch|tee|cp|create)[^/'‘"]{0,200}[Rr]ead-only file ?system/,
    in: 'log',
    cause: (groups, context) =>
      `${groups.path ? `${groups.path} is` : 'the place it writes to is'} on a read-only file system in ${context.container}: readOnlyRootFilesystem is set, or a ConfigMap, Secret or readOnly volume is mounted there`,
    fixes: (groups, context) => [
      showField(context, 'see the mounts and readOnlyRootFilesystem', '.volumeMounts', '.securityContext'),
      edit(
        context,
        `mount an emptyDir at the directory of ${groups.path ?? 'that file'}, or let the command write to a data volume; a mounted ConfigMap or Secret cannot be written, owned or changed: copy it to an emptyDir first`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "sh: can't create /etc/app.conf: Read-only file system",
      "touch: cannot touch '/var/cache/x': Read-only file system",
      'chown: /etc/app/settings.yaml: Read-only file system',
      "OSError: [Errno 30] Read-only file system: '/app/.cache'",
      "Error: EROFS: read-only file system, mkdir '/app/tmp'",
      'open /etc/nginx/conf.d/default.conf: read-only file system',
      'chown: changing ownership of ‘/config/..data’: Read-only file system',
    ],
    lookAlikes: [
      "sysctl: error setting key 'vm.max_map_count': Read-only file system",
      "touch: cannot touch '/data/x': Permission denied",
      'database is in read-only mode',
    ],
  },
  {
    id: 'files-chown-not-permitted',
    code: 'not-permitted',
    category: 'permission',
    pattern:
      /(?:chown|chmod|chgrp|chattr|utime|rm|rmdir|mv|touch|ln|tar|setfacl|lchown|fchown(?:at)?|fchmod(?:at)?|cp: (?:preserving|failed to preserve)[^‘'"/]{0,60}|install|rsync)(?:: [^‘'"/]{0,60}| )?[(‘'"`]{0,2}(?<path>\.{0,2}\/[^‘'"’`:)]{1,200})?.{0,80}: [Oo]peration not permitted|EPERM: operation not permitted, (?:chown|chmod|lchown|fchown|fchmod|utime) '(?<path2>[^']{1,200})'|PermissionError: \[Errno 1\] Operation not permitted: '(?<path3>[^']{1,200})'|FileSystemException: (?<path5>\/[^\s:]{1,200}): Operation not permitted|Operation not permitted @ \w{1,30} - (?<path6>\/\S{1,200})|could not change permissions of directory "(?<path4>[^"]{1,200})": (?:Operation not permitted|Permission denied)/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} may not change owner or mode${groups.path ? ` of ${groups.path}` : ''} (operation not permitted): it does not run as root, lacks the capability CHOWN or FOWNER, or the volume (NFS root_squash, CIFS) forbids it`,
    fixes: (groups, context) => [
      showSecurity(context),
      patchPod(context, 'let the kubelet set the group of the volume in place of a chown (fsGroup; fill in the group of the app)', {
        securityContext: { fsGroup: 1000 },
      }),
      edit(
        context,
        `or run ${context.container} as root (runAsUser: 0, runAsNonRoot: false) with the capability CHOWN, where the namespace's policy allows it`,
      ),
      ...(groups.path ? [advise(`on NFS ask the owner of the export to set the owner of ${groups.path} or to lift root_squash`)] : []),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'chown: /data: Operation not permitted',
      "rm: cannot remove '/var/lib/mysql/lost+found': Operation not permitted",
      'tar: ./data: Cannot change ownership to uid 1000, gid 1000: Operation not permitted',
      "chown: changing ownership of '/var/lib/postgresql/data': Operation not permitted",
      "chmod: changing permissions of '/data': Operation not permitted",
      "Error: EPERM: operation not permitted, chown '/app/x'",
      'initdb: error: could not change permissions of directory "/var/lib/postgresql/data": Operation not permitted',
      "cp: failed to preserve ownership for '/data/x': Operation not permitted",
      'java.nio.file.FileSystemException: /usr/share/elasticsearch/config/analysis-ik: Operation not permitted',
    ],
    lookAlikes: ['mount: permission denied (are you root?)', 'chown: /data: Permission denied', 'setns: Operation not permitted'],
  },
  {
    id: 'files-permission-denied',
    code: 'permission-denied',
    category: 'permission',
    pattern:
      /(?:mkdir|cp|mv|rm|ln|touch|cat|ls|tee|chown|chmod|install|tar|gzip|unzip|find|rsync|cannot \w{1,12}|can't \w{1,12}|could not [\w ]{1,30}|unable to [\w ]{1,30}|failed to [\w ]{1,30}|error opening|opening|open|creat(?:e|ing)|writ(?:e|ing)|stat|access|unlink|rename|scandir)[\w ()-]{0,40}:? ?[‘'"`]?(?<path>\.{0,2}\/[^‘'"’`:,\s]{1,200})[’'"`]?(?:[:,]? .{0,100})?[Pp]ermission denied|\[Errno 13\] Permission denied: ['"](?<path2>[^'"]{1,200})|EACCES: permission denied, \w{1,20} '(?<path3>[^']{1,200})'|(?:AccessDenied|FileNotFound|IO)Exception: (?<path4>\/[^\s(]{1,200})(?: \(Permission denied\))?$|Access to the path '(?<path5>[^']{1,200})' is denied|(?:[Cc]an't|[Cc]annot|[Cc]ould not|[Cc]ouldn't|[Uu]nable to|[Ff]ailed to) [\w ]{1,40}[‘'"`](?<path8>[^‘'"’`]{1,200})[’'"`](?: for \w{1,12})?[:,] [Pp]ermission denied|Unable to lock (?<path9>database|directory \S{1,100}): Permission denied|Permission denied @ \w{1,30} - (?<path6>\S{1,200})|(?:^|: )(?<path7>\/[^\s:]{1,200}): Permission denied/,
    in: 'log',
    cause: (groups, context) =>
      `permission denied: the user that ${context.container} runs as may not use ${groups.path} (it belongs to another uid, or its volume is not mounted there and it lies in the root-owned image)`,
    fixes: (groups, context) => [
      showMounts(context),
      showSecurity(context),
      ...(/^[^/]/.test(groups.path ?? '/') ? [edit(context, inWorkingDirectory)] : []),
      patchPod(
        context,
        `set fsGroup so that the volume at ${groups.path} belongs to the group of the process (1000 stands for the uid or gid of the app)`,
        { securityContext: { fsGroup: 1000 } },
      ),
      edit(
        context,
        `or mount the volume that the app mounts there into ${context.container} too, or give it the runAsUser that owns the path`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "mkdir: can't create directory '/data/db': Permission denied",
      "cp: cannot create regular file '/work/x': Permission denied",
      "touch: cannot touch '/var/lib/x': Permission denied",
      "PermissionError: [Errno 13] Permission denied: '/app/static'",
      "Error: EACCES: permission denied, mkdir '/app/node_modules/.cache'",
      'open /etc/secret/key: permission denied',
      "System.UnauthorizedAccessException: Access to the path '/data/keys' is denied.",
      'java.nio.file.AccessDeniedException: /data/log',
      'chown: /data/lost+found: Permission denied',
      "sed: can't create temp file '/etc/nginx/conf.d/default.confXXXXXX': Permission denied",
      'nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)',
      "fatal: could not create work tree dir 'site': Permission denied",
      'req: Can\'t open "ca.key" for writing, Permission denied',
    ],
    lookAlikes: [
      'git@github.com: Permission denied (publickey).',
      'ERROR: permission denied for table users',
      "mkdir: can't create directory '/data': Read-only file system",
      'iptables: Permission denied (you must be root)',
    ],
  },
  {
    id: 'files-selinux',
    code: 'permission-denied',
    category: 'permission',
    pattern: /avc: +denied .{0,200}|SELinux is preventing .{0,120}/,
    in: 'both',
    cause: (_, context) =>
      `SELinux on the node forbids what ${context.container} does, whatever its uid: the labels of the volume and of the pod differ`,
    fixes: (_, context) => [
      showSecurity(context),
      edit(
        context,
        'set securityContext.seLinuxOptions to those of the volume, or use a volume that the kubelet may relabel (no hostPath)',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'avc:  denied  { write } for  pid=1 comm="cp" name="data"',
      'SELinux is preventing /usr/bin/cp from write access on the directory data.',
    ],
    lookAlikes: ['SELinux is disabled', 'access denied for user'],
  },
  {
    id: 'files-become-user',
    code: 'not-permitted',
    category: 'privilege',
    pattern:
      /(?:su-exec|gosu|setpriv|setgroups|setuid|setgid|su|sudo|runuser|initgroups|switch to requested user|s6-\w{1,20}|dropping privileges).{0,80}: (?:[Oo]peration not permitted|must be suid|may not be used by non-root)|failed switching to "(?<user>[^"]{1,60})": operation not permitted|sudo: (?:effective uid is not 0|The "no new privileges" flag is set|must be owned by uid 0)/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} tries to become another user${groups.user ? ` (${groups.user})` : ''} but may not (operation not permitted): it lacks root or the capabilities SETUID and SETGID`,
    fixes: (_, context) => [
      showSecurity(context),
      edit(
        context,
        'run the container as the final user at once (runAsUser, fsGroup), or as root with the capabilities SETUID and SETGID and allowPrivilegeEscalation: true',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'error: failed switching to "postgres": operation not permitted',
      'su-exec: setgroups(0): Operation not permitted',
      'su: must be suid to work properly',
    ],
    lookAlikes: ['chown: /data: Operation not permitted', 'user postgres does not exist'],
  },
  {
    id: 'files-no-temporary',
    code: 'permission-denied',
    category: 'permission',
    pattern:
      /could not find a temporary directory|No usable temporary (?:directory|file)|(?:[Cc]annot|[Cc]an't|[Cc]ould not|[Uu]nable to|[Ff]ailed to) (?:create|make|open|write)(?: to)?(?: a| the)? temp(?:orary)? ?(?:file|dir(?:ectory)?)\b(?!.{0,200}[Nn]o space)/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} finds no directory for temporary files that it may write: /tmp is read-only, belongs to another user, or (for Ruby) is world-writable without the sticky bit`,
    fixes: (_, context) => [
      edit(
        context,
        'mount an emptyDir at /tmp, as readOnlyRootFilesystem needs; or name a directory that may be written (env TMPDIR), on a volume with mode 1777 (chmod +t)',
      ),
      showMounts(context),
      showSecurity(context),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      "/usr/local/lib/ruby/3.3.0/tmpdir.rb:43:in `tmpdir': could not find a temporary directory (ArgumentError)",
      "FileNotFoundError: [Errno 2] No usable temporary directory found in ['/tmp', '/var/tmp', '/usr/tmp', '/']",
      'error: failed to create temporary file: Permission denied',
    ],
    lookAlikes: ['could not write to temporary file: No space left on device', 'removed the temporary directory /tmp/x'],
  },
  {
    id: 'files-unknown-user',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:chown|chgrp|install|su|sudo|gosu|su-exec|setpriv|runuser|useradd|adduser|error): .{0,40}?(?:invalid|unknown|unable to find|no such) (?<kind>user\/group|user|group):? ['‘"]?(?<name>[\w.:-]{1,60})|su: user (?<name2>[\w.-]{1,60}) does not exist|cannot find name for user ID (?<name3>\d{1,12})|(?<ssh>No user exists) for uid (?<name4>\d{1,12})|getpwuid\(\): uid not found: (?<name5>\d{1,12})|unable to find user (?<name6>[\w.-]{1,60}): no matching entries/,
    in: 'log',
    cause: (groups, context) =>
      `the ${groups.kind ?? 'user'} ${groups.name ?? ''} does not exist in /etc/passwd or /etc/group of the image ${context.image}, which ${context.container} needs`,
    fixes: (groups, context) => [
      showField(context, 'see command and user', '.command', '.args', '.securityContext'),
      edit(
        context,
        groups.ssh
          ? 'use https with a token in place of ssh, which wants an entry in /etc/passwd for its uid; or an image whose start script adds one, or a runAsUser that the image knows'
          : 'use numeric ids (chown 1000:1000), which need no entry, or an image that has the user',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'chown: unknown user/group app:app',
      "chown: invalid user: 'mysql:mysql'",
      "chgrp: invalid group: 'app'",
      'No user exists for uid 1000680000',
      'error: unable to find user app: no matching entries in passwd file',
    ],
    lookAlikes: ['chown: /data: Operation not permitted', 'FATAL: password authentication failed for user "app"'],
  },
];
