import { schedulerSilent } from '../../../../src/diagnosis/rules/scheduling/scheduler-silent.ts';
import { factsOf, fires, silent } from '../around-facts.ts';

const condition = (reason: string, status = 'False') => ({ conditions: [{ type: 'PodScheduled', status, reason, message: 'said' }] });

fires(schedulerSilent, {
  'a scheduler of another name': [
    factsOf({ spec: { schedulerName: 'volcano' } }),
    {
      cause: /^no scheduler has looked at the pod for 20m .*: scheduler volcano, which its schedulerName asks for, does not run/,
      command: /^kubectl get leases -A\nkubectl edit deploy\/web -n shop$/,
      heals: 'no',
    },
  ],
  'the usual one': [
    factsOf({ spec: { schedulerName: 'default-scheduler' } }),
    { cause: /kube-scheduler does not run, or is far behind/, command: /lease kube-scheduler -n kube-system/, heals: 'maybe' },
  ],
  'no name given, as in a manifest': [factsOf({}), { cause: /kube-scheduler does not run/ }],
});

silent(schedulerSilent, {
  'made just now': factsOf({ metadata: { creationTimestamp: '2026-06-01T11:59:45Z' } }),
  'a scheduler has said no': factsOf({ status: condition('Unschedulable') }),
  'it has said so in an event': factsOf({ events: [['FailedScheduling', '0/3 nodes are available: 3 Insufficient cpu.']] }),
  'held by a gate, which is told elsewhere': factsOf({ spec: { schedulingGates: [{ name: 'x.io/y' }] } }),
  'it has a node': factsOf({ spec: { nodeName: 'a' } }),
});
