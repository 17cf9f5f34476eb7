// Raw deflate by libdeflate, which comes with Bun: 3 % smaller than zlib makes it, and the same bytes on every machine.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { root } from '../setup.mjs';

const program = `Bun.write(Bun.stdout, Bun.deflateSync(await Bun.stdin.bytes(), { library: 'libdeflate', level: 12 }))`;

/** @param {Uint8Array} bytes */
export async function deflate(bytes) {
  const bun = spawn(join(root, 'node_modules/.bin/bun'), ['-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve, reject) => bun.on('error', reject).on('close', resolve));
  bun.stdin.end(bytes);
  const packed = await buffer(bun.stdout);
  const code = await ended;
  if (code !== 0) throw new Error(`bun ended with ${code} on ${bytes.length} bytes`);
  return packed;
}
