import { randomFillSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Fault, Faulted } from './fault-proxy.ts';

/** What the faulty server does. */
export interface KnownFault {
  readonly name: string;
  readonly fault: Fault;
  /** It says, as the API server does, that this very object does not exist: to believe it is right. */
  readonly isAbsence?: boolean;
  /** It takes as long as it is given. */
  readonly isSlow?: boolean;
}

type Answer = (response: ServerResponse, request: IncomingMessage) => unknown;

const control = 'line\n\u001b[2J\u001b]0;title\u0007\u202e\u0000\u009b31m';
const loginPage = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Sign in\u001b[2J</body></html>\n';
const noise = (length: number): Buffer => randomFillSync(Buffer.alloc(length));
const json = { 'content-type': 'application/json' };
const sends =
  (status: number, body: string | Buffer = '', headers: Readonly<Record<string, string>> = json): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);
const statusText = (code: number, reason: string, message: string, details: object = {}): string =>
  JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, code, details });
const refuses = (code: number, reason: string, message = `${reason} by the fault`): Answer =>
  sends(code, statusText(code, reason, message));

/** The name of the object that a path asks for. */
const nameIn = ({ url = '' }: IncomingMessage): string => /\/([^/?]+)(?:\/log)?(?:\?.*)?$/.exec(url)?.[1] ?? '';

const statuses: Readonly<Record<string, Answer>> = {
  '401': refuses(401, 'Unauthorized'),
  '401 without a body': sends(401),
  '403': refuses(403, 'Forbidden', 'is forbidden: User "reader" cannot get it'),
  '403 of a firewall': sends(403, loginPage, { 'content-type': 'text/html' }),
  '403 with control characters': refuses(403, 'Forbidden', control),
  '404 of a path': sends(404, '404 page not found\n', { 'content-type': 'text/plain' }),
  '404 of another server': sends(404, loginPage, { 'content-type': 'text/html' }),
  '404 of a resource': refuses(404, 'NotFound', 'the server could not find the requested resource'),
  '404 of another object': sends(404, statusText(404, 'NotFound', 'pods "another" not found', { name: 'another', kind: 'pods' })),
  '404 without a body': sends(404),
  '409': refuses(409, 'Conflict'),
  '410': refuses(410, 'Expired'),
  '418': sends(418),
  '429': refuses(429, 'TooManyRequests'),
  '500': refuses(500, 'InternalError', 'etcdserver: leader changed'),
  '500 with control characters': refuses(500, 'InternalError', control),
  '502 of a balancer': sends(502, loginPage, { 'content-type': 'text/html' }),
  '503': refuses(503, 'ServiceUnavailable'),
  '504': refuses(504, 'Timeout'),
  '204': sends(204),
  '304': sends(304),
  '599': sends(599, 'odd'),
  ...Object.fromEntries(
    ['0', '1', '-1', '3600', '99999999999999999999', 'soon', 'Fri, 31 Dec 9999 23:59:59 GMT', ''].map((after) => [
      `429 with Retry-After ${JSON.stringify(after)}`,
      sends(429, '', { 'retry-after': after }),
    ]),
  ),
  '503 with Retry-After 86400': sends(503, '', { 'retry-after': '86400' }),
  'a redirect to a login page': sends(302, loginPage, { location: '/login' }),
  'a redirect to itself': (response, { url = '' }) => response.writeHead(307, { location: url }).end(),
  'a redirect to nowhere': sends(308),
  'a redirect to another host': sends(301, '', { location: 'http://192.0.2.1/' }),
};

const bodies: Readonly<Record<string, Answer>> = {
  'an empty body': sends(200),
  'a login page': sends(200, loginPage, { 'content-type': 'text/html' }),
  'noise as JSON': (response) => response.writeHead(200, json).end(noise(5000)),
  'noise as gzip': (response) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(noise(5000)),
  'half a gzip': (response) =>
    response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify({ kind: 'Pod' })).subarray(0, 12)),
  'a compression nobody asked for': (response) => response.writeHead(200, { ...json, 'content-encoding': 'br' }).end(noise(500)),
  'deeply nested JSON': sends(200, '['.repeat(200_000)),
  'deeply nested objects': sends(200, `${'{"items":'.repeat(50_000)}1${'}'.repeat(50_000)}`),
  'a Status that says Success': sends(200, JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Success' })),
  'another object': sends(200, JSON.stringify({ kind: 'Pod', apiVersion: 'v1', metadata: { name: 'another', namespace: 'other' } })),
  'a list without items': sends(200, JSON.stringify({ kind: 'PodList', apiVersion: 'v1', metadata: {} })),
  'a list of what is no object': sends(200, JSON.stringify({ kind: 'PodList', metadata: { continue: 7 }, items: [null, 1, [], 'x', {}] })),
  'a list that never ends': sends(200, JSON.stringify({ kind: 'PodList', metadata: { continue: 'more' }, items: [{}] })),
  'a table without rows': sends(200, JSON.stringify({ kind: 'Table', columnDefinitions: null, rows: [{}, null] })),
  ...Object.fromEntries(['null', '[]', '{}', '""', '0', 'true'].map((text) => [`${text} alone`, sends(200, text)])),
  'control characters': sends(200, control, { 'content-type': 'text/plain' }),
};

const chunksOf = async (answer: IncomingMessage): Promise<Buffer> => {
  for await (const chunk of answer) return chunk;
  return Buffer.alloc(0);
};
/** The first bytes of the real answer, and half of them. */
const half = async ({ real }: Faulted): Promise<{ readonly head: IncomingMessage; readonly bytes: Buffer }> => {
  const head = await real();
  const bytes = await chunksOf(head);
  return { head, bytes: bytes.subarray(0, Math.floor(bytes.length / 2)) };
};
const typeOf = ({ headers }: IncomingMessage) => ({ 'content-type': headers['content-type'] ?? 'application/json' });

const cuts: Readonly<Record<string, Fault>> = {
  'a cut before the answer': ({ response }) => response.destroy(),
  'a cut within the headers': ({ response }) => response.socket?.end('HTTP/1.1 200 OK\r\nContent-Ty'),
  'a cut within the body': async (faulted) => {
    const { head, bytes } = await half(faulted);
    faulted.response.writeHead(200, { ...typeOf(head), 'content-length': bytes.length * 2 + 100 }).write(bytes);
    setTimeout(() => faulted.response.destroy(), 20);
  },
  'a cut within a chunked body': async (faulted) => {
    const { head, bytes } = await half(faulted);
    faulted.response.writeHead(200, typeOf(head)).write(bytes);
    setTimeout(() => faulted.response.destroy(), 20);
  },
  'half the body': async (faulted) => {
    const { head, bytes } = await half(faulted);
    faulted.response.writeHead(200, typeOf(head)).end(bytes);
  },
  'another content type': async ({ response, real }) => {
    const answer = await real();
    answer.pipe(response.writeHead(answer.statusCode ?? 500, { 'content-type': 'text/html' }));
    response.on('close', () => answer.destroy());
  },
  'no HTTP': ({ response }) => response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'),
  'another HTTP': ({ response }) => response.socket?.end('HTTP/9.9 twohundred\r\n\r\n'),
  'control characters as reason': ({ response }) => response.socket?.end('HTTP/1.1 500 \u001b[2Jbad\r\ncontent-length: 0\r\n\r\n'),
  'endless headers': ({ response }) => {
    const { socket } = response;
    socket?.write('HTTP/1.1 200 OK\r\n');
    for (let line = 0; line < 3000; line += 1) socket?.write(`x-${line}: ${'y'.repeat(100)}\r\n`);
  },
  'an upgrade': ({ response }) => response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
  ...Object.fromEntries(
    ['Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT', 'yesterday'].map((date) => [
      `the date ${date}`,
      async ({ response, real }: Faulted) => {
        const answer = await real();
        answer.pipe(response.writeHead(answer.statusCode ?? 500, { ...answer.headers, date }));
        response.on('close', () => answer.destroy());
      },
    ]),
  ),
};

/** Writes for as long as somebody reads. */
function writeOn(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  first: string,
  next: Buffer | string,
  every: number,
): void {
  response.writeHead(200, headers).write(first);
  const write = () => {
    while (!response.destroyed && every === 0 && response.write(next));
    if (!response.destroyed && every > 0) response.write(next);
  };
  if (every === 0) response.on('drain', write);
  const timer = setInterval(write, every || 50);
  response.on('close', () => clearInterval(timer));
}

const list = '{"kind":"List","metadata":{},"items":[{"metadata":{"name":"';
const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '));
const slow: Readonly<Record<string, Fault>> = {
  'no answer': () => {},
  'headers that drip': ({ response }) => {
    const { socket } = response;
    const timer = setInterval(() => (socket?.destroyed ? clearInterval(timer) : socket?.write('H')), 200);
    socket?.write('HTTP/1.1 200 OK\r\nX: ');
  },
  'a body that drips': ({ response }) => writeOn(response, json, list, 'x', 100),
  'a body that falls silent': ({ response }) => response.writeHead(200, json).write(list),
  'a body without end': ({ response }) => writeOn(response, json, list, Buffer.alloc(64 * 1024, 'x'), 0),
  'lines without end': ({ response }) => writeOn(response, json, '', '{"type":"BOOKMARK"}\n'.repeat(3000), 0),
  'a gzip bomb': ({ response }) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb),
};

const known = (answers: Readonly<Record<string, Answer>>): KnownFault[] =>
  Object.entries(answers).map(([name, answer]) => ({ name, fault: ({ request, response }) => answer(response, request) }));

export const faults: readonly KnownFault[] = [
  ...known(statuses),
  ...known(bodies),
  ...Object.entries(cuts).map(([name, fault]) => ({ name, fault })),
  ...Object.entries(slow).map(([name, fault]) => ({ name, fault, isSlow: true })),
  {
    name: '404 of this object',
    isAbsence: true,
    fault: ({ request, response }) =>
      sends(404, statusText(404, 'NotFound', `"${nameIn(request)}" not found`, { name: nameIn(request) }))(response, request),
  },
];
