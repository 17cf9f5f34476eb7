// Makes dist/release: an archive for each platform, their sums, and krew-manifest.yaml filled in: npm run release.
// With names (linux_amd64), only those archives; the others keep the sums of the template. INITDOCTOR_RELEASE_HOME: the repository whose
// releases the addresses lead to, if not the homepage.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { compileExecutable } from '../build/executable.mjs';
import { root, setUp } from '../setup.mjs';
import { tarGz, zip } from './archive.mjs';
import { checkArchive, checkExecutable } from './check-release.mjs';
import { brokenKrewRules } from './krew-rules.mjs';
import { signed } from './mach-o.mjs';
import { archiveOf, binOf, builds, completionOf, nameOf, version } from './platforms.mjs';
import { runtimeOf } from './runtimes.mjs';

const names = process.argv.slice(2);
const manifest = parseDocument(readFileSync(join(root, 'krew-manifest.yaml'), 'utf8'));
const home = process.env.INITDOCTOR_RELEASE_HOME ?? manifest.getIn(['spec', 'homepage']);
const base = `${home}/releases/download/v${version}`;
const folder = join(root, 'dist/release');

setUp();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const chosen = builds.filter((build) => names.length === 0 || names.includes(nameOf(build)));
const sums = new Map();
// Two at a time: packing takes most of the time, and one of them keeps one processor busy.
for (let next = 0; next < chosen.length; next += 2) {
  for (const [name, sum] of await Promise.all(chosen.slice(next, next + 2).map(make))) sums.set(name, sum);
}
writeFileSync(join(folder, 'checksums.txt'), [...sums].map(([name, sum]) => `${sum}  ${name}\n`).join(''));
fillIn();

/** Writes the archive of a build; its name and SHA-256. */
async function make(build) {
  const place = join(folder, nameOf(build));
  const executable = join(place, binOf(build));
  compileExecutable(executable, {
    target: `bun-${build.bun.replace('aarch64', 'arm64')}`,
    runtime: runtimeOf(build.bun),
    bytecodeDepth: build.bytecodeDepth,
  });
  if (nameOf(build) === 'darwin_amd64') writeFileSync(executable, signed(readFileSync(executable), binOf(build)));
  checkExecutable(executable, build);
  const completion = completionOf(build);
  const files = [
    { name: 'LICENSE', mode: 0o644, bytes: readFileSync(join(root, 'LICENSE')) },
    { name: binOf(build), mode: 0o755, bytes: readFileSync(executable) },
    { name: completion.name, mode: 0o755, bytes: Buffer.from(completion.text) },
  ];
  rmSync(place, { recursive: true });
  const archive = await (build.os === 'windows' ? zip : tarGz)(files);
  checkArchive(archive, build);
  writeFileSync(join(folder, archiveOf(build)), archive);
  process.stderr.write(`${archiveOf(build)}  ${(archive.length / 1e6).toFixed(1)} MB\n`);
  return [archiveOf(build), createHash('sha256').update(archive).digest('hex')];
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
