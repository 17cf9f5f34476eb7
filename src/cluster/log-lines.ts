/** What a diagnosis reads of a log: enough to hold a stack trace and the lines before it, whatever somebody printed. */
export const diagnosisTail = { tailLines: 200, limitBytes: 512 * 1024 } as const;

/** The last lines of a log, without line ends and without empty lines at its end. Bytes that are no UTF-8 become U+FFFD. */
export async function lastLines(bytes: AsyncIterable<Uint8Array>): Promise<string[]> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= diagnosisTail.limitBytes) break;
  }
  const lines = new TextDecoder().decode(Buffer.concat(chunks)).split(/\r?\n/);
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
  return lines.slice(-diagnosisTail.tailLines);
}
