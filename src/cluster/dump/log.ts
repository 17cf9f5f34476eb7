import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { LogQuery } from '../port.ts';
import type { Region } from './layout.ts';

/** The bytes of a log in a file, as a server would send them. @param now for `sinceSeconds` */
export const readLog = async (region: Region, query: LogQuery, now: Date): Promise<AsyncIterable<Uint8Array>> => {
  const hasTimes = timestamped.test(await beginning(region));
  const start = query.tailLines === undefined ? region.start : await startOfTail(region, query.tailLines);
  const bytes = start < region.end ? createReadStream(region.path, { start, end: region.end - 1 }) : nothing();
  const since = sinceOf(query, now);
  const isAsItStands = !hasTimes || (query.timestamps === true && since === undefined);
  const lines = isAsItStands ? bytes : withoutTimes(bytes, { keep: query.timestamps === true, since });
  return query.limitBytes === undefined ? lines : limited(lines, query.limitBytes);
};

/** The time that the kubelet puts before a line has nine digits of seconds, which tells it from those of most programs. */
const timestamped = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{3})\d{6}(Z|[+-]\d\d:\d\d) /;
const longestTime = 40;

const sinceOf = ({ sinceTime, sinceSeconds }: LogQuery, now: Date): number | undefined => {
  if (sinceTime !== undefined) return Date.parse(sinceTime);
  return sinceSeconds === undefined ? undefined : now.getTime() - sinceSeconds * 1000;
};

const beginning = async ({ path, start, end }: Region): Promise<string> => {
  const file = await open(path);
  try {
    const length = Math.min(longestTime, end - start);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, start);
    return buffer.toString('latin1');
  } finally {
    await file.close();
  }
};

const lineEnd = 10;
const step = 64 * 1024;

/** Where the last lines begin, found from the end. */
const startOfTail = async ({ path, start, end }: Region, lines: number): Promise<number> => {
  if (lines <= 0) return end;
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(step);
    let missing = lines;
    for (let position = end; position > start; position -= step) {
      const from = Math.max(start, position - step);
      const { bytesRead } = await file.read(buffer, 0, position - from, from);
      // The line end that closes the last line does not begin another one.
      let index = position === end && buffer[bytesRead - 1] === lineEnd ? bytesRead - 2 : bytesRead - 1;
      for (index = buffer.lastIndexOf(lineEnd, index); index >= 0; index = index === 0 ? -1 : buffer.lastIndexOf(lineEnd, index - 1)) {
        missing -= 1;
        if (missing === 0) return from + index + 1;
      }
    }
    return start;
  } finally {
    await file.close();
  }
};

interface Times {
  readonly keep: boolean;
  /** Milliseconds; lines before are left out. */
  readonly since: number | undefined;
}

/** A line that is longer than this is passed on in pieces. */
const longestLine = 1024 * 1024;

async function* withoutTimes(chunks: AsyncIterable<Buffer>, times: Times): AsyncGenerator<Uint8Array> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    const lastEnd = bytes.lastIndexOf(lineEnd) + 1;
    const whole = lastEnd === 0 && bytes.length > longestLine ? bytes.length : lastEnd;
    if (whole > 0) yield withoutTimesIn(bytes.subarray(0, whole), times);
    rest = bytes.subarray(whole);
  }
  if (rest.length > 0) yield withoutTimesIn(rest, times);
}

const withoutTimesIn = (bytes: Buffer, { keep, since }: Times): Buffer => {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(lineEnd, start);
    const end = found === -1 ? bytes.length : found + 1;
    const [prefix = '', second, millisecond, zone] =
      timestamped.exec(bytes.toString('latin1', start, Math.min(end, start + longestTime))) ?? [];
    const isEarlier = since !== undefined && prefix !== '' && Date.parse(`${second}.${millisecond}${zone}`) < since;
    if (!isEarlier) lines.push(bytes.subarray(keep ? start : start + prefix.length, end));
    start = end;
  }
  return Buffer.concat(lines);
};

async function* limited(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let left = limit;
  for await (const chunk of chunks) {
    yield chunk.subarray(0, left);
    left -= chunk.byteLength;
    if (left <= 0) return;
  }
}

async function* nothing(): AsyncGenerator<Buffer> {}
