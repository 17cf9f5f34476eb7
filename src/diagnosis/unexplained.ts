import { conditionOf } from '../init/pod.ts';
import type { Facts } from './facts.ts';
import type { Finding } from './finding.ts';
import { inspect } from './words/commands.ts';
import { fromEvent, fromStatus } from './words/evidence.ts';
import { describePod } from './words/pod-commands.ts';
import { clause, secondsBetween, spell } from './words/words.ts';

/** Attaching a volume may take two minutes before anybody complains. Seconds. */
const patience = 180;

/**
 * What is said of a pod that hangs before init where no rule knows why: the kubelet's own words, or that it says nothing.
 * @param sight whether the events could be read: without them their absence means nothing
 */
export function unexplained(facts: Facts, sight: boolean): Finding[] {
  const { phase, steps } = facts.progress;
  const isHeldUp = phase === 'preparing' || (phase === 'initializing' && /^(?:waiting|not-started)$/.test(facts.blocking?.state ?? ''));
  if (!isHeldUp || steps.some(({ state, role }) => state === 'running' && role === 'init')) return [];
  const finding = strangeReason(facts) ?? lastWarning(facts) ?? (sight && phase === 'preparing' ? silence(facts) : undefined);
  return finding ? [{ code: 'unexplained', severity: 'error', heals: 'maybe', confidence: 'certain', depth: 'symptom', ...finding }] : [];
}

type Told = Pick<Finding, 'category' | 'container' | 'cause' | 'fixes' | 'evidence'>;

/** It is the turn of a container, and the kubelet gives a reason that no rule has. */
function strangeReason({ blocking, pod, namespace }: Facts): Told | undefined {
  if (blocking?.state !== 'waiting' || blocking.reason === undefined) return undefined;
  const { name, reason, message } = blocking;
  return {
    category: 'create-container',
    container: name,
    cause: `${name} cannot start: ${reason}${message ? `: "${clause(message, 300)}"` : ''}`,
    fixes: [describePod({ pod, namespace }, `see what the kubelet says of ${name}`)],
    evidence: [fromStatus(`status of ${name}`, message ? `${reason}: ${message}` : reason)],
  };
}

/** Rules know these; where they say nothing, they have a reason. */
const knownEvents =
  /^(?:FailedCreatePodSandBox|FailedPodSandBoxStatus|NetworkNotReady|FailedMount|FailedAttachVolume|FailedMapVolume|FailedScheduling|BackOff|Failed|Unhealthy|NodeNotReady|TaintManagerEviction|FailedKillPod)$/;

function lastWarning({ events, pod, namespace, now }: Facts): Told | undefined {
  const last = events.at(-1);
  const age = secondsBetween(last?.at, now);
  if (last?.type !== 'Warning' || knownEvents.test(last.reason) || age === undefined || age > 900) return undefined;
  return {
    category: 'node',
    ...(last.container !== undefined && { container: last.container }),
    cause: `no init container can start; the last that is said of the pod is ${last.reason}: "${clause(last.message, 300)}"`,
    fixes: [describePod({ pod, namespace }, 'read the events of the pod')],
    evidence: [fromEvent(last)],
  };
}

/** The scheduler has done its part, and then nothing: the kubelet or its runtime hangs, or does not know of the pod. */
function silence({ events, pod, now }: Facts): Told | undefined {
  const node = pod.spec?.nodeName;
  const placed = conditionOf(pod, 'PodScheduled')?.lastTransitionTime;
  const since = secondsBetween(events.at(-1)?.at || placed, now);
  if (!node || since === undefined || since < patience || events.at(-1)?.reason === 'Pulling') return undefined;
  const taken = pod.status?.startTime !== undefined;
  const what = taken
    ? `the kubelet of node ${node} took the pod up, and has not said anything since`
    : `the kubelet of node ${node} has not taken the pod up`;
  return {
    category: 'node',
    cause: `${what}: no event for ${spell(since)}, no init container has started`,
    fixes: [
      inspect(
        `see whether node ${node} is well, and have its administrator read the logs of kubelet and container runtime there`,
        ...['describe', 'node', node],
      ),
    ],
    evidence: [fromStatus('status.startTime', taken ? String(pod.status?.startTime) : 'none: the kubelet sets it when it takes a pod up')],
  };
}
