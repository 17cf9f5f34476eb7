import type { Kind } from '../../../cluster/kubernetes.ts';
import { table } from '../../../cluster/table.ts';
import type { Facts, Need } from '../../facts.ts';
import { injectorOf } from '../../owners/injector.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { inspect, kubectl, workloadName } from '../../words/commands.ts';
import { fromObject } from '../../words/evidence.ts';
import { showPod } from '../../words/show-pod.ts';

const readable = table<Kind>({
  Deployment: 'Deployment',
  StatefulSet: 'StatefulSet',
  DaemonSet: 'DaemonSet',
  ReplicaSet: 'ReplicaSet',
  Job: 'Job',
});

/** The blocking container is not in the workload's template: who put it there, and where its settings are. Beside the cause. */
export const webhookInjected: Rule = {
  id: 'webhook-injected',
  needs({ workload, blocking }): Need[] {
    const kind = readable[workload.kind];
    return blocking && kind ? [{ kind, name: workload.name }] : [];
  },
  judge(facts) {
    const step = facts.blocking;
    const injector = step && isInTrouble(facts) ? injectorOf(facts, step.name) : undefined;
    if (!step || !injector) return [];
    const { namespace, workload } = facts;
    const off = injector.off ? `; ${injector.off} on the pod template keeps it out` : '';
    return [
      {
        code: 'webhook-injected',
        category: 'webhook-injected',
        severity: 'info',
        container: step.name,
        cause: `${roleOf(step)} ${step.name} is not in the template of ${workload.kind} ${workload.name}: ${injector.by} injected it, so it is changed ${injector.settings}${off}`,
        fixes: [
          showPod(facts, 'see the annotations of the pod', '{.metadata.annotations}'),
          inspect('see which webhooks change pods', 'get', 'mutatingwebhookconfigurations'),
        ],
        evidence: [
          fromObject(
            `${workload.kind} ${namespace}/${workload.name}`,
            `its template has no ${step.name} (${kubectl('get', workloadName(workload), '-n', namespace, '-o', 'jsonpath={.spec.template.spec.initContainers[*].name}')})`,
          ),
        ],
        heals: 'no',
        confidence: 'likely',
        depth: 'symptom',
      },
    ];
  },
};

const isInTrouble = ({ blocking }: Facts): boolean => blocking?.state === 'failed' || blocking?.state === 'waiting';
