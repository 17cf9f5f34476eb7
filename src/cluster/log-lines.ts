import { type Cluster, found, type LogQuery, type Read } from './port.ts';

/** What a diagnosis reads of a log: enough to hold a stack trace and the lines before it, whatever somebody printed. */
const tailLines = 200;
const limitBytes = 512 * 1024;

/** The last lines of a log, without line ends and without the empty lines at its end. Bytes that are no UTF-8 become U+FFFD. */
export async function readLogLines(cluster: Cluster, query: Omit<LogQuery, 'tailLines' | 'limitBytes'>): Promise<Read<string[]>> {
  const log = await cluster.log({ tailLines, limitBytes, ...query });
  if (log.state !== 'found') return log;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of log.value) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= limitBytes) break;
  }
  return found(splitLines(new TextDecoder().decode(Buffer.concat(chunks))));
}

function splitLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
  return lines.slice(-tailLines);
}
