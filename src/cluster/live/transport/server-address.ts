import { ConnectionError } from '../../errors.ts';
import type { Destination } from '../kubeconfig/kubeconfig.ts';

const ports: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443', 'socks5:': '1080', 'socks5h:': '1080' };

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

/** Host name or address of a URL, without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return decodeURIComponent(url.hostname).replace(/^\[|\]$/g, '');
}

/** Port of a URL, the scheme's own when it has none. */
export function portOf(url: URL): number {
  return Number(url.port || ports[url.protocol]);
}
