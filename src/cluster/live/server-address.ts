import { ConnectionError } from '../errors.ts';
import type { Destination } from './kubeconfig.ts';

/**
 * The server's address; without a scheme it is https where certificates are spoken of and http elsewhere, as client-go has it.
 * @throws ConnectionError when it is no http or https address.
 */
export function serverAddress({ cluster, user }: Destination): URL {
  const secure = cluster.skipTLSVerify || Boolean(cluster.caData ?? cluster.caFile ?? user.certData ?? user.certFile);
  const text = /^[a-z]+:\/\//i.test(cluster.server) ? cluster.server : `${secure ? 'https' : 'http'}://${cluster.server}`;
  if (URL.canParse(text)) {
    const url = new URL(text);
    if (url.protocol === 'https:' || url.protocol === 'http:') return url;
  }
  throw new ConnectionError(
    `the server address ${JSON.stringify(cluster.server)} of cluster ${cluster.name || 'given'} is no http or https address`,
  );
}
