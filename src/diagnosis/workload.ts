import type { Pod } from '../cluster/kubernetes.ts';
import type { Workload } from './facts.ts';

/**
 * The workload to edit, from the pod alone: no read. A Deployment names its ReplicaSets `<deployment>-<pod-template-hash>`,
 * a CronJob its Jobs `<cronjob>-<minutes since 1970>`; editing the object in between would be undone or have no effect.
 */
export function workloadOf(pod: Pod): Workload {
  const owners = pod.metadata?.ownerReferences ?? [];
  const owner = owners.find(({ controller }) => controller) ?? owners[0];
  if (!owner?.kind || !owner.name || owner.kind === 'Node') return { kind: 'Pod', name: pod.metadata?.name ?? '' };
  const hash = pod.metadata?.labels?.['pod-template-hash'];
  if (owner.kind === 'ReplicaSet' && hash && owner.name.endsWith(`-${hash}`)) {
    return { kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) };
  }
  const scheduled = owner.kind === 'Job' ? /^(.+)-\d{8}$/.exec(owner.name)?.[1] : undefined;
  return scheduled ? { kind: 'CronJob', name: scheduled } : { kind: owner.kind, name: owner.name };
}
