import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';

/** An answer that goes on for longer than any real one. */
class TooLong extends Error {
  override name = 'TooLong';
}

/** The bytes of an answer as they were before compression. */
export async function plainBody(response: IncomingMessage): Promise<Readable> {
  if (response.headers['content-encoding'] !== 'gzip') return response;
  const { createGunzip } = await import('node:zlib');
  return pipeline(response, createGunzip(), () => {});
}

/**
 * Reads an answer to its end.
 * @throws TooLong past so many bytes; whatever cut the connection.
 */
export async function wholeText(body: Readable, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > mostBytes) throw new TooLong(`the answer is longer than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
