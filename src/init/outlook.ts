import type { Pod } from '../cluster/kubernetes.ts';
import { number, text } from './guard.ts';
import type { InitPhase, Outlook, Step } from './model.ts';
import { hasEnded, isDeleting } from './pod.ts';
import { isRunAgain, policyName } from './policy.ts';
import { formatTime, knownTime } from './time.ts';

/** Whether init of this very pod can still succeed. `canSucceed: false` is said only when it is certain. */
export function outlookOf(pod: Pod, steps: readonly Step[], phase: InitPhase, now: Date): Outlook {
  const end = hasEnded(pod) ? undefined : deadlineOf(pod);
  const deadline = end === undefined ? undefined : formatTime(end);
  const done =
    phase === 'initialized' ||
    pod.status?.phase === 'Succeeded' ||
    (phase === 'ended' && steps.every(({ state }) => state === 'succeeded'));
  const why = done ? undefined : (namedEnd(pod) ?? endOfSteps(pod, steps) ?? unnamedEnd(pod) ?? endOfTime(end, steps, now));
  return { canSucceed: why === undefined, ...(why !== undefined && { why }), ...(deadline !== undefined && { deadline }) };
}

/** Kubernetes says itself why it ended the pod: evicted, deadline, rejected by the node. */
function namedEnd(pod: Pod): string | undefined {
  const details = [text(pod.status?.reason), text(pod.status?.message)].filter((detail) => detail !== undefined);
  return pod.status?.phase === 'Failed' && details.length > 0 ? `the pod has failed: ${details.join(': ')}` : undefined;
}

function unnamedEnd(pod: Pod): string | undefined {
  if (pod.status?.phase === 'Failed') return 'the pod has failed, and a failed pod is never started again';
  return isDeleting(pod) ? 'the pod is being deleted' : undefined;
}

function endOfSteps(pod: Pod, steps: readonly Step[]): string | undefined {
  for (const step of steps) {
    if (step.reason === 'InvalidImageName') return `${step.image} is no valid image name`;
    if (step.state === 'failed' && step.lastRun && !isRunAgain(pod, step, step.lastRun)) {
      return `${step.name} ended with exit code ${step.lastRun.exitCode} and is not run again (${policyName(step.spec)})`;
    }
  }
  return undefined;
}

/** The time that is left ends before the next attempt begins. */
function endOfTime(end: number | undefined, steps: readonly Step[], now: Date): string | undefined {
  if (end === undefined) return undefined;
  if (now.getTime() >= end) return 'activeDeadlineSeconds of the pod has run out';
  const late = steps.find(({ backoff }) => (knownTime(backoff?.nextAttemptAt) ?? 0) >= end);
  return late && `the next attempt of ${late.name} comes after activeDeadlineSeconds of the pod has run out`;
}

/** Counted from when the kubelet accepted the pod, so it includes init. */
function deadlineOf(pod: Pod): number | undefined {
  const start = knownTime(pod.status?.startTime);
  const seconds = number(pod.spec?.activeDeadlineSeconds);
  return start === undefined || seconds === undefined ? undefined : start + seconds * 1000;
}
