import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Answer } from './sender.ts';

const secretHeaders = /^(?:authorization|proxy-authorization|cookie|set-cookie)$/i;
const longestBody = 1024;

/** Where `-v` lines go. */
export interface Tracing {
  readonly write: (line: string) => void;
  readonly level: number;
}

/** One request and its answer, as kubectl prints them from `-v=6` on; credentials and secrets are left out. */
export function traceAnswer(
  tracing: Tracing | undefined,
  request: { readonly url: string; readonly headers: OutgoingHttpHeaders },
  answer: Pick<Answer, 'status' | 'statusText' | 'headers'>,
  milliseconds: number,
): void {
  if (tracing === undefined) return;
  tracing.write(`GET ${request.url} ${answer.status} ${answer.statusText} in ${Math.round(milliseconds)} milliseconds`);
  if (tracing.level >= 7) writeHeaders(tracing, 'Request Headers:', request.headers);
  if (tracing.level >= 8) writeHeaders(tracing, 'Response Headers:', answer.headers);
}

/** A request that came to nothing. */
export function traceFailure(tracing: Tracing | undefined, url: string, reason: string, milliseconds: number): void {
  tracing?.write(`GET ${url} failed in ${Math.round(milliseconds)} milliseconds: ${reason}`);
}

/** The body of an answer, from `-v=8` on: its beginning, from 9 on all of it. */
export function traceBody(tracing: Tracing | undefined, path: string, body: string): void {
  if (tracing === undefined || tracing.level < 8) return;
  tracing.write(`Response Body: ${shownBody(path, body, tracing.level)}`);
}

function shownBody(path: string, body: string, level: number): string {
  if (/\/secrets(?:[/?]|$)/.test(path)) return 'not shown, as it holds secrets';
  if (level >= 9 || body.length <= longestBody) return body;
  return `${body.slice(0, longestBody)} [truncated ${body.length - longestBody} chars]`;
}

function writeHeaders(tracing: Tracing, title: string, headers: IncomingHttpHeaders | OutgoingHttpHeaders): void {
  tracing.write(title);
  for (const [name, value] of Object.entries(headers)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      tracing.write(`    ${name}: ${secretHeaders.test(name) ? '<masked>' : one}`);
    }
  }
}
