import { evicted } from '../../../../src/diagnosis/rules/scheduling/evicted.ts';
import { factsOf, fires, silent } from '../around-facts.ts';

const gone = (message: string, more: object = {}, reason = 'Evicted') =>
  factsOf({ spec: { nodeName: 'node-1', ...more }, status: { phase: 'Failed', reason, message } });
const unpack = (volumes: object[]) => ({
  volumes,
  initContainers: [{ name: 'unpack', image: 'x', volumeMounts: [{ name: 'work', mountPath: '/work' }] }],
});

fires(evicted, {
  'the node ran low on disk': [
    gone(
      'The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 8Gi. Container setup was using 30Gi, request is 0, has larger consumption of ephemeral-storage. ',
    ),
    {
      cause: /node-1 ran low on ephemeral-storage: container setup used 30Gi, with a request of 0/,
      container: 'setup',
      category: 'evicted',
    },
  ],
  memory: [gone('The node was low on resource: memory. '), { cause: /ran low on memory$/ }],
  'an emptyDir over its size': [
    gone('Usage of EmptyDir volume "work" exceeds the limit "1Gi". ', unpack([{ name: 'work', emptyDir: { sizeLimit: '1Gi' } }])),
    {
      cause: /emptyDir volume work grew over its sizeLimit of 1Gi, written by init container unpack/,
      container: 'unpack',
      fix: /raise sizeLimit/,
    },
  ],
  'a container over its limit': [
    gone('Container setup exceeded its local ephemeral storage limit "500Mi". '),
    { cause: /setup wrote more than its ephemeral-storage limit of 500Mi/, command: /"ephemeral-storage":"1000Mi"/ },
  ],
  'all of them together': [
    gone('Pod ephemeral local storage usage exceeds the total limit of containers 2Gi. '),
    { cause: /together \(2Gi\)/ },
  ],
  preempted: [
    factsOf({
      spec: { nodeName: 'node-1' },
      status: {
        phase: 'Failed',
        conditions: [
          {
            type: 'DisruptionTarget',
            status: 'True',
            reason: 'PreemptionByScheduler',
            message: 'default-scheduler: preempting to accommodate a higher priority pod',
          },
        ],
      },
    }),
    { cause: /preempted: a pod of higher priority/, fix: /PriorityClass/, command: /get priorityclasses/ },
  ],
  'the node shut down': [
    gone('Pod was terminated in response to imminent node shutdown.', {}, 'Terminated'),
    { cause: /as node node-1 shut down/ },
  ],
  'a taint': [
    factsOf({
      spec: { nodeName: 'node-1' },
      status: { phase: 'Failed' },
      metadata: { deletionTimestamp: '2026-06-01T11:59:30Z' },
      events: [['TaintManagerEviction', 'Marking for deletion Pod shop/web']],
    }),
    { cause: /NoExecute taint/, fix: /see the node and its taints/ },
  ],
  'a taint, and the kubelet does not confirm that the pod is gone': [
    factsOf({
      spec: { nodeName: 'node-1' },
      status: {
        phase: 'Pending',
        conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager', message: 'Taint manager: deleting' }],
      },
      metadata: { deletionTimestamp: '2026-06-01T11:45:30Z' },
    }),
    { cause: /NoExecute taint of node node-1/, fix: /the pod hangs in deletion/, command: /--force --grace-period=0/ },
  ],
});

silent(evicted, {
  deadline: gone('Pod was active on the node longer than the specified deadline', {}, 'DeadlineExceeded'),
  'an event of before, in a pod that lives': factsOf({
    spec: { nodeName: 'node-1' },
    events: [['Evicted', 'The node was low on resource: memory.']],
  }),
  'failed by itself': factsOf({ status: { phase: 'Failed' } }),
});
