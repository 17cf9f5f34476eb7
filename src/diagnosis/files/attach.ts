import type { Row } from './row.ts';

/** Getting a volume to the node: the driver, the cloud, another node that still has it. */
export const attach: readonly Row[] = [
  {
    pattern: /driver name (?<driver>\S{1,253}) not found in the list of registered CSI drivers/,
    cause: ({ driver }, { node }) =>
      `needs CSI driver ${driver}, which is not registered on node ${node}: its node plugin does not run there`,
    fix: ({ driver }, { node }) =>
      `get the node plugin of CSI driver ${driver} running on node ${node} (its DaemonSet: tolerations, crash, not installed); ask the cluster's administrator`,
    look: (_, { node }) => ['get', 'csinode', node, '-o', 'yaml'],
    heals: 'maybe',
  },
  {
    pattern: /Multi-Attach error.{1,300}already used by pod\(s\) (?<pods>[^\n]{1,400})/,
    cause: ({ pods }) =>
      `is still attached to another node, where pod ${pods} uses it (Multi-Attach error): its access mode ReadWriteOnce allows one node at a time`,
    fix: ({ pods }) =>
      `end pod ${pods} first (for a Deployment: strategy Recreate, or one replica), or use a ReadWriteMany volume; a StatefulSet gives each pod its own`,
    look: () => ['get', 'volumeattachments'],
    heals: 'maybe',
  },
  {
    pattern:
      /(?<multi>Multi-Attach error)|is already exclusively attached|already attached (?:to|on) (?:another |a different |an? |the )?(?:node|instance|vm|server|droplet|linode|host|machine)|please detach it|VolumeInUse|RESOURCE_IN_USE_BY_ANOTHER_RESOURCE|disk.{1,200} (?:is )?already (?:being )?(?:used|attached)/i,
    cause: ({ multi }) =>
      `is still attached to another node${multi ? ' (Multi-Attach error)' : ' (server)'}: the pod that had it is not gone there, or that node is down`,
    fix: () =>
      'see that the old pod is really gone: a node that is down keeps its volumes about 6 minutes, longer until it is deleted or tainted node.kubernetes.io/out-of-service; what no VolumeAttachment explains is detached at the provider of the storage',
    look: () => ['get', 'volumeattachments'],
    heals: 'maybe',
  },
  {
    pattern: /timed out waiting for external-attacher of (?<driver>\S{1,200}) CSI driver/,
    cause: ({ driver }) => `is not attached: the controller of CSI driver ${driver} does not answer`,
    fix: ({ driver }) => `get the controller (external-attacher) of CSI driver ${driver} running; ask the cluster's administrator`,
    look: () => ['get', 'pods', '-A'],
    heals: 'maybe',
  },
  {
    pattern:
      /(?:AttachVolumeLimitExceeded|maximum number of data disks|attachment limit|max(?:imum)? (?:number of )?(?:volumes?|disks?).{1,60}(?:exceeded|reached|allowed))/i,
    cause: (_, { node }) => `cannot be attached: node ${node} has as many volumes as it may have`,
    fix: (_, { node }) =>
      `let the pod run on another node than ${node} (delete it when a node with room is there), or have larger nodes added`,
    look: () => ['get', 'volumeattachments'],
    heals: 'maybe',
  },
  {
    pattern:
      /(?<error>UnauthorizedOperation|AuthorizationFailed|AccessDenied|googleapi: Error 403|does not have authorization|not authorized to perform: [\w:]{1,80})/,
    category: 'mount-driver',
    cause: ({ error }) => `cannot be attached: the cloud refuses the driver (${error})`,
    fix: () => "give the IAM role (or identity) of the CSI driver the right to attach disks; ask the cluster's administrator",
    look: () => ['get', 'pods', '-n', 'kube-system'],
    heals: 'no',
  },
  {
    pattern:
      /(?<error>InvalidVolume\.NotFound|volume .{1,200} (?:does not exist|not found)|disk .{1,200} (?:is )?not found|googleapi: Error 404|ResourceNotFound|failed to find (?:disk|volume))/i,
    cause: () => 'cannot be attached: the disk behind it is not there (any more) in the storage system',
    fix: () => 'restore the disk under its PersistentVolume from a snapshot, or use a new claim; see which disk it names (volumeHandle)',
    look: () => ['get', 'pv', '-o', 'custom-columns=NAME:.metadata.name,CLAIM:.spec.claimRef.name,HANDLE:.spec.csi.volumeHandle'],
    heals: 'no',
  },
  {
    // Longhorn: https://longhorn.io/kb/ "volume is not ready for workloads"
    pattern: /volume (?<id>\S{1,200}) is not ready for workloads|volume (?<other>\S{1,200}) hasn't been attached yet/,
    cause: ({ id, other }) =>
      `is not ready for workloads: Longhorn cannot attach ${id ?? other} (faulted without a healthy replica, still detaching from another node, or being restored)`,
    fix: ({ id, other }) =>
      `see state and robustness of Longhorn volume ${id ?? other}; faulted: salvage a replica or bring back the nodes and disks that hold them, by whoever runs Longhorn; degraded or detaching heals by itself`,
    look: () => ['get', 'volumes.longhorn.io', '-A'],
    heals: 'maybe',
  },
  {
    pattern: /an operation with the given Volume ID .{1,200} already exists|operation .{1,80} already in progress|Aborted desc/i,
    cause: () => 'is still being worked on by its driver: an earlier operation on it has not ended',
    fix: () =>
      "wait for the storage system; if it goes on, have the CSI driver looked at (its log names the operation) by the cluster's administrator",
    look: () => ['get', 'pods', '-A'],
    heals: 'maybe',
  },
];
