import { pullFailure } from '../../images/pull-failure.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { startFailure } from '../../runs/start-failure.ts';
import { signatureContext, tellingMessage } from '../../runs/telling-line.ts';

const confidences = { 1: 'possible', 2: 'likely', 3: 'certain' } as const;

/** A known message of the runtime or the kubelet about the blocking container that no rule of its own understands. */
export const messageSignature: Rule = {
  id: 'message-signature',
  judge(facts) {
    const pull = pullFailure(facts);
    const failure = pull?.cause === 'unknown' ? { ...pull, evidence: pull.evidence[0] } : startFailure(facts);
    const match = failure && tellingMessage(failure.text);
    if (!failure?.evidence || !match) return [];
    const { signature, groups } = match;
    const context = signatureContext(facts, failure.step);
    return [
      {
        code: signature.code,
        category: signature.category,
        severity: 'error',
        container: failure.step.name,
        cause: `${roleOf(failure.step)} ${failure.step.name} cannot start: ${signature.cause(groups, context)}`,
        fixes: signature.fixes(groups, context),
        evidence: [failure.evidence],
        heals: signature.heals,
        confidence: confidences[signature.weight],
        depth: 'cause',
      },
    ];
  },
};
