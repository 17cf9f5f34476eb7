import http from 'node:http';
import https from 'node:https';
import { connect as connectTls, createSecureContext } from 'node:tls';
import { proxyFor } from './proxy-choice.ts';
import type { Peer } from './sender.ts';
import { hostOf, portOf } from './server-address.ts';
import { hasOwnAuthority } from './trust/authority.ts';
import { trustedCertificates } from './trust/certificates.ts';
import { checkedConnections } from './trust/checked-connections.ts';

/** The connections of a command: kept open between requests, TLS sessions resumed where one more is opened. */
export function openConnections({ cluster, server, certificate, env, signal }: Peer): http.Agent {
  const proxy = proxyFor(server, cluster.proxyUrl, env);
  const kept: http.AgentOptions = { keepAlive: true, scheduling: 'lifo' };
  if (server.protocol !== 'https:') {
    const agent = new http.Agent(kept);
    return proxy === undefined ? agent : throughTunnels(agent, proxy, server, signal, undefined);
  }
  const named = { ...kept, ...(cluster.tlsServerName !== undefined && { servername: cluster.tlsServerName }) };
  const ca = trustedCertificates(cluster, env);
  if (ca !== undefined && proxy === undefined && hasOwnAuthority(cluster) && !cluster.skipTLSVerify && !('Bun' in globalThis)) {
    const createConnection = checkedConnections(ca.join('\n'), certificate ?? {}, signal);
    return Object.assign(new https.Agent(named), { createConnection });
  }
  const options = {
    ...named,
    ...(ca !== undefined && { ca: [...ca] }),
    ...(cluster.skipTLSVerify && { rejectUnauthorized: false }),
    ...certificate,
  };
  // Made once: Node would read the certificates anew for each connection.
  const agent = new https.Agent({ ...options, secureContext: createSecureContext(options) });
  return proxy === undefined ? agent : throughTunnels(agent, proxy, server, signal, ca);
}

type Connected = (error: Error | null, socket?: unknown) => void;

function throughTunnels(agent: http.Agent, proxy: URL, server: URL, signal: AbortSignal, ca: readonly string[] | undefined): http.Agent {
  const createConnection = (options: object, connected: Connected): void => {
    const tunnel = import('./tunnel.ts').then(({ throughProxy }) => throughProxy(proxy, hostOf(server), portOf(server), signal, ca));
    tunnel.then(
      (socket) => connected(null, server.protocol === 'https:' ? connectTls({ ...options, socket }) : socket),
      (error) => connected(error),
    );
  };
  return Object.assign(agent, { createConnection });
}
