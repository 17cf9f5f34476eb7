import { askNodeOwner, edit, nodeOf, recreate, showEvents, showField, showMounts, showSecurity } from '../remedies.ts';
import type { Signature } from '../signature.ts';

/** What runtimes say when they cannot make the container out of its spec: mounts, profiles, limits, devices. */
export const runtimeCreate: readonly Signature[] = [
  {
    id: 'runtime-not-shared-mount',
    code: 'create-container',
    category: 'create-container',
    pattern: /path "(?<path>[^"]{1,200})" is mounted on "(?<host>[^"]{1,200})" but it is not a (?:shared|shared or slave) mount/,
    in: 'message',
    cause: (groups, context) =>
      `${groups.path} is a private mount on the host (${nodeOf(context)}), but ${context.container} mounts it with mountPropagation (Bidirectional needs a shared mount)`,
    fixes: (groups, context) => [
      showField(context, 'see which mount asks for propagation', '.volumeMounts'),
      askNodeOwner(context, `to run mount --make-shared ${groups.host} (or mount --make-rshared /) on the host at boot`),
      edit(context, 'or take mountPropagation out of the volumeMount if the program can do without it'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'failed to generate container "5d90" spec: failed to generate spec: path "/var/lib/kubelet" is mounted on "/" but it is not a shared mount',
      'failed to generate spec: path "/run/netns" is mounted on "/run" but it is not a shared or slave mount',
    ],
    lookAlikes: ['path "/data" is not mounted', 'error mounting "/a" to rootfs at "/b": not a directory'],
  },
  {
    id: 'runtime-mount-over-file',
    code: 'mount-over-file',
    category: 'create-container',
    pattern:
      /(?:error mounting|mounting) "(?<source>[^"]{1,400})" to rootfs at "(?<path>[^"]{1,200})".{0,900}(?:not a directory|vice-versa)|mount `[^`]{1,400}` to `(?<path2>[^`]{1,200})`: Not a directory/,
    in: 'message',
    cause: (groups, context) =>
      `${context.container} mounts a directory over the file ${groups.path ?? ''} of the image, or a file over a directory: one of the two is not a directory`.replace(
        'file  of',
        'file of',
      ),
    fixes: (groups, context) => [
      showField(context, 'see the mounts', '.volumeMounts'),
      edit(
        context,
        `mount the one file with subPath (subPath: KEY, mountPath: ${groups.path ?? 'FILE'}), or choose a mountPath that is a directory; a wrong subPath or a hostPath that does not exist makes a directory`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'runc create failed: unable to start container process: error during container init: error mounting "/var/lib/kubelet/pods/1/volumes/kubernetes.io~configmap/settings" to rootfs at "/etc/nginx/nginx.conf": mount /var/lib/kubelet/pods/1/volumes/kubernetes.io~configmap/settings:/etc/nginx/nginx.conf (via /proc/self/fd/6), flags: 0x5001: not a directory: unknown',
      'OCI runtime create failed: container_linux.go:348: starting container process caused "process_linux.go:402: container init caused "rootfs_linux.go:58: mounting "/var/lib/a" to rootfs at "/etc/my.cnf" caused "not a directory""": unknown: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists',
    ],
    lookAlikes: ['error mounting "/a" to rootfs at "/b": no space left on device', 'sh: cd: /data: Not a directory'],
  },
  {
    // containerd makes the source of a mount where stat does not find it: mkdir then meets what stat could not follow.
    id: 'runtime-mount-source',
    code: 'create-container',
    category: 'create-container',
    pattern: /failed to mkdir "(?<source>[^"]{1,400})": .{0,400}(?:file exists|not a directory|read-only file system|permission denied)/,
    in: 'message',
    cause: (groups, context) =>
      `what ${context.container} mounts from ${nodeOf(context)} is there and cannot be used (${groups.source}: file exists, or no directory): ${groups.source?.includes('/volume-subpaths/') ? 'the subPath mount that the kubelet made is stale' : 'the host path is a dangling link, a file, or on a file system that hangs'}`,
    fixes: (groups, context) => [
      recreate(context, 'delete the pod, so that the kubelet prepares its volumes anew'),
      ...(groups.source?.includes('/volume-subpaths/')
        ? [edit(context, 'or mount the whole volume in a directory of its own in place of subPath')]
        : [edit(context, 'correct the path of the hostPath volume, or give it a type (DirectoryOrCreate, File)')]),
      askNodeOwner(context, 'to look at that path (stat, findmnt), to unmount what is stale there and to restart the kubelet'),
      showField(context, 'see the mounts', '.volumeMounts'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'failed to generate container "9d1c2e" spec: failed to generate spec: failed to mkdir "/var/lib/kubelet/pods/4f3a/volume-subpaths/config/render/0": mkdir /var/lib/kubelet/pods/4f3a/volume-subpaths/config/render/0: file exists',
      'failed to generate spec: failed to mkdir "/data/seed": mkdir /data: read-only file system',
    ],
    lookAlikes: ['mkdir: cannot create directory "/data": File exists', 'error mounting "/a" to rootfs at "/b": not a directory'],
  },
  {
    id: 'runtime-mount-read-only',
    code: 'create-container',
    category: 'create-container',
    pattern:
      /mounting "(?<source>[^"]{1,400})" to rootfs at "(?<path>[^"]{1,200})".{0,900}read-only file system|create mountpoint for (?<path2>\/[^\s:]{1,200}) mount: .{0,300}read-only file system/,
    in: 'message',
    cause: (groups, context) =>
      `the mount point ${groups.path} of ${context.container} cannot be made: the directory above it is a read-only file system (a ConfigMap, Secret or read-only volume is mounted there)`,
    fixes: (groups, context) => [
      showField(context, 'see which mounts lie inside each other', '.volumeMounts'),
      edit(
        context,
        `mount ${groups.path} outside of read-only volumes, or add an empty file or directory of that name to the volume above it`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'error mounting "/var/lib/kubelet/pods/1/volume-subpaths/x/c/1" to rootfs at "/etc/app/conf.d/x": create mountpoint for /etc/app/conf.d/x mount: make mountpoint "/etc/app/conf.d/x": mkdirat /run/containerd/rootfs/etc/app/conf.d: read-only file system: unknown',
      'mounting "/var/lib/x" to rootfs at "/var/run/secrets/kubernetes.io/serviceaccount" caused: mkdir /run/rootfs/var/run/secrets: read-only file system',
    ],
    lookAlikes: ['touch: /etc/app: Read-only file system', 'error mounting "/a" to rootfs at "/b": not a directory'],
  },
  {
    id: 'runtime-mount-other',
    code: 'create-container',
    category: 'create-container',
    pattern:
      /error mounting "(?<source>[^"]{1,400})" to rootfs at "(?<path>[^"]{1,200})".{0,600}?(?<why>no such file or directory|permission denied|operation not permitted|invalid argument|no such device|stale NFS file handle|stale file handle|too many levels of symbolic links|no space left on device)/,
    in: 'message',
    cause: (groups, context) => `the runtime cannot mount ${groups.path} into ${context.container}: ${groups.why}`,
    fixes: (_, context) => [
      showMounts(context),
      showEvents(context, 'see what the node says about its volumes'),
      askNodeOwner(context, 'to look at that volume on the host; a path on the host may be gone, stale or forbidden by SELinux'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'error mounting "/run/xtables.lock" to rootfs at "/run/xtables.lock": mount /run/xtables.lock:/run/xtables.lock: no such file or directory: unknown',
      'error mounting "proc" to rootfs at "/proc": mount proc:/proc (via /proc/self/fd/7), flags: 0xe: operation not permitted',
    ],
    lookAlikes: ['error mounting "/a" to rootfs at "/etc/x.conf": not a directory', 'mount: permission denied'],
  },
  {
    id: 'runtime-init-oom',
    code: 'oom-killed',
    category: 'oom',
    pattern:
      /container init was OOM-killed|memory limit too low|set memory limit \d{1,15} too low|[Mm]inimum memory limit allowed is|getting the final child's pid from pipe caused:? "?EOF/,
    in: 'message',
    cause: (_, context) => `the memory limit of ${context.container} is too low even to start the container (its init was OOM-killed)`,
    fixes: (_, context) => [
      showField(context, 'see its limits', '.resources'),
      edit(
        context,
        `raise resources.limits.memory of ${context.container}, at least to 32Mi; a number without a unit means bytes, m means thousandths`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown',
      'container create failed: set memory limit 4194304 too low; should be at least 12582912 bytes',
    ],
    lookAlikes: ['java.lang.OutOfMemoryError: Java heap space', 'Insufficient memory'],
  },
  {
    id: 'runtime-user-files',
    code: 'create-container',
    category: 'create-container',
    pattern:
      /open(?:at)? \/?(?<file>etc\/(?:passwd|group)): (?<why>path escapes from parent|too many levels of symbolic links|not a directory|is a directory)/,
    in: 'message',
    cause: (groups, context) =>
      `the runtime of ${nodeOf(context)} cannot read /${groups.file} in the image ${context.image} to look up the user of ${context.container} (${groups.why}): it is a symbolic link that leads out of the image, or no file`,
    fixes: (_, context) => [
      edit(
        context,
        'use an image whose /etc/passwd and /etc/group are plain files (images made by Nix link them into the store), or a numeric runAsUser and runAsGroup',
      ),
      askNodeOwner(context, 'whether its containerd was upgraded: newer releases refuse such links'),
      showEvents(context, 'read the whole message'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'failed to create containerd container: mount callback failed on /var/lib/containerd/tmpmounts/containerd-mount2938472: openat etc/passwd: path escapes from parent',
      'failed to create containerd container: mount callback failed on /tmp/containerd-mount1: open /etc/group: too many levels of symbolic links',
    ],
    lookAlikes: ['unable to find user app: no matching entries in passwd file', 'cat: /etc/passwd: Permission denied'],
  },
  {
    // Errors that end in "(os error N)" are of runtimes written in Rust: Kata, youki, runwasi.
    id: 'runtime-sandboxed',
    code: 'start-error',
    category: 'start-error',
    pattern: /failed to (?:create|start) (?:containerd|shim) task: (?:.{0,120}: )?(?<why>[A-Za-z][^:"]{2,100}) \(os error \d{1,4}\)/,
    in: 'message',
    cause: (groups, context) =>
      `the runtime that the RuntimeClass of the pod chooses (Kata Containers or the like) cannot make the task of ${context.container} on ${nodeOf(context)}: its shim says "${groups.why}"`,
    fixes: (_, context) => [
      askNodeOwner(context, 'to look at the log of that runtime (virtual machine, devices, KVM) and to restart or upgrade it'),
      recreate(context, 'delete the pod, so that its sandbox is made anew, perhaps on another node'),
      edit(context, 'or leave out runtimeClassName, if the pod may run with the ordinary runtime'),
      showEvents(context, 'read the whole message'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'failed to create containerd task: failed to create shim task: File exists (os error 17): unknown',
      'failed to start shim task: No such device (os error 19): unknown',
    ],
    lookAlikes: [
      'error: failed to create directory `/.cache/uv`: Permission denied (os error 13)',
      'failed to create shim task: OCI runtime create failed',
    ],
  },
  {
    id: 'runtime-security-profile',
    code: 'create-container',
    category: 'create-container',
    pattern:
      /(?:cannot load seccomp profile|failed to (?:generate|load) (?:seccomp|apparmor)|(?:seccomp|apparmor|AppArmor).{0,200}(?:no such file|not loaded|not found|not supported|not enabled|is not available)|apply apparmor profile|write .{0,80}\/attr\/(?:apparmor\/)?exec)(?: "?(?<profile>[\w./-]{1,200}))?/,
    in: 'message',
    cause: (_, context) => `the seccomp or AppArmor profile that ${context.container} asks for is not loaded on ${nodeOf(context)}`,
    fixes: (_, context) => [
      showSecurity(context),
      edit(context, 'use seccompProfile type RuntimeDefault (appArmorProfile RuntimeDefault)'),
      askNodeOwner(context, 'to install the profile there (security-profiles-operator does that on all nodes)'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'failed to generate seccomp spec opts: cannot load seccomp profile "/var/lib/kubelet/seccomp/profiles/audit.json": open /var/lib/kubelet/seccomp/profiles/audit.json: no such file or directory',
      'failed to create containerd task: OCI runtime create failed: apply apparmor profile: apparmor failed to apply profile: write /proc/self/attr/apparmor/exec: no such file or directory: unknown',
    ],
    lookAlikes: ['seccomp killed', 'pod violates PodSecurity "restricted:latest": seccompProfile'],
  },
  {
    id: 'runtime-hook',
    code: 'create-container',
    category: 'create-container',
    pattern:
      /error running (?:prestart|createRuntime|createContainer|startContainer)? ?hook #?\d{0,3}: (?<why>.{1,200})|nvidia-container-cli: (?<why2>.{1,200})|failed to inject CDI devices: (?<why3>.{1,120})/,
    in: 'message',
    cause: (groups, context) => `a hook of the runtime on ${nodeOf(context)} fails before ${context.container} starts: ${groups.why}`,
    fixes: (_, context) => [
      showEvents(context, 'read the whole message'),
      askNodeOwner(context, 'to look at the hook: GPU driver, nvidia-container-toolkit and their CDI files'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'OCI runtime create failed: runc create failed: unable to start container process: error during container init: error running prestart hook #0: exit status 1, stdout: , stderr: Auto-detected mode as legacy',
      'nvidia-container-cli: initialization error: driver error: failed to process request: unknown',
    ],
    lookAlikes: ['PostStartHook failed', 'webhook "x" failed'],
  },
];
