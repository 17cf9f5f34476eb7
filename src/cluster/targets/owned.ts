import type { ObjectMeta, Pod } from '../kubernetes.ts';
import type { PrintedPod } from '../port.ts';
import type { WorkloadKind } from './model.ts';

interface Owner {
  readonly kind: WorkloadKind;
  readonly name: string;
  /** Unknown when the owner could not be read. */
  readonly uid?: string;
}

/** Whether a pod, ReplicaSet or Job is controlled by this very object: selectors of workloads may overlap, and names come back. */
export const isOwnedBy = ({ kind, name, uid }: Owner, metadata: ObjectMeta | undefined): boolean =>
  (metadata?.ownerReferences ?? []).some(
    (owner) => owner.kind === kind && owner.name === name && (uid === undefined || owner.uid === '' || owner.uid === uid),
  );

/**
 * Whether a pod stems from a workload, by its owner alone. A Deployment names its ReplicaSets `<name>-<pod-template-hash>`, a
 * CronJob its Jobs `<name>-<minutes since 1970>`.
 */
export const stemsFrom = (workload: Owner, { metadata }: Pod): boolean => {
  const { kind, name } = workload;
  if (kind === 'Deployment') {
    const hash = metadata?.labels?.['pod-template-hash'];
    return hash !== undefined && isOwnedBy({ kind: 'ReplicaSet', name: `${name}-${hash}` }, metadata);
  }
  if (kind === 'CronJob') {
    const job = metadata?.ownerReferences?.find((owner) => owner.kind === 'Job')?.name;
    return job !== undefined && job !== name && job.replace(/-\d{1,20}$/, '') === name;
  }
  return isOwnedBy(workload, metadata);
};

export const controllerName = ({ metadata }: Pod): string => {
  const owners = metadata?.ownerReferences ?? [];
  return (owners.find(({ controller }) => controller) ?? owners[0])?.name ?? '';
};

/** By creation, the latest first. */
export const newestFirst = <T extends { readonly metadata?: ObjectMeta }>(objects: readonly T[]): T[] => [...objects].sort(byAge);

export const newestPodsFirst = (pods: readonly PrintedPod[]): PrintedPod[] => [...pods].sort((one, other) => byAge(one.pod, other.pod));

const byAge = (one: { readonly metadata?: ObjectMeta }, other: { readonly metadata?: ObjectMeta }): number =>
  createdAt(other) - createdAt(one);

const createdAt = ({ metadata }: { readonly metadata?: ObjectMeta }): number => Date.parse(metadata?.creationTimestamp ?? '') || 0;
