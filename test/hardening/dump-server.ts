import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { sendJson, sendStatus, serve } from '../cluster/live/support/api-server.ts';
import { authority } from '../cluster/live/support/pki.ts';

export interface StoredObject {
  readonly metadata: { readonly name: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** In what this server differs from the one that the dump was taken of. */
export interface Difference {
  /** Hours by which its clock, and every time that it tells, is ahead. */
  readonly hours?: number;
  /** Its Date header, where that is not its clock. */
  readonly date?: string | undefined;
  /** What it has in place of the objects of the dump; `asked` counts its requests from 1. */
  readonly objects?: (plural: string, objects: readonly StoredObject[], asked: number) => readonly StoredObject[];
  /** Answers in its place. @returns whether it did */
  readonly instead?: (request: IncomingMessage, response: ServerResponse, asked: number) => boolean;
}

/** A TLS server that answers as the API server of a dump would have, at the moment when that was taken. */
export interface DumpServer {
  /** Flags that lead there. */
  readonly flags: readonly string[];
  /** Requests so far. */
  readonly asked: () => readonly IncomingMessage[];
  close(): Promise<void>;
}

const pki = authority('dumps');
const tls = pki.issue('127.0.0.1', 'subjectAltName=IP:127.0.0.1');
export const removeCertificates = (): void => pki.remove();

const wanted = /^\/(?:api|apis\/([a-z0-9.-]+))\/v1(?:\/namespaces\/([^/?]+))?\/([a-z]+)(?:\/([^/?]+))?(?:\/(log))?(?:\?(.*))?$/;
const times = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z/g;

const momentOf = (dump: string): number => Date.parse(readFileSync(join(dump, 'timestamp'), 'utf8').trim());

export async function dumpServer(
  dump: string,
  { hours = 0, objects = (_, all) => all, instead, ...said }: Difference,
): Promise<DumpServer> {
  const shift = hours * 3_600_000;
  const moment = momentOf(dump) + shift;
  const date = 'date' in said ? said.date : new Date(moment).toUTCString();
  const started = performance.now();
  const clock = 'date' in said ? () => date : () => new Date(moment + performance.now() - started).toUTCString();
  const shifted = (text: string) =>
    shift === 0 ? text : text.replace(times, (time) => new Date(Date.parse(time) + shift).toISOString().replace('.000Z', 'Z'));

  function listOf(group: string, namespace: string | undefined, plural: string, asked: number) {
    const folder = namespace === undefined ? 'cluster-scoped-resources' : join('namespaces', namespace);
    const path = join(dump, folder, group, `${plural}.yaml`);
    const list = existsSync(path) ? JSON.parse(shifted(readFileSync(path, 'utf8'))) : { items: [] };
    return objects(plural, list.items, asked);
  }

  const server = await serve(
    (request, response, asked) => {
      response.sendDate = false;
      const now = clock();
      if (now !== undefined) response.setHeader('date', now);
      if (instead?.(request, response, asked)) return;
      const [, group = 'core', namespace, plural = '', name, isLog, query = ''] = wanted.exec(request.url ?? '') ?? [];
      const parameters = new URLSearchParams(query);
      const items = listOf(group, namespace, plural, asked);
      const one = items.find(({ metadata }) => metadata.name === name);
      if (parameters.has('watch')) response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
      else if (name === undefined) sendPage(response, items.filter(selected(parameters)), parameters);
      else if (one === undefined)
        sendStatus(response, 404, 'NotFound', `${plural} "${name}" not found`, { details: { name, kind: plural } });
      else if (isLog !== undefined) sendLog(response, join(dump, 'namespaces', namespace ?? '', 'pods', name), parameters);
      else sendJson(response, one);
    },
    { cert: tls.cert, key: tls.key },
  );
  return {
    flags: ['--server', server.url, '--certificate-authority', pki.certFile],
    asked: () => server.requests,
    close: () => server.close(),
  };
}

/** Lists of names that are equal, which is all that the program asks for here. */
const selected =
  (parameters: URLSearchParams) =>
  (object: StoredObject): boolean =>
    (parameters.get('fieldSelector') ?? '').split(',').every((part) => {
      const [path = '', value] = part.split('=');
      const found = path
        .split('.')
        .reduce<unknown>((inner, key) => Object.entries(inner ?? {}).find(([name]) => name === key)?.[1], object);
      return part === '' || found === value;
    });

function sendPage(response: ServerResponse, items: readonly StoredObject[], parameters: URLSearchParams): void {
  const from = Number(parameters.get('continue') ?? 0);
  const to = from + (Number(parameters.get('limit') ?? 0) || items.length);
  const metadata = { resourceVersion: '1', ...(to < items.length && { continue: String(to) }) };
  sendJson(response, { kind: 'List', apiVersion: 'v1', metadata, items: items.slice(from, to) });
}

function sendLog(response: ServerResponse, folder: string, parameters: URLSearchParams): void {
  const container = parameters.get('container') ?? '';
  const run = parameters.has('previous') ? 'previous' : 'current';
  const path = join(folder, container, container, 'logs', `${run}.log`);
  if (existsSync(path)) response.writeHead(200, { 'content-type': 'text/plain' }).end(readFileSync(path));
  else sendStatus(response, 400, 'BadRequest', `previous terminated container "${container}" in pod not found`);
}
