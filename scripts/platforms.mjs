// What a release is made for. The names are krew's; `bun` is what Bun and its npm packages call the same.
import { createRequire } from 'node:module';

const pjson = createRequire(import.meta.url)('../package.json');
export const version = pjson.version;

export const platforms = [
  { os: 'linux', arch: 'amd64', bun: 'linux-x64' },
  { os: 'linux', arch: 'arm64', bun: 'linux-aarch64' },
  { os: 'darwin', arch: 'amd64', bun: 'darwin-x64' },
  { os: 'darwin', arch: 'arm64', bun: 'darwin-aarch64' },
  { os: 'windows', arch: 'amd64', bun: 'windows-x64' },
];

export const binOf = ({ os }) => (os === 'windows' ? `${pjson.name}.exe` : pjson.name);
export const archiveOf = ({ os, arch }) => `${pjson.name}_v${pjson.version}_${os}_${arch}.${os === 'windows' ? 'zip' : 'tar.gz'}`;
