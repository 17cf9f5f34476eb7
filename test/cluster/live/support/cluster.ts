import type { LiveOptions } from '../../../../src/cluster/live/kubeconfig/options.ts';
import { openLiveCluster } from '../../../../src/cluster/live/live.ts';
import type { Cluster } from '../../../../src/cluster/port.ts';
import { type Files, kubeconfig } from './kubeconfigs.ts';

/** Opens a cluster by a kubeconfig written for it, hands it over and closes it. */
export async function withCluster<T>(
  files: Files,
  settings: { readonly cluster: object; readonly user?: object; readonly options?: LiveOptions },
  use: (cluster: Cluster) => Promise<T>,
): Promise<T> {
  const path = files.write('kubeconfig', kubeconfig(settings.cluster, settings.user));
  const cluster = await openLiveCluster({ env: {}, ...settings.options, kubeconfig: path });
  try {
    return await use(cluster);
  } finally {
    cluster.close();
  }
}
