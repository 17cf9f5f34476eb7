import { conditionOf } from '../../../init/pod.ts';
import type { Rule } from '../../rule.ts';
import { inspect } from '../../words/commands.ts';
import { fromSpec } from '../../words/evidence.ts';
import { showPod } from '../../words/show-pod.ts';
import { listed } from '../../words/words.ts';

/** Who takes a gate away, by the domain of its name. */
const keepers: readonly (readonly [RegExp, string])[] = [
  [/kueue\.x-k8s\.io/, 'Kueue, once its queue has room for the workload'],
  [/volcano\.sh/, 'Volcano'],
  [/karmada/, 'Karmada'],
  [/multiarch|openshift\.io/, 'an operator of OpenShift'],
];

/** A gate of the pod keeps the scheduler from looking at it; its owner has to take it away. */
export const schedulingGated: Rule = {
  id: 'scheduling-gated',
  judge({ pod, progress, namespace }) {
    const gates = (pod.spec?.schedulingGates ?? []).map(({ name }) => name);
    if (progress.phase !== 'unscheduled' || gates.length === 0) return [];
    const keeper = keepers.find(([pattern]) => gates.some((gate) => pattern.test(gate)))?.[1];
    const condition = conditionOf(pod, 'PodScheduled');
    const see = `see to the controller behind scheduling gate ${gates[0]}: it removes the gate when it is satisfied${keeper ? ` (${keeper})` : ''}`;
    return [
      {
        code: 'scheduling-gated',
        category: 'unschedulable-constraints',
        severity: 'warning',
        cause: `scheduling gate ${listed(gates)} keeps the scheduler from looking at the pod${keeper ? `; it is removed by ${keeper}` : ' until the controller that set it removes it'}`,
        fixes: [
          /kueue/.test(gates.join())
            ? inspect(see, 'get', 'workloads.kueue.x-k8s.io', '-n', namespace)
            : showPod({ pod, namespace }, see, '{.spec.schedulingGates}'),
        ],
        evidence: [
          fromSpec('spec.schedulingGates', gates.join(', ')),
          ...(condition?.message ? [{ from: 'status', ref: 'status.conditions[PodScheduled]', text: condition.message } as const] : []),
        ],
        heals: 'maybe',
        confidence: 'certain',
        depth: 'root',
      },
    ];
  },
};
