import { advise, inspect } from '../../words/commands.ts';
import { askNodeOwner, edit, nodeOf, patchContainer, patchPod, showSecurity } from '../remedies.ts';
import type { Signature, SignatureContext } from '../signature.ts';

const privileged = (context: SignatureContext, what: string) => [
  showSecurity(context),
  patchContainer(
    context,
    `set securityContext.privileged: true on ${context.container}, which ${what} needs; the namespace's pod security level must allow it (privileged)`,
    {
      securityContext: { privileged: true },
    },
  ),
];

/** setns(2): a mount namespace is entered with SYS_ADMIN and SYS_CHROOT; CRI-O, unlike containerd, gives SYS_CHROOT to nobody who does not ask. */
function capabilityOf(tool: string | undefined): string {
  if (tool === 'chroot') return 'the capability SYS_CHROOT, which CRI-O does not give by default';
  if (tool === 'nsenter' || tool === 'setns')
    return 'the capabilities SYS_ADMIN and SYS_CHROOT, of which both are needed (CRI-O gives neither by default)';
  return 'the capability SYS_ADMIN';
}

/** Settings of the kernel, modules, mounts and limits that an ordinary container may not touch. */
export const kernel: readonly Signature[] = [
  {
    id: 'kernel-sysctl-denied',
    code: 'not-permitted',
    category: 'privilege',
    pattern:
      /sysctl: (?:error setting key|(?<user>permission denied) on key|setting key) [‘'"]?(?<key>[\w.*/-]{1,100})[’'"]?[:,]?.{0,60}(?:Read-only file system|Permission denied|Operation not permitted|ignoring|$)|(?<key2>\/(?:host)?\/?proc\/sys\/[\w/.-]{1,120})['"]?:? .{0,40}(?:Read-only file system|[Pp]ermission denied|read-only file system)|(?<key3>\/sys\/(?:kernel|block)\/[\w/.-]{1,120})['"]?:? .{0,40}(?:Read-only file system|[Pp]ermission denied)/,
    in: 'log',
    cause: (groups, context) =>
      groups.user
        ? `${context.container} may not set the kernel setting ${groups.key} (permission denied): that takes root (runAsUser: 0) in a privileged container, and it is not both`
        : `${context.container} may not set the kernel setting ${groups.key}: it is not privileged, so /proc/sys is a read-only file system for it`,
    fixes: (groups, context) => [
      ...(groups.user
        ? [
            showSecurity(context),
            patchContainer(
              context,
              `let ${context.container} run as root (runAsUser: 0) and privileged, which writing ${groups.key} needs; images of newer releases often name another user`,
              { securityContext: { privileged: true, runAsUser: 0, runAsNonRoot: false } },
            ),
          ]
        : privileged(context, `writing ${groups.key}`)),
      ...(/^(?:net|kernel\.(?:sem|shm|msg))/.test(groups.key ?? '')
        ? [
            patchPod(context, 'or name it in securityContext.sysctls of the pod, if the kubelet allows it (fill in the value)', {
              securityContext: { sysctls: [{ name: groups.key, value: 'VALUE' }] },
            }),
          ]
        : []),
      askNodeOwner(context, `to set ${groups.key} on every node (/etc/sysctl.d, node tuning operator), then drop this init container`),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "sysctl: error setting key 'vm.max_map_count': Read-only file system",
      'sysctl: permission denied on key "net.core.somaxconn", ignoring',
      'sysctl: setting key "vm.overcommit_memory": Read-only file system',
      "sh: can't create /proc/sys/net/ipv4/ip_forward: Read-only file system",
      'tee: /sys/kernel/mm/transparent_hugepage/enabled: Read-only file system',
    ],
    lookAlikes: [
      'sysctl: cannot stat /proc/sys/net/foo: No such file or directory',
      "sh: can't create /etc/app.conf: Read-only file system",
    ],
  },
  {
    id: 'kernel-sysctl-unknown',
    code: 'not-permitted',
    category: 'node',
    pattern:
      /sysctl: (?:cannot stat |error: )?['"]?\/?(?:proc\/sys\/)?(?<key>[\w./-]{1,120})['"]?(?:: No such file or directory| is an unknown key)|sysctl: unknown key "(?<key3>[^"]{1,100})|sysctl: error: '(?<key2>[\w.-]{1,100})' is an unknown key/,
    in: 'log',
    cause: (groups, context) =>
      `the kernel of ${nodeOf(context)} does not know the setting ${groups.key}: its module is not loaded, or a network namespace of a pod does not have it`,
    fixes: (groups, context) => [
      askNodeOwner(
        context,
        `to load the module that brings ${groups.key} (modprobe br_netfilter, nf_conntrack, ip_vs) and to set it there`,
      ),
      edit(context, 'or leave the setting out of the command; settings of the whole node need hostNetwork: true'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'sysctl: cannot stat /proc/sys/net/bridge/bridge-nf-call-iptables: No such file or directory',
      "sysctl: error: 'net.core.rmem_foo' is an unknown key",
    ],
    lookAlikes: ["sysctl: error setting key 'vm.max_map_count': Read-only file system", 'unknown key in config: proc'],
  },
  {
    id: 'kernel-module',
    code: 'not-permitted',
    category: 'node',
    pattern:
      /modprobe: (?:FATAL: Module (?<module>[\w-]{1,60}) not found|can't (?:change directory to|load module) [‘'"]?(?<module2>[\w/.-]{1,80})|ERROR: could not insert [‘'"](?<module3>[\w-]{1,60})|module (?<module4>[\w-]{1,60}) not found)|(?:insmod|modprobe): .{0,80}(?:Operation not permitted|Invalid module format)/,
    in: 'log',
    cause: (groups, context) =>
      `a kernel module cannot be loaded on ${nodeOf(context)}${groups.module ? ` (${groups.module})` : ''}: it is not there, or ${context.container} may not load it (capability SYS_MODULE, hostPath /lib/modules)`,
    fixes: (_, context) => [
      showSecurity(context),
      askNodeOwner(context, 'to load the module at boot (/etc/modules-load.d), which spares the container the right to do it'),
      edit(context, 'or make the container privileged and mount the hostPath /lib/modules read-only'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'modprobe: FATAL: Module nbd not found in directory /lib/modules/6.1.0-18-amd64',
      "modprobe: can't change directory to '/lib/modules': No such file or directory",
      "modprobe: ERROR: could not insert 'wireguard': Operation not permitted",
    ],
    lookAlikes: ["ModuleNotFoundError: No module named 'app'", "Error: Cannot find module 'express'"],
  },
  {
    id: 'kernel-kvm',
    code: 'not-permitted',
    category: 'node',
    pattern:
      /KVM is not (?:supported|available|enabled)|[Cc]ould not access KVM kernel module|KVM acceleration (?:can not|cannot) be used|\/dev\/kvm['"]?(?: device)?:? .{0,40}(?:[Nn]o such (?:file|device)|not (?:found|exist|present)|missing|[Pp]ermission denied)|[Nn]o (?:hardware )?virtuali[sz]ation (?:support|extensions?)|hardware virtuali[sz]ation (?:is )?(?:not|un)/,
    in: 'log',
    cause: (_, context) =>
      `${nodeOf(context)} offers no hardware virtualization (KVM, /dev/kvm), which ${context.container} needs: it is a virtual machine without nested virtualization, virtualization is off in the firmware, or the device is not given to the container`,
    fixes: (_, context) => [
      inspect('see the nodes and their labels for virtualization', 'get', 'nodes', '--show-labels'),
      askNodeOwner(
        context,
        'to switch virtualization on (firmware, nested virtualization of the hypervisor, modprobe kvm_intel or kvm_amd), or use bare-metal machines',
      ),
      advise('where it is only for tests, let it emulate in software (KubeVirt: developerConfiguration.useEmulation: true)'),
      edit(context, 'or keep these pods on nodes that have /dev/kvm (nodeSelector, node affinity)'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "error: invalid argument: KVM is not supported by '/usr/libexec/qemu-kvm' on this host",
      'Could not access KVM kernel module: No such file or directory',
      'open /dev/kvm: no such file or directory',
    ],
    lookAlikes: ['kvm: enabled', 'KVM switch not supported by this console: ok'],
  },
  {
    id: 'kernel-mount-denied',
    code: 'not-permitted',
    category: 'privilege',
    pattern:
      /(?<tool>u?mount|mount\.\w{1,10}|swapoff|losetup|mkfs\.\w{1,6}|nsenter|unshare|setns|pivot_root|chroot|mknod|fusermount\d?)(?:: |\()[^:]{0,160}:? ?.{0,100}?(?<why>[Oo]peration not permitted|[Pp]ermission denied|must be superuser to use mount|only root can|must be root|Can't open blockdev)/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} may not mount, enter namespaces or make devices (${groups.why?.toLowerCase()}): it is not privileged and lacks ${capabilityOf(groups.tool)}`,
    fixes: (groups, context) => [
      ...privileged(context, /^(?:nsenter|setns|chroot|unshare)$/.test(groups.tool ?? '') ? 'that' : 'mounting'),
      advise('a volume, CSI driver or image volume often replaces the mount and needs no privilege'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'mount: permission denied (are you root?)',
      'mount: /mnt/x: permission denied.',
      'nsenter: cannot open /proc/1/ns/mnt: Permission denied',
      'nsenter: reassociate to namespace ns/ipc failed: Operation not permitted',
      'swapoff: /dev/sda2: Operation not permitted',
    ],
    lookAlikes: ['chown: /data: Operation not permitted', 'error mounting "/a": permission denied'],
  },
  {
    id: 'kernel-limit-denied',
    code: 'not-permitted',
    category: 'privilege',
    pattern:
      /ulimit: (?:error setting limit|[\w ]{1,40}: cannot modify limit|.{0,40}(?:Operation not permitted|Permission denied))|error setting rlimit|setrlimit[^:]{0,40}: (?:Operation not permitted|Permission denied)|RLIMIT_MEMLOCK.{0,80}(?:not permitted|increase)|Unable to lock JVM Memory|mlockall?: .{0,60}(?:not permitted|Cannot allocate)|Failed to lock memory/i,
    in: 'log',
    cause: (_, context) =>
      `${context.container} may not raise a limit of its process or lock memory (operation not permitted): that takes the capability SYS_RESOURCE or IPC_LOCK, or a higher limit of the runtime`,
    fixes: (_, context) => [
      showSecurity(context),
      patchContainer(context, 'add the capabilities that it needs, where the namespace allows them', {
        securityContext: { capabilities: { add: ['SYS_RESOURCE', 'IPC_LOCK'] } },
      }),
      askNodeOwner(context, 'to raise the limits of the container runtime (LimitNOFILE, LimitMEMLOCK); or take ulimit out of the command'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'sh: ulimit: error setting limit (Operation not permitted)',
      'bash: line 1: ulimit: open files: cannot modify limit: Operation not permitted',
      'Error initializing core: Failed to lock memory: cannot allocate memory',
    ],
    lookAlikes: ['ulimit -n is 1048576', 'rate limit exceeded'],
  },
  {
    id: 'kernel-capability',
    code: 'not-permitted',
    category: 'privilege',
    pattern:
      /(?:ip|tc|bridge|ifconfig|route|arptables|ebtables|ipset|ethtool)(?:: |\[)?.{0,60}RTNETLINK answers: Operation not permitted|^RTNETLINK answers: Operation not permitted|ioctl \w{1,12} failed: Operation not permitted|SIOC\w{3,16}: (?:Operation not permitted|Permission denied)|(?:[Mm]issing|[Rr]equires?|lacks?|[Nn]eeds?) (?:the )?(?:capability |capabilities )?(?<capability>CAP_[A-Z_]{3,30})|Unable to set (?<capability2>CAP_[A-Z]{3,30}) effective capability|don't have permission to (?:perform this )?capture|(?:must be|has to be|needs to be) (?:run )?(?:as )?root\b|[Rr](?:oot privileges|oot access|oot permissions) (?:is|are) required|operation requires (?:root|superuser)|^\S{1,60}: [^:]{0,60}: ?socket: Operation not permitted|ping: (?:permission denied|socket: Operation not permitted)|bpf\(?.{0,40}: (?:operation not permitted|Operation not permitted)/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} lacks a right of the kernel${groups.capability ? ` (${groups.capability})` : ''}: what it does takes root or a capability such as NET_ADMIN, which its securityContext does not give`,
    fixes: (groups, context) => [
      showSecurity(context),
      patchContainer(context, `add the capability, where the namespace's pod security level allows it`, {
        securityContext: {
          runAsUser: 0,
          runAsNonRoot: false,
          capabilities: { add: [groups.capability?.replace(/^CAP_/, '') ?? 'NET_ADMIN'] },
        },
      }),
      advise('or have the node set up by a DaemonSet or CNI plugin, so that no pod needs the capability'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'RTNETLINK answers: Operation not permitted',
      'this script must be run as root',
      'failed to attach: missing CAP_BPF',
      'ping: permission denied (are you root?)',
    ],
    lookAlikes: ['chown: /data: Operation not permitted', 'the root path must be set', 'FATAL: role "root" does not exist'],
  },
];
