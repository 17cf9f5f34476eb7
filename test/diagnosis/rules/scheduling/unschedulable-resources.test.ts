import { unschedulableResources } from '../../../../src/diagnosis/rules/scheduling/unschedulable-resources.ts';
import { fires, silent, unscheduled } from '../around-facts.ts';

const node = (name: string, allocatable: object) => ({ kind: 'Node', metadata: { name }, status: { allocatable } });
const nodes = [node('small', { cpu: '2', memory: '4Gi', pods: '110' }), node('large', { cpu: '4', memory: '8Gi', pods: '110' })];
const asks = (init: object, app: object) => ({
  initContainers: [{ name: 'index', image: 'x', resources: { requests: init } }],
  containers: [{ name: 'web', image: 'y', resources: { requests: app } }],
});
const insufficient = (what: string) =>
  `0/2 nodes are available: 2 Insufficient ${what}. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.`;

fires(unschedulableResources, {
  'the init container asks for more than any node has': [
    unscheduled(insufficient('cpu'), { spec: asks({ cpu: '16' }, { cpu: '100m' }), objects: nodes }),
    {
      cause:
        /init container index makes the pod request 16 cpu, where its app containers need 100m, more than any node has: the largest can give 4 on large/,
      container: 'index',
      heals: 'no',
      fix: /lower the cpu request of init container index \(16\) to 100m/,
      command: /"index","resources":\{"requests":\{"cpu":"100m"/,
    },
  ],
  'the app does': [
    unscheduled(insufficient('memory'), { spec: asks({}, { memory: '64Gi' }), objects: nodes }),
    { cause: /the pod requests 64Gi memory, more than any node has: the largest can give 8Gi on large/, heals: 'no' },
  ],
  'the cluster is full': [
    unscheduled(insufficient('memory'), { spec: asks({}, { memory: '2Gi' }), objects: nodes }),
    { cause: /requests 2Gi memory, and no node has that much left .*: the cluster is full/, heals: 'maybe', command: /describe nodes/ },
  ],
  'the cluster is full, and the autoscaler may add no node': [
    unscheduled(insufficient('memory'), {
      spec: asks({}, { memory: '2Gi' }),
      objects: nodes,
      events: [['NotTriggerScaleUp', "pod didn't trigger scale-up: 1 max node group size reached"]],
    }),
    { cause: /the cluster autoscaler adds no node: 1 max node group size reached/, command: /describe nodes/ },
  ],
  'the cluster is full, and a node is on its way': [
    unscheduled(insufficient('memory'), {
      spec: asks({}, { memory: '2Gi' }),
      objects: nodes,
      events: [
        ['NotTriggerScaleUp', "pod didn't trigger scale-up: 1 max node group size reached"],
        ['TriggeredScaleUp', 'pod triggered scale-up: [{pool 3->4 (max: 6)}]'],
      ],
    }),
    { cause: /the cluster is full[^;]*$/ },
  ],
  'no node offers a GPU': [
    unscheduled(insufficient('nvidia.com/gpu'), { spec: asks({}, { 'nvidia.com/gpu': '1' }), objects: nodes }),
    { cause: /requests 1 nvidia.com\/gpu, and no node offers nvidia.com\/gpu at all/, heals: 'no', fix: /device plugin/ },
  ],
  'too many pods': [
    unscheduled('0/2 nodes are available: 2 Too many pods. preemption: 0/2 nodes are available: 2 No preemption victims found.', {
      objects: nodes,
    }),
    { cause: /too many pods/, fix: /maxPods/ },
  ],
  'a control plane beside it, nodes not readable': [
    unscheduled('0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient cpu.', {
      spec: asks({ cpu: '3' }, { cpu: '1' }),
      denied: ['Node'],
    }),
    { cause: /index makes the pod request 3 cpu/, container: 'index' },
  ],
  'ephemeral storage': [
    unscheduled(insufficient('ephemeral-storage'), {
      spec: asks({ 'ephemeral-storage': '200Gi' }, {}),
      objects: [node('a', { 'ephemeral-storage': '50Gi' })],
    }),
    { cause: /200Gi ephemeral-storage/, container: 'index' },
  ],
  'only the event is there, since the condition was lost': [
    unscheduled('', {
      spec: asks({}, { cpu: '9' }),
      objects: nodes,
      events: [['FailedScheduling', insufficient('cpu')]],
      status: { conditions: [] },
    }),
    { cause: /requests 9 cpu, more than any node has/ },
  ],
});

silent(unschedulableResources, {
  'a selector': unscheduled("0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.", { objects: nodes }),
  'a claim': unscheduled('0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.'),
  'it has a node by now': unscheduled(insufficient('cpu'), { spec: { nodeName: 'large' } }),
});
