import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { plainBody } from './body.ts';
import { TimedOut } from './connection-errors.ts';
import { openConnections } from './connections.ts';
import type { Answer, Outgoing, Peer, Sender } from './sender.ts';
import { hostOf, portOf } from './server-address.ts';

/** What stands between forgets connections that are silent. Milliseconds. */
const keepAliveProbes = 15_000;

/** Sends through node:http and node:https, by way of any proxy. */
export class NodeSender implements Sender {
  readonly #server: URL;
  readonly #agent: http.Agent;

  constructor(peer: Peer) {
    this.#server = peer.server;
    this.#agent = openConnections(peer);
  }

  async send({ path, headers, stream }: Outgoing, signal: AbortSignal): Promise<Answer> {
    const request = (this.#server.protocol === 'https:' ? https : http).request({
      agent: this.#agent,
      host: hostOf(this.#server),
      port: portOf(this.#server),
      path,
      headers,
    });
    if (stream) request.on('socket', (socket) => socket.setKeepAlive(true, keepAliveProbes));
    const response = await arrival(request, signal, stream?.arrivesWithin);
    const end = () => response.destroy(signal.reason);
    signal.addEventListener('abort', end);
    response.once('close', () => signal.removeEventListener('abort', end));
    const { statusCode = 0, statusMessage = '' } = response;
    return {
      status: statusCode,
      statusText: statusMessage,
      headers: response.headers,
      body: await plainBody(response, response.headers['content-encoding']),
    };
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** A request without a socket is not told that it was destroyed, as its tunnel may hang for ever: whoever waits is told here. */
function arrival(request: http.ClientRequest, signal: AbortSignal, within: number | undefined): Promise<IncomingMessage> {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const settled = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      request.removeListener('close', onClose);
    };
    const giveUp = (reason: Error) => {
      settled();
      request.destroy(reason);
      reject(reason);
    };
    const onAbort = () => giveUp(signal.reason);
    const onClose = () => giveUp(new Error('the connection was closed without an answer'));
    const timer = within === undefined ? undefined : setTimeout(() => giveUp(new TimedOut(within)), within);
    request.on('close', onClose);
    request.on('error', (error) => {
      settled();
      reject(error);
    });
    request.on('response', (response) => {
      settled();
      // Whoever reads the body sees what cuts it; without a reader it would end the process.
      response.on('error', () => {});
      resolve(response);
    });
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      giveUp(new Error('the server wants to speak another protocol than HTTP'));
    });
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort);
    request.end();
  });
}
