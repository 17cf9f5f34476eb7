import type { Pod } from '../cluster/kubernetes.ts';
import { parseDuration } from './duration.ts';
import type { Backoff, PodEvent, Step } from './model.ts';
import { hasEnded, isDeleting, type Member } from './pod.ts';
import { isRunAgain } from './policy.ts';
import { formatTime, knownTime, latest } from './time.ts';

const BASE = 10;
const CEILING = 300;
/** A run longer than this makes the kubelet forget all earlier failures. */
const FORGIVEN = 600;
// Delays that still grow: those of the default, and of the decay from 1 s (ReduceDefaultCrashLoopBackOffDecay).
const GROWING = new Set([0, 10, 20, 40, 80, 160, 1, 2, 4, 8, 16, 32]);
const NAMED = /^back-off ([\d.a-zµμ]{1,40}) restarting failed container/;
const PULLS = new Set(['ErrImagePull', 'ImagePullBackOff', 'RegistryUnavailable', 'SignatureValidationFailed']);

interface Case {
  readonly pod: Pod;
  readonly member: Member;
  readonly state: Step['state'];
  readonly events: readonly PodEvent[];
  readonly now: Date;
}

/**
 * When the kubelet tries this container again. Nothing for one that runs, is done or is not run again, and nothing for
 * errors that are retried every 10 to 15 seconds without back-off (config, create, image never pulled, invalid name).
 */
export function backoffOf(one: Case): Backoff | undefined {
  if (hasEnded(one.pod) || isDeleting(one.pod)) return undefined;
  if (one.state === 'failed') return crashBackoff(one);
  return one.state === 'waiting' && PULLS.has(one.member.reading.waitingReason ?? '') ? pullBackoff(one) : undefined;
}

/** Seconds before the next start after so many failures in a row; the first restart is immediate. */
function crashDelay(restarts: number): number {
  return restarts <= 0 ? 0 : Math.min(CEILING, BASE * 2 ** (restarts - 1));
}

function crashBackoff({ pod, member, now }: Case): Backoff | undefined {
  const { reading } = member;
  if (reading.lastRun && !isRunAgain(pod, member, reading.lastRun)) return undefined;
  const named = parseDuration(NAMED.exec((reading.waitingMessage ?? '').slice(0, 200))?.[1] ?? '');
  const basis = named === undefined ? 'computed' : 'message';
  return timed({ kind: 'crash', delay: named ?? computedDelay(member), since: knownTime(reading.lastRun?.finishedAt), basis, now });
}

function computedDelay({ reading }: Member): number {
  if (reading.kind === 'waiting') return crashDelay(Math.max(1, reading.restarts));
  return (reading.lastRun?.durationSeconds ?? 0) > FORGIVEN ? 0 : crashDelay(reading.restarts);
}

function pullBackoff({ member, events, now }: Case): Backoff {
  // The kubelet counts by pod and image: containers with the same image share one back-off.
  const sameImage = `Failed to pull image "${member.spec.image}"`;
  const failures = events.filter(
    ({ reason, message, container }) =>
      reason === 'Failed' && message.startsWith('Failed to pull image') && (container === member.name || message.startsWith(sameImage)),
  );
  const since = latest(failures.map(({ at }) => knownTime(at)));
  if (since === undefined) return { kind: 'image-pull', basis: 'computed', longest: false };
  const counted = crashDelay(failures.reduce((sum, { count }) => sum + count, 0));
  const heldAt = latest(events.filter((event) => isHeldBack(event, member)).map(({ at }) => knownTime(at))) ?? 0;
  // A back-off that is still reported after our time is over is longer than the events that are left tell.
  const delay = heldAt > since + counted * 1000 ? CEILING : counted;
  const lost = heldAt > since + delay * 1000;
  return timed({ kind: 'image-pull', delay, since: lost ? undefined : since, basis: 'events', now });
}

function isHeldBack({ reason, message, container }: PodEvent, { name }: Member): boolean {
  return reason === 'BackOff' && container === name && message.startsWith('Back-off pulling image');
}

interface Timing {
  readonly kind: Backoff['kind'];
  readonly delay: number;
  readonly since: number | undefined;
  readonly basis: Backoff['basis'];
  readonly now: Date;
}

function timed({ kind, delay, since, basis, now }: Timing): Backoff {
  const longest = delay >= CEILING || !GROWING.has(delay);
  if (since === undefined) return { kind, delaySeconds: delay, basis, longest };
  const next = since + delay * 1000;
  const remaining = Math.ceil((next - now.getTime()) / 1000);
  const [begun, nextAttemptAt] = [formatTime(since), formatTime(next)];
  return {
    kind,
    delaySeconds: delay,
    ...(begun !== undefined && { since: begun }),
    ...(nextAttemptAt !== undefined && { nextAttemptAt }),
    ...(Number.isFinite(remaining) && { remainingSeconds: Math.max(0, remaining) }),
    basis,
    longest,
  };
}
