import { claimUnbound } from '../../../../src/diagnosis/rules/scheduling/claim-unbound.ts';
import { fires, preparing, silent, unscheduled } from '../around-facts.ts';

const spec = { volumes: [{ name: 'store', persistentVolumeClaim: { claimName: 'data' } }] };
const immediate = '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.';
const claim = (more: object = {}, status: object = { phase: 'Pending' }, metadata: object = {}) => ({
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'shop', ...metadata },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } }, ...more },
  status,
});
const storage = (name: string, more: object = {}) => ({
  kind: 'StorageClass',
  metadata: { name },
  provisioner: 'ebs.csi.aws.com',
  volumeBindingMode: 'Immediate',
  ...more,
});
const volume = (name: string, more: object, status: object = { phase: 'Available' }) => ({
  kind: 'PersistentVolume',
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '10Gi' }, ...more },
  status,
});
const event = (reason: string, message: string, type = 'Warning') => ({
  kind: 'Event',
  metadata: { name: reason, namespace: 'shop' },
  involvedObject: { kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'data' },
  reason,
  message,
  type,
  count: 3,
  lastTimestamp: '2026-06-01T11:58:00Z',
});
const user = (name: string, status: object) => ({
  kind: 'Pod',
  metadata: { name, namespace: 'shop' },
  spec: { ...spec, nodeName: 'node-1' },
  status,
});
const pod = (...objects: object[]) => unscheduled(immediate, { spec, objects });

fires(claimUnbound, {
  'claims may not be read, and the scheduler says that they are not bound': [
    unscheduled(immediate, { spec, denied: ['PersistentVolumeClaim'] }),
    { cause: /^PersistentVolumeClaim data is not bound to a volume; why could not be read$/, depth: 'cause' },
  ],
  'no class and no default': [
    pod(claim()),
    {
      cause:
        /PersistentVolumeClaim data is not bound: it names no storage class, and the cluster has no default StorageClass and has none at all/,
      category: 'pvc',
      depth: 'root',
    },
  ],
  'no class, other classes there': [
    pod(claim(), storage('gp3')),
    { cause: /no default StorageClass; there is gp3/, fix: /with storageClassName gp3/ },
  ],
  'a class that is not there': [
    pod(claim({ storageClassName: 'fst' }), storage('fast'), storage('slow')),
    { cause: /its StorageClass fst does not exist \(there is fast and slow\)/, fix: /create claim data anew/ },
  ],
  'a class that only volumes have, and they are held': [
    pod(
      claim({ storageClassName: 'manual' }),
      storage('fast'),
      volume('pv-old', { storageClassName: 'manual', claimRef: { namespace: 'shop', name: 'data', uid: 'before' } }, { phase: 'Released' }),
    ),
    {
      cause: /data is not bound: no PersistentVolume fits: pv-old is Released .* \(StorageClass manual does not exist/,
      fix: /make released PersistentVolume pv-old available again/,
      command: /patch pv pv-old/,
    },
  ],
  'a pod that names its node itself': [
    preparing([['FailedMount', 'Unable to attach or mount volumes: error processing PVC shop/data: PVC is not bound']], {
      spec,
      objects: [claim({ storageClassName: 'local-path' }), storage('local-path', { volumeBindingMode: 'WaitForFirstConsumer' })],
    }),
    {
      cause: /the pod names its node itself \(nodeName: node-1\), so that the scheduler never sees it/,
      fix: /replace nodeName: node-1 by nodeSelector/,
      category: 'pvc',
      depth: 'root',
    },
  ],
  'a driver that is an add-on': [
    pod(
      claim({ storageClassName: 'gp2' }),
      storage('gp2', { provisioner: 'kubernetes.io/aws-ebs' }),
      event(
        'ExternalProvisioning',
        "Waiting for a volume to be created either by the external provisioner 'ebs.csi.aws.com' or manually by the system administrator.",
        'Normal',
      ),
    ),
    { cause: /leaves it to provisioner ebs.csi.aws.com, which has not made a volume/, fix: /EKS add-on aws-ebs-csi-driver/ },
  ],
  'provisioning fails': [
    pod(
      claim({ storageClassName: 'gp3' }),
      storage('gp3'),
      event(
        'ProvisioningFailed',
        'failed to provision volume with StorageClass "gp3": rpc error: code = Internal desc = Could not create volume: UnauthorizedOperation: You are not authorized',
      ),
    ),
    { cause: /provisioning failed: Could not create volume: UnauthorizedOperation/, fix: /rights/ },
  ],
  'an access mode that the class cannot serve': [
    pod(
      claim({ storageClassName: 'gp3', accessModes: ['ReadWriteMany'] }),
      storage('gp3'),
      event(
        'ProvisioningFailed',
        'failed to provision volume with StorageClass "gp3": rpc error: code = InvalidArgument desc = Volume capabilities MULTI_NODE_MULTI_WRITER not supported. Only AccessModes[ReadWriteOnce] supported.',
      ),
    ),
    {
      cause: /MULTI_NODE_MULTI_WRITER not supported/,
      fix: /\(disks: ReadWriteOnce\) instead of ReadWriteMany, or with a StorageClass of shared file/,
    },
  ],
  'a snapshot that is not there': [
    pod(
      claim({ storageClassName: 'gp3', dataSource: { kind: 'VolumeSnapshot', name: 'nightly' } }),
      storage('gp3'),
      event(
        'ProvisioningFailed',
        'failed to provision volume with StorageClass "gp3": error getting handle for DataSource Type VolumeSnapshot by Name nightly: error getting snapshot nightly from api server: volumesnapshots.snapshot.storage.k8s.io "nightly" not found',
      ),
    ),
    { cause: /snapshot nightly from api server/, fix: /VolumeSnapshot nightly is not/, command: /get volumesnapshots -A/ },
  ],
  'the storage is full': [
    pod(
      claim({ storageClassName: 'gp3' }),
      storage('gp3'),
      event('ProvisioningFailed', 'failed to provision volume with StorageClass "gp3": VolumeLimitExceeded: quota exceeded'),
    ),
    { cause: /quota exceeded/, fix: /quota of the storage raised/ },
  ],
  'the provisioner does not answer': [
    pod(
      claim({ storageClassName: 'nfs' }),
      storage('nfs', { provisioner: 'acme.io/nfs' }),
      event(
        'ExternalProvisioning',
        "Waiting for a volume to be created either by the external provisioner 'acme.io/nfs' or manually",
        'Normal',
      ),
    ),
    { cause: /leaves it to provisioner acme.io\/nfs, which has not made a volume/, confidence: 'likely' },
  ],
  'a class that provisions nothing, volumes too small': [
    pod(
      claim({ storageClassName: 'local' }),
      storage('local', { provisioner: 'kubernetes.io/no-provisioner', volumeBindingMode: 'WaitForFirstConsumer' }),
      volume('disk-1', { storageClassName: 'local', capacity: { storage: '5Gi' } }),
    ),
    { cause: /no PersistentVolume fits: disk-1 has 5Gi, less than the 10Gi asked for/ },
  ],
  'another access mode': [
    pod(claim({ storageClassName: '', accessModes: ['ReadWriteMany'] }), volume('disk-1', {})),
    { cause: /disk-1 offers access mode ReadWriteOnce, not ReadWriteMany/ },
  ],
  'released, still held for the claim of before': [
    pod(claim({ storageClassName: '' }), volume('disk-1', { claimRef: { namespace: 'shop', name: 'data' } }, { phase: 'Released' })),
    { cause: /disk-1 is Released but still held for claim shop\/data of before/, fix: /removing its claimRef/ },
  ],
  'a volume by name that is not there': [
    pod(claim({ storageClassName: '', volumeName: 'disk-9' })),
    { cause: /PersistentVolume disk-9, which it asks for by name, does not exist/ },
  ],
  lost: [pod(claim({ volumeName: 'pv-1', storageClassName: 'gp3' }, { phase: 'Lost' })), { cause: /it is Lost: PersistentVolume pv-1/ }],
  'being deleted': [
    pod(claim({}, { phase: 'Bound' }, { deletionTimestamp: '2026-06-01T11:50:00Z' })),
    { cause: /^PersistentVolumeClaim data is being deleted, and no new pod may use it$/ },
  ],
  'being deleted, and held by the pods that use it': [
    pod(
      claim({}, { phase: 'Bound' }, { deletionTimestamp: '2026-06-01T11:50:00Z' }),
      user('export-0', { phase: 'Running' }),
      user('export-done', { phase: 'Succeeded' }),
    ),
    { cause: /no new pod may use it; pod export-0 still uses it$/, fix: /end pod export-0\), then create the claim anew/ },
  ],
});

silent(claimUnbound, {
  bound: pod(claim({}, { phase: 'Bound' })),
  'it waits for the pod to get a node': pod(
    claim({ storageClassName: 'gp3' }),
    storage('gp3', { volumeBindingMode: 'WaitForFirstConsumer' }),
    event('WaitForFirstConsumer', 'waiting for first consumer to be created before binding', 'Normal'),
  ),
  'claims may not be read, and the scheduler says nothing of them': unscheduled('0/1 nodes are available: 1 Insufficient cpu.', {
    spec,
    denied: ['PersistentVolumeClaim'],
  }),
  'no claims': unscheduled(immediate),
});
