import type { Finding } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { judgeConstraint } from '../../scheduling/judge.ts';
import { type SchedulingFailure, schedulingFailure } from '../../scheduling/scheduling.ts';
import type { Verdict } from '../../scheduling/verdict.ts';
import { placeNeeds } from '../../scheduling/volume-place.ts';
import { changeSpec } from '../../words/change-spec.ts';
import { inspect } from '../../words/commands.ts';
import { clause, counted, listed } from '../../words/words.ts';

/** No node that the pod may run on: labels, taints, spread, affinity, ports, cordons, places of volumes. */
export const unschedulableConstraints: Rule = {
  id: 'unschedulable-constraints',
  needs(facts) {
    const failure = schedulingFailure(facts);
    return failure ? [{ kind: 'Node' }, ...placeNeeds(facts, failure)] : [];
  },
  judge(facts) {
    const failure = schedulingFailure(facts);
    if (!failure) return [];
    const verdicts = failure.reasons.flatMap((reason) => judgeConstraint(reason, facts) ?? []);
    // The scheduler asks in an order: a node that fails late was fine before. Taints of control planes are no news.
    const best = verdicts.toSorted((one, other) => other.hurdle - one.hurdle || other.nodes - one.nodes)[0];
    if (!best) return unknown(failure);
    const fullToo = failure.reasons.some(({ text }) => /^Insufficient |^Too many pods/.test(text));
    const others = verdicts.filter((verdict) => verdict !== best && !verdict.ordinary);
    return [finding(best, others, fullToo, failure, facts)];
  },
};

/** What other rules know: resources and claims. */
const ofOthers = /^Insufficient |^Too many pods|persistentvolumeclaim/i;

/** Words of a plugin, or of another scheduler, that no table has: they say what they say. */
function unknown({ message, reasons, evidence }: SchedulingFailure): Finding[] {
  if (reasons.some(({ text }) => text === '' || ofOthers.test(text))) return [];
  return [
    {
      code: 'unschedulable-constraints',
      category: 'unschedulable-constraints',
      severity: 'error',
      cause: `no node takes the pod, the scheduler says: "${clause(message, 300)}"`,
      fixes: [inspect('compare what it says with the nodes', 'get', 'nodes', '-o', 'wide')],
      evidence: [evidence],
      heals: 'maybe',
      confidence: 'certain',
      depth: 'symptom',
    },
  ];
}

function finding(
  best: Verdict,
  others: readonly Verdict[],
  fullToo: boolean,
  { evidence, nodes }: SchedulingFailure,
  facts: Parameters<Rule['judge']>[0],
): Finding {
  const rest = others.length > 0 ? `; besides, ${listed(others.map((other) => other.clause))}` : '';
  const of =
    nodes === 1
      ? 'the only node does not take the pod'
      : nodes > 1
        ? `none of ${counted(nodes, 'node')} takes the pod`
        : 'no node takes the pod';
  const change = best.change ? [changeSpec(facts, best.fix, best.change)] : [];
  const look = inspect(best.change ? 'compare with the nodes' : best.fix, ...best.look);
  return {
    code: 'unschedulable-constraints',
    category: 'unschedulable-constraints',
    severity: fullToo ? 'warning' : 'error',
    ...(best.container !== undefined && { container: best.container }),
    cause: `${of}: ${best.clause}${rest}`,
    fixes: [...change, look, ...best.more],
    evidence: [evidence, ...best.evidence],
    heals: best.heals,
    confidence: best.proved ? 'certain' : 'likely',
    depth: best.proved ? 'root' : 'cause',
  };
}
