import type { ContainerState, ContainerStatus, Pod, PodCondition } from '../cluster/kubernetes.ts';
import { humanDuration } from './age.ts';
import { count, number, objects, text } from './guard.ts';
import type { Columns } from './model.ts';
import { latest, parseTime } from './time.ts';

/** What the walk over the containers gathers, as `printPod` of the API server does (pkg/printers/internalversion). */
interface Tally {
  word: string;
  ready: number;
  restarts: number;
  restartedAt: number | undefined;
}

/** READY, STATUS and RESTARTS as an API server of that version (`1.35`) prints them; as the newest does without one. */
export function podColumns(pod: Pod, now: Date, serverVersion?: string): Columns {
  const minor = minorVersion(serverVersion);
  const sidecars = sidecarNames(pod);
  const total = objects(pod.spec?.containers).length + sidecars.size;
  const { tally, initializing, ofSidecars } = walkInit(pod, sidecars);
  if (!initializing || firstCondition(pod, 'Initialized')?.status === 'True') {
    tally.restarts = ofSidecars.restarts;
    tally.restartedAt = ofSidecars.restartedAt;
    walkApps(pod, tally, minor);
  }
  return { ready: `${tally.ready}/${total}`, status: deletionWord(pod, minor) ?? tally.word, restarts: restartsText(tally, now) };
}

function walkInit(pod: Pod, sidecars: ReadonlySet<string>) {
  const tally: Tally = { word: phaseWord(pod), ready: 0, restarts: 0, restartedAt: undefined };
  const ofSidecars = { restarts: 0, restartedAt: undefined as number | undefined };
  const planned = objects(pod.spec?.initContainers).length;
  for (const [index, status] of objects(pod.status?.initContainerStatuses).entries()) {
    const sidecar = sidecars.has(status.name);
    addRestarts(tally, status);
    if (sidecar) addRestarts(ofSidecars, status);
    const { terminated, waiting } = stateOf(status);
    if (terminated && exitCode(terminated) === 0) continue;
    if (sidecar && status.started === true) {
      if (status.ready === true) tally.ready += 1;
      continue;
    }
    const waits = text(waiting?.reason);
    if (terminated) tally.word = `Init:${terminatedWord(terminated)}`;
    else if (waits !== undefined && waits !== 'PodInitializing') tally.word = `Init:${waits}`;
    else tally.word = `Init:${index}/${planned}`;
    return { tally, initializing: true, ofSidecars };
  }
  return { tally, initializing: false, ofSidecars };
}

function walkApps(pod: Pod, tally: Tally, minor: number): void {
  let running = false;
  let failure: string | undefined;
  for (const status of objects(pod.status?.containerStatuses).reverse()) {
    addRestarts(tally, status);
    const { terminated, waiting, running: runs } = stateOf(status);
    const waits = text(waiting?.reason);
    if (waits !== undefined) tally.word = waits;
    else if (terminated) {
      tally.word = terminatedWord(terminated);
      if (exitCode(terminated) !== 0) failure = tally.word;
    } else if (status.ready === true && runs) {
      running = true;
      tally.ready += 1;
    }
  }
  if (tally.word !== 'Completed') return;
  if (running && firstCondition(pod, 'Ready', 'True')) tally.word = 'Running';
  else if (failure !== undefined && minor >= 35) tally.word = failure;
  else if (running) tally.word = 'NotReady';
}

function phaseWord(pod: Pod): string {
  const gated = objects(pod.status?.conditions).some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated');
  return gated ? 'SchedulingGated' : (text(pod.status?.reason) ?? text(pod.status?.phase) ?? '');
}

function deletionWord(pod: Pod, minor: number): string | undefined {
  if (pod.metadata?.deletionTimestamp === undefined || pod.metadata.deletionTimestamp === null) return undefined;
  if (pod.status?.reason === 'NodeLost') return 'Unknown';
  const ended = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
  return ended && minor >= 31 ? undefined : 'Terminating';
}

function terminatedWord(terminated: NonNullable<ContainerState['terminated']>): string {
  const signal = number(terminated.signal) ?? 0;
  return text(terminated.reason) ?? (signal === 0 ? `ExitCode:${exitCode(terminated)}` : `Signal:${signal}`);
}

function addRestarts(tally: Pick<Tally, 'restarts' | 'restartedAt'>, status: ContainerStatus): void {
  tally.restarts += count(status.restartCount);
  tally.restartedAt = latest([tally.restartedAt, parseTime(status.lastState?.terminated?.finishedAt)]);
}

function restartsText({ restarts, restartedAt }: Tally, now: Date): string {
  if (restarts === 0 || restartedAt === undefined) return String(restarts);
  return `${restarts} (${humanDuration(now.getTime() - restartedAt)} ago)`;
}

/** The API's own defaults: a missing exit code is 0, a missing state says nothing. */
function stateOf(status: ContainerStatus): ContainerState {
  return typeof status.state === 'object' && status.state !== null ? status.state : {};
}

function exitCode(terminated: NonNullable<ContainerState['terminated']>): number {
  return number(terminated.exitCode) ?? 0;
}

function firstCondition(pod: Pod, type: string, status?: string): PodCondition | undefined {
  return objects(pod.status?.conditions).find((one) => one.type === type && (status === undefined || one.status === status));
}

function sidecarNames(pod: Pod): ReadonlySet<string> {
  const restartable = objects(pod.spec?.initContainers).filter((container) => container.restartPolicy === 'Always');
  return new Set(restartable.map((container) => container.name));
}

function minorVersion(version: string | undefined): number {
  const minor = /^v?1\.(\d{1,3})/.exec(version ?? '')?.[1];
  return minor === undefined ? Number.POSITIVE_INFINITY : Number(minor);
}
