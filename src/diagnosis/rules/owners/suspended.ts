import type { Finding } from '../../finding.ts';
import type { OwnerFacts } from '../../owner-facts.ts';
import type { OwnerRule } from '../../rule.ts';
import { inspect, kubectl, workloadName } from '../../words/commands.ts';

/** A Job or CronJob is suspended, or the rollout of a Deployment is paused: no pods by decision. */
export const suspended: OwnerRule = {
  id: 'suspended',
  judge(owner) {
    const { object } = owner;
    if (object.kind === 'Job' && object.value.spec?.suspend === true) return [suspendedFinding(owner, 'spec.suspend: true')];
    if (object.kind === 'CronJob' && object.value.spec?.suspend === true) return [suspendedFinding(owner, 'spec.suspend: true')];
    if (object.kind === 'Deployment' && object.value.spec?.paused === true) return [paused(owner)];
    return [];
  },
};

function suspendedFinding(owner: OwnerFacts, text: string): Finding {
  const { workload, namespace } = owner;
  const queue = owner.object.value.metadata?.labels?.['kueue.x-k8s.io/queue-name'];
  const resume = kubectl('patch', workloadName(workload), '-n', namespace, '--type=merge', '-p', '{"spec":{"suspend":false}}');
  return {
    ...decided(owner, text),
    category: 'job',
    cause: `${workload.kind} ${workload.name} is suspended (spec.suspend: true), so it makes no pods${queue === undefined ? '' : `; Kueue holds it until queue ${queue} admits it`}`,
    fixes:
      queue === undefined
        ? [{ text: 'resume it: set spec.suspend to false', command: resume, risk: 'mutating' }]
        : [inspect(`wait for queue ${queue}, or ask its owner for quota`, 'get', 'workloads.kueue.x-k8s.io', '-n', namespace)],
    heals: queue === undefined ? 'no' : 'maybe',
  };
}

function paused(owner: OwnerFacts): Finding {
  const { workload, namespace } = owner;
  const resume = kubectl('rollout', 'resume', workloadName(workload), '-n', namespace);
  return {
    ...decided(owner, 'spec.paused: true'),
    category: 'config',
    cause: `the rollout of Deployment ${workload.name} is paused (spec.paused: true), so its present template gets no pods`,
    fixes: [{ text: 'resume the rollout', command: resume, risk: 'mutating' }],
    heals: 'no',
  };
}

function decided({ workload, namespace }: OwnerFacts, text: string) {
  return {
    code: 'suspended',
    severity: 'warning',
    evidence: [{ from: 'object', ref: `${workload.kind} ${namespace}/${workload.name}`, text }],
    confidence: 'certain',
    depth: 'root',
    explains: ['no-pods'],
  } as const;
}
