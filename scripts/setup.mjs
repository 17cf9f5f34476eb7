// What a fresh clone needs before anything runs: the locked dependencies and the build, each only when it is out of date.
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

export function setUp() {
  if (changed('package-lock.json') > changed('node_modules/.package-lock.json'))
    run('npm', ['install', '--no-save', '--no-audit', '--no-fund']);
  if (newest('src', 'scripts/build', 'package.json', 'package-lock.json') > oldest('dist/main.cjs', 'dist/kubectl-initdoctor')) {
    run(process.execPath, ['scripts/build/build.mjs']);
  }
}

function run(command, args) {
  process.stderr.write(`${[command === process.execPath ? 'node' : command, ...args].join(' ')}\n`);
  execFileSync(command, args, { cwd: root, stdio: ['ignore', process.stderr, process.stderr], shell: process.platform === 'win32' });
}

/** When a file was last written; 0 when there is none. */
function changed(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

const oldest = (...paths) => Math.min(...paths.map(changed));

function newest(...paths) {
  const files = paths.flatMap((path) => (statSync(join(root, path)).isDirectory() ? filesBelow(path) : [path]));
  return Math.max(...files.map(changed));
}

export function filesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length));
}
