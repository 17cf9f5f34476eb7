import type { Job, Pod } from '../cluster/kubernetes.ts';
import { jobOutlook } from '../init/job-outlook.ts';
import type { Progress } from '../init/model.ts';

/** What is known when a waiting person or pipeline asks whether it is worth it. */
export interface WaitingCase {
  readonly pod: Pod;
  readonly progress: Progress;
  /** The API has removed it. */
  readonly gone: boolean;
  /** Something brings another pod in its place, and that one is waited for as well. */
  readonly replaced: boolean;
  readonly now: Date;
}

/** A state from which init cannot succeed any more unless somebody changes something. */
interface NoReturn {
  readonly id: string;
  /** Why it is certain, and where that is written. */
  readonly proof: string;
  /** The sentence, where it holds. */
  readonly says: (waiting: WaitingCase) => string | undefined;
}

/** In this order; the first that holds is the answer. */
export const noReturns: readonly NoReturn[] = [
  {
    id: 'not-run-again',
    proof: 'restartPolicy Never, or the rules of the container: computeInitContainerActions of the kubelet fails the pod',
    says: alone(({ progress: { steps, phase, outlook } }) =>
      steps.some(({ state }) => state === 'failed') && phase !== 'initialized' && / is not run again /.test(outlook.why ?? '')
        ? outlook.why
        : undefined,
    ),
  },
  {
    id: 'invalid-image-name',
    proof: 'the kubelet parses the reference before it asks any registry, and no retry changes it',
    says: waitingFor('InvalidImageName', (image) => `${image || 'an empty image name'} is no valid image name`),
  },
  {
    id: 'image-never-pulled',
    proof: 'imagePullPolicy Never: the kubelet looks on the node alone and fetches nothing',
    says: waitingFor('ErrImageNeverPull', (image) => `image ${image} is not on the node, and imagePullPolicy Never forbids to pull it`),
  },
  {
    id: 'pod-ended',
    proof: 'phase Failed is final (evicted, rejected by the node, deadline): the kubelet starts nothing in it again',
    says: alone(({ pod, progress }) => (pod.status?.phase === 'Failed' ? (progress.outlook.why ?? 'the pod has failed') : undefined)),
  },
  {
    id: 'deadline',
    proof: 'activeDeadlineSeconds counts from status.startTime and includes init; it is over, or over before the next attempt',
    says: alone(({ progress: { outlook } }) => (/activeDeadlineSeconds/.test(outlook.why ?? '') ? outlook.why : undefined)),
  },
  {
    id: 'pod-deleted',
    proof: 'a deletion is never taken back, and the name alone does not make it the same pod',
    says: alone(({ pod, gone }) =>
      gone ? 'the pod was deleted' : pod.metadata?.deletionTimestamp ? 'the pod is being deleted' : undefined,
    ),
  },
];

/** Why init of a pod cannot succeed any more; undefined while it can, and once it is done. */
export function noReturnOf(waiting: WaitingCase): string | undefined {
  if (isInitialized(waiting.progress)) return undefined;
  for (const { says } of noReturns) {
    const sentence = says(waiting);
    if (sentence !== undefined) return sentence;
  }
  return undefined;
}

/** Why a Job brings no pod through init any more: it has failed, or is at its backoffLimit, deadline or podFailurePolicy. */
export function jobNoReturnOf(job: Job, pods: readonly Pod[], now: Date): string | undefined {
  const { canSucceed, why } = jobOutlook(job, pods, now);
  return canSucceed ? undefined : (why ?? 'the Job has failed');
}

/** Whether init is behind a pod, even if the pod has ended since. */
export const isInitialized = ({ phase, steps }: Progress): boolean =>
  phase === 'initialized' || (phase === 'ended' && steps.every(({ state }) => state === 'succeeded'));

/** What ends one pod ends nothing where another takes its place. */
function alone(says: NoReturn['says']): NoReturn['says'] {
  return (waiting) => (waiting.replaced ? undefined : says(waiting));
}

function waitingFor(reason: string, sentence: (image: string) => string): NoReturn['says'] {
  return ({ progress: { steps } }) => {
    const step = steps.find((one) => one.state === 'waiting' && one.reason === reason);
    return step && sentence(step.image);
  };
}
