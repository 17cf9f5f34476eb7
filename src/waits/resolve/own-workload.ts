import type { Pod } from '../../cluster/kubernetes.ts';
import type { WorkloadRef } from '../model.ts';

/**
 * The controller of a pod, or the pod itself. A Deployment names its ReplicaSets `<deployment>-<pod-template-hash>`, and it is
 * the Deployment that people know.
 */
export function controllerOf({ metadata }: Pod, home: string): WorkloadRef {
  const namespace = metadata?.namespace ?? home;
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller);
  if (!owner?.name || owner.kind === 'Node') return { kind: 'Pod', namespace, name: metadata?.name ?? '' };
  const hash = metadata?.labels?.['pod-template-hash'];
  if (owner.kind === 'ReplicaSet' && hash && owner.name.endsWith(`-${hash}`)) {
    return { kind: 'Deployment', namespace, name: owner.name.slice(0, -hash.length - 1) };
  }
  return { kind: owner.kind, namespace, name: owner.name };
}

export const sameWorkload = (one: WorkloadRef, other: WorkloadRef): boolean =>
  one.kind === other.kind && one.namespace === other.namespace && one.name === other.name;

/** Whether a pod's app may have begun: what keeps such a pod from being ready is not its init containers. */
export const isPastInit = ({ status }: Pod): boolean =>
  (status?.conditions ?? []).some(({ type, status }) => type === 'Initialized' && status === 'True');

export const isReady = ({ status }: Pod): boolean =>
  (status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');

export const hasEnded = ({ status }: Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';
