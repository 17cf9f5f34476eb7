import { conditionOf } from '../../../init/pod.ts';
import type { Facts } from '../../facts.ts';
import type { Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';
import { inspect } from '../../words/commands.ts';
import { fromSpec, fromStatus } from '../../words/evidence.ts';
import { secondsBetween, spell } from '../../words/words.ts';

/** A scheduler that runs has looked at a pod by then, even on a busy cluster. Seconds. */
const patience = 30;
const usual = 'default-scheduler';

/** No scheduler has looked at the pod: none sets a condition, none writes an event. */
export const schedulerSilent: Rule = {
  id: 'scheduler-silent',
  judge(facts) {
    const { pod, progress, now } = facts;
    const age = secondsBetween(pod.metadata?.creationTimestamp, now);
    if (progress.phase !== 'unscheduled' || age === undefined || age < patience || wasLookedAt(facts)) return [];
    const scheduler = pod.spec?.schedulerName || usual;
    const isUsual = scheduler === usual;
    const why = isUsual
      ? 'kube-scheduler does not run, or is far behind'
      : `scheduler ${scheduler}, which its schedulerName asks for, does not run or has another name`;
    return [
      {
        code: 'scheduler-silent',
        category: 'unschedulable-constraints',
        severity: 'error',
        cause: `no scheduler has looked at the pod for ${spell(age)} (no condition, no event of one): ${why}`,
        fixes: isUsual ? [ofTheUsual] : ofAnother(facts, scheduler),
        evidence: [
          fromSpec('spec.schedulerName', scheduler),
          fromStatus('status.conditions', 'no PodScheduled: the scheduler sets it at its first try'),
        ],
        heals: isUsual ? 'maybe' : 'no',
        confidence: 'likely',
        depth: 'cause',
      },
    ];
  },
};

function wasLookedAt({ pod, events }: Facts): boolean {
  const gated = (pod.spec?.schedulingGates ?? []).length > 0;
  return gated || conditionOf(pod, 'PodScheduled') !== undefined || events.some(({ reason }) => reason === 'FailedScheduling');
}

function ofAnother(facts: Facts, scheduler: string): Fix[] {
  return [
    inspect(`see whether scheduler ${scheduler} runs: schedulers keep a lease`, 'get', 'leases', '-A'),
    editSpec(facts, `have scheduler ${scheduler} started, correct the schedulerName, or leave it out for ${usual}`),
  ];
}

const ofTheUsual = inspect(
  'see whether kube-scheduler runs and renews its lease; ask the administrator of the control plane',
  ...['get', 'lease', 'kube-scheduler', '-n', 'kube-system', '-o', 'yaml'],
);
