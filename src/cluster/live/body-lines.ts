import { TimedOut } from './transport/connection-errors.ts';
import type { Body } from './transport/sender.ts';

/** More than any object that etcd takes, in JSON. */
const longestLine = 16 * 1024 * 1024;
const lineEnd = 0x0a;

/**
 * The lines of a body as they come, without their ends; what stands after the last line end was cut and is left out.
 * @param longestSilence milliseconds after which the connection is taken for dead
 * @throws whatever cut the connection, TimedOut where it fell silent.
 */
export async function* bodyLines(body: Body, longestSilence: number): AsyncGenerator<string> {
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  let parts: Uint8Array[] = [];
  let length = 0;
  const whole = (): string => {
    const line = Buffer.concat(parts).toString('utf8');
    parts = [];
    length = 0;
    return line;
  };
  try {
    for (;;) {
      const chunk = await within(chunks, body, longestSilence);
      if (chunk === undefined) return;
      let start = 0;
      for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, start)) {
        parts.push(chunk.subarray(start, end));
        start = end + 1;
        yield whole();
      }
      parts.push(chunk.subarray(start));
      length += chunk.length - start;
      if (length > longestLine) throw new Error(`a line of the answer is longer than ${longestLine} bytes`);
    }
  } finally {
    body.destroy();
  }
}

async function within(chunks: AsyncIterator<Uint8Array>, body: Body, longestSilence: number): Promise<Uint8Array | undefined> {
  const timer = setTimeout(() => body.destroy(new TimedOut(longestSilence)), longestSilence);
  try {
    const next = await chunks.next();
    return next.done ? undefined : next.value;
  } finally {
    clearTimeout(timer);
  }
}
