import { kubeletRejected } from '../../../../src/diagnosis/rules/scheduling/kubelet-rejected.ts';
import { factsOf, fires, silent } from '../around-facts.ts';

const rejected = (reason: string, message = '', spec: object = {}) =>
  factsOf({ spec: { nodeName: 'node-1', ...spec }, status: { phase: 'Failed', reason, message } });
const inits = { initContainers: [{ name: 'index', image: 'x', resources: { requests: { cpu: '3' } } }] };

fires(kubeletRejected, {
  'no cpu left': [
    rejected('OutOfcpu', "Pod was rejected: Node didn't have enough resource: cpu, requested: 3000, used: 1500, capacity: 4000", inits),
    {
      cause:
        /node node-1 rejected the pod \(OutOfcpu\): it has not enough cpu left \(requested 3000, used 1500, capacity 4000\).*init container index asks for 3 of cpu/,
      container: 'index',
      category: 'unschedulable-resources',
      command: /delete pod/,
    },
  ],
  'no memory left': [rejected('OutOfmemory'), { cause: /not enough memory left/ }],
  'exclusive CPUs': [
    rejected(
      'UnexpectedAdmissionError',
      'Pod was rejected: Allocate failed due to not enough cpus available to satisfy request: requested=4, available=2, which is unexpected',
    ),
    { cause: /requested=4, available=2/, fix: /exclusive CPUs/ },
  ],
  'a device plugin': [
    rejected(
      'UnexpectedAdmissionError',
      'Pod was rejected: Allocate failed due to no healthy devices present; cannot allocate unhealthy devices nvidia.com/gpu',
    ),
    { cause: /unhealthy devices/, fix: /device plugin/ },
  ],
  'labels of the node changed': [
    rejected('NodeAffinity', 'Pod was rejected: Predicate NodeAffinity failed'),
    { cause: /labels that the pod asks for/, category: 'unschedulable-constraints' },
  ],
  'a host port is taken': [rejected('NodePorts'), { cause: /host port/ }],
  'an unsafe sysctl': [
    rejected('SysctlForbidden', 'forbidden sysctl: "net.core.somaxconn" not allowlisted'),
    { cause: /net.core.somaxconn/, category: 'security-denied' },
  ],
  NUMA: [rejected('TopologyAffinityError', 'Resources cannot be allocated with Topology locality'), { cause: /NUMA/ }],
});

silent(kubeletRejected, {
  evicted: rejected('Evicted', 'The node was low on resource: memory.'),
  deadline: rejected('DeadlineExceeded'),
  pending: factsOf({}),
});
