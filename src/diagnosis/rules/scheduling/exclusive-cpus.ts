import type { Rule } from '../../rule.ts';
import { changeContainer } from '../../words/change-container.ts';
import { inspect } from '../../words/commands.ts';
import { fromSpec } from '../../words/evidence.ts';
import { statusEvidence } from '../../words/step-evidence.ts';

const noneLeft = /not enough cpus available to satisfy request|requested=\d{1,4}, available=\d{1,4}/;

/**
 * Under the static CPU manager a container of a Guaranteed pod with a whole-number cpu request gets CPUs of its own, an init
 * container too; when the node has none left, the kubelet's hook before the start fails again and again.
 */
export const exclusiveCpus: Rule = {
  id: 'exclusive-cpus',
  judge(facts) {
    const { blocking, pod } = facts;
    if (!blocking || !/^Pre(?:Start|Create)HookError$/.test(blocking.reason ?? '') || !noneLeft.test(blocking.message ?? '')) return [];
    const cpu = blocking.spec.resources?.requests?.cpu ?? blocking.spec.resources?.limits?.cpu;
    const node = pod.spec?.nodeName ?? '';
    return [
      {
        code: 'unschedulable-resources',
        category: 'unschedulable-resources',
        severity: 'error',
        container: blocking.name,
        cause: `${blocking.name} asks for ${cpu ?? 'a whole number of'} CPUs, which the static CPU manager of node ${node} gives exclusively, and no exclusive CPUs are left there (init containers that ran before may still hold theirs)`,
        fixes: [
          changeContainer(
            facts,
            blocking.name,
            `give ${blocking.name} a cpu request that is no whole number (an integer cpu request in a Guaranteed pod means exclusive CPUs), so that it uses the shared ones`,
            { resources: { requests: { cpu: '500m' }, limits: { cpu: '500m' } } },
          ),
          inspect(
            'see the CPUs of the node and who has them; its administrator can restart the kubelet after removing cpu_manager_state',
            'describe',
            'node',
            node,
          ),
        ],
        evidence: [
          statusEvidence(blocking),
          ...(cpu === undefined ? [] : [fromSpec(`spec.initContainers[${blocking.index - 1}].resources.requests.cpu`, cpu)]),
        ],
        heals: 'maybe',
        confidence: 'certain',
        depth: 'root',
        explains: ['create-container', 'start-error'],
      },
    ];
  },
};
