// Builds what users run: dist/node/ for Node (in pieces, so that a start loads what it runs), and dist/kubectl-initdoctor, the
// executable for this machine (Bun). `--node` builds the first alone.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

// cli-table3 and ora bring two versions of string-width, whose expressions for emoji take longer to compile than a pod to read.
const oneWidth = {
  name: 'one-width',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^string-width$/ }, () => ({ path: 'string-width', namespace: 'one-width' }));
    onLoad({ filter: /.*/, namespace: 'one-width' }, () => ({
      contents: `const { displayWidth } = require('./src/output/terminal/width.ts'); module.exports = displayWidth; module.exports.default = displayWidth;`,
      resolveDir: root,
    }));
  },
};

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  define: { INITDOCTOR_COMMIT: JSON.stringify(shortCommit()) },
  // oclif asks for the TypeScript compiler when it runs from sources; a bundle never does.
  external: ['typescript'],
  plugins: [oneWidth],
};

rmSync(`${root}dist`, { recursive: true, force: true });
const { metafile } = await build({
  ...shared,
  entryPoints: { main: 'src/entry.ts' },
  outdir: 'dist/node',
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  splitting: true,
  metafile: true,
  // What is CommonJS among the dependencies asks for Node's own modules.
  banner: { js: "import{createRequire as initdoctorRequire}from'node:module';const require=initdoctorRequire(import.meta.url);" },
});
writeFileSync(`${root}dist/meta.json`, JSON.stringify(metafile));

if (!process.argv.includes('--node')) {
  await build({ ...shared, entryPoints: ['src/entry.ts'], outfile: 'dist/single.cjs', format: 'cjs' });
  const bun = fileURLToPath(new URL('../node_modules/.bin/bun', import.meta.url));
  const flags = ['--compile', '--minify', '--bytecode', '--format=cjs', '--external=typescript'];
  execFileSync(bun, ['build', 'dist/single.cjs', ...flags, '--outfile', 'dist/kubectl-initdoctor'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  rmSync(`${root}dist/single.cjs`);
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
