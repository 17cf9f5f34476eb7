import type { Job } from '../../cluster/kubernetes.ts';
import type { Facts } from '../facts.ts';

/** The Job that made the pod; the workload to edit may be its CronJob. */
export const jobOf = ({ pod }: Pick<Facts, 'pod'>): string | undefined =>
  pod.metadata?.ownerReferences?.find(({ kind }) => kind === 'Job')?.name;

export function jobRead(facts: Pick<Facts, 'pod' | 'around'>): Job | undefined {
  const name = jobOf(facts);
  const read = name === undefined ? undefined : facts.around.get('Job', name);
  return read?.state === 'found' ? read.value : undefined;
}
