// What npm publishes, and that it works where it is installed.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runCommand } from '../front-door.ts';

const largest = 1.5e6;
const folder = mkdtempSync(join(tmpdir(), 'initdoctor-npm-'));
const env = { npm_config_cache: join(folder, 'cache'), npm_config_update_notifier: 'false', HOME: folder };
const pjson = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

describe('the npm package', { skip: process.platform === 'win32' }, () => {
  let packed: Packed;

  before(async () => {
    const { stdout, stderr, code } = await runCommand('npm', ['pack', '--json', '--pack-destination', folder], { env });
    assert.equal(code, 0, stderr);
    [packed] = JSON.parse(stdout);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('holds what runs, and nothing else', () => {
    assert.deepEqual(packed.files.map(({ path }) => path).sort(), [
      'LICENSE',
      'README.md',
      'bin/complete.js',
      'bin/package.json',
      'bin/run.js',
      'dist/main.cjs',
      'dist/main.cjs.compiled',
      'package.json',
    ]);
  });

  it(`has ${largest} bytes at most`, () => assert.ok(packed.size <= largest, `${packed.size}`));

  it('runs nothing when it is installed, and brings nothing along', () => {
    const names = (of: string): string[] => Object.keys(pjson[of] ?? {});
    const atInstall = new Set(['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare']);
    assert.deepEqual(
      names('scripts').filter((name) => atInstall.has(name)),
      [],
    );
    assert.deepEqual(['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap(names), []);
  });

  it('is published with its provenance', () => assert.deepEqual(pjson.publishConfig, { access: 'public', provenance: true }));

  it('installs two programs that run', async () => {
    const prefix = join(folder, 'prefix');
    const install = ['install', '--global', '--offline', '--no-audit', '--no-fund', '--prefix', prefix, join(folder, packed.filename)];
    const { stderr, code } = await runCommand('npm', install, { env });
    assert.equal(code, 0, stderr);
    const version = await runCommand(join(prefix, 'bin/kubectl-initdoctor'), ['--version'], { env });
    assert.match(version.stdout, new RegExp(`^${pjson.version} \\(\\w+\\) ${process.platform}-${process.arch} node-v`));
    const demo = await runCommand(join(prefix, 'bin/kubectl-initdoctor'), ['demo', 'exit-code'], { env });
    assert.match(demo.stdout, /load-config exits 1 on every one of/);
    const completion = await runCommand(join(prefix, 'bin/kubectl_complete-initdoctor'), ['demo', 'wait'], { env });
    assert.equal(completion.stdout, 'wait-chain\n:36\n');
  });
});
