// What must hold of each file of a release, whether or not this machine can run it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, platform } from 'node:process';
import { root } from '../setup.mjs';
import { formatOf } from './executable-format.mjs';
import { isSigned } from './mach-o.mjs';
import { archiveOf, largestArchive, nameOf, version } from './platforms.mjs';

const here = `${platform}_${arch === 'x64' ? 'amd64' : arch}`;

/** Throws when the file is for another platform, holds another version, is not signed for macOS, or does not run where it should. */
export function checkExecutable(path, build) {
  const wanted = `${build.os}_${build.arch}`;
  const bytes = readFileSync(path);
  const found = formatOf(bytes);
  if (found !== wanted) throw new Error(`${path} is for ${found}`);
  const said = versionOfBundle();
  if (!bytes.includes(JSON.stringify(version)) || !bytes.includes(said.commit)) throw new Error(`${path} does not hold ${said.text}`);
  if (build.os === 'darwin' && !isSigned(bytes)) throw new Error(`${path} has no valid signature; macOS would not start it`);
  if (wanted !== here) return;
  const own = execFileSync(path, ['--version'], { encoding: 'utf8' });
  if (!own.startsWith(said.text)) throw new Error(`${nameOf(build)} says ${own}, not ${said.text}`);
}

/** `0.1.0 (1a2b3c4)`, as the bundle says that all of them are made of. */
function versionOfBundle() {
  const [text = '', commit = ''] =
    /^\S+ \((\w+)\)/.exec(execFileSync(process.execPath, ['bin/run.js', '--version'], { cwd: root, encoding: 'utf8' })) ?? [];
  if (commit === '') throw new Error('dist/main.cjs tells no version');
  return { text, commit };
}

export function checkArchive(archive, build) {
  if (archive.length > largestArchive) throw new Error(`${archiveOf(build)} has ${archive.length} bytes; ${largestArchive} are allowed`);
}
