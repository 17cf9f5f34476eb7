// Makes dist/release: an archive for each platform, their sums, and krew-manifest.yaml filled in: npm run release.
// With names (linux_amd64), only those archives; the others keep the sums of the template.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { tarGz, zip } from './archive.mjs';
import { compileExecutable } from './executable.mjs';
import { brokenKrewRules } from './krew-rules.mjs';
import { archiveOf, binOf, platforms, version } from './platforms.mjs';
import { runtimeOf } from './runtimes.mjs';
import { root, setUp } from './setup.mjs';

const names = process.argv.slice(2);
const manifest = parseDocument(readFileSync(join(root, 'krew-manifest.yaml'), 'utf8'));
const base = `${manifest.getIn(['spec', 'homepage'])}/releases/download/v${version}`;
const folder = join(root, 'dist/release');

setUp();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const chosen = platforms.filter(({ os, arch }) => names.length === 0 || names.includes(`${os}_${arch}`));
const sums = new Map(chosen.map((platform) => [archiveOf(platform), make(platform)]));
writeFileSync(join(folder, 'checksums.txt'), [...sums].map(([name, sum]) => `${sum}  ${name}\n`).join(''));
fillIn();

/** Writes the archive of a platform; its SHA-256. */
function make(platform) {
  const executable = join(folder, binOf(platform));
  compileExecutable(executable, { target: `bun-${platform.bun.replace('aarch64', 'arm64')}`, runtime: runtimeOf(platform.bun) });
  const files = [
    { name: 'LICENSE', mode: 0o644, bytes: readFileSync(join(root, 'LICENSE')) },
    { name: binOf(platform), mode: 0o755, bytes: readFileSync(executable) },
  ];
  rmSync(executable);
  const archive = platform.os === 'windows' ? zip(files) : tarGz(files);
  writeFileSync(join(folder, archiveOf(platform)), archive);
  process.stderr.write(`${archiveOf(platform)}  ${(archive.length / 1e6).toFixed(1)} MB\n`);
  return createHash('sha256').update(archive).digest('hex');
}

function fillIn() {
  manifest.setIn(['spec', 'version'], `v${version}`);
  for (const entry of manifest.getIn(['spec', 'platforms']).items) {
    const archive = archiveOf(entry.getIn(['selector', 'matchLabels']).toJSON());
    entry.set('uri', `${base}/${archive}`);
    if (sums.has(archive)) entry.set('sha256', sums.get(archive));
  }
  manifest.contents.commentBefore = null;
  const broken = brokenKrewRules(manifest.toJSON());
  if (broken.length > 0) throw new Error(broken.join('\n'));
  writeFileSync(join(folder, 'krew-manifest.yaml'), manifest.toString());
}
