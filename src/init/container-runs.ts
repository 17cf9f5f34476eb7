import type { ContainerStatus, Pod } from '../cluster/kubernetes.ts';
import { count, objects, text, whole } from './guard.ts';
import { initMembers } from './pod.ts';
import { knownTime } from './time.ts';

/** One run of a container whose log can still be had. */
export interface ContainerRun {
  /** The same for this run as long as the API tells of it. */
  readonly key: string;
  readonly container: string;
  readonly role: 'init' | 'sidecar' | 'app';
  /** From 1. */
  readonly attempt: number;
  readonly running: boolean;
  /** What the log API calls it at present. */
  readonly log: 'current' | 'previous';
  /** RFC 3339. */
  readonly startedAt?: string;
  readonly exitCode?: number;
  readonly durationSeconds?: number;
  readonly message?: string;
}

/** The runs that a pod tells of, in the order in which they began. */
export function containerRuns(pod: Pod): ContainerRun[] {
  const roles = new Map(initMembers(pod).map(({ name, role }) => [name, role]));
  const inits = objects(pod.status?.initContainerStatuses).flatMap((status) => runsOf(status, roles.get(status.name) ?? 'init'));
  const apps = objects(pod.status?.containerStatuses).flatMap((status) => runsOf(status, 'app'));
  return [...inits, ...apps].sort((one, other) => (knownTime(one.startedAt) ?? 0) - (knownTime(other.startedAt) ?? 0));
}

type Terminated = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>;

function runsOf({ name, state, lastState, restartCount, containerID }: ContainerStatus, role: ContainerRun['role']): ContainerRun[] {
  const present = state?.running ?? state?.terminated;
  const restarts = count(restartCount);
  const before = lastState?.terminated;
  const common = { container: text(name) ?? '', role };
  const runs: ContainerRun[] = [];
  // Between two attempts the latest run stands in lastState, and the log API takes it for the present one.
  if (before)
    runs.push(ended(before, { ...common, attempt: present ? Math.max(1, restarts) : restarts + 1, log: present ? 'previous' : 'current' }));
  if (state?.terminated) runs.push(ended(state.terminated, { ...common, attempt: restarts + 1, log: 'current' }));
  if (state?.running) {
    const startedAt = text(state.running.startedAt);
    const key = `${name} ${text(containerID) ?? startedAt ?? restarts}`;
    runs.push({ ...common, key, attempt: restarts + 1, running: true, log: 'current', ...(startedAt && { startedAt }) });
  }
  return runs;
}

function ended(run: Terminated, about: Pick<ContainerRun, 'container' | 'role' | 'attempt' | 'log'>): ContainerRun {
  const [start, end] = [knownTime(run.startedAt), knownTime(run.finishedAt)];
  const [startedAt, message, exitCode] = [text(run.startedAt), text(run.message), whole(run.exitCode)];
  return {
    ...about,
    key: `${about.container} ${text(run.containerID) ?? startedAt ?? about.attempt}`,
    running: false,
    ...(startedAt && { startedAt }),
    ...(exitCode !== undefined && { exitCode }),
    ...(start !== undefined && end !== undefined && { durationSeconds: Math.max(0, (end - start) / 1000) }),
    ...(message && { message }),
  };
}
