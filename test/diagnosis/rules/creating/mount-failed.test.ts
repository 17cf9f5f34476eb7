import { mountFailed } from '../../../../src/diagnosis/rules/creating/mount-failed.ts';
import { fires, preparing, running, silent } from '../around-facts.ts';

const spec = {
  volumes: [{ name: 'store', persistentVolumeClaim: { claimName: 'data' } }],
  initContainers: [{ name: 'restore', image: 'x', volumeMounts: [{ name: 'store', mountPath: '/d' }] }],
};
const claim = { kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { volumeName: 'pvc-1' } };
const attach = (why: string) => preparing([['FailedAttachVolume', why]], { spec, objects: [claim] });
const mount = (why: string, verb = 'MountVolume.SetUp') =>
  preparing([['FailedMount', `${verb} failed for volume "pvc-1" : ${why}`]], { spec, objects: [claim] });

fires(mountFailed, {
  'a driver that is not on the node': [
    mount(
      'kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name efs.csi.aws.com not found in the list of registered CSI drivers',
      'MountVolume.MountDevice',
    ),
    {
      cause: /volume store \(claim data\) needs CSI driver efs.csi.aws.com, which is not registered on node node-1/,
      container: 'restore',
      command: /get csinode node-1/,
    },
  ],
  'a driver that is not in the cluster': [
    mount(
      'volume mode "Ephemeral" not supported by driver secrets.csi.test (no CSIDriver object)',
      'MountVolume.NewMounter initialization',
    ),
    { cause: /needs CSI driver secrets\.csi\.test, which is not installed in the cluster/, command: /get csidrivers/ },
  ],
  'another pod has it': [
    attach('Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) web-6f7-abc'),
    { cause: /pod web-6f7-abc uses it \(Multi-Attach error\)/, fix: /end pod web-6f7-abc/ },
  ],
  'another node has it': [
    attach('Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node and can\'t be attached to another'),
    { cause: /still attached to another node/ },
  ],
  'another server of the cloud has it': [
    attach(
      'rpc error: code = FailedPrecondition desc = failed to attach volume: volume 12 is already attached to a server, please detach it first',
    ),
    { cause: /still attached to another node \(server\)/, command: /get volumeattachments/ },
  ],
  'the node lacks a program': [
    mount('rpc error: code = Internal desc = exec: "iscsiadm": executable file not found in $PATH', 'MountVolume.MountDevice'),
    { cause: /node node-1 lacks the program iscsiadm/, fix: /open-iscsi/ },
  ],
  'the node lacks another program': [
    mount('failed to execute cryptsetup: No such file or directory', 'MountVolume.MountDevice'),
    { cause: /lacks the program cryptsetup/, fix: /package with cryptsetup/ },
  ],
  'a Secret of the driver': [
    mount(
      'fetching NodeStageSecretRef rook-ceph/rook-csi-rbd-node failed: kubernetes.io/csi: failed to find the secret rook-csi-rbd-node in the namespace rook-ceph with error: secrets "rook-csi-rbd-node" not found',
      'MountVolume.MountDevice',
    ),
    { cause: /wants Secret rook-csi-rbd-node of namespace rook-ceph, .* does not exist/, command: /get secrets -n rook-ceph/ },
  ],
  'an object that the kubelet no longer watches': [
    mount('object "shop"/"kube-root-ca.crt" not registered'),
    { cause: /does not watch kube-root-ca\.crt for this pod \(not registered\)/, fix: /delete the pod/ },
  ],
  'a cache that comes late': [
    mount('failed to sync configmap cache: timed out waiting for the condition'),
    { cause: /could not fetch its configmap from the API server in time/, heals: 'by-itself' },
  ],
  'the kubelet of another distribution': [
    mount('hostPath type check failed: /var/snap/microk8s/common/var/lib/kubelet is not a directory'),
    { cause: /wants hostPath/, fix: /where the kubelet of another distribution keeps its files/ },
  ],
  'the cloud refuses': [
    attach(
      'AttachVolume.Attach failed for volume "pvc-1" : rpc error: code = Internal desc = Could not attach volume: UnauthorizedOperation: You are not authorized to perform this operation',
    ),
    { cause: /the cloud refuses the driver \(UnauthorizedOperation\)/, heals: 'no' },
  ],
  'the disk is gone': [
    attach('AttachVolume.Attach failed for volume "pvc-1" : rpc error: code = NotFound desc = volume vol-0a1 not found'),
    { cause: /the disk behind it is not there/ },
  ],
  'the attacher does not answer': [
    attach(
      'AttachVolume.Attach failed for volume "pvc-1" : timed out waiting for external-attacher of ebs.csi.aws.com CSI driver to attach volume vol-1',
    ),
    { cause: /controller of CSI driver ebs.csi.aws.com does not answer/ },
  ],
  'NFS: refused': [
    mount('mount failed: exit status 32 Output: mount.nfs: access denied by server while mounting 10.0.0.9:/export'),
    { cause: /refused by the NFS server/ },
  ],
  'NFS: no answer': [
    mount('mount failed: exit status 32 Output: mount.nfs: Connection timed out'),
    { cause: /NFS server does not answer node node-1 \(Connection timed out\)/, heals: 'maybe' },
  ],
  'NFS: no client on the node': [
    mount(
      'mount: /var/lib/kubelet/x: bad option; for several filesystems (e.g. nfs, cifs) you might need a /sbin/mount.<type> helper program.',
    ),
    { cause: /node-1 lacks the mount helper/ },
  ],
  'NFS 4: no such directory, behind the command that was run': [
    mount(
      'mount failed: exit status 32\nMounting command: mount\nOutput: mount.nfs4: mounting nas:/x failed, reason given by server: No such file or directory',
    ),
    { cause: /names a path that the NFS server does not export/ },
  ],
  'EFS without a mount target': [
    mount(
      'rpc error: code = Internal desc = Could not mount "fs-0a1b2c3d:/" at "/x": mount failed: exit status 1\nOutput: Failed to resolve "fs-0a1b2c3d.efs.eu-west-1.amazonaws.com" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID.',
    ),
    { cause: /EFS file system fs-0a1b2c3d, whose name .* node node-1 cannot resolve: it has no mount target/, fix: /port 2049/ },
  ],
  'Longhorn: a volume without a healthy replica': [
    attach('AttachVolume.Attach failed for volume "pvc-1" : rpc error: code = Aborted desc = volume pvc-1 is not ready for workloads'),
    { cause: /Longhorn cannot attach pvc-1 \(faulted/, fix: /robustness/ },
  ],
  'an operation that has not ended': [
    attach('AttachVolume.Attach failed for volume "pvc-1" : rpc error: code = Aborted desc = operation pvc-1 already in progress'),
    { cause: /still being worked on by its driver/ },
  ],
  'a hostPath of another type': [
    preparing(
      [['FailedMount', 'MountVolume.SetUp failed for volume "sock" : hostPath type check failed: /run/agent.sock is not a socket file']],
      { spec: { volumes: [{ name: 'sock', hostPath: { path: '/run/agent.sock', type: 'Socket' } }] } },
    ),
    { cause: /volume sock wants hostPath \/run\/agent.sock to be a socket file/ },
  ],
  'SMB: a rotated key': [
    mount(
      'rpc error: code = Internal desc = volume(rg#acme#share) mount //acme.file.core.windows.net/share on /x failed with mount failed: exit status 32\nMounting command: mount\nMounting arguments: -t cifs -o <masked> //acme.file.core.windows.net/share /x\nOutput: mount error(13): Permission denied\nRefer to the mount.cifs(8) manual page',
    ),
    {
      cause: /refused by SMB server acme\.file\.core\.windows\.net: permission denied \(mount error\(13\)\)/,
      fix: /azurestorageaccountkey/,
      heals: 'no',
    },
  ],
  'SMB: no such share': [
    mount('mount failed: exit status 32\nOutput: mount error(2): No such file or directory'),
    { cause: /names a share that SMB server of the volume does not have/ },
  ],
  'SMB: no answer': [
    mount('mount failed: exit status 32\nOutput: mount error(115): Operation now in progress'),
    { cause: /does not answer node node-1 as it should \(mount error\(115\): Operation now in progress\)/, fix: /port 445/ },
  ],
  'a ServiceAccount that is gone is no disk that is gone': [
    preparing([
      [
        'FailedMount',
        'MountVolume.SetUp failed for volume "kube-api-access-x2x2x" : failed to fetch token: serviceaccounts "shop" not found',
      ],
    ]),
    { cause: /needs a token of ServiceAccount shop/, category: 'mount-missing-object' },
  ],
  'a trust bundle that is not there': [
    preparing([['FailedMount', 'MountVolume.SetUp failed for volume "ca" : clustertrustbundle.certificates.k8s.io "corp-ca" not found']], {
      spec: { volumes: [{ name: 'ca', projected: { sources: [] } }] },
    }),
    { cause: /volume ca needs ClusterTrustBundle corp-ca, which does not exist/, category: 'mount-missing-object', fix: /optional: true/ },
  ],
  'no trust bundle of a signer': [
    preparing([
      [
        'FailedMount',
        'MountVolume.SetUp failed for volume "ca" : combination of signerName and labelSelector matched zero ClusterTrustBundles',
      ],
    ]),
    { cause: /none has the signerName and labels/, category: 'mount-missing-object' },
  ],
  'a damaged file system': [
    mount("'fsck' found errors on device /dev/xvdf but could not correct them"),
    { cause: /damaged file system on \/dev\/xvdf/ },
  ],
  'another file system': [
    mount('mount failed: exit status 32: wrong fs type, bad option, bad superblock on /dev/sdb'),
    { cause: /wrong fs type/ },
  ],
  'the secrets store': [
    preparing(
      [
        [
          'FailedMount',
          'MountVolume.SetUp failed for volume "vault" : rpc error: code = Unknown desc = failed to get secretproviderclass shop/vault-db, error: SecretProviderClass.secrets-store.csi.x-k8s.io "vault-db" not found',
        ],
      ],
      { spec: { volumes: [{ name: 'vault', csi: { driver: 'secrets-store.csi.k8s.io' } }] } },
    ),
    { cause: /SecretProviderClass shop\/vault-db, which does not exist/, category: 'mount-missing-object' },
  ],
  'the key vault refuses': [
    preparing(
      [
        [
          'FailedMount',
          'MountVolume.SetUp failed for volume "kv" : rpc error: code = Unknown desc = failed to mount secrets store objects for pod shop/web, err: rpc error: code = Unknown desc = failed to mount objects, error: failed to get objectType:secret, objectName:tls-key, objectVersion:: GET https://acme-kv.vault.azure.net/secrets/tls-key/ RESPONSE 403: 403 Forbidden ERROR CODE: Forbidden',
        ],
      ],
      { spec: { volumes: [{ name: 'kv', csi: { driver: 'secrets-store.csi.k8s.io' } }] } },
    ),
    {
      cause: /acme-kv.vault.azure.net \(key vault\) refuses the identity of the pod the permission to read secret tls-key/,
      fix: /Key Vault Secrets User/,
    },
  ],
  'the secrets store names another cause': [
    preparing(
      [
        [
          'FailedMount',
          'MountVolume.SetUp failed for volume "kv" : rpc error: code = Unknown desc = failed to mount secrets store objects for pod shop/web, err: rpc error: code = Unknown desc = provider not found: provider "gcp"',
        ],
      ],
      { spec: { volumes: [{ name: 'kv', csi: { driver: 'secrets-store.csi.k8s.io' } }] } },
    ),
    { cause: /provider/ },
  ],
  'time is up': [
    mount('rpc error: code = DeadlineExceeded desc = context deadline exceeded'),
    { cause: /does not answer \(deadline exceeded\)/ },
  ],
  'words that nobody knows': [
    mount('rpc error: code = Internal desc = the flux is low'),
    { cause: /cannot be mounted: the flux is low/, depth: 'symptom' },
  ],
});

silent(mountFailed, {
  'a ConfigMap that is not there': preparing([['FailedMount', 'MountVolume.SetUp failed for volume "c" : configmap "c" not found']]),
  'a key that is not there': preparing([
    ['FailedMount', 'MountVolume.SetUp failed for volume "c" : references non-existent config key: k'],
  ]),
  'it went by: init runs': running(
    '2026-06-01T11:59:00Z',
    {},
    { events: [['FailedMount', 'MountVolume.SetUp failed for volume "x" : timed out']] },
  ),
  'nothing said': preparing([]),
});
