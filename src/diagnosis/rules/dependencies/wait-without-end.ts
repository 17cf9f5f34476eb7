import type { AnyWaiting } from '../../dependencies/waiting.ts';
import { limitInWords, scriptEvidence } from '../../dependencies/waiting.ts';
import type { Finding } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';

/** A warning beside the cause: a wait that never gives up hides its failure; one that does is said to. */
export const waitWithoutEnd: Rule = {
  id: 'wait-without-end',
  judge: ({ blocking, waits, pod, ...facts }) => {
    const wait = waits.find(({ wait }) => wait.repeated);
    if (!wait || !blocking || blocking.state !== 'running') return [];
    const waiting: AnyWaiting = { step: blocking, wait };
    const limit = limitInWords(wait);
    const bounded = limit !== undefined || pod.spec?.activeDeadlineSeconds !== undefined;
    const finding: Finding = {
      code: 'wait-without-end',
      category: 'timeout',
      severity: bounded ? 'info' : 'warning',
      container: blocking.name,
      cause: bounded
        ? `the wait of ${blocking.name} has an end: ${limit ?? 'the pod has activeDeadlineSeconds'}`
        : `the wait of ${blocking.name} has no end, so its failure never shows`,
      fixes: bounded
        ? []
        : [editSpec(facts, `give the wait an end, such as timeout 300 before it: then the pod fails with a reason instead of hanging`)],
      evidence: [scriptEvidence(waiting)],
      heals: 'no',
      confidence: 'certain',
      depth: 'symptom',
    };
    return [finding];
  },
};
