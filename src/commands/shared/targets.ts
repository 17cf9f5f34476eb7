import type { Cluster } from '../../cluster/port.ts';
import { refusedWorkloads } from '../../cluster/targets/refused-pods.ts';
import { parseTargets, type Resolution, resolveTargets, type TargetFlags } from '../../cluster/targets.ts';
import { withInitTrouble } from '../../report/init-trouble.ts';

/**
 * What the words and flags of a command line mean. Without words: the pods whose init is not done, and the workloads that the API
 * refuses pods.
 */
export async function targetsOf(cluster: Cluster, words: readonly string[], flags: TargetFlags): Promise<Resolution[]> {
  const targets = parseTargets(words, flags);
  if (words.length > 0 || flags.selector !== undefined || flags['field-selector'] !== undefined) {
    const resolving = resolveTargets(cluster, targets, flags);
    const [only] = targets;
    if (targets.length === 1 && only?.by === 'name' && only.kind === 'Pod')
      foresee(cluster, flags.namespace ?? cluster.defaultNamespace, only.name);
    const resolved = await resolving;
    return words.length > 0 ? resolved : withInitTrouble(cluster, resolved);
  }
  const namespace = flags['all-namespaces'] ? undefined : (flags.namespace ?? cluster.defaultNamespace);
  const [pods, barren] = await Promise.all([resolveTargets(cluster, targets, flags), refusedWorkloads(cluster, namespace)]);
  return [...withInitTrouble(cluster, pods), ...barren];
}

/** Asks for the events of a pod together with the pod itself: whoever examines it finds them read. */
function foresee(cluster: Cluster, namespace: string, name: string): void {
  cluster.list('Event', { namespace, fieldSelector: `involvedObject.name=${name}` }).catch(() => {
    // Whoever asks for them next is told.
  });
}
