import type { Pod } from '../../cluster/kubernetes.ts';
import { memoised } from '../../cluster/memo.ts';
import type { Cluster } from '../../cluster/port.ts';
import type { ResolvedWait, Wait } from '../model.ts';
import { lookUpFile } from './file.ts';
import { lookUpHost } from './host.ts';
import { lookUpObject } from './object.ts';
import { currentInitContainer, type Looked, type Standpoint } from './standpoint.ts';

/**
 * Looks up what a pod's init container waits for, in the order given. What may not be read is `unreadable`; throws only when
 * nobody answers at all.
 * @param context.container the init container that waits; the one whose turn it is when missing
 */
export async function resolveWaits(
  waits: readonly Wait[],
  context: { readonly cluster: Cluster; readonly pod: Pod; readonly container?: string },
): Promise<ResolvedWait[]> {
  const { pod } = context;
  const at: Standpoint = {
    cluster: memoised(context.cluster),
    pod,
    namespace: pod.metadata?.namespace ?? context.cluster.defaultNamespace,
    container: context.container ?? currentInitContainer(pod),
  };
  return Promise.all(waits.map(async (wait) => ({ wait, ...(await lookUp(wait, at)) })));
}

function lookUp({ target }: Wait, at: Standpoint): Promise<Looked> {
  switch (target.kind) {
    case 'host':
      return lookUpHost(target, at);
    case 'object':
      return lookUpObject(target, at);
    case 'file':
      return lookUpFile(target, at);
  }
}
