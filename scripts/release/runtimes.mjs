// Bun's runtimes for other platforms. They are npm packages; npm installs only that of this machine, so the others are fetched here,
// once, and must have the sums that package-lock.json has of them, or that stand here.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';

/** What the package bun does not depend on, and the lock file does not know. */
const unlocked = {
  'linux-x64-baseline': {
    version: '1.4.5',
    integrity: 'sha512-s8yMwYcFnnrA178gji0gZbkE2WVDej/Ti1x770oPfihxyRxSMNhGhiAQNXV53aDeraZxksdvKV/RAdQBCd0qPA==',
  },
};
const store = join(root, 'node_modules/.cache/bun-runtimes');

/** The path of `bun` for one platform, in Bun's name for it: `linux-aarch64`. */
export function runtimeOf(platform) {
  const name = `@oven/bun-${platform}`;
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const locked = unlocked[platform] ?? packages[`node_modules/${name}`];
  if (locked.version !== packages['node_modules/bun'].version) throw new Error(`${name} is ${locked.version}, but bun is another`);
  const folder = join(store, `${platform}-${locked.version}`);
  if (!existsSync(folder)) fetchInto(folder, `${name}@${locked.version}`, locked.integrity);
  return join(folder, 'package/bin', platform.startsWith('windows') ? 'bun.exe' : 'bun');
}

function fetchInto(folder, spec, integrity) {
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    const packed = execFileSync('npm', ['pack', spec, '--json', '--pack-destination', unfinished], { encoding: 'utf8', stdio: 'pipe' });
    const tarball = join(unfinished, JSON.parse(packed)[0].filename);
    const sum = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
    if (sum !== integrity) throw new Error(`${spec} has the sum ${sum}, but package-lock.json says ${integrity}`);
    execFileSync('tar', ['-xzf', tarball, '-C', unfinished]);
    rmSync(tarball);
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
