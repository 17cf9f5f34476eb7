// Builds what users run: dist/main.cjs for Node, and dist/kubectl-initdoctor, the executable for this machine (Bun), from the same
// bundle. `--node` builds the first alone.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { root } from '../setup.mjs';
import { compileInOrder } from './executable.mjs';
import { leanBundle } from './lean-bundle.mjs';
import { lighterLibraries } from './lighter-libraries.mjs';
import { rehearse } from './rehearsal.mjs';

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  define: { INITDOCTOR_COMMIT: JSON.stringify(shortCommit()) },
  // oclif asks for the TypeScript compiler when it runs from sources; a bundle never does.
  external: ['typescript'],
  // bin/run.js compiles the bundle as a script, in which import() has no loader.
  supported: { 'dynamic-import': false },
  plugins: [...lighterLibraries, leanBundle],
};

rmSync(`${root}dist`, { recursive: true, force: true });
const { metafile } = await build({ ...shared, entryPoints: ['src/entry.ts'], outfile: 'dist/main.cjs', metafile: true });
writeFileSync(`${root}dist/meta.json`, JSON.stringify(metafile));
// bin/run.js takes a byte for a character, and esbuild leaves regular expressions as they are written: [‘'] would be four characters.
const bundle = `${root}dist/main.cjs`;
const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
writeFileSync(bundle, readFileSync(bundle, 'utf8').replace(/[\u0080-\uffff]/g, escaped));
// Node keeps what it compiled for a run; bin/run.js starts from that.
await rehearse([process.execPath, 'bin/run.js'], { INITDOCTOR_KEEP_COMPILED: '1' });

const executable = 'dist/kubectl-initdoctor';
if (!process.argv.includes('--node')) await compileInOrder(executable, (env) => rehearse([executable], env));

function shortCommit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
