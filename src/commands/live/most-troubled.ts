import type { Progress } from '../../init/model.ts';
import type { FollowedPod } from './followed-scope.ts';

/** Those that have failed for good, then those that fail, those that cannot start, those that go on; the oldest first. */
export function mostTroubledFirst(pods: readonly FollowedPod[]): readonly FollowedPod[] {
  const created = ({ pod }: FollowedPod): string => pod.metadata?.creationTimestamp ?? '';
  return pods
    .map((pod) => ({ pod, ease: easeOf(pod.progress), created: created(pod) }))
    .sort((one, other) => one.ease - other.ease || one.created.localeCompare(other.created))
    .map(({ pod }) => pod);
}

function easeOf({ phase, blocking, outlook }: Progress): number {
  if (!outlook.canSucceed || phase === 'ended') return 0;
  if (blocking?.state === 'failed' || blocking?.backoff) return 1;
  if (phase === 'unscheduled' || (blocking?.state === 'waiting' && blocking.reason !== 'PodInitializing')) return 2;
  return blocking && blocking.attempts > 1 ? 3 : 4;
}
