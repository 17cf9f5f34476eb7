import { once } from 'node:events';
import { clean } from '../../output/clean.ts';
import { stdoutIsTerminal } from '../../output/is-terminal.ts';
import { standardOutput } from '../../output/standard-output.ts';

/** Bytes as they are to a pipe or file; to a terminal without what it would obey. Resolves to whether there were any. */
export async function writeLog(bytes: AsyncIterable<Uint8Array>): Promise<boolean> {
  const stdout = standardOutput();
  const decoder = new TextDecoder();
  let any = false;
  for await (const chunk of bytes) {
    any ||= chunk.length > 0;
    const written = stdoutIsTerminal() ? stdout.write(clean(decoder.decode(chunk, { stream: true }))) : stdout.write(chunk);
    if (!written) await once(stdout, 'drain');
  }
  return any;
}
