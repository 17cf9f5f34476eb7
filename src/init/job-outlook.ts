import type { ContainerStatus, Job, Pod } from '../cluster/kubernetes.ts';
import { count, number, objects, text } from './guard.ts';
import type { Outlook } from './model.ts';
import { formatTime, knownTime } from './time.ts';

const DEFAULT_BACKOFF_LIMIT = 6;

/** Whether a Job can still bring a pod through init, by its own limits. `pods`: those of the Job that still exist. */
export function jobOutlook(job: Job, pods: readonly Pod[], now: Date): Outlook {
  const own = objects(pods);
  if (conditionTrue(job, 'Complete') || conditionTrue(job, 'SuccessCriteriaMet')) return { canSucceed: true };
  const failed = failureText(job);
  if (failed !== undefined) return { canSucceed: false, why: failed };
  const policy = failurePolicyText(job, own);
  if (policy !== undefined) return { canSucceed: false, why: policy };
  if (job.spec?.suspend === true) return { canSucceed: true, why: 'the Job is suspended: no pod is started until it is resumed' };
  const end = deadlineOf(job);
  const deadline = end === undefined ? undefined : formatTime(end);
  const why = end !== undefined && now.getTime() >= end ? 'activeDeadlineSeconds of the Job has run out' : limitText(job, own);
  return { canSucceed: why === undefined, ...(why !== undefined && { why }), ...(deadline !== undefined && { deadline }) };
}

function conditionTrue(job: Job, type: string): boolean {
  return objects(job.status?.conditions).some((condition) => condition.type === type && condition.status === 'True');
}

function failureText(job: Job): string | undefined {
  const condition = objects(job.status?.conditions).find(
    ({ type, status }) => (type === 'Failed' || type === 'FailureTarget') && status === 'True',
  );
  if (!condition) return undefined;
  const details = [text(condition.reason), text(condition.message)].filter((detail) => detail !== undefined);
  return ['the Job has failed', ...details].join(': ');
}

function limitText(job: Job, pods: readonly Pod[]): string | undefined {
  const limit = number(job.spec?.backoffLimit) ?? DEFAULT_BACKOFF_LIMIT;
  if (job.spec?.template?.spec?.restartPolicy === 'OnFailure') {
    const restarts = pods
      .filter(isActive)
      .flatMap(allStatuses)
      .reduce((sum, status) => sum + count(status.restartCount), 0);
    // The controller takes a limit of 0 as "no restart at all", any other as reached when it is met.
    const spent = limit === 0 ? restarts > 0 : restarts >= limit;
    return spent ? `its containers restarted ${restarts} times, backoffLimit is ${limit}` : undefined;
  }
  if (job.spec?.backoffLimitPerIndex !== undefined && job.spec.backoffLimitPerIndex !== null) return undefined;
  // What podFailurePolicy says to ignore is in the pods but not in the count of the Job.
  const seen = job.spec?.podFailurePolicy ? 0 : pods.filter(({ status }) => status?.phase === 'Failed').length;
  const failures = Math.max(count(job.status?.failed), seen);
  return failures > limit ? `${failures} pods failed, backoffLimit is ${limit}` : undefined;
}

/** The first rule that matches a failed pod decides about it. */
function failurePolicyText(job: Job, pods: readonly Pod[]): string | undefined {
  const rules = objects(job.spec?.podFailurePolicy?.rules);
  for (const pod of pods.filter(({ status }) => status?.phase === 'Failed')) {
    const rule = rules.find((candidate) => matchesExit(candidate, pod) || matchesCondition(candidate, pod));
    if (rule?.action === 'FailJob')
      return `podFailurePolicy fails the Job at rule ${rules.indexOf(rule)}, for pod ${text(pod.metadata?.name) ?? ''}`;
  }
  return undefined;
}

type FailureRule = NonNullable<NonNullable<Job['spec']>['podFailurePolicy']>['rules'][number];

function matchesExit({ onExitCodes }: FailureRule, pod: Pod): boolean {
  if (!onExitCodes) return false;
  return [...objects(pod.status?.containerStatuses), ...objects(pod.status?.initContainerStatuses)].some((status) => {
    const exitCode = number(status.state?.terminated?.exitCode) ?? 0;
    const named = text(onExitCodes.containerName) === undefined || onExitCodes.containerName === status.name;
    if (!named || exitCode === 0) return false;
    const listed = Array.isArray(onExitCodes.values) && onExitCodes.values.includes(exitCode);
    return onExitCodes.operator === 'In' ? listed : onExitCodes.operator === 'NotIn' && !listed;
  });
}

function matchesCondition({ onExitCodes, onPodConditions }: FailureRule, pod: Pod): boolean {
  if (onExitCodes) return false;
  return objects(onPodConditions).some((pattern) =>
    objects(pod.status?.conditions).some(({ type, status }) => type === pattern.type && status === (pattern.status ?? 'True')),
  );
}

function isActive({ status }: Pod): boolean {
  return status?.phase === 'Pending' || status?.phase === 'Running';
}

function allStatuses({ status }: Pod): ContainerStatus[] {
  return [...objects(status?.initContainerStatuses), ...objects(status?.containerStatuses)];
}

function deadlineOf(job: Job): number | undefined {
  const start = knownTime(job.status?.startTime);
  const seconds = number(job.spec?.activeDeadlineSeconds);
  return start === undefined || seconds === undefined ? undefined : start + seconds * 1000;
}
