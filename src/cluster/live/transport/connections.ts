import http from 'node:http';
import https from 'node:https';
import { connect as connectTls, createSecureContext } from 'node:tls';
import { proxyFor } from './proxy-choice.ts';
import type { Peer } from './sender.ts';
import { hostOf, portOf } from './server-address.ts';
import { trustedCertificates } from './trust.ts';

/** The connections of a command: kept open between requests, TLS sessions resumed where one more is opened. */
export function openConnections({ cluster, server, certificate, env, signal }: Peer): http.Agent {
  const secure = server.protocol === 'https:';
  const ca = secure ? trustedCertificates(cluster, env) : undefined;
  const options: https.AgentOptions = {
    keepAlive: true,
    scheduling: 'lifo',
    ...(secure && {
      ...(ca !== undefined && { ca: [...ca] }),
      ...(cluster.tlsServerName !== undefined && { servername: cluster.tlsServerName }),
      ...(cluster.skipTLSVerify && { rejectUnauthorized: false }),
      ...certificate,
    }),
  };
  // Made once: Node would read the certificates anew for each connection.
  if (secure) options.secureContext = createSecureContext(options);
  const agent = secure ? new https.Agent(options) : new http.Agent(options);
  const proxy = proxyFor(server, cluster.proxyUrl, env);
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
