import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A server on a port of its own, that remembers what it was asked. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly requests: IncomingMessage[];
  /** TLS or TCP connections so far. */
  readonly connections: Socket[];
  close(): Promise<void>;
}

export function serve(handler: Handler, tls?: https.ServerOptions): Promise<TestServer> {
  const requests: IncomingMessage[] = [];
  const connections: Socket[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    requests.push(request);
    handler(request, response, requests.length);
  };
  const server = tls === undefined ? http.createServer(listener) : https.createServer(tls, listener);
  server.on('connection', (socket: Socket) => connections.push(socket));
  server.on('tlsClientError', () => {});
  return listening(server, tls === undefined ? 'http' : 'https', requests, connections);
}

/** Sends JSON as the API server does. */
export function sendJson(response: ServerResponse, value: unknown, status = 200, headers: http.OutgoingHttpHeaders = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

/** A Status, as every refusal of the API server has one. */
export function sendStatus(response: ServerResponse, code: number, reason: string, message: string, more: object = {}): void {
  sendJson(response, { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, code, ...more }, code);
}

export const podNamed = (name: string, namespace = 'shop') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, uid: `uid-${name}`, creationTimestamp: '2026-01-05T10:00:00Z' },
  spec: { containers: [{ name: 'app', image: 'registry.example/app:1' }] },
  status: { phase: 'Pending' },
});

function listening(server: http.Server, scheme: string, requests: IncomingMessage[], connections: Socket[]): Promise<TestServer> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      // Not waiting for it: under Bun a server that was asked through a tunnel does not say that it has closed.
      const close = async () => {
        server.close();
        server.closeAllConnections();
        for (const socket of connections) socket.destroy();
      };
      resolve({ url: `${scheme}://127.0.0.1:${port}`, port, requests, connections, close });
    });
  });
}
