import type { ContainerStatus, Pod } from '../../cluster/kubernetes.ts';

/** Why a pod that others depend on does not serve, in a clause that follows its name. */
export interface Readiness {
  readonly ready: boolean;
  /** `is OOMKilled at its memory limit of 250Mi (container injector, 12 restarts)` */
  readonly trouble: string;
  readonly container?: string;
  readonly outOfMemory: boolean;
  readonly memoryLimit?: string;
}

export function readiness(pod: Pod): Readiness {
  const ready =
    pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true && !pod.metadata?.deletionTimestamp;
  if (ready) return { ready, trouble: 'is ready', outOfMemory: false };
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const bad = statuses.find(inTrouble);
  if (!bad)
    return {
      ready,
      trouble: scheduling(pod) ?? `is not ready (${pod.status?.reason ?? pod.status?.phase ?? 'no status'})`,
      outOfMemory: false,
    };
  const last = bad.state?.terminated ?? bad.lastState?.terminated;
  const outOfMemory = last?.reason === 'OOMKilled';
  const spec = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].find(({ name }) => name === bad.name);
  const memoryLimit = spec?.resources?.limits?.memory;
  const restarts = bad.restartCount > 0 ? `, ${bad.restartCount} restarts` : '';
  const waiting = bad.state?.waiting?.reason;
  const trouble = outOfMemory
    ? `is OOMKilled (out of memory)${memoryLimit ? ` at its memory limit of ${memoryLimit}` : ''} (container ${bad.name}${restarts})`
    : waiting && waiting !== 'CrashLoopBackOff'
      ? `is in ${waiting} (container ${bad.name}, image ${bad.image})`
      : last
        ? `exits with code ${last.exitCode} (container ${bad.name}${restarts})`
        : `is not ready (container ${bad.name} runs, its readiness probe does not pass)`;
  return { ready, trouble, container: bad.name, outOfMemory, ...(memoryLimit !== undefined && { memoryLimit }) };
}

function inTrouble({ state, ready }: ContainerStatus): boolean {
  if (state?.terminated) return state.terminated.exitCode !== 0;
  if (state?.waiting) return state.waiting.reason !== 'PodInitializing' && state.waiting.reason !== 'ContainerCreating';
  return !ready && state?.running !== undefined;
}

function scheduling(pod: Pod): string | undefined {
  const condition = pod.status?.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
  return condition && `has no node: ${(condition.message ?? condition.reason ?? '').slice(0, 200)}`;
}
