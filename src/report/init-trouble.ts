import type { Cluster } from '../cluster/port.ts';
import type { Resolution } from '../cluster/targets.ts';
import { readProgress } from '../init/progress.ts';

/** Those whose init is not done: what is left when nobody named a target. */
export function withInitTrouble(cluster: Cluster, resolutions: readonly Resolution[]): Resolution[] {
  return resolutions.filter((resolution) => resolution.is === 'workload' || initIsOpen(cluster, resolution));
}

function initIsOpen(cluster: Cluster, { pod: { pod } }: Extract<Resolution, { is: 'pod' }>): boolean {
  const { phase, steps } = readProgress({ pod, events: [], now: cluster.now() });
  if (phase === 'initialized' || steps.length === 0) return false;
  return phase !== 'ended' || steps.some(({ state }) => state === 'failed');
}
