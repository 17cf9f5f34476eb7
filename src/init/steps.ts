import { backoffOf } from './backoff.ts';
import { text } from './guard.ts';
import type { Step } from './model.ts';
import { hasEnded, isDeleting, type Member } from './pod.ts';
import { hasFailed, neverBegan } from './runs.ts';
import type { Situation } from './situation.ts';
import { knownTime, latest } from './time.ts';

// Waiting reasons that follow a run which counted; containerd reports a failed start as a run that ended at once.
const AFTER_RUN = new Set(['CrashLoopBackOff', 'RunContainerError', 'PostStartHookError']);
const PULLING = new Set(['Pulling', 'Failed', 'BackOff', 'InspectFailed', 'ErrImageNeverPull']);
const PULLED = new Set(['Pulled', 'Created', 'Started']);
/** A present instance that has run for longer than this, and longer than the failed one, tells by itself. */
const SETTLED_SECONDS = 60;

/** Init containers in the order of `spec`, each with its state. */
export function initSteps(situation: Situation, now: Date): Step[] {
  const steps: Step[] = [];
  for (const member of situation.inits) {
    const turn = steps.every(({ state }) => state === 'succeeded');
    steps.push(stepOf(member, steps.length + 1, initState(member, turn, situation), situation, now));
  }
  return steps;
}

/** App containers in the order of `spec`; all have their turn when init is done. */
export function appSteps(situation: Situation, initDone: boolean, now: Date): Step[] {
  return situation.apps.map((member, index) => stepOf(member, index + 1, appState(member, initDone, situation), situation, now));
}

function initState(member: Member, turn: boolean, situation: Situation): Step['state'] {
  const { reading, role } = member;
  if (reading.kind === 'running') return role === 'sidecar' && hasStarted(member) ? 'succeeded' : 'running';
  if (reading.kind === 'terminated') {
    if (situation.stale.has(member)) return 'not-started';
    const over = hasEnded(situation.pod) || isDeleting(situation.pod);
    // Nothing but the end of the pod makes it right that a sidecar exits.
    const done = role === 'sidecar' ? over && situation.initialized : situation.initialized || !hasFailed(reading.lastRun);
    return done ? 'succeeded' : 'failed';
  }
  if (reading.waitingReason !== undefined) return waitingState(member);
  // Once an app container ran, the kubelet takes plain init containers as done even if their status is lost.
  if (situation.initialized && role === 'init') return 'succeeded';
  return turn ? silentState(member, situation) : 'not-started';
}

function appState(member: Member, turn: boolean, situation: Situation): Step['state'] {
  const { reading } = member;
  if (reading.kind === 'running') return 'running';
  if (reading.kind === 'terminated') return reading.lastRun?.exitCode === 0 ? 'succeeded' : 'failed';
  if (reading.waitingReason !== undefined) return waitingState(member);
  return turn ? silentState(member, situation) : 'not-started';
}

function waitingState({ reading }: Member): Step['state'] {
  const afterRun = reading.waitingReason === 'CrashLoopBackOff' || reading.lastRun !== undefined;
  return AFTER_RUN.has(reading.waitingReason ?? '') && afterRun ? 'failed' : 'waiting';
}

/** It is its turn, and the kubelet says nothing: a pull takes long, or reasons were lost with a restart of the kubelet. */
function silentState(member: Member, { events, sandbox }: Situation): Step['state'] {
  if (!sandbox) return 'not-started';
  const own = events.filter(({ container }) => container === member.name);
  const lastOf = (reasons: ReadonlySet<string>) => latest(own.filter(({ reason }) => reasons.has(reason)).map(({ at }) => knownTime(at)));
  const pulling = lastOf(PULLING);
  if (pulling !== undefined && pulling > (lastOf(PULLED) ?? 0)) return 'waiting';
  return member.role !== 'app' && hasFailed(member.reading.lastRun) ? 'failed' : 'not-started';
}

function stepOf(member: Member, index: number, state: Step['state'], situation: Situation, now: Date): Step {
  const { reading, role, name, spec } = member;
  const backoff = backoffOf({ pod: situation.pod, member, state, events: situation.events, now });
  return {
    index,
    role,
    name,
    image: text(spec.image) ?? '',
    spec,
    state,
    ...words(member, state),
    attempts: reading.attempts,
    restarts: reading.restarts,
    ...(reading.runningSince !== undefined && { runningSince: reading.runningSince }),
    ...(reading.lastRun && { lastRun: reading.lastRun }),
    started: hasStarted(member),
    ready: reading.ready,
    ...(situation.stale.has(member) && { rerun: true }),
    ...(backoff && { backoff }),
    telling: tellingLog(member, state, now),
  };
}

function words({ reading }: Member, state: Step['state']): Pick<Step, 'reason' | 'message'> {
  if (reading.kind === 'running' || state === 'not-started') return {};
  const run = reading.kind === 'terminated' || reading.waitingReason === undefined ? reading.lastRun : undefined;
  const reason = reading.waitingReason ?? run?.reason;
  const message = reading.waitingMessage ?? run?.message;
  return { ...(reason !== undefined && { reason }), ...(message !== undefined && { message }) };
}

function hasStarted({ reading, role, spec }: Member): boolean {
  if (reading.kind !== 'running') return false;
  return reading.started ?? (role === 'init' || !spec.startupProbe);
}

function tellingLog({ reading, role }: Member, state: Step['state'], now: Date): Step['telling'] {
  const { lastRun, runningSince } = reading;
  if (reading.kind === 'terminated') return state === 'not-started' || neverBegan(lastRun) ? 'none' : 'current';
  if (state === 'failed') return neverBegan(lastRun) ? 'none' : 'previous';
  if (reading.kind === 'waiting') return 'none';
  const failed = role === 'init' ? hasFailed(lastRun) : lastRun !== undefined;
  if (!failed || neverBegan(lastRun) || !reading.hasPreviousLog) return 'current';
  const seconds = (now.getTime() - (knownTime(runningSince) ?? now.getTime())) / 1000;
  return seconds > Math.max(SETTLED_SECONDS, lastRun?.durationSeconds ?? 0) ? 'current' : 'previous';
}
