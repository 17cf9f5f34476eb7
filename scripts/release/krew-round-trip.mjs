// Takes dist/release through krew itself: its own validator, then an installation into an empty home, a run through kubectl, and the
// removal: npm run krew, after npm run release. Needs Go, which builds krew from its module, git and kubectl.
import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, createReadStream, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../setup.mjs';
import { completionOf, version } from './platforms.mjs';

const module = 'sigs.k8s.io/krew@v0.5.0';
const release = join(root, 'dist/release');
const manifest = join(release, 'krew-manifest.yaml');
const tools = join(root, 'node_modules/.cache/krew');
const { name: completion } = completionOf({ os: 'linux' });
const home = mkdtempSync(join(tmpdir(), 'initdoctor-krew-'));
const index = join(home, '.krew/index/default');
const env = { ...process.env, HOME: home, PATH: [join(home, '.krew/bin'), tools, process.env.PATH].join(delimiter) };

try {
  buildKrew();
  await validate();
  const archive = readdirSync(release).find((name) => name.endsWith(`_${krewPlatform()}.tar.gz`));
  kubectl('krew', 'install', `--manifest=${manifest}`, `--archive=${join(release, archive)}`);
  const said = kubectl('initdoctor', '--version');
  if (!said.startsWith(`${version} `)) throw new Error(`kubectl initdoctor --version says ${said}`);
  kubectl('initdoctor', 'demo');
  // As the README says to users of krew, who get the plugin alone into their PATH.
  copyFileSync(join(home, '.krew/store/initdoctor', `v${version}`, completion), join(home, '.krew/bin', completion));
  if (!kubectl('__complete', 'initdoctor', 'dem').startsWith('demo\t')) throw new Error('kubectl does not complete initdoctor dem');
  // krew removes nothing before it has an index.
  execFileSync('git', ['init', '-q', mkdirSync(index, { recursive: true }) && index]);
  kubectl('krew', 'uninstall', 'initdoctor');
  if (readdirSync(join(home, '.krew/bin')).includes('kubectl-initdoctor')) throw new Error('krew uninstall left the plugin behind');
  process.stdout.write(`krew validates, installs and removes ${said}`);
} finally {
  rmSync(home, { recursive: true, force: true });
}

function buildKrew() {
  const { Dir: folder } = JSON.parse(execFileSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8' }));
  mkdirSync(tools, { recursive: true });
  const build = (name, command) =>
    execFileSync('go', ['build', '-o', join(tools, name), `./cmd/${command}`], { cwd: folder, stdio: 'inherit' });
  build('kubectl-krew', 'krew');
  build('validate-krew-manifest', 'validate-krew-manifest');
}

/** The validator downloads every archive; here it finds them on this machine. It wants the manifest under the name of the plugin. */
async function validate() {
  const server = createServer(({ url }, response) => createReadStream(join(release, basename(url))).pipe(response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const here = readFileSync(manifest, 'utf8').replace(/https:\/\/\S+\//g, (address) =>
    address.includes('/releases/') ? `http://127.0.0.1:${server.address().port}/` : address,
  );
  const file = join(home, 'initdoctor.yaml');
  writeFileSync(file, here);
  try {
    await promisify(execFile)(join(tools, 'validate-krew-manifest'), ['-manifest', file], { env });
  } finally {
    server.close();
  }
}

function krewPlatform() {
  const [os, arch] = execFileSync('go', ['env', 'GOOS', 'GOARCH'], { encoding: 'utf8' }).split('\n');
  return `${os}_${arch}`;
}

function kubectl(...words) {
  return execFileSync('kubectl', words, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
