import { claimMissing } from '../../../../src/diagnosis/rules/scheduling/claim-missing.ts';
import { factsOf, fires, preparing, silent, unscheduled } from '../around-facts.ts';

const spec = {
  volumes: [{ name: 'store', persistentVolumeClaim: { claimName: 'data' } }],
  initContainers: [{ name: 'restore', image: 'x', volumeMounts: [{ name: 'store', mountPath: '/data' }] }],
};
const claim = (name: string) => ({ kind: 'PersistentVolumeClaim', metadata: { name } });
const absent =
  '0/1 nodes are available: persistentvolumeclaim "data" not found. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.';

fires(claimMissing, {
  'the scheduler says so': [
    unscheduled(absent, { spec }),
    {
      cause: /PersistentVolumeClaim data, which volume store of the pod mounts, does not exist in namespace shop$/,
      container: 'restore',
      category: 'pvc',
    },
  ],
  'a slip of the pen': [
    unscheduled(absent, { spec, objects: [claim('data-0'), claim('datas')] }),
    { cause: /there is data/, command: /persistentVolumeClaim":\{"claimName":"data/ },
  ],
  'claims may not be read, but the scheduler tells': [unscheduled(absent, { spec, denied: ['PersistentVolumeClaim'] }), { cause: /data/ }],
  'deleted under a pod that has a node': [
    preparing([['FailedMount', 'persistentvolumeclaim "data" not found']], { spec }),
    { cause: /data/ },
  ],
  'of a StatefulSet': [
    unscheduled('0/1 nodes are available: persistentvolumeclaim "data-db-0" not found.', {
      spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } }] },
      metadata: { name: 'db-0', ownerReferences: [{ kind: 'StatefulSet', name: 'db', controller: true }] },
    }),
    { cause: /data-db-0/, fix: /made again, empty/ },
  ],
  'an ephemeral volume': [
    unscheduled('waiting', { spec: { volumes: [{ name: 'tmp', ephemeral: { volumeClaimTemplate: { spec: {} } } }] } }),
    { cause: /web-5d8c7b9f4-x2x2x-tmp/ },
  ],
});

silent(claimMissing, {
  'it is there': unscheduled('0/1 nodes are available: 1 Insufficient cpu.', { spec, objects: [claim('data')] }),
  'claims may not be read, and nobody complains': unscheduled('0/1 nodes are available: 1 Insufficient cpu.', {
    spec,
    denied: ['PersistentVolumeClaim'],
  }),
  'init runs': factsOf({ spec: { ...spec, nodeName: 'n' }, status: { phase: 'Running' } }),
});
