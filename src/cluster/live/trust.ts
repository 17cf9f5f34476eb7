import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { ConnectionError } from '../errors.ts';
import type { KubeconfigCluster } from './kubeconfig-file.ts';
import type { Environment } from './options.ts';

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
 * @returns undefined to leave it to the runtime.
 * @throws ConnectionError when the cluster's certificates cannot be read.
 */
export function trustedCertificates(cluster: KubeconfigCluster, env: Environment): readonly string[] | undefined {
  if (cluster.skipTLSVerify) return undefined;
  if (cluster.caData !== undefined) return [Buffer.from(cluster.caData, 'base64').toString('latin1')];
  if (cluster.caFile !== undefined) return [caFile(cluster.caFile, cluster.name)];
  return env.NODE_EXTRA_CA_CERTS ? undefined : systemCertificates(env);
}

function caFile(path: string, clusterName: string): string {
  const text = fileText(path);
  if (text === undefined)
    throw new ConnectionError(`certificate-authority ${path} of cluster ${JSON.stringify(clusterName)} could not be read`);
  return text;
}

function systemCertificates(env: Environment): readonly string[] | undefined {
  if (process.platform !== 'linux') return certificatesOfTheKeychain();
  for (const path of env.SSL_CERT_FILE ? [env.SSL_CERT_FILE] : systemBundles) {
    const bundle = fileText(path);
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

function fileText(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}
