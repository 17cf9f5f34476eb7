import type { Finding, Fix } from '../../finding.ts';
import type { OwnerFacts } from '../../owner-facts.ts';
import { refusal } from '../../owners/refusals.ts';
import type { OwnerRule } from '../../rule.ts';
import { inspect, workloadName } from '../../words/commands.ts';
import { fromEvent } from '../../words/evidence.ts';
import { clause } from '../../words/words.ts';

/** There is no pod, and no other rule says why: what is known, and where to look. */
export const noPods: OwnerRule = {
  id: 'no-pods',
  judge(owner) {
    const { workload, namespace, object } = owner;
    const refused = refusal(owner);
    const describe = inspect('read its events and conditions', 'describe', workloadName(workload), '-n', namespace);
    if (refused)
      return [
        finding(owner, `no pod can be created for ${called(owner)}: ${clause(refused.message, 300)}`, [refused.evidence], [describe]),
      ];
    if (isComplete(owner)) return [];
    const warning = owner.events.findLast(({ type }) => type === 'Warning');
    if (warning)
      return [
        finding(owner, `${called(owner)} has no pods; its last warning: ${clause(warning.message, 300)}`, [fromEvent(warning)], [describe]),
      ];
    return [
      finding(
        owner,
        `${called(owner)} has no pods${observed(owner)}`,
        [status(owner)],
        [describe, ...(object.kind === 'Deployment' ? [replicaSets(owner)] : [])],
      ),
    ];
  },
};

const called = ({ workload }: OwnerFacts): string => `${workload.kind} ${workload.name}`;

/** The controller says which generation it has seen; when it lags behind, it does not run or is overloaded. */
function observed({ object }: OwnerFacts): string {
  if (object.kind === 'CronJob' || object.kind === 'Job') return '';
  const { metadata, status } = object.value;
  const seen = status?.observedGeneration ?? 0;
  return seen < (metadata?.generation ?? 0)
    ? ', and its controller has not looked at it yet: kube-controller-manager may not be running'
    : ' and no event says why';
}

const isComplete = ({ object, conditions }: OwnerFacts): boolean =>
  object.kind === 'CronJob' ||
  conditions.some(({ type, status }) => (type === 'Complete' || type === 'SuccessCriteriaMet') && status === 'True');

const status = ({ object, workload, namespace }: OwnerFacts): Finding['evidence'][number] => ({
  from: 'object',
  ref: `${workload.kind} ${namespace}/${workload.name}`,
  text: `status: ${JSON.stringify(object.value.status ?? {}).slice(0, 400)}`,
});

const replicaSets = ({ namespace }: OwnerFacts): Fix =>
  inspect('read the events of its ReplicaSets: refusals stand there', 'describe', 'rs', '-n', namespace);

function finding(_: OwnerFacts, cause: string, evidence: Finding['evidence'], fixes: readonly Fix[]): Finding {
  return {
    code: 'no-pods',
    category: 'admission',
    severity: 'warning',
    cause,
    fixes,
    evidence,
    heals: 'maybe',
    confidence: 'possible',
    depth: 'symptom',
  };
}
