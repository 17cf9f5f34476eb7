import { once } from 'node:events';
import { clean } from '../../output/clean.ts';

/** Bytes as they are to a pipe or file; to a terminal without what it would obey. */
export async function writeLog(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of bytes) {
    const written = process.stdout.isTTY
      ? process.stdout.write(clean(decoder.decode(chunk, { stream: true })))
      : process.stdout.write(chunk);
    if (!written) await once(process.stdout, 'drain');
  }
}
