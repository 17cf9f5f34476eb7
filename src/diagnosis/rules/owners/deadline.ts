import type { Facts, Need } from '../../facts.ts';
import type { Evidence, Finding } from '../../finding.ts';
import { jobOf, jobRead } from '../../owners/job-of.ts';
import { heldUp } from '../../owners/pod-trouble.ts';
import type { Rule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';
import { fromEvent, fromStatus } from '../../words/evidence.ts';
import { describePod } from '../../words/pod-commands.ts';
import { recreatePod } from '../../words/replace-object.ts';
import { spell } from '../../words/words.ts';

/** activeDeadlineSeconds of the pod or of its Job ran out while init was under way: the time of init counts. */
export const deadline: Rule = {
  id: 'deadline',
  needs: (facts): Need[] => (jobOf(facts) === undefined ? [] : [{ kind: 'Job', name: jobOf(facts) }]),
  judge(facts) {
    const end = endOf(facts);
    if (!end) return [];
    const { container } = heldUp(facts);
    const doing = container === undefined ? 'after init was done' : `while init container ${container} had not succeeded`;
    const finding: Finding = {
      code: 'deadline',
      category: 'deadline',
      severity: 'error',
      ...(container !== undefined && { container }),
      cause: `activeDeadlineSeconds ${end.seconds ?? ''} of ${end.whose}${end.seconds === undefined ? '' : ` (${spell(end.seconds)})`} ran out ${doing}: the deadline counts the time of init containers too, so Kubernetes ended the pod`,
      fixes: [
        editSpec(facts, `raise activeDeadlineSeconds of ${end.whose}, or make ${container ?? 'its containers'} finish sooner`),
        facts.workload.kind === 'Pod'
          ? recreatePod(facts, 'a pod that was ended so never runs again: delete it and create it anew')
          : describePod(facts, 'see how long each step took'),
      ],
      evidence: [end.evidence],
      heals: 'no',
      confidence: 'certain',
      depth: 'root',
      explains: ['job-failed', 'killed', 'container-gone', 'exit-code', 'exit-silent'],
    };
    return [finding];
  },
};

function endOf(facts: Facts): { whose: string; seconds?: number; evidence: Evidence } | undefined {
  const { pod, events } = facts;
  const { reason, message = '' } = pod.status ?? {};
  const job = jobRead(facts);
  const own = pod.spec?.activeDeadlineSeconds;
  const limit = job?.spec?.activeDeadlineSeconds;
  if (reason === 'DeadlineExceeded') {
    return {
      whose: own === undefined && job ? `Job ${job.metadata?.name}` : `pod ${pod.metadata?.name}`,
      ...((own ?? limit) !== undefined && { seconds: own ?? limit }),
      evidence: fromStatus('status', `${reason}: ${message}`),
    };
  }
  const failed = job?.status?.conditions?.find(
    ({ type, status, reason: why }) => (type === 'Failed' || type === 'FailureTarget') && status === 'True' && why === 'DeadlineExceeded',
  );
  if (failed) {
    const evidence: Evidence = {
      from: 'object',
      ref: `Job ${facts.namespace}/${job?.metadata?.name} condition ${failed.type}`,
      text: `${failed.reason}: ${failed.message}`,
    };
    return { whose: `Job ${job?.metadata?.name}`, ...(limit !== undefined && { seconds: limit }), evidence };
  }
  const event = facts.progress.phase === 'ended' ? events.findLast((one) => one.reason === 'DeadlineExceeded') : undefined;
  return event && { whose: `pod ${pod.metadata?.name}`, ...(own !== undefined && { seconds: own }), evidence: fromEvent(event) };
}
