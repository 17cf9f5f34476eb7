// Builds what users run: dist/main.cjs for Node, and dist/kubectl-initdoctor, the executable for this machine (Bun).
// `--node` builds the first alone.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = `${root}dist`;
const commit = JSON.stringify(shortCommit());

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/entry.ts'],
  outfile: 'dist/main.cjs',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  legalComments: 'none',
  metafile: true,
  define: { INITDOCTOR_COMMIT: commit },
  loader: { '.md': 'text' },
  logLevel: 'warning',
});
mkdirSync(dist, { recursive: true });
writeFileSync(`${dist}/meta.json`, JSON.stringify(metafile));

if (!process.argv.includes('--node')) {
  const bun = fileURLToPath(new URL('../node_modules/.bin/bun', import.meta.url));
  const flags = ['--compile', '--minify', '--bytecode', '--format=cjs', `--define=INITDOCTOR_COMMIT=${commit}`];
  execFileSync(bun, ['build', 'src/entry.ts', ...flags, '--outfile', 'dist/kubectl-initdoctor'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
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
