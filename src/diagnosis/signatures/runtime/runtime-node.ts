import { inspect } from '../../words/commands.ts';
import { askNodeOwner, edit, nodeOf, recreate, showEvents, showField, showNode } from '../remedies.ts';
import type { Signature } from '../signature.ts';

/** What runtimes say when the node is at its end: disk, limits, cgroups, exclusive CPUs, load. */
export const runtimeNode: readonly Signature[] = [
  {
    id: 'runtime-cgroup',
    code: 'create-container',
    category: 'node',
    pattern:
      /(?:unable to apply cgroup|cgroup).{0,300}?(?<why>no such file or directory|permission denied|device or resource busy|invalid argument|no space left on device|timed? ?out|not mounted|unknown driver)|Unit \S{1,120}\.(?:scope|slice) (?<why2>already exists|was already loaded)/i,
    in: 'message',
    cause: (groups, context) => `${nodeOf(context)} cannot set up the cgroup of ${context.container}: ${groups.why}`,
    fixes: (_, context) => [
      showEvents(context, 'see whether other tries fail in the same way'),
      askNodeOwner(context, 'to check that kubelet and runtime use the same cgroup driver (systemd) and to restart or reboot it'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'runc create failed: unable to start container process: unable to apply cgroup configuration: mkdir /sys/fs/cgroup/memory/kubepods/burstable/pod1: no space left on device: unknown',
      'runc create failed: unable to start container process: error during container init: error setting cgroup config for procHooks process: failed to write "100000": write /sys/fs/cgroup/cpu.cfs_quota_us: invalid argument',
    ],
    lookAlikes: ['cgroup v2 detected', 'failed to reserve container name "x"'],
  },
  {
    id: 'runtime-no-space',
    code: 'disk-full',
    category: 'disk',
    pattern:
      /(?:failed to (?:create|copy|extract|prepare|reserve|mount|start|write|unpack|pull)|error creating|write \/|mkdir \/|ApplyLayer|OCI runtime).{0,600}(?<what>no space left on device|disk quota exceeded)/,
    in: 'message',
    cause: (groups, context) =>
      `the disk of ${nodeOf(context)} is full (${groups.what}), so the runtime can neither unpack the image nor make the container`,
    fixes: (_, context) => [
      showNode(context, 'see the disk pressure and what is allocated on the node'),
      askNodeOwner(
        context,
        'to free disk space or inodes there (unused images: crictl rmi --prune; logs), or to drain it, so that the pod moves to another node',
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'failed to pull and unpack image "docker.io/library/node:20": failed to extract layer sha256:1: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/9/fs/usr/bin/node: no space left on device: unknown',
      'failed to create containerd task: failed to create shim task: mkdir /run/containerd/io.containerd.runtime.v2.task/k8s.io/1: no space left on device: unknown',
    ],
    lookAlikes: ['cp: write error: No space left on device', '0/3 nodes are available: 3 Insufficient ephemeral-storage.'],
  },
  {
    id: 'runtime-limits-of-node',
    code: 'create-container',
    category: 'node',
    pattern:
      /(?:OCI runtime|runc|shim|inotify|failed to create|fork\/exec|pthread_create).{0,400}(?<what>too many open files|resource temporarily unavailable|cannot allocate memory|no free (?:ip|IP) addresses)/,
    in: 'message',
    cause: (groups, context) => `${nodeOf(context)} has reached a limit of its own while it made ${context.container}: ${groups.what}`,
    fixes: (_, context) => [
      showNode(context, 'see how many pods it carries and its pressures'),
      askNodeOwner(context, 'to raise fs.inotify.max_user_instances, file and process limits, or to drain and reboot it'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to create new parent process: fork/exec /proc/self/exe: resource temporarily unavailable: unknown',
      'failed to create shim task: OCI runtime create failed: inotify_init: too many open files',
    ],
    lookAlikes: ['nginx: too many open files', 'OCI runtime create failed: exec: "sh": executable file not found in $PATH'],
  },
  {
    id: 'runtime-device-or-cpu-manager',
    code: 'unschedulable-resources',
    category: 'unschedulable-resources',
    pattern:
      /Internal Pre(?:Create|Start)(?:Container)? ?hook failed: (?<why>.{1,200})|(?<why2>not enough cpus available to satisfy request[^;]{0,80})/,
    in: 'message',
    cause: (groups, context) =>
      `${nodeOf(context)} cannot give ${context.container} what it asks for exclusively: ${groups.why} (static CPU manager: a whole-number cpu request asks for exclusive CPUs)`,
    fixes: (_, context) => [
      showField(context, 'see its requests', '.resources'),
      edit(context, `give ${context.container} no cpu request or a fractional one (such as 100m), so that it takes from the shared CPUs`),
      askNodeOwner(context, 'how many exclusive CPUs or devices are left (CPU manager static policy, device plugin)'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'Internal PreStartContainer hook failed: not enough cpus available to satisfy request',
      'Internal PreCreateContainer hook failed: device plugin nvidia.com/gpu is unhealthy',
    ],
    lookAlikes: ['0/3 nodes are available: 3 Insufficient cpu.', 'PostStartHook failed'],
  },
  {
    id: 'runtime-name-reserved',
    code: 'create-container',
    category: 'create-container',
    pattern:
      /(?:Currently at stage (?<stage>container (?:volume|storage|storage start|spec)[\w ]{0,40}).{0,60})?(?:failed to reserve container name|error reserving ctr name|name is reserved)|Conflict\. The container name "[^"]{1,200}" is already in use|the container name "[^"]{1,200}" is already in use/,
    in: 'message',
    cause: (groups, context) =>
      `the runtime of ${nodeOf(context)} still keeps the name of ${context.container} for an earlier try: creating it takes longer than the kubelet waits${/volume/.test(groups.stage ?? '') ? ` (at the stage ${groups.stage}: a volume with very many files is relabelled for SELinux on every start)` : ' (slow or overloaded disk, or a volume with very many files that is relabelled for SELinux)'}`,
    fixes: (groups, context) => [
      ...(/volume/.test(groups.stage ?? '')
        ? [
            edit(
              context,
              'spare the volume the relabelling: seLinuxOptions type spc_t, seLinuxChangePolicy: MountOption with a CSI driver that supports it, or the annotation io.kubernetes.cri-o.TrySkipVolumeSELinuxLabel of CRI-O; and fsGroupChangePolicy: OnRootMismatch',
            ),
          ]
        : []),
      showEvents(context, 'see how long this has gone on; it often heals when the first try ends'),
      recreate(context, 'delete the pod, so that it is made anew, perhaps on another node'),
      askNodeOwner(context, 'to look at its disk load and to restart the container runtime'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'failed to reserve container name "prepare_web_shop_1_0": name "prepare_web_shop_1_0" is reserved for "4f1c"',
      'Kubelet may be retrying requests that are timing out in CRI-O due to system load: error reserving ctr name k8s_prepare for id 1: name is reserved',
      'Kubelet may be retrying requests that are timing out in CRI-O due to system load. Currently at stage container volume configuration: context deadline exceeded: error reserving ctr name k8s_prepare for id 1: name is reserved',
    ],
    lookAlikes: ['ERROR: container name must not be empty', 'host name is already registered'],
  },
  {
    id: 'runtime-deadline',
    code: 'create-container',
    category: 'node',
    pattern: /(?:code = DeadlineExceeded desc = context deadline exceeded|^(?:Error: )?context deadline exceeded$)/,
    in: 'message',
    cause: (_, context) =>
      `the container runtime of ${nodeOf(context)} does not answer in time (context deadline exceeded): it is overloaded, or its disk or network is slow`,
    fixes: (_, context) => [
      showNode(context, 'see its conditions'),
      inspect(
        'see whether other pods of the node suffer too',
        'get',
        'pods',
        '-A',
        '-o',
        'wide',
        ...(context.node ? ['--field-selector', `spec.nodeName=${context.node}`] : []),
      ),
      askNodeOwner(context, 'to look at the load of its disk and at the runtime'),
    ],
    weight: 1,
    heals: 'maybe',
    matches: ['rpc error: code = DeadlineExceeded desc = context deadline exceeded', 'context deadline exceeded'],
    lookAlikes: [
      'dial tcp 10.0.0.1:5432: context deadline exceeded (Client.Timeout exceeded)',
      'Job was active longer than specified deadline',
    ],
  },
];
