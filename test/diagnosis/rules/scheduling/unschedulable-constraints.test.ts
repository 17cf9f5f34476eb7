import { unschedulableConstraints } from '../../../../src/diagnosis/rules/scheduling/unschedulable-constraints.ts';
import { fires, silent, unscheduled } from '../around-facts.ts';

const node = (name: string, labels: object = {}, spec: object = {}) => ({ kind: 'Node', metadata: { name, labels }, spec });
const mismatch =
  "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.";
const tainted = '0/2 nodes are available: 2 node(s) had untolerated taint(s).';
const affinity = (expression: object) => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } },
  },
});

fires(unschedulableConstraints, {
  'a label that no node has': [
    unscheduled(mismatch, { spec: { nodeSelector: { tier: 'fast' } }, objects: [node('a'), node('b')] }),
    {
      cause: /none of 2 nodes takes the pod: no node has the label tier=fast that its nodeSelector asks for/,
      depth: 'root',
      fix: /kubectl label node a tier=fast/,
    },
  ],
  'another value of the label': [
    unscheduled(mismatch, {
      spec: { nodeSelector: { 'acme.io/pool': 'blu' } },
      objects: [node('a', { 'acme.io/pool': 'blue' }), node('b', { 'acme.io/pool': 'green' })],
    }),
    {
      cause: /nodes have acme.io\/pool=blue and acme.io\/pool=green/,
      fix: /set nodeSelector acme.io\/pool to blue/,
      command: /nodeSelector\/acme.io~1pool","value":"blue"/,
    },
  ],
  'a required affinity for a zone without nodes': [
    unscheduled(mismatch, {
      spec: affinity({ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['eu-1c'] }),
      objects: [node('a', { 'topology.kubernetes.io/zone': 'eu-1a' })],
    }),
    {
      cause:
        /no node has the label topology.kubernetes.io\/zone in \(eu-1c\) that its nodeAffinity asks for; nodes have topology.kubernetes.io\/zone=eu-1a/,
    },
  ],
  'each label somewhere, but not together': [
    unscheduled(mismatch, { spec: { nodeSelector: { a: '1', b: '2' } }, objects: [node('x', { a: '1' }), node('y', { b: '2' })] }),
    { cause: /no single node has all the labels that it asks for: a=1 and b=2/ },
  ],
  'nodes may not be read': [
    unscheduled(mismatch, { spec: { nodeSelector: { tier: 'fast' } }, denied: ['Node'] }),
    { cause: /its nodeSelector asks for a node with the label tier=fast/, depth: 'cause' },
  ],
  'a taint that 1.34 does not name': [
    unscheduled(tainted, { objects: [node('a', {}, { taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }] })] }),
    {
      cause: /node a has the taint gpu=yes:NoSchedule, which the pod does not tolerate/,
      command: /tolerations.*"operator":"Equal","value":"yes"/,
    },
  ],
  'a taint that 1.33 names': [
    unscheduled('0/1 nodes are available: 1 node(s) had untolerated taint {dedicated: batch}.', { denied: ['Node'] }),
    { cause: /taint dedicated=batch/ },
  ],
  'cordoned nodes': [
    unscheduled('0/2 nodes are available: 2 node(s) were unschedulable.', {
      objects: [node('a', {}, { unschedulable: true }), node('b', {}, { unschedulable: true })],
    }),
    { cause: /nodes a and b are cordoned/, fix: /uncordon nodes a and b/, heals: 'maybe' },
  ],
  'a sick node': [
    unscheduled(tainted, { objects: [node('a', {}, { taints: [{ key: 'node.kubernetes.io/disk-pressure', effect: 'NoSchedule' }] })] }),
    { cause: /node a is short of disk \(disk pressure\)/ },
  ],
  'a node that the cloud controller has not seen': [
    unscheduled('0/1 nodes are available: 1 node(s) had untolerated taint {node.cloudprovider.kubernetes.io/uninitialized: true}.', {
      objects: [
        node('a', {}, { taints: [{ key: 'node.cloudprovider.kubernetes.io/uninitialized', value: 'true', effect: 'NoSchedule' }] }),
      ],
    }),
    {
      cause: /node a is not yet initialized by the cloud controller/,
      fix: /get the cloud-controller-manager running, which takes the taint node\.cloudprovider\.kubernetes\.io\/uninitialized away/,
      heals: 'maybe',
    },
  ],
  'a node whose network agent is not up': [
    unscheduled(tainted, { objects: [node('a', {}, { taints: [{ key: 'node.cilium.io/agent-not-ready', effect: 'NoExecute' }] })] }),
    { cause: /node a is without a ready Cilium agent/, fix: /get the pod of that agent on the node \(its DaemonSet\) running/ },
  ],
  'a node that is not ready is no agent that is not': [
    unscheduled(tainted, { objects: [node('a', {}, { taints: [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }] })] }),
    { cause: /node a is not ready/, fix: /have node a mended/ },
  ],
  'the control plane is no news': [
    unscheduled(
      "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 node(s) didn't match pod topology spread constraints.",
      { spec: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' }] } },
    ),
    { cause: /topology spread constraint \(maxSkew 1 over kubernetes.io\/hostname\) leaves no place$/ },
  ],
  'a host port': [
    unscheduled("0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.", {
      spec: { containers: [{ name: 'web', ports: [{ hostPort: 8080 }] }] },
    }),
    { cause: /host ports that it asks for \(8080\) are taken/ },
  ],
  'anti-affinity': [
    unscheduled("0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules.", {
      spec: {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
            ],
          },
        },
      },
    }),
    { cause: /pod anti-affinity keeps it from every node \(app=web per kubernetes.io\/hostname\)/ },
  ],
  'a claim for one pod at a time': [
    unscheduled(
      "0/2 nodes are available: 1 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode, 1 node(s) didn't match PersistentVolume's node affinity.",
      { spec: { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] } },
    ),
    { cause: /its claim data is in use by another pod, and access mode ReadWriteOncePod/, fix: /strategy Recreate/, heals: 'maybe' },
  ],
  'a pod that Fargate does not run': [
    unscheduled('Pod not supported on Fargate: invalid SecurityContext fields: Privileged', {
      spec: { initContainers: [{ name: 'sysctl', image: 'x', securityContext: { privileged: true } }] },
    }),
    {
      cause: /EKS Fargate does not run such a pod: invalid SecurityContext fields: Privileged \(privileged: sysctl\)/,
      fix: /EC2 nodes/,
      container: 'sysctl',
      command: /get nodes -L eks.amazonaws.com\/compute-type/,
    },
  ],
  'a gang': [
    unscheduled('3/3 tasks in gang unschedulable: pod group is not ready, 3 Pending, 4 minAvailable'),
    { cause: /its pod group is scheduled together or not at all/, fix: /minAvailable/, command: /get podgroups -n shop/ },
  ],
  'a volume in another zone': [
    unscheduled("0/2 nodes are available: 2 node(s) didn't match PersistentVolume's node affinity.", {
      spec: { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] },
    }),
    { cause: /the volume of its claim data is bound to a zone or node/ },
  ],
  'a volume in a zone that is known': [
    unscheduled('0/2 nodes are available: 2 node(s) had volume node affinity conflict.', {
      spec: { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] },
      objects: [
        { kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'shop' }, spec: { volumeName: 'pv-1' } },
        {
          kind: 'PersistentVolume',
          metadata: { name: 'pv-1' },
          spec: {
            nodeAffinity: {
              required: {
                nodeSelectorTerms: [{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['eu-1c'] }] }],
              },
            },
          },
        },
      ],
    }),
    { cause: /the volume of its claim data is bound to topology\.kubernetes\.io\/zone eu-1c, where no fitting node is/ },
  ],
});

fires(unschedulableConstraints, {
  'words of a plugin that no table has': [
    unscheduled('running PreBind plugin "VolumeBinding": binding volumes: timed out waiting for the condition'),
    { cause: /^no node takes the pod, the scheduler says: .*binding volumes: timed out/, depth: 'symptom' },
  ],
  'words of another scheduler': [
    unscheduled('queue root.team-a is over its quota'),
    { cause: /scheduler says: "queue root.team-a is over its quota"$/ },
  ],
});

silent(unschedulableConstraints, {
  'no room': unscheduled('0/2 nodes are available: 2 Insufficient cpu.'),
  'a claim': unscheduled('0/1 nodes are available: persistentvolumeclaim "data" not found.'),
  'it has a node by now': unscheduled(mismatch, { spec: { nodeName: 'a' } }),
});
