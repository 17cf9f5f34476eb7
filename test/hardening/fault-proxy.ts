import { type ChildProcess, spawn } from 'node:child_process';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { authority } from '../cluster/live/support/pki.ts';
import { clusterEnv } from '../e2e/cluster.ts';

/** A request that a fault answers in place of the API server, and how to ask that one. */
export interface Faulted {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What the API server answers. */
  real(): Promise<IncomingMessage>;
}
export type Fault = (faulted: Faulted) => unknown;

/** When a fault happens: at the request of this number alone, whenever that path is asked for, or from then on. */
export interface Plan {
  readonly at: number;
  readonly mode: 'once' | 'path' | 'onward';
  readonly fault: Fault;
}

/** What was asked in a run: its paths, in their order. */
export interface Visit {
  readonly server: string;
  readonly paths: readonly string[];
  end(): void;
}

/** A TLS server before the API server of the kubeconfig in use, which it asks through `kubectl proxy`. */
export interface FaultProxy {
  /** PEM. */
  readonly certificate: string;
  /** An address for one run, with its own counting. */
  visit(plan?: Plan): Visit;
  close(): void;
}

export async function faultProxy(): Promise<FaultProxy> {
  const pki = authority('faults');
  const { cert, key } = pki.issue('127.0.0.1', 'subjectAltName=IP:127.0.0.1');
  const { child, port: upstream } = await kubectlProxy();
  const visits = new Map<string, (request: IncomingMessage, response: ServerResponse, path: string) => void>();
  const agent = new http.Agent({ keepAlive: true });
  const proxy = https.createServer({ cert, key }, (request, response) => {
    const [, id = '', path = ''] = /^\/(run-\d+)(\/.*)$/.exec(request.url ?? '') ?? [];
    const visitor = visits.get(id);
    if (visitor) visitor(request, response, path);
    else response.writeHead(404).end();
  });
  proxy.on('tlsClientError', () => {});
  proxy.on('clientError', (_, socket) => socket.destroy());
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;

  const ask = ({ headers }: IncomingMessage, path: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const asked = http.get({ agent, host: '127.0.0.1', port: upstream, path, headers: { accept: headers.accept ?? '*/*' } }, resolve);
      asked.on('error', reject);
    });

  let count = 0;
  return {
    certificate: pki.cert,
    visit: (plan) => {
      count += 1;
      const id = `run-${count}`;
      const paths: string[] = [];
      let faultyPath: string | undefined;
      visits.set(id, (request, response, path) => {
        paths.push(path);
        if (plan?.at === paths.length) faultyPath = path;
        const isFaulty =
          plan !== undefined &&
          (plan.at === paths.length || (plan.mode === 'path' && path === faultyPath) || (plan.mode === 'onward' && paths.length > plan.at));
        response.on('error', () => {});
        const real = () => ask(request, path);
        const answering = isFaulty ? plan.fault({ request, response, real }) : passOn(response, real());
        Promise.resolve(answering).catch(() => response.destroy());
      });
      return { server: `https://127.0.0.1:${port}/${id}`, paths, end: () => visits.delete(id) };
    },
    close: () => {
      child.kill();
      agent.destroy();
      proxy.close();
      proxy.closeAllConnections();
      pki.remove();
    },
  };
}

async function passOn(response: ServerResponse, asking: Promise<IncomingMessage>): Promise<void> {
  const answer = await asking;
  response.writeHead(answer.statusCode ?? 500, answer.headers);
  response.flushHeaders();
  answer.on('error', () => response.destroy());
  response.on('close', () => answer.destroy());
  answer.pipe(response);
}

function kubectlProxy(): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = spawn('kubectl', ['proxy', '--port=0'], {
    env: { PATH: process.env.PATH, ...clusterEnv },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      const [, port] = /127\.0\.0\.1:(\d+)/.exec(text.toString()) ?? [];
      if (port !== undefined) resolve({ child, port: Number(port) });
    });
    child.on('error', reject);
    child.on('exit', () => reject(new Error('kubectl proxy did not start')));
  });
}
