import { closeSync, openSync, readSync } from 'node:fs';

/** A kubeconfig with hundreds of clusters has less than a tenth of it. Bytes. */
const mostBytes = 16 * 1024 * 1024;
const bytesAtOnce = 64 * 1024;

/**
 * Reads a kubeconfig, a certificate or a token, which may be a pipe, and may be a device without an end.
 * @throws as node:fs does, and where it goes on for longer than settings do.
 */
export function readSettings(path: string, encoding: 'utf8' | 'latin1' | 'base64'): string {
  const descriptor = openSync(path, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let length = 0; length <= mostBytes; ) {
      const chunk = Buffer.allocUnsafe(bytesAtOnce);
      const read = readSync(descriptor, chunk);
      if (read === 0) return Buffer.concat(chunks, length).toString(encoding);
      chunks.push(chunk.subarray(0, read));
      length += read;
    }
    throw new Error('it goes on for more than 16 MiB');
  } finally {
    closeSync(descriptor);
  }
}
