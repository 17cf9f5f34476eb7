import type { Facts } from '../facts.ts';

/**
 * Why a peer of the waiting pod's own StatefulSet is not there: pods are made one after the other, each when the one before is
 * ready, or there are fewer replicas. As one clause; undefined for hosts that are no such peer.
 */
export function missingPeer({ workload, pod, around }: Facts, host: string): string | undefined {
  const own = ordinalOf(pod.metadata?.name, workload.name);
  const asked = ordinalOf(host.split('.', 1)[0], workload.name);
  if (workload.kind !== 'StatefulSet' || own === undefined || asked === undefined || asked <= own) return undefined;
  const read = around.get('StatefulSet', workload.name);
  const spec = read.state === 'found' ? read.value.spec : undefined;
  const { replicas = 1, podManagementPolicy = 'OrderedReady' } = spec ?? {};
  if (spec && asked >= replicas + (spec.ordinals?.start ?? 0)) return `StatefulSet ${workload.name} has only ${replicas} replicas`;
  if (podManagementPolicy !== 'OrderedReady') return undefined;
  const peer = `${workload.name}-${asked}`;
  return `StatefulSet ${workload.name} makes its pods in order (podManagementPolicy OrderedReady), so that ${peer} is made only when ${pod.metadata?.name} is ready, which waits for it in turn`;
}

function ordinalOf(name: string | undefined, workload: string): number | undefined {
  const digits = name?.startsWith(`${workload}-`) ? name.slice(workload.length + 1) : '';
  return /^\d{1,5}$/.test(digits) ? Number(digits) : undefined;
}
