import http from 'node:http';
import https from 'node:https';
import { Socket } from 'node:net';
import { rootCertificates } from 'node:tls';
import { ProxyFailure } from './connection-errors.ts';
import { hostOf, portOf } from './server-address.ts';
import { throughSocks5 } from './socks5.ts';

type Trust = readonly string[] | undefined;

/**
 * Opens a connection to a host through a proxy (CONNECT, or SOCKS version 5).
 * @param extraTrust certificates an https proxy may be signed by, besides the public ones
 * @throws ProxyFailure when the proxy cannot be reached or refuses.
 */
export function throughProxy(proxy: URL, host: string, port: number, signal: AbortSignal, extraTrust: Trust): Promise<Socket> {
  return proxy.protocol.startsWith('socks5')
    ? throughSocks5(proxy, host, port, signal)
    : throughConnect(proxy, host, port, signal, extraTrust);
}

function throughConnect(proxy: URL, host: string, port: number, signal: AbortSignal, extraTrust: Trust): Promise<Socket> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const open = proxy.protocol === 'https:' ? https.request : http.request;
  const request = open({
    host: hostOf(proxy),
    port: portOf(proxy),
    method: 'CONNECT',
    path: authority,
    agent: false,
    signal,
    headers: { host: authority, ...proxyAuthorization(proxy) },
    ...(proxy.protocol === 'https:' && extraTrust !== undefined && { ca: [...rootCertificates, ...extraTrust] }),
  });
  return new Promise((resolve, reject) => {
    const refused = (response: http.IncomingMessage) => {
      response.destroy();
      reject(new ProxyFailure(refusal(proxy, authority, response)));
    };
    request.on('connect', (response, socket) => {
      if (response.statusCode === 200 && socket instanceof Socket) resolve(socket);
      else refused(response);
    });
    // A proxy that does not know CONNECT answers as to any other request.
    request.on('response', refused);
    request.on('error', (error) => reject(new ProxyFailure(`proxy ${shownProxy(proxy)} could not be reached: ${error.message}`)));
    request.end();
  });
}

/** The proxy's address as it may be shown: without its password. */
function shownProxy(proxy: URL): string {
  return `${proxy.protocol}//${proxy.host}`;
}

function refusal(proxy: URL, authority: string, response: http.IncomingMessage): string {
  const login = response.statusCode === 407 ? ': it asks for a user and password (http://USER:PASSWORD@HOST)' : '';
  return (
    `proxy ${shownProxy(proxy)} refused to connect to ${authority} with ${response.statusCode} ${response.statusMessage ?? ''}`.trim() +
    login
  );
}

function proxyAuthorization(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {};
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
}
