import type { Pod } from '../cluster/kubernetes.ts';
import type { PodEvent } from './model.ts';
import { conditionOf, hasEnded, isDeleting, type Member } from './pod.ts';
import { latestStart } from './runs.ts';
import { knownTime, latest } from './time.ts';

const STARTING = new Set(['Pulling', 'Pulled', 'Created', 'Started']);
// Up to 1.35 the kubelet sets the condition one sync after the sandbox is there, when short runs may be over.
const CONDITION_LATENESS = 30_000;

/** Whether the pod has its volumes and its network, so that containers can start. */
export function hasSandbox(pod: Pod, events: readonly PodEvent[], members: readonly Member[]): boolean {
  const condition = conditionOf(pod, 'PodReadyToStartContainers');
  if (condition?.status === 'True') return true;
  const lostAt = knownTime(condition?.lastTransitionTime) ?? 0;
  if (members.some(({ reading }) => reading.kind === 'running' || reading.waitingReason !== undefined)) return true;
  // Through a long first pull the condition stays False although the sandbox is there.
  if (events.some(({ container, reason, at }) => container !== undefined && STARTING.has(reason) && (knownTime(at) ?? 0) >= lostAt))
    return true;
  if (condition) return false;
  return members.some(({ reading }) => reading.kind === 'terminated') || (Boolean(pod.status?.podIP) && pod.spec?.hostNetwork !== true);
}

/**
 * The plain init containers whose last run belongs to a sandbox that is gone: they run again from the first, but their old
 * statuses stay until it is their turn.
 */
export function findStale(pod: Pod, events: readonly PodEvent[], inits: readonly Member[], apps: readonly Member[]): ReadonlySet<Member> {
  const repeats = !hasEnded(pod) && !isDeleting(pod) && pod.spec?.restartPolicy !== 'Never';
  if (!repeats || apps.some(({ reading }) => reading.kind === 'running')) return new Set();
  const plain = inits.filter(({ role }) => role === 'init');
  const begun = sandboxBegan(pod, events, plain);
  return new Set(
    plain.filter((member, index) => {
      if (member.reading.kind !== 'terminated') return false;
      const end = knownTime(member.reading.lastRun?.finishedAt);
      if (end === undefined) return false;
      // An earlier one never runs after a later one, unless all began anew.
      const earlierStart = latest(plain.slice(0, index).map(({ reading }) => latestStart(reading)));
      return (begun !== undefined && end < begun) || (earlierStart !== undefined && earlierStart > end);
    }),
  );
}

/** When the present sandbox was made or the last one was lost; whatever ended before is to be run again. */
function sandboxBegan(pod: Pod, events: readonly PodEvent[], plain: readonly Member[]): number | undefined {
  const changes = events.filter(({ reason }) => reason === 'SandboxChanged').map(({ at }) => knownTime(at));
  const condition = conditionOf(pod, 'PodReadyToStartContainers');
  const transition = knownTime(condition?.lastTransitionTime);
  if (transition === undefined) return latest(changes);
  if (condition?.status === 'False') return latest([...changes, transition]);
  const ready = transition - CONDITION_LATENESS;
  const nothingRanSince = plain.every(({ reading }) => (latestStart(reading) ?? 0) < ready);
  const known = conditionOf(pod, 'Initialized')?.status === 'True';
  return latest([...changes, nothingRanSince && !known ? ready : undefined]);
}
