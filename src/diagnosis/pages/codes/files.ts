import type { Code } from '../../codes.ts';
import { deletePod, docs, inContainer, initSpec, podEvents, previousLog, run } from '../commands.ts';
import type { Page } from '../page.ts';

/** Files, rights and what earlier runs left behind. */
export const filePages = {
  'permission-denied': {
    title: 'the init container may not use a file or directory',
    means: 'A file cannot be read, written, executed, or change its owner, for the user that the container runs as.',
    why: [
      'The volume belongs to root, and the container runs as another user. fsGroup is not set, or the volume type ignores it (hostPath, many NFS).',
      'chown and chmod need root or the capabilities CHOWN and FOWNER. NFS with root_squash refuses even root.',
      'The program has no execute bit: files from ConfigMaps have mode 0644 unless defaultMode says otherwise.',
      'SELinux or AppArmor on the node forbids it.',
    ],
    confirm: [
      run(
        `kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.securityContext}{"\\n"}{.spec.initContainers[*].securityContext}'`,
        'runAsUser, fsGroup, capabilities',
      ),
      inContainer('ls -ldn PATH', 'owner and mode as numbers, while it runs; otherwise from a copy made with kubectl debug --copy-to'),
    ],
    fix: [
      'Set fsGroup in the securityContext of the pod: block-backed volumes and emptyDir are then writable for that group.',
      'Run the container as the user that owns the files, or change the owner in a container that runs as root.',
      'For scripts from a ConfigMap: defaultMode: 0755, or run them with sh FILE.',
    ],
    prevent: ['Fix runAsUser, runAsGroup and fsGroup in the pod template, equal for init and app.'],
    link: docs('tasks/configure-pod-container/security-context'),
  },
  'read-only': {
    title: 'the init container writes to a read-only file system',
    means: 'The kernel answers EROFS: no user may write there, not even root.',
    why: [
      'readOnlyRootFilesystem: true, and the path lies in the image and not on a volume.',
      'ConfigMap, Secret, downward and projected volumes are always read-only. Others are with readOnly: true.',
      'The disk had errors, and the node mounted it again read-only.',
    ],
    confirm: [
      initSpec('readOnlyRootFilesystem, and which volumeMount covers the path of the message'),
      previousLog('the path it could not write'),
    ],
    fix: [
      'Mount an emptyDir at the directory that is written to (/tmp, /var/run, a cache).',
      'Copy files of a ConfigMap or Secret to an emptyDir before changing them.',
      'A data volume that became read-only: look at node and storage first, then delete the pod.',
    ],
    prevent: ['Test with readOnlyRootFilesystem set, and give each writable directory its emptyDir.'],
    link: docs('tasks/configure-pod-container/security-context'),
  },
  'not-permitted': {
    title: 'the init container lacks a right of the kernel',
    means: 'Operation not permitted (EPERM): root inside a container is not root of the node.',
    why: [
      'sysctl -w, mount, iptables, modprobe and changes of limits need privileged: true or a capability (SYS_ADMIN, NET_ADMIN, SYS_MODULE, SYS_RESOURCE).',
      'capabilities: drop: ["ALL"] also takes CHOWN, FOWNER, SETUID and SETGID, on which chown, su-exec and gosu depend.',
      'A seccomp profile, AppArmor or SELinux refuses the call. Some sysctls the kubelet itself refuses (SysctlForbidden).',
    ],
    confirm: [
      initSpec('securityContext: privileged, capabilities, allowPrivilegeEscalation, runAsUser'),
      run('kubectl get namespace NAMESPACE --show-labels', 'pod-security.kubernetes.io/enforce: baseline and restricted forbid privileged'),
    ],
    fix: [
      'Give just the capability that it needs, in a namespace whose level allows it.',
      'Kernel settings of a pod: spec.securityContext.sysctls for namespaced ones; those of the node (vm.max_map_count) belong to the node or a DaemonSet.',
    ],
    prevent: ['Keep node tuning out of application pods.'],
    link: docs('tasks/administer-cluster/sysctl-cluster'),
  },
  'disk-full': {
    title: 'no space is left where the init container writes',
    means: 'A volume, the disk of the node or a quota on it is full (ENOSPC, EDQUOT), or inodes are used up.',
    why: [
      'The PersistentVolume is smaller than the data, or what failed runs left fills it.',
      'The node disk is full of images, logs and emptyDirs (DiskPressure). An emptyDir with medium: Memory is full.',
      'No inodes are left: df shows room, df -i does not.',
    ],
    confirm: [
      inContainer('df -h', 'which file system is at 100 %; then df -i for inodes'),
      run('kubectl describe node NODE', 'DiskPressure, and ephemeral-storage among Allocated resources'),
      run('kubectl get pvc -n NAMESPACE', 'the size of the claim'),
    ],
    fix: [
      'Clear what earlier runs left, or enlarge the claim (only where its class has allowVolumeExpansion):',
      run(
        `kubectl patch pvc CLAIM -n NAMESPACE -p '{"spec":{"resources":{"requests":{"storage":"20Gi"}}}}'`,
        'claims grow, they never shrink',
      ),
    ],
    prevent: ['Let the init container remove its own leftovers first, and request ephemeral-storage for what it writes.'],
    link: docs('concepts/storage/persistent-volumes'),
  },
  'left-over': {
    title: 'what an earlier run left behind breaks this one',
    means:
      'The first run failed halfway. Its files are still on the volume, and every later run stumbles over them, so the log no longer shows the first cause.',
    why: [
      'Volumes of a pod, emptyDir too, outlive restarts of its containers; only the file system of the container itself is new.',
      'git clone, initdb, mkdir, keytool and ln fail when their target exists. A lost+found makes a fresh disk "not empty".',
      'A stale lock or pid file of a run that was killed.',
    ],
    confirm: [
      previousLog('"already exists", "not empty", "File exists", "lock" and the path'),
      run(
        'kubectl debug POD -n NAMESPACE -it --copy-to=POD-debug --container=CONTAINER -- sh',
        'look at a volume that is a claim; an emptyDir is empty in the copy',
      ),
    ],
    fix: [
      deletePod('an emptyDir starts empty in the new pod, so this shows the first cause again; a claim keeps its files'),
      'On a claim: remove just what the failed run made, or use a subPath below the mount point.',
    ],
    prevent: ['Write to a temporary name and rename when complete; mkdir -p, ln -sfn, rm -rf of the own target first.'],
    link: docs('concepts/workloads/pods/init-containers'),
  },
  rerun: {
    title: 'init containers run again in a pod whose init was done',
    means: 'Init that had succeeded is repeated, and it does not stand a second run.',
    why: [
      'The sandbox of the pod was made anew (SandboxChanged): reboot of the node, restart of the runtime, network lost. All init containers then run again from the first.',
      'Their old exited containers were pruned on the node, so the kubelet took them for never run.',
      'Volumes still hold what the first run made.',
    ],
    confirm: [
      podEvents('SandboxChanged, and when it came; events live for about an hour'),
      run(
        `kubectl get pod POD -n NAMESPACE -o jsonpath='{.status.initContainerStatuses[*].state}'`,
        'compare startedAt with the start of the pod',
      ),
    ],
    fix: [deletePod('a new pod runs init for the first time')],
    prevent: [
      'Make init idempotent: it may run again at any time.',
      'Keep clean-up jobs (crictl rmp, docker system prune) away from exited containers of living pods.',
    ],
    link: docs('concepts/workloads/pods/init-containers'),
    see: ['left-over'],
  },
  'output-unused': {
    title: 'what the init container writes never reaches the app',
    means: 'Init succeeds, but it writes to a place that the app container does not see.',
    why: [
      'The volume is mounted in the init container only, or under another name in the app.',
      'The path differs: it writes beside the mount point, into its own file system, which is lost when it ends.',
      'subPath or a second volume at the same path hides the files.',
    ],
    confirm: [
      run(
        `kubectl get pod POD -n NAMESPACE -o jsonpath='{range .spec.initContainers[*]}{.name}{"  "}{.volumeMounts}{"\\n"}{end}{range .spec.containers[*]}{.name}{"  "}{.volumeMounts}{"\\n"}{end}'`,
        'volume name and mountPath of each container, side by side',
      ),
    ],
    fix: ['Mount the same volume (an emptyDir will do) in both, and write below its mountPath.'],
    prevent: ['Use the same mountPath in both, and let the init container ls its result as its last line.'],
    link: docs('tasks/configure-pod-container/configure-pod-initialization'),
  },
} as const satisfies Partial<Record<Code, Page>>;
