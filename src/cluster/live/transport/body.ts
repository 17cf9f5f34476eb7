import type { Body } from './sender.ts';

/** An answer that goes on for longer than any real one. */
class TooLong extends Error {
  override name = 'TooLong';
}

/** The bytes of an answer as they were before compression, where its Content-Encoding is the one that is asked for. */
export async function plainBody(body: Body, encoding: string | undefined): Promise<Body> {
  if (encoding !== 'gzip') return body;
  const [{ pipeline }, { createGunzip }] = await Promise.all([import('node:stream'), import('node:zlib')]);
  return pipeline(body, createGunzip(), () => {});
}

/**
 * Reads an answer to its end.
 * @throws TooLong past so many bytes; whatever cut the connection.
 */
export async function wholeText(body: Body, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > mostBytes) throw new TooLong(`the answer is longer than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
