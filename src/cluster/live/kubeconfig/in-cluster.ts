import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../settings-file.ts';
import type { KubeconfigCluster, KubeconfigUser } from './kubeconfig-file.ts';
import type { Environment } from './options.ts';

/** Where the kubelet mounts the service account of a pod. */
export const serviceAccountDirectory = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What a process in a pod is given to reach its own cluster. */
export interface InCluster {
  readonly cluster: KubeconfigCluster;
  readonly user: KubeconfigUser;
  readonly namespace: string | undefined;
}

/** Finds the cluster this process runs in, by client-go's test: both service variables and the token file. */
export function inCluster(env: Environment, directory: string): InCluster | undefined {
  const host = env.KUBERNETES_SERVICE_HOST;
  const port = env.KUBERNETES_SERVICE_PORT;
  const tokenFile = join(directory, 'token');
  if (!host || !port || !existsSync(tokenFile)) return undefined;
  const caFile = join(directory, 'ca.crt');
  return {
    cluster: {
      name: 'in-cluster',
      server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
      caFile: existsSync(caFile) ? caFile : undefined,
      skipTLSVerify: false,
      disableCompression: false,
    },
    user: { name: 'service account', tokenFile, impersonateGroups: [], impersonateExtra: {} },
    namespace: env.POD_NAMESPACE || namespaceFrom(join(directory, 'namespace')),
  };
}

function namespaceFrom(file: string): string | undefined {
  try {
    return readSettings(file, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
