import { namesProxy } from './proxy-choice.ts';
import type { Peer, Sender } from './sender.ts';
import { hasOwnAuthority } from './trust/authority.ts';

/** Bun's own client starts 10 ms sooner than its node:http, but knows neither every proxy nor why a server cannot be reached. */
export async function openSender(peer: Peer): Promise<Sender> {
  const viaNode = async () => new (await import('./node-sender.ts')).NodeSender(peer);
  if (!('Bun' in globalThis) || !isPlain(peer)) return viaNode();
  const { FetchSender } = await import('./fetch-sender.ts');
  return new FetchSender(peer, viaNode);
}

/** A server with an authority of its own, asked directly: fetch would choose a proxy by rules that are not Go's. */
function isPlain({ cluster, server, env }: Peer): boolean {
  const usual = !cluster.skipTLSVerify && cluster.tlsServerName === undefined && cluster.proxyUrl === undefined;
  return server.protocol === 'https:' && hasOwnAuthority(cluster) && usual && !namesProxy(env);
}
