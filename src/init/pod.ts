import type { Container, ContainerStatus, Pod, PodCondition } from '../cluster/kubernetes.ts';
import { objects, text } from './guard.ts';
import { type Reading, readStatus } from './runs.ts';

/** A container of `spec` with what the kubelet says of it. */
export interface Member {
  readonly role: 'init' | 'sidecar' | 'app';
  readonly name: string;
  readonly spec: Container;
  readonly reading: Reading;
}

/** Init containers, sidecars among them, in the order of `spec`. */
export function initMembers(pod: Pod): Member[] {
  const statuses = objects(pod.status?.initContainerStatuses);
  return objects(pod.spec?.initContainers).map((spec) => member(spec, isSidecar(spec) ? 'sidecar' : 'init', statuses));
}

export function appMembers(pod: Pod): Member[] {
  const statuses = objects(pod.status?.containerStatuses);
  return objects(pod.spec?.containers).map((spec) => member(spec, 'app', statuses));
}

/** Only `Always` makes a sidecar; with another policy of its own it is a plain init container. */
export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

export function conditionOf(pod: Pod, type: string): PodCondition | undefined {
  return objects(pod.status?.conditions).find((condition) => condition.type === type);
}

export function hasEnded(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

export function isDeleting(pod: Pod): boolean {
  return text(pod.metadata?.deletionTimestamp) !== undefined;
}

export function isScheduled(pod: Pod): boolean {
  const statuses = [...objects(pod.status?.initContainerStatuses), ...objects(pod.status?.containerStatuses)];
  return text(pod.spec?.nodeName) !== undefined || statuses.length > 0 || conditionOf(pod, 'PodScheduled')?.status === 'True';
}

function member(spec: Container, role: Member['role'], statuses: readonly ContainerStatus[]): Member {
  const name = text(spec.name) ?? '';
  return { role, name, spec, reading: readStatus(statuses.find((status) => status.name === name)) };
}
