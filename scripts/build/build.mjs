// Builds what users run: dist/main.cjs for Node, and dist/kubectl-initdoctor, the executable for this machine (Bun), from the same
// bundle. `--node` builds the first alone.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { root } from '../setup.mjs';
import { compileExecutable } from './executable.mjs';
import { leanBundle } from './lean-bundle.mjs';
import { lighterLibraries } from './lighter-libraries.mjs';

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
keepCompiled();

if (!process.argv.includes('--node')) compileExecutable('dist/kubectl-initdoctor');

/** Runs the program once on a dump and keeps what Node compiled for it: bin/run.js starts from that. */
function keepCompiled() {
  const dump = ['describe', 'pod/exit-code', '-n', 'exit-code', '--from', 'test/dumps/exit-code'];
  run(process.execPath, 'bin/run.js', ...dump);
}

function run(program, ...words) {
  const env = { ...process.env, INITDOCTOR_KEEP_COMPILED: '1' };
  execFileSync(program, words, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
}

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
