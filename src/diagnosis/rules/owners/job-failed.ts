import type { Job } from '../../../cluster/kubernetes.ts';
import type { Facts, Need } from '../../facts.ts';
import type { Finding } from '../../finding.ts';
import { jobOf, jobRead } from '../../owners/job-of.ts';
import { backoffLimit, jobTrouble } from '../../owners/job-trouble.ts';
import type { Rule } from '../../rule.ts';
import { inspect } from '../../words/commands.ts';
import { fromObject } from '../../words/evidence.ts';
import { counted } from '../../words/words.ts';

/** What the Job of the pod makes of its failures: given up, or how many tries are left. The cause itself is another rule's. */
export const jobFailed: Rule = {
  id: 'job-failed',
  needs: (facts): Need[] => (jobOf(facts) === undefined ? [] : [{ kind: 'Job', name: jobOf(facts) }]),
  judge(facts) {
    const job = jobRead(facts);
    const trouble = job && jobTrouble(job);
    // The deadline has its own rule, which knows the container.
    if (trouble) return trouble.finding.code === 'deadline' ? [] : [trouble.finding];
    return job && facts.progress.steps.some(({ state }) => state === 'failed') ? [triesLeft(job, facts)] : [];
  },
};

function triesLeft(job: Job, { namespace, progress }: Facts): Finding {
  const name = job.metadata?.name ?? '';
  const limit = backoffLimit(job);
  const samePod = job.spec?.template?.spec?.restartPolicy === 'OnFailure';
  const restarts = [...progress.steps, ...progress.apps].reduce((sum, step) => sum + step.restarts, 0);
  const used = samePod ? restarts : (job.status?.failed ?? 0);
  const left = Math.max(0, limit - used);
  const how = samePod
    ? 'restarts of its containers, init containers too'
    : 'failed pods, each followed by a new one after 10s, 20s, 40s, up to 10m';
  return {
    code: 'job-failed',
    category: 'job',
    severity: 'info',
    cause: `Job ${name} tries again: ${used} of ${counted(limit, 'failure')} that backoffLimit allows are used (${how})${left === 0 ? '; the next failure ends it' : ''}`,
    fixes: [inspect('see how often it has failed', 'describe', 'job', name, '-n', namespace)],
    evidence: [fromObject(`Job ${namespace}/${name}`, `spec.backoffLimit: ${limit}, status.failed: ${job.status?.failed ?? 0}`)],
    heals: 'maybe',
    confidence: 'likely',
    depth: 'symptom',
  };
}
