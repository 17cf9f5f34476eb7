// What a release is made for. The names are krew's; `bun` is what Bun and its npm packages call the same.
import { createRequire } from 'node:module';

const pjson = createRequire(import.meta.url)('../../package.json');
export const version = pjson.version;

/** What krew installs: one each. */
export const platforms = [
  { os: 'linux', arch: 'amd64', bun: 'linux-x64' },
  { os: 'linux', arch: 'arm64', bun: 'linux-aarch64' },
  { os: 'darwin', arch: 'amd64', bun: 'darwin-x64' },
  { os: 'darwin', arch: 'arm64', bun: 'darwin-aarch64' },
  // The runtime for Windows is the largest. Functions inside functions are compiled when they are called, or it would not fit.
  { os: 'windows', arch: 'amd64', bun: 'windows-x64', bytecodeDepth: 0 },
];

/** The baseline is for processors without AVX2 (Intel before 2013). */
export const builds = [...platforms, { os: 'linux', arch: 'amd64', variant: 'baseline', bun: 'linux-x64-baseline' }];

/** Bytes that an archive may have. */
export const largestArchive = 55e6;

/** `linux_amd64`, `linux_amd64_baseline` */
export const nameOf = ({ os, arch, variant }) => [os, arch, variant].filter(Boolean).join('_');
export const binOf = ({ os }) => (os === 'windows' ? `${pjson.name}.exe` : pjson.name);
export const archiveOf = (build) => `${pjson.name}_v${pjson.version}_${nameOf(build)}.${build.os === 'windows' ? 'zip' : 'tar.gz'}`;

/** What kubectl runs for completion, beside the executable. */
export const completionOf = ({ os }) =>
  os === 'windows'
    ? { name: 'kubectl_complete-initdoctor.cmd', text: `@${pjson.name}.exe __complete %*\r\n` }
    : { name: 'kubectl_complete-initdoctor', text: `#!/bin/sh\nexec ${pjson.name} __complete "$@"\n` };
