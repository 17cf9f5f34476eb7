import type { OwnerRule } from '../../rule.ts';
import { inspect, mutate, workloadName } from '../../words/commands.ts';

/** Nobody asked for a pod: replicas is 0, or no node is to run the DaemonSet. */
export const scaledToZero: OwnerRule = {
  id: 'scaled-to-zero',
  judge({ object, workload, namespace }) {
    if (object.kind === 'DaemonSet') {
      const { status, spec } = object.value;
      if (status?.desiredNumberScheduled !== 0) return [];
      const selector = Object.entries(spec?.template?.spec?.nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
      return [
        {
          code: 'scaled-to-zero',
          category: 'unschedulable-constraints',
          severity: 'warning',
          cause: `DaemonSet ${workload.name} has no pods as no node is meant to run one${selector.length > 0 ? `: its nodeSelector asks for ${selector.join(',')}` : ''}`,
          fixes: [
            inspect(
              selector.length > 0
                ? `label the nodes that are to run it, or change the nodeSelector ${selector.join(',')}; see the labels of the nodes`
                : 'see the taints and labels of the nodes',
              'get',
              'nodes',
              '--show-labels',
            ),
          ],
          evidence: [{ from: 'object', ref: `DaemonSet ${namespace}/${workload.name}`, text: 'status.desiredNumberScheduled: 0' }],
          heals: 'no',
          confidence: 'likely',
          depth: 'cause',
          explains: ['no-pods'],
        },
      ];
    }
    if (object.kind === 'Job' || object.kind === 'CronJob' || object.value.spec?.replicas !== 0) return [];
    return [
      {
        code: 'scaled-to-zero',
        category: 'config',
        severity: 'warning',
        cause: `${workload.kind} ${workload.name} is scaled to 0 replicas, so there is no pod to start`,
        fixes: [
          mutate(
            'scale it up to at least one replica, unless it was scaled down on purpose',
            'scale',
            workloadName(workload),
            '-n',
            namespace,
            '--replicas=1',
          ),
          inspect('see whether an autoscaler (HPA, KEDA) holds it at 0', 'get', 'hpa', '-n', namespace),
        ],
        evidence: [{ from: 'object', ref: `${workload.kind} ${namespace}/${workload.name}`, text: 'spec.replicas: 0' }],
        heals: 'no',
        confidence: 'certain',
        depth: 'root',
        explains: ['no-pods'],
      },
    ];
  },
};
