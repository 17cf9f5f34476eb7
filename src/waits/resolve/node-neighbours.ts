import { posix } from 'node:path';
import type { Pod, Volume } from '../../cluster/kubernetes.ts';
import type { PodBehind } from '../model.ts';
import { controllerOf, isReady, sameWorkload } from './own-workload.ts';
import { currentInitContainer, type Standpoint } from './standpoint.ts';

/**
 * Pods of the same node and namespace that share a directory of the node and are in trouble: agents leave files for each other there.
 * A pod that waits in init itself is none: it mostly waits for the same.
 */
export async function neighboursInTrouble({ hostPath }: Volume, { cluster, pod, namespace }: Standpoint): Promise<PodBehind[]> {
  const node = pod.spec?.nodeName;
  if (!hostPath || !node) return [];
  const read = await cluster.list('Pod', { namespace, fieldSelector: `spec.nodeName=${node}` });
  if (read.state !== 'found') return [];
  const own = controllerOf(pod, namespace);
  return read.value
    .filter((other) => !sameWorkload(controllerOf(other, namespace), own))
    .filter((other) => shares(other, posix.normalize(hostPath.path)) && inTrouble(other))
    .map(({ metadata }) => ({ namespace, name: metadata?.name ?? '', ready: false }));
}

/** The directory itself, one in it, or one above it that is not half of the node. */
function shares({ spec }: Pod, path: string): boolean {
  const own = (spec?.volumes ?? []).flatMap(({ hostPath }) => (hostPath ? [posix.normalize(hostPath.path)] : []));
  return own.some((other) => within(other, path) || (within(path, other) && other.split('/').length > 2));
}

const within = (path: string, directory: string): boolean => path === directory || path.startsWith(`${directory}/`);

function inTrouble(pod: Pod): boolean {
  if (isReady(pod) || pod.status?.phase === 'Succeeded') return false;
  const current = currentInitContainer(pod);
  return !pod.status?.initContainerStatuses?.some(({ name, state }) => name === current && state?.running !== undefined);
}
