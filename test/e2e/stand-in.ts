import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterEnv, kubectl } from './cluster.ts';

/** Stands before the API server of the kubeconfig, knows who asks for what, and can go away as a server does that starts anew. */
export interface StandIn {
  readonly server: string;
  /** What was asked for so far: paths with their queries. */
  readonly asked: readonly string[];
  /** Cuts all connections, refuses new ones for so long, and knows no resourceVersion from before. */
  away(milliseconds: number): Promise<void>;
  close(): void;
}

export async function standIn(): Promise<StandIn> {
  const proxy = spawn('kubectl', ['proxy', '--port=0'], { env: { PATH: process.env.PATH, ...clusterEnv } });
  let first = '';
  for await (first of createInterface(proxy.stdout)) break;
  const [, upstream] = /:(\d+)$/.exec(first) ?? [];
  assert.ok(upstream, `kubectl proxy: ${first}`);
  const asked: string[] = [];
  let forgotten = 0;
  const front = createServer((from, to) => {
    const { pathname, search, searchParams } = new URL(from.url ?? '/', 'http://front');
    asked.push(pathname + search);
    const isWatch = searchParams.get('watch') !== null;
    if (isWatch && Number(searchParams.get('resourceVersion')) < forgotten) tellExpired(to, asked.length % 2 === 0);
    else passOn(from, to, upstream);
  });
  const listen = (port: number) => new Promise<void>((resolve) => front.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = front.address() as AddressInfo;
  const end = () => {
    front.close();
    front.closeAllConnections();
  };
  return {
    server: `http://127.0.0.1:${port}`,
    asked,
    away: async (milliseconds) => {
      end();
      await sleep(milliseconds);
      const list = JSON.parse(await kubectl(['get', '--raw', '/api/v1/pods?limit=1'])) as { metadata: { resourceVersion: string } };
      forgotten = Number(list.metadata.resourceVersion);
      await listen(port);
    },
    close: () => {
      end();
      proxy.kill();
    },
  };
}

function passOn(from: IncomingMessage, to: ServerResponse, port: string): void {
  const { host: _host, ...headers } = from.headers;
  const onward = request({ port, path: from.url, headers }, (answer) => {
    to.writeHead(answer.statusCode ?? 502, answer.headers);
    to.flushHeaders();
    answer.on('error', () => to.destroy());
    answer.pipe(to);
  });
  onward.on('error', () => to.destroy());
  to.on('close', () => onward.destroy());
  onward.end();
}

/** Servers say it as a status or, once they have begun to answer, as an event. */
function tellExpired(to: ServerResponse, asEvent: boolean): void {
  const status = { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'Expired', code: 410, message: 'too old resource version' };
  to.writeHead(asEvent ? 200 : 410, { 'content-type': 'application/json' });
  to.end(`${JSON.stringify(asEvent ? { type: 'ERROR', object: status } : status)}\n`);
}
