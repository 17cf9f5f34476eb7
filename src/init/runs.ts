import type { ContainerState, ContainerStatus } from '../cluster/kubernetes.ts';
import { count, text, whole } from './guard.ts';
import type { Run } from './model.ts';
import { knownTime, timeText } from './time.ts';

/** What the kubelet says of one container, read once. */
export interface Reading {
  readonly kind: 'running' | 'terminated' | 'waiting';
  /** Whether there is a status at all. */
  readonly reported: boolean;
  /** `waiting`: why it cannot run. Missing when the kubelet gives no reason, as while others have their turn. */
  readonly waitingReason?: string;
  readonly waitingMessage?: string;
  readonly runningSince?: string;
  readonly lastRun?: Run;
  readonly restarts: number;
  readonly attempts: number;
  readonly started?: boolean;
  readonly ready: boolean;
  /** Whether the API can find the log of the run before the present instance. */
  readonly hasPreviousLog: boolean;
}

// Waiting reasons that say nothing of this container: it is not its turn, or it was taken away to begin anew.
const SILENT = new Set(['PodInitializing', 'ContainerCreating', 'RestartingAllContainers']);

export function readStatus(status: ContainerStatus | undefined): Reading {
  const state = objectOr(status?.state, {});
  const { running, terminated } = state;
  const earlier = objectOr(status?.lastState, {}).terminated;
  const lastRun = readRun(terminated ?? earlier);
  const restarts = count(status?.restartCount);
  const since = timeText(running?.startedAt);
  return {
    kind: running ? 'running' : terminated ? 'terminated' : 'waiting',
    reported: status !== undefined,
    ...(running || terminated ? {} : waitingWords(state)),
    ...(since !== undefined && { runningSince: since }),
    ...(lastRun && { lastRun }),
    restarts,
    attempts: attemptsOf(restarts, Boolean(running ?? terminated), lastRun),
    ...(typeof status?.started === 'boolean' && { started: status.started }),
    ready: status?.ready === true,
    hasPreviousLog: text(earlier?.containerID) !== undefined,
  };
}

/** Whether a plain init container with this run is not done. Out of memory counts even with exit code 0: a child was killed. */
export function hasFailed(run: Run | undefined): boolean {
  return run !== undefined && (run.exitCode !== 0 || run.reason === 'OOMKilled');
}

/** Whether the process never began: the runtime could not start it, and there is no log. */
export function neverBegan(run: Run | undefined): boolean {
  return run?.reason === 'StartError' || run?.reason === 'ContainerCannotRun';
}

/** When the latest run, or the present one, began; milliseconds. */
export function latestStart({ runningSince, lastRun }: Pick<Reading, 'runningSince' | 'lastRun'>): number | undefined {
  return knownTime(runningSince) ?? knownTime(lastRun?.startedAt) ?? knownTime(lastRun?.finishedAt);
}

function waitingWords({ waiting }: ContainerState): Pick<Reading, 'waitingReason' | 'waitingMessage'> {
  const reason = text(waiting?.reason);
  const message = text(waiting?.message);
  return {
    ...(reason !== undefined && !SILENT.has(reason) && { waitingReason: reason }),
    ...(message !== undefined && { waitingMessage: message }),
  };
}

function readRun(terminated: ContainerState['terminated']): Run | undefined {
  if (typeof terminated !== 'object' || terminated === null) return undefined;
  const signal = whole(terminated.signal);
  const reason = text(terminated.reason);
  const message = text(terminated.message);
  const startedAt = timeText(terminated.startedAt);
  const finishedAt = timeText(terminated.finishedAt);
  const [start, end] = [knownTime(startedAt), knownTime(finishedAt)];
  return {
    exitCode: whole(terminated.exitCode) ?? 0,
    ...(signal !== undefined && signal !== 0 && { signal }),
    ...(reason !== undefined && { reason }),
    ...(message !== undefined && { message }),
    ...(startedAt !== undefined && { startedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    ...(start !== undefined && end !== undefined && { durationSeconds: Math.max(0, (end - start) / 1000) }),
  };
}

function attemptsOf(restarts: number, present: boolean, lastRun: Run | undefined): number {
  // For a container that vanished the kubelet already counts the restart that is to come.
  const counted = !present && (lastRun === undefined || lastRun.reason === 'ContainerStatusUnknown');
  return counted ? Math.max(restarts, lastRun ? 1 : 0) : restarts + 1;
}

function objectOr<T extends object>(value: T | null | undefined, fallback: T): T {
  return typeof value === 'object' && value !== null ? value : fallback;
}
