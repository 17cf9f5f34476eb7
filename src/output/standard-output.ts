import { writeSync } from 'node:fs';
import { codeOf } from '../system-error.ts';

const descriptor = 1;

/**
 * Prints a whole text, at once where that can be done: `process.stdout` costs Bun 7 ms for its first line, and Node 4. A console of
 * Windows takes UTF-16, which only the stream gives it.
 */
export function print(text: string): void {
  if (process.platform === 'win32') return void standardOutput().write(text);
  let rest: Uint8Array = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    // Somebody made the pipe one that does not block: the stream waits until it takes more.
    if (codeOf(error) !== 'EAGAIN') failed(error);
    standardOutput().write(rest);
  }
}

let stream: NodeJS.WriteStream | undefined;

/** stdout for what is printed bit by bit. */
export function standardOutput(): NodeJS.WriteStream {
  stream ??= process.stdout.on('error', failed);
  return stream;
}

/** `... | head -1` is no error. */
function failed(error: unknown): void {
  if (codeOf(error) === 'EPIPE') process.exit(0);
  throw error;
}
