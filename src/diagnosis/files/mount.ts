import type { Row } from './row.ts';

/** Mounting a volume on the node: NFS, paths of the host, file systems. */
export const mount: readonly Row[] = [
  {
    pattern: /not supported by driver (?<driver>[\w.-]{1,120}) \(no CSIDriver object\)/,
    cause: ({ driver }) => `needs CSI driver ${driver}, which is not installed in the cluster (no CSIDriver object)`,
    fix: ({ driver }) =>
      `install the driver ${driver} (its CSIDriver object, and the DaemonSet with its node plugin); the kubelet then mounts by itself; ask the cluster's administrator`,
    look: () => ['get', 'csidrivers'],
    heals: 'maybe',
  },
  {
    pattern: /hostPath type check failed: (?<path>\S{1,300}) is not a (?<kind>[\w ]{1,30})/,
    cause: ({ path, kind }, { node }) =>
      `wants hostPath ${path} to be a ${kind}, which it is not on node ${node} (missing, or of another type)`,
    fix: ({ path = '', kind = '' }) =>
      foreignKubelet.test(path)
        ? `correct the path of the hostPath volume: ${path} is where the kubelet of another distribution keeps its files (a value such as kubeletDir or kubeletHostPath of the chart; mostly it is /var/lib/kubelet)`
        : `correct path or type of the hostPath volume, or have the ${kind} ${path} made on the node${/^(?:directory|file)$/.test(kind) ? ` (type ${kind === 'file' ? 'FileOrCreate' : 'DirectoryOrCreate'} makes it where it is missing)` : ''}`,
    look: ({ path = '' }, { node }) => ['debug', `node/${node}`, '-it', '--image=busybox', '--', 'ls', '-ld', `/host${path}`],
    heals: 'no',
  },
  {
    pattern:
      /need a \/sbin\/mount\.<type> helper program|mount: .{1,200}unknown filesystem type '?(?<type>[\w.]{1,30})|executable file not found in \$PATH.{0,80}mount\.(?<helper>\w{1,20})/,
    cause: ({ type, helper }, { node }) =>
      `cannot be mounted: node ${node} lacks the mount helper${type || helper ? ` for ${type ?? helper}` : ' (nfs-common or nfs-utils for NFS, cifs-utils for CIFS)'}`,
    fix: (_, { node }) => `have the client package (nfs-common, nfs-utils, cifs-utils) installed on node ${node} by its administrator`,
    heals: 'no',
  },
  {
    // Drivers run the programs of the node through nsenter.
    pattern:
      /(?:failed to execute|exec:) "?(?<tool>iscsiadm|iscsid|cryptsetup|multipathd?|nvme|mkfs\.\w{1,10}|xfs_growfs)"?:? (?:No such file|executable file not found|not found)|(?<iscsi>open-iscsi|iscsiadm|iscsid)\b.{0,60}(?:not installed|is not running|not found)/,
    cause: ({ tool, iscsi }, { node }) =>
      `cannot be mounted: node ${node} lacks the program ${tool ?? iscsi}, which the driver of the volume runs there (it is not installed)`,
    fix: ({ tool = '', iscsi }, { node }) =>
      iscsi !== undefined || tool.startsWith('iscsi')
        ? `have open-iscsi (iscsi-initiator-utils; on Talos the extension iscsi-tools) installed on node ${node} and iscsid started, by its administrator`
        : `have the package with ${tool} installed on node ${node} by its administrator`,
    look: (_, { node }) => ['describe', 'node', node],
    heals: 'maybe',
  },
  {
    pattern:
      /mount\.nfs4?: (?:mounting )?(?<source>\S{1,300})?.{0,80}(?:access denied by server|Operation not permitted|Permission denied)|access denied by server while mounting (?<export>\S{1,300})/,
    cause: ({ source, export: exported }, { node }) =>
      `is refused by the NFS server: access denied for node ${node}${(exported ?? source) ? ` (${exported ?? source})` : ''}`,
    fix: (_, { node }) => `allow the address of node ${node} in the exports of the NFS server, or correct server and path of the volume`,
    heals: 'no',
  },
  {
    // The numbers are those of errno: https://man7.org/linux/man-pages/man3/errno.3.html
    pattern: /(?:\/\/(?<server>[\w.-]{1,120})\/\S{1,200} .{0,1500}?)?mount error\((?<number>\d{1,3})\)(?:: (?<why>[A-Z][\w -]{1,50}))?/,
    cause: ({ server = 'of the volume', number = '', why }, { node }) =>
      number === '13' || number === '1'
        ? `is refused by SMB server ${server}: permission denied (mount error(${number})): user and password (on Azure the key of the storage account) in the Secret of the volume are wrong or no longer valid`
        : number === '2'
          ? `names a share that SMB server ${server} does not have (mount error(2): no such file or directory)`
          : `cannot be mounted: SMB server ${server} does not answer node ${node} as it should (mount error(${number})${why ? `: ${why}` : ''})`,
    fix: ({ number = '' }) =>
      number === '13' || number === '1'
        ? 'write the present credentials (on Azure: azurestorageaccountname and azurestorageaccountkey) into the Secret that the PersistentVolume names, and see that the storage account lets the network of the nodes in'
        : number === '2'
          ? 'create the share again, or correct its name in the PersistentVolume'
          : 'open the way from the node to the server (port 445, firewall, private endpoint, DNS), and see that vers= in the mountOptions is one that it speaks',
    look: () => [
      'get',
      'pv',
      '-o',
      'custom-columns=NAME:.metadata.name,CLAIM:.spec.claimRef.name,HANDLE:.spec.csi.volumeHandle,SECRET:.spec.csi.nodeStageSecretRef.name',
    ],
    heals: 'no',
  },
  {
    pattern: /Failed to resolve "(?<host>(?<id>fs-\w{1,40})\.efs\.[\w.-]{1,120})" - check that your file system ID/,
    cause: ({ id, host }, { node }) =>
      `needs EFS file system ${id}, whose name ${host} node ${node} cannot resolve: it has no mount target in the VPC and availability zone of the node, the ID is wrong, or the VPC resolves no DNS names`,
    fix: ({ id }) =>
      `make a mount target of file system ${id} in the zone of the node (and let NFS port 2049 through its security group), or correct the ID in the PersistentVolume or StorageClass`,
    look: () => ['get', 'pv', '-o', 'custom-columns=NAME:.metadata.name,CLAIM:.spec.claimRef.name,HANDLE:.spec.csi.volumeHandle'],
    heals: 'no',
  },
  {
    pattern: /mount\.nfs4?: .{0,300}No such file or directory|reason given by server: No such file or directory/,
    cause: () => 'names a path that the NFS server does not export: No such file or directory',
    fix: () => 'correct the path of the NFS volume, or create and export the directory on the server',
    heals: 'no',
  },
  {
    pattern: /mount\.nfs4?: (?:Failed to resolve server (?<host>[^\s:]{1,253})|.{0,120}Name or service not known)/,
    cause: ({ host }) =>
      `names NFS server ${host ?? 'by a name'}, which the node cannot resolve: the kubelet mounts with the DNS of the node, where names of Services (svc.cluster.local) are unknown`,
    fix: () => 'use the address of the NFS server, or a name that the node knows',
    heals: 'no',
  },
  {
    pattern:
      /mount\.nfs4?: .{0,300}?(?<why>Connection timed out|Connection refused|No route to host|timed out)|nfs.{0,300}?(?<other>Connection timed out|No route to host)/i,
    cause: ({ why, other }, { node }) => `cannot be mounted: the NFS server does not answer node ${node} (${why ?? other})`,
    fix: () => 'see that the NFS server runs and that the way to it (port 2049, firewall, security group) is open from the node',
    heals: 'maybe',
  },
  {
    pattern: /requested NFS version or transport protocol is not supported|Protocol not supported|rpc\.statd is not running/,
    cause: () => 'cannot be mounted: NFS server and node do not agree on a version or protocol, or rpc.statd does not run',
    fix: () => 'set mountOptions of the PersistentVolume (nfsvers=4.1, nolock) to what the server offers',
    heals: 'no',
  },
  {
    pattern: /'?fsck'? found errors on device (?<device>\S{1,200})|fsck.{1,100}could not correct/,
    cause: ({ device }) => `has a damaged file system${device ? ` on ${device}` : ''}: fsck found errors that it could not correct`,
    fix: () =>
      "restore it from a snapshot or backup, or have its file system repaired by hand on the node (fsck) by the cluster's administrator",
    heals: 'no',
  },
  {
    pattern: /wrong fs type, bad option, bad superblock/,
    cause: () => 'cannot be mounted: wrong fs type, bad option or bad superblock',
    fix: () =>
      'correct fsType and mountOptions of the PersistentVolume (or StorageClass): the disk holds another file system, or an option is unknown',
    look: () => [
      'get',
      'pv',
      '-o',
      'custom-columns=NAME:.metadata.name,CLAIM:.spec.claimRef.name,FS:.spec.csi.fsType,OPTIONS:.spec.mountOptions',
    ],
    heals: 'no',
  },
  {
    pattern:
      /path "(?<path>[^"]{1,300})" does not exist|(?:stat|lstat) (?<stat>\/\S{1,300}): no such file or directory|special device (?<device>\S{1,300}) does not exist/,
    cause: ({ path, stat, device }, { node }) => `needs ${path ?? stat ?? device} on node ${node}, where it does not exist`,
    fix: ({ path, stat, device }) =>
      `have ${path ?? stat ?? device} created (mounted) on the node, or correct the path of the PersistentVolume`,
    heals: 'no',
  },
  {
    pattern: /serviceaccounts? "(?<account>[^"]{1,253})" not found/,
    category: 'mount-missing-object',
    cause: ({ account }) => `needs a token of ServiceAccount ${account}, which does not exist (any more)`,
    fix: ({ account }) => `create ServiceAccount ${account} again in the namespace of the pod`,
    look: (_, { namespace }) => ['get', 'serviceaccounts', '-n', namespace],
    heals: 'no',
  },
  {
    pattern: /clustertrustbundles?[^"]{0,60} "(?<bundle>[^"]{1,253})" not found|matched zero ClusterTrustBundles/i,
    category: 'mount-missing-object',
    cause: ({ bundle }) =>
      bundle === undefined
        ? 'needs a ClusterTrustBundle, and none has the signerName and labels that it asks for'
        : `needs ClusterTrustBundle ${bundle}, which does not exist`,
    fix: ({ bundle }) =>
      `create ClusterTrustBundle ${bundle ?? 'with that signerName and those labels'}, correct the projected volume, or mark its source optional: true`,
    look: () => ['get', 'clustertrustbundles'],
    heals: 'no',
  },
  {
    pattern: /fetching Node(?:Stage|Publish|Expand)SecretRef (?<place>[a-z\d-]{1,63})\/(?<secret>[a-z\d.-]{1,253}) failed/,
    cause: ({ place, secret }) =>
      `cannot be mounted: its driver wants Secret ${secret} of namespace ${place}, which the StorageClass names, and it does not exist (not found) or may not be read`,
    fix: ({ place, secret }) =>
      `have Secret ${secret} made anew in namespace ${place} by whoever runs the storage (operators such as Rook make it themselves)`,
    look: ({ place = '' }) => ['get', 'secrets', '-n', place],
    heals: 'maybe',
  },
  {
    // The kubelet watches the objects of pods that it runs, no longer those of pods that have ended or are deleted.
    pattern: /object "(?<place>[^"]{1,253})"\/"(?<object>[^"]{1,253})" not registered/,
    cause: ({ object }, { node }) =>
      `cannot be made: the kubelet of node ${node} does not watch ${object} for this pod (not registered): it takes the pod for ended or deleted, or lost track of it in a restart`,
    fix: () =>
      'wait two minutes; if it goes on, delete the pod, so that the kubelet begins anew with its successor (or have the kubelet of the node restarted)',
    look: (_, { node }) => ['describe', 'node', node],
    heals: 'maybe',
  },
  {
    pattern: /failed to sync (?<kind>configmap|secret) cache: timed out/,
    cause: ({ kind = 'object' }, { node }) =>
      `cannot be made: the kubelet of node ${node} could not fetch its ${kind} from the API server in time`,
    fix: () => 'wait a minute; if it goes on, see whether the node reaches the API server',
    look: (_, { node }) => ['describe', 'node', node],
    heals: 'by-itself',
  },
  {
    pattern: /No space left on device|no space left on device|disk quota exceeded/,
    category: 'disk',
    cause: (_, { node }) => `cannot be mounted: no space left on device on node ${node}`,
    fix: (_, { node }) => `have disk space freed on node ${node} by its administrator`,
    look: (_, { node }) => ['describe', 'node', node],
    heals: 'maybe',
  },
  {
    pattern: /context deadline exceeded|DeadlineExceeded|timed out waiting for the condition|timeout expired waiting/,
    cause: () => 'cannot be mounted in time: its driver or storage system does not answer (deadline exceeded)',
    fix: () =>
      'see whether the CSI driver of the volume runs (its pods and their logs) and the storage behind it answers; large volumes with fsGroup also take long: set fsGroupChangePolicy OnRootMismatch',
    look: () => ['get', 'pods', '-A'],
    heals: 'maybe',
  },
  {
    pattern: /permission denied|Permission denied|access denied/,
    cause: () => 'cannot be mounted: permission denied',
    fix: () => 'correct the credentials or export rules of the storage (secret of the driver, user of the share)',
    heals: 'no',
  },
];

/** The directories of the kubelet of MicroK8s, k0s and Cloud Foundry; RKE2 and k3s use that of everyone. */
const foreignKubelet = /^\/(?:var\/snap\/microk8s|var\/lib\/k0s|var\/vcap)\/.{0,200}kubelet/;
