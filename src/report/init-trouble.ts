import type { Cluster } from '../cluster/port.ts';
import type { Resolution } from '../cluster/targets.ts';
import { readProgress } from '../init/progress.ts';

type PodResolution = Extract<Resolution, { is: 'pod' }>;

/** Those whose init is not done: what is left when nobody named a target. */
export function withInitTrouble(cluster: Cluster, resolutions: readonly Resolution[]): Resolution[] {
  return withoutHistory(cluster, resolutions).filter((resolution) => resolution.is === 'workload' || initIsOpen(cluster, resolution));
}

/** A Job makes a new pod for one that failed. Where that got through init, the failure of the older one is history. */
export function withoutHistory(cluster: Cluster, resolutions: readonly Resolution[]): Resolution[] {
  const through = resolutions.flatMap((resolution) => {
    const attempt = attemptOf(resolution);
    return attempt && !initIsOpen(cluster, attempt.of) ? [attempt] : [];
  });
  return resolutions.filter((resolution) => {
    const attempt = attemptOf(resolution);
    return !attempt?.failed || !through.some((later) => later.work === attempt.work && later.created > attempt.created);
  });
}

interface Attempt {
  readonly of: PodResolution;
  readonly work: string;
  readonly created: string;
  readonly failed: boolean;
}

/** Which work of which Job a pod is an attempt at. */
function attemptOf(resolution: Resolution): Attempt | undefined {
  if (resolution.is !== 'pod') return undefined;
  const { metadata, status } = resolution.pod.pod;
  const { namespace, ownerReferences = [], annotations, creationTimestamp } = metadata ?? {};
  const job = ownerReferences.find(({ kind }) => kind === 'Job');
  if (!job || creationTimestamp === undefined) return undefined;
  const work = JSON.stringify([namespace, job.uid ?? job.name, annotations?.['batch.kubernetes.io/job-completion-index']]);
  return { of: resolution, work, created: creationTimestamp, failed: status?.phase === 'Failed' };
}

function initIsOpen(cluster: Cluster, { pod: { pod, columns } }: PodResolution): boolean {
  const { phase, steps } = readProgress({ pod, events: [], now: cluster.now(), ...(columns && { columns }) });
  if (phase === 'initialized' || steps.length === 0) return false;
  return phase !== 'ended' || steps.some(({ state }) => state === 'failed');
}
