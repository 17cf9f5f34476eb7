import type { Pod } from '../cluster/kubernetes.ts';
import type { InitPhase, PodEvent, Step } from './model.ts';
import { appMembers, conditionOf, hasEnded, initMembers, isDeleting, isScheduled, type Member } from './pod.ts';
import { hasFailed } from './runs.ts';
import { findStale, hasSandbox } from './sandbox.ts';

/** The pod as a whole: what must be known before its containers can be judged one by one. */
export interface Situation {
  readonly pod: Pod;
  /** Oldest first. */
  readonly events: readonly PodEvent[];
  readonly inits: readonly Member[];
  readonly apps: readonly Member[];
  /** Plain init containers whose run was in a sandbox that is gone. */
  readonly stale: ReadonlySet<Member>;
  readonly sandbox: boolean;
  /** Whether init is done, as far as the pod as a whole says. */
  readonly initialized: boolean;
}

export function situationOf(pod: Pod, events: readonly PodEvent[]): Situation {
  const inits = initMembers(pod);
  const apps = appMembers(pod);
  const stale = findStale(pod, events, inits, apps);
  const sandbox = hasSandbox(pod, events, [...inits, ...apps]);
  return { pod, events, inits, apps, stale, sandbox, initialized: isInitialized(pod, inits, apps, stale) };
}

export function phaseOf({ pod, sandbox, initialized }: Situation, steps: readonly Step[]): InitPhase {
  if (hasEnded(pod)) return 'ended';
  if (isDeleting(pod)) return 'deleting';
  if (!isScheduled(pod)) return 'unscheduled';
  const done = steps.length > 0 ? initialized || steps.every(({ state }) => state === 'succeeded') : sandbox;
  if (done) return 'initialized';
  return sandbox ? 'initializing' : 'preparing';
}

function isInitialized(pod: Pod, inits: readonly Member[], apps: readonly Member[], stale: ReadonlySet<Member>): boolean {
  if (pod.status?.phase === 'Succeeded') return true;
  const running = apps.some(({ reading }) => reading.kind === 'running');
  const guess = running || pod.status?.phase === 'Running' || apps.some(({ reading }) => reading.kind === 'terminated');
  const condition = conditionOf(pod, 'Initialized');
  const said = condition ? condition.status === 'True' : guess;
  if (hasEnded(pod)) return said;
  // Init can be under way again whatever the condition says: after a new sandbox old app statuses keep it True, and older
  // kubelets ran an init container anew beside running apps once its exited container was removed from the node.
  const underWay = inits.some((member) => member.role === 'init' && isUnderWay(member, running));
  return (said || running) && stale.size === 0 && !underWay;
}

function isUnderWay({ reading }: Member, appsRun: boolean): boolean {
  if (reading.kind === 'terminated') return appsRun ? reading.lastRun?.exitCode !== 0 : hasFailed(reading.lastRun);
  return reading.kind === 'running' || reading.waitingReason !== undefined;
}
