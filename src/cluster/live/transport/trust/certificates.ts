import * as tls from 'node:tls';
import type { KubeconfigCluster } from '../../kubeconfig/kubeconfig-file.ts';
import type { Environment } from '../../kubeconfig/options.ts';
import { certificatesIn, ownAuthority } from './authority.ts';

/** Where Go looks for the system's certificates on Linux. */
const systemBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * The certificates that may have signed the server's, in PEM: the cluster's own, else the system's as Go takes them, where
 * Node alone would take the ones it was built with.
 * @returns none where everybody is trusted; undefined to leave it to the runtime.
 * @throws ConnectionError when the cluster's certificates cannot be read.
 */
export function trustedCertificates(cluster: KubeconfigCluster, env: Environment): readonly string[] | undefined {
  if (cluster.skipTLSVerify) return [];
  const own = ownAuthority(cluster);
  if (own !== undefined) return [own];
  return env.NODE_EXTRA_CA_CERTS ? undefined : systemCertificates(env);
}

function systemCertificates(env: Environment): readonly string[] | undefined {
  if (process.platform !== 'linux') return certificatesOfTheKeychain();
  for (const path of env.SSL_CERT_FILE ? [env.SSL_CERT_FILE] : systemBundles) {
    const bundle = certificatesIn(path);
    if (bundle?.includes('BEGIN CERTIFICATE')) return [bundle];
  }
  return undefined;
}

/** Not in Node 20, and not in the types of Node 20. */
function certificatesOfTheKeychain(): readonly string[] | undefined {
  const read: unknown = Reflect.get(tls, 'getCACertificates');
  const certificates: unknown = typeof read === 'function' ? read('system') : undefined;
  return Array.isArray(certificates) && certificates.length > 0 ? certificates : undefined;
}
