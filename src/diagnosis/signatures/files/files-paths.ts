import { askNodeOwner, edit, nodeOf, recreate, showEvents, showField, showMounts, showNode } from '../remedies.ts';
import type { Signature } from '../signature.ts';

/** Paths that are not there or are something else, and disks that cannot take more. */
export const filesPaths: readonly Signature[] = [
  {
    id: 'files-quota',
    code: 'disk-full',
    category: 'disk',
    pattern: /[Dd]isk quota exceeded|EDQUOT/,
    in: 'both',
    cause: (_, context) => `the quota of the volume that ${context.container} writes to is used up (disk quota exceeded)`,
    fixes: (_, context) => [
      showMounts(context),
      edit(context, 'use a larger volume, or clear old data from it'),
      askNodeOwner(context, 'or the owner of the file server to raise the quota'),
    ],
    weight: 3,
    heals: 'no',
    matches: ["cp: error writing '/data/x': Disk quota exceeded", "OSError: [Errno 122] Disk quota exceeded: '/data/y'"],
    lookAlikes: ['exceeded quota: team, requested: pods=1', 'Quota exceeded for quota metric'],
  },
  {
    id: 'files-no-inotify',
    code: 'bad-config',
    category: 'node',
    pattern:
      /ENOSPC: System limit for number of file watchers reached|(?:number of|no more|too many) inotify (?:instances|watches)|inotify (?:watch|instance)(?:es|s)? (?:limit|exhausted)|fs\.inotify\.max_user_\w{1,12}|inotify_(?:init1?|add_watch)[^:]{0,60}: (?:too many open files|no space left on device)|too many open files.{0,20}inotify|failed to create fsnotify watcher: too many open files/i,
    in: 'log',
    cause: (_, context) =>
      `${nodeOf(context)} has no inotify watches or instances left (fs.inotify.max_user_instances, max_user_watches); the disk is not full`,
    fixes: (_, context) => [
      showNode(context, 'see how many pods share the node'),
      askNodeOwner(context, 'to raise fs.inotify.max_user_watches and fs.inotify.max_user_instances with sysctl'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      "Error: ENOSPC: System limit for number of file watchers reached, watch '/app'",
      'failed to create fsnotify watcher: too many open files',
      'System.IO.IOException: The configured user limit (128) on the number of inotify instances has been reached',
    ],
    lookAlikes: ['No space left on device', 'accept: too many open files'],
  },
  {
    id: 'files-no-shared-memory',
    code: 'disk-full',
    category: 'disk',
    pattern:
      /could not (?:resize|open|create) shared memory segment .{0,120}[Nn]o space left|\/dev\/shm.{0,80}[Nn]o space left|insufficient shared memory|shared memory \(shm\).{0,60}(?:full|exhausted|too small)/,
    in: 'log',
    cause: (_, context) =>
      `the shared memory of ${context.container} is full (no space left on device in /dev/shm): a container gets 64Mi of /dev/shm, unless a volume in memory is mounted there; no disk is full`,
    fixes: (_, context) => [
      showMounts(context),
      edit(
        context,
        'mount an emptyDir with medium: Memory and a sizeLimit at /dev/shm (what lies there counts against the memory limit), or work with fewer parallel workers (PostgreSQL: dynamic_shared_memory_type, max_parallel_maintenance_workers)',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'ERROR:  could not resize shared memory segment "/PostgreSQL.2138442" to 67145056 bytes: No space left on device',
      "RuntimeError: DataLoader worker is killed by signal: Bus error. It is possible that dataloader's workers are out of shared memory or insufficient shared memory (shm).",
    ],
    lookAlikes: ["cp: error writing '/work/big.tar': No space left on device", 'shared memory segment opened'],
  },
  {
    id: 'files-no-space',
    code: 'disk-full',
    category: 'disk',
    pattern:
      /(?:[‘'"`](?<path>\/[^‘'"’`]{1,200})[’'"`]|(?:\s|^)(?<path2>\/[^\s:,'"]{1,200}))?:? ?(?:[\w ]{1,40}: )?[Nn]o space left on (?:the )?device(?::? '(?<path3>\/[^']{1,200})')?|ENOSPC\b|[Dd]isk (?:is )?full|There is not enough space on the disk|insufficient (?:disk )?space|not enough (?:free |disk )?space|[Ff]ile system (?:is )?full/,
    in: 'log',
    cause: (groups, context) =>
      `no space left on device${groups.path ? ` for ${groups.path}` : ''}: the volume or, for an emptyDir or the image's own file system, the disk of ${nodeOf(context)} is full`,
    fixes: (_, context) => [
      showMounts(context),
      showNode(context, 'see DiskPressure and the ephemeral-storage of the node'),
      edit(context, 'free disk space: raise the size of the claim (or the sizeLimit of the emptyDir) or write less'),
      askNodeOwner(context, 'to free its disk (unused images, logs, data of other pods), or move the pod to another node'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "cp: error writing '/work/big.tar': No space left on device",
      "OSError: [Errno 28] No space left on device: '/data/x'",
      'tar: model.bin: Cannot write: No space left on device',
      'write /data/dump.sql: no space left on device',
      'Error: ENOSPC: no space left on device, write',
    ],
    lookAlikes: ['exceeded quota: disk', 'space is not allowed here'],
  },
  {
    id: 'files-stale-handle',
    code: 'mount-failed',
    category: 'mount-driver',
    pattern:
      /(?:(?<path>\/[^\s:'"]{1,200})['":]{0,2} )?(?:[\w ]{1,30}: )?[Ss]tale (?:NFS )?file handle|[Tt]ransport endpoint is not connected|ESTALE|access denied by server while mounting (?<path2>\S{1,200})/,
    in: 'both',
    cause: (groups, context) =>
      `the volume${groups.path ? ` at ${groups.path}` : ''} on ${nodeOf(context)} is lost or refused by its server (stale NFS file handle, export not allowed to this node, or a FUSE mount whose process died)`,
    fixes: (_, context) => [
      showMounts(context),
      recreate(context, 'delete the pod, so that its volume is mounted anew'),
      askNodeOwner(
        context,
        'to unmount the stale mount there (umount -f -l), and the owner of the file server whether the export was moved or recreated',
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'ls: /data: Stale file handle',
      'cp: cannot stat ‘/mnt/share/x’: Stale NFS file handle',
      "ls: cannot access '/mnt/bucket': Transport endpoint is not connected",
    ],
    lookAlikes: ['stale lock file removed', 'read: connection reset by peer'],
  },
  {
    // Busybox says so of the output that its own buffer could not write: most often the volume is full.
    id: 'files-output-error',
    code: 'disk-full',
    category: 'disk',
    pattern: /\b(?<program>[a-z][\w-]{1,20}): (?:(?:standard output|stdout|write error): I\/O error|short write$)/,
    in: 'log',
    cause: (groups, context) =>
      `${groups.program ?? 'a program'} of ${context.container} cannot write its output (write error): most often the volume it writes to is full (no space, quota, sizeLimit of an emptyDir), else its storage fails`,
    fixes: (_, context) => [
      showMounts(context),
      showEvents(context, 'see what the node says about its disk and volumes'),
      edit(context, 'raise the sizeLimit of the emptyDir, enlarge the claim, or let the container write less'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: ['head: standard output: I/O error', 'cat: write error: I/O error', 'dd: short write'],
    lookAlikes: ['kubectl: standard output is not a terminal', 'write error: Broken pipe'],
  },
  {
    id: 'files-input-output-error',
    code: 'mount-failed',
    category: 'mount-driver',
    pattern: /[Ii]nput\/output error|\bEIO: i\/o error|Structure needs cleaning|Bad message \(os error 74\)/,
    in: 'both',
    cause: (_, context) =>
      `the storage under a volume of ${context.container} fails (input/output error): a broken disk, a lost network disk or a damaged file system`,
    fixes: (_, context) => [
      showMounts(context),
      showEvents(context, 'see what the node says about its volumes'),
      askNodeOwner(context, 'to read its kernel log (dmesg) and to check the disk and its file system (fsck)'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: ["cp: error reading '/data/x': Input/output error", 'ls: reading directory /data: Structure needs cleaning'],
    lookAlikes: ['dial tcp 10.1.2.3:5432: i/o timeout', 'invalid input for query'],
  },
  {
    id: 'files-is-a-directory',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:[‘'"`](?<path>\.{0,2}\/[^‘'"’`]{1,200})[’'"`]|(?:\s|^)(?<path2>\.{0,2}\/[^\s:,'"]{1,200})):? (?:[\w ]{1,20}: )?[Ii]s a directory|EISDIR: illegal operation on a directory, \w{1,20} '(?<path3>[^']{1,200})'|\[Errno 21\] Is a directory: '(?<path4>[^']{1,200})'|cannot overwrite directory '(?<path5>[^']{1,200})'|read (?<path6>\/[^\s:]{1,200}): is a directory/,
    in: 'log',
    cause: (groups, context) =>
      `${groups.path ?? 'the path'} is a directory where ${context.container} expects a file: a hostPath that did not exist on the node was created as a directory, or a volume is mounted without subPath`,
    fixes: (groups, context) => [
      showMounts(context),
      edit(
        context,
        `mount the one file with subPath, or give the hostPath the type File or FileOrCreate, so that no directory is created for ${groups.path ?? 'it'}`,
      ),
      askNodeOwner(context, `to remove the directory that was created on the node in place of the file`),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "sh: can't create /etc/agent.conf: Is a directory",
      'read /etc/app/config.yaml: is a directory',
      "Error: EISDIR: illegal operation on a directory, read '/app/config.json'",
      "IsADirectoryError: [Errno 21] Is a directory: '/etc/x.ini'",
    ],
    lookAlikes: ['cp: -r not specified; omitting directory', "mkdir: can't create directory '/x': File exists"],
  },
  {
    id: 'files-not-a-directory',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:[‘'"`](?<path>\.{0,2}\/[^‘'"’`]{1,200})[’'"`]|(?:\s|^)(?<path2>\.{0,2}\/[^\s:,'"]{1,200})):? (?:[\w ]{1,20}: )?[Nn]ot a directory|ENOTDIR: not a directory, \w{1,20} '(?<path3>[^']{1,200})'|target '(?<path4>[^']{1,200})':? (?:is )?not a directory/,
    in: 'log',
    cause: (groups, context) =>
      `${groups.path ?? 'a part of the path'} is a file (not a directory) where ${context.container} expects a directory: a volume or an earlier step put a file there`,
    fixes: (groups, context) => [
      showMounts(context),
      edit(
        context,
        `correct the path ${groups.path ?? ''} or the mount (subPath gives a file, without it the volume is a directory)`.replace(
          '  ',
          ' ',
        ),
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      "cp: target '/work/out' is not a directory",
      'mkdir: /data/cache/x: Not a directory',
      "cd: can't cd to '/data/app': Not a directory",
    ],
    lookAlikes: ['error mounting "/a" to rootfs at "/b": something', 'fatal: not a git repository'],
  },
  {
    id: 'files-missing',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:[‘'"`](?<path>[^‘'"’`\s][^‘'"’`]{0,200})[’'"`]|(?:\s|^|: )(?<path2>\.{0,2}\/[^\s:,'"]{1,200})):? (?:for \w{1,10}, |failed \(2: )?(?:[\w ]{1,20}: )?(?:[Nn]o such file or directory|cannot find the (?:file|path) specified)|['"](?<path7>\/[^'"]{1,200})['"] does not exist$|ENOENT: no such file or directory, \w{1,20} '(?<path3>[^']{1,200})'|\[Errno 2\] No such file or directory: '(?<path4>[^']{1,200})'|(?:FileNotFound|NoSuchFile)Exception: (?:Could not find (?:file|a part of the path) ')?(?<path5>\/[^\s'(]{1,200})|No such file or directory @ \w{1,30} - (?<path6>\S{1,200})/,
    in: 'log',
    cause: (groups, context) =>
      `${groups.path} does not exist in ${context.container} (no such file or directory): its volume is not mounted there, mounted elsewhere, or an earlier step did not write it`,
    fixes: (groups, context) => [
      showMounts(context),
      edit(
        context,
        `mount the volume, ConfigMap or Secret that holds ${groups.path} into ${context.container} too, or correct the path; keys of a ConfigMap are its file names`,
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      "cat: can't open '/etc/app/config.yml': No such file or directory",
      'panic: open /etc/app/config.toml: no such file or directory',
      'nginx: [emerg] open() "/etc/nginx/ssl/tls.crt" failed (2: No such file or directory)',
      "FileNotFoundError: [Errno 2] No such file or directory: '/config/app.json'",
      "Error: ENOENT: no such file or directory, open '/app/.env'",
      'cp: cannot stat ‘/plugins/*.jar’: No such file or directory',
      'java.nio.file.NoSuchFileException: /opt/app/conf/app.yml',
    ],
    lookAlikes: [
      'exec /app/run: no such host',
      "modprobe: can't change directory to '/lib/modules': No such device",
      "env: can't execute 'bash': Permission denied",
    ],
  },
  {
    id: 'files-too-many-open',
    code: 'bad-config',
    category: 'node',
    pattern: /[Tt]oo many open files|EMFILE\b/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} has no file descriptor left (too many open files): the limit of the runtime (nofile) is too low or a loop leaks files`,
    fixes: (_, context) => [
      showField(context, 'see what it runs', '.command', '.args'),
      edit(context, 'open fewer files at once'),
      askNodeOwner(context, 'to raise LimitNOFILE of the container runtime'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: ["Error: EMFILE: too many open files, open '/app/x'", 'socket: Too many open files'],
    lookAlikes: ['failed to create fsnotify watcher: too many watches', 'too many connections for role'],
  },
  {
    id: 'files-busy-or-cross-device',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:[‘'"`](?<path>\.{0,2}\/[^‘'"’`]{1,200})[’'"`]|(?:\s|^)(?<path2>\.{0,2}\/[^\s:,'"]{1,200}))?:? ?(?<what>[Cc]ross-device link|[Dd]evice or resource busy|[Ii]nvalid cross-device link|EXDEV\b|EBUSY\b)/,
    in: 'log',
    cause: (groups, context) =>
      /\/sed\w{6}$/.test(groups.path ?? '')
        ? `sed -i in ${context.container} cannot replace a file in ${groups.path?.replace(/\/sed\w{6}$/, '') || '/'} (${groups.what?.toLowerCase()}): that file is a mount point of its own, a ConfigMap or Secret mounted with subPath`
        : `${context.container} cannot replace or move ${groups.path ?? 'a file'}: ${groups.what?.toLowerCase()} (it is a mount point or lies on another volume)`,
    fixes: (_, context) => [
      showMounts(context),
      edit(
        context,
        `mount the file elsewhere, copy it into an emptyDir and change the copy there; where the mount may be written, let the command write into the file in place of replacing it (cp, not mv or sed -i)`,
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: ["mv: cannot move '/tmp/x' to '/etc/hosts': Device or resource busy", 'sed: cannot rename /etc/sedX: Device or resource busy'],
    lookAlikes: ["cp: cannot create regular file '/usr/bin/app': Text file busy", 'the server is busy', 'HTTP 503: backend busy'],
  },
];
