import type { Job } from '../../cluster/kubernetes.ts';
import type { Finding, Fix } from '../finding.ts';
import { advise, kubectl } from '../words/commands.ts';
import { fromObject } from '../words/evidence.ts';
import { specOf } from '../words/replace-object.ts';
import { clause, spell } from '../words/words.ts';

/** What a Job says of its failures: that it has given up, or when it tries again. */
export interface JobTrouble {
  readonly failed: boolean;
  readonly finding: Finding;
}

/** How often the Job tries: 6 unless it says otherwise. */
export const backoffLimit = (job: Job): number => job.spec?.backoffLimit ?? 6;

export function jobTrouble(job: Job): JobTrouble | undefined {
  const failure = (job.status?.conditions ?? []).find(
    ({ type, status }) => (type === 'Failed' || type === 'FailureTarget') && status === 'True',
  );
  if (!failure) return undefined;
  const { reason = '', message = '' } = failure;
  const deadline = reason === 'DeadlineExceeded';
  const name = job.metadata?.name ?? '';
  return {
    failed: true,
    finding: {
      code: deadline ? 'deadline' : 'job-failed',
      category: deadline ? 'deadline' : 'job',
      severity: 'warning',
      cause: `Job ${name} has failed for good: ${why(job, reason, message)}`,
      fixes: again(job, deadline),
      evidence: [fromObject(`Job ${job.metadata?.namespace}/${name} condition ${failure.type}`, `${reason}: ${message}`)],
      heals: 'no',
      confidence: 'certain',
      depth: 'symptom',
    },
  };
}

function why(job: Job, reason: string, message: string): string {
  const tries = (job.status?.failed ?? 0) > 0 ? `, after ${job.status?.failed} failed pods` : '';
  switch (reason) {
    case 'BackoffLimitExceeded':
      return `it reached its backoffLimit of ${backoffLimit(job)}${tries}${onFailure(job)}`;
    case 'DeadlineExceeded':
      return `its activeDeadlineSeconds of ${job.spec?.activeDeadlineSeconds} (${spell(job.spec?.activeDeadlineSeconds ?? 0)}) ran out; the time of init containers and of all attempts counts`;
    case 'PodFailurePolicy':
      return `its podFailurePolicy ended it: ${clause(message)}`;
    default:
      return clause(message || reason || 'it does not say why');
  }
}

/** Every restart of an init or app container counts then, and the pods are removed with their logs. */
const onFailure = (job: Job): string =>
  job.spec?.template?.spec?.restartPolicy === 'OnFailure' ? ' (restartPolicy OnFailure: restarts of init containers count)' : '';

/** A Job that has failed stays so: it is made anew. */
export function runJobAgain(job: Job): Fix {
  const namespace = job.metadata?.namespace ?? '';
  const workload = { kind: 'Job', name: job.metadata?.name ?? '' };
  const copy = `${specOf({ workload, namespace })} | ${kubectl('replace', '--force', '-f', '-')}`;
  return {
    text: `run it again once the cause is gone: delete Job ${workload.name} and create it anew`,
    command: copy,
    risk: 'destructive',
  };
}

function again(job: Job, deadline: boolean): Fix[] {
  const name = job.metadata?.name ?? '';
  return deadline
    ? [advise(`raise activeDeadlineSeconds of Job ${name}, or make what its init containers wait for come up sooner`), runJobAgain(job)]
    : [runJobAgain(job)];
}
