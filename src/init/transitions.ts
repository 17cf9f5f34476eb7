import { humanDuration } from './age.ts';
import type { InitPhase, Progress, Run, Step } from './model.ts';

/**
 * What happened between two looks at a pod, in order, each as one clause. Without an earlier look: where it stands.
 * Nothing for what changed without meaning, such as a pull that fails as before.
 */
export function transitionsBetween(before: Progress | undefined, after: Progress): string[] {
  if (before === undefined) return [standing(after)];
  const steps = after.steps.flatMap((step, index) => stepTransitions(before.steps[index], step));
  const phase = before.phase === after.phase ? undefined : phases[after.phase];
  return phase === undefined ? steps : [...steps, phase];
}

/** Where a pod stands, as one clause. */
export function standing({ phase, blocking, columns, steps }: Progress): string {
  if (phase === 'initialized') return steps.length === 0 ? 'has no init containers' : 'init is done';
  const doing = blocking && phase === 'initializing' ? stepStanding(blocking) : (phases[phase] ?? 'no init container has started');
  return `${columns.status}: ${doing}`;
}

const phases: Partial<Record<InitPhase, string>> = {
  unscheduled: 'not assigned to a node yet',
  preparing: 'on a node, which prepares volumes and network',
  initialized: 'init is done',
  ended: 'the pod has ended',
  deleting: 'the pod is being deleted',
};

function stepStanding(step: Step): string {
  const { name, state, reason, attempts, lastRun } = step;
  if (state === 'running') return `${name} runs${attempt(attempts)}`;
  if (state === 'failed' && lastRun) return finished(step, lastRun, attempts);
  if (state === 'waiting') return `${name} cannot start${reason ? `: ${reason}` : ' yet'}`;
  return `${name} is next`;
}

function stepTransitions(before: Step | undefined, after: Step): string[] {
  const happened: string[] = [];
  const { lastRun, state, name, attempts, reason } = after;
  const running = state === 'running';
  if (lastRun && !sameRun(before?.lastRun, lastRun)) happened.push(finished(after, lastRun, running ? attempts - 1 : attempts));
  if (running && (before?.state !== 'running' || before.attempts !== attempts)) happened.push(`${name} runs${attempt(attempts)}`);
  if (after.role === 'sidecar' && state === 'succeeded' && before?.state !== 'succeeded') happened.push(`sidecar ${name} has started`);
  if (state === 'waiting' && reason !== undefined && kindOf(reason) !== kindOf(before?.reason)) {
    happened.push(`${name} cannot start: ${reason}`);
  }
  return happened;
}

const sameRun = (one: Run | undefined, other: Run): boolean =>
  one?.finishedAt === other.finishedAt && one?.startedAt === other.startedAt && one?.exitCode === other.exitCode;

/** Trying to pull and waiting to try take turns. */
const kindOf = (reason: string | undefined): string | undefined => (reason === 'ErrImagePull' ? 'ImagePullBackOff' : reason);

function finished({ name, backoff }: Step, { exitCode, signal, reason, durationSeconds }: Run, number: number): string {
  const ended = exitCode === 0 ? 'is done' : `failed with ${signal ? `signal ${signal}` : `exit code ${exitCode}`}`;
  const why = reason === undefined || reason === 'Error' || reason === 'Completed' ? '' : ` (${reason})`;
  const took = durationSeconds === undefined ? '' : ` after ${humanDuration(durationSeconds * 1000)}`;
  const left = backoff?.kind === 'crash' ? backoff.remainingSeconds : undefined;
  return `${name} ${ended}${why}${took}${attempt(number)}${left ? `; next in ${humanDuration(left * 1000)}` : ''}`;
}

const attempt = (number: number): string => (number > 1 ? `, attempt ${number}` : '');
