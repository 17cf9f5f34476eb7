// A folder that somebody hostile filled, as the one in which the built programs are started: nothing of it is read or executed.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, test } from 'node:test';
import { programs } from '../front-door.ts';
import { runWithin } from './bounded.ts';
import { count, startTally } from './tally.ts';

const tally = startTally('destinations');
const folder = mkdtempSync(join(tmpdir(), 'initdoctor-folder-'));
const mark = join(folder, 'executed');
after(() => rmSync(folder, { recursive: true }));

const script = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '');`;
const plugin = { apiVersion: 'client.authentication.k8s.io/v1', command: './kubectl', interactiveMode: 'Never' };
const kubeconfig = {
  'current-context': 'hostile',
  contexts: [{ name: 'hostile', context: { cluster: 'hostile', user: 'hostile' } }],
  clusters: [{ name: 'hostile', cluster: { server: 'https://127.0.0.1:1' } }],
  users: [{ name: 'hostile', user: { exec: plugin } }],
};
const files: Readonly<Record<string, string>> = {
  '.env': `KUBECONFIG=${folder}/config\nNODE_OPTIONS=--require=${folder}/preload.cjs\nBUN_OPTIONS=--preload=${folder}/preload.cjs\n`,
  'bunfig.toml': 'preload = ["./preload.cjs"]\n',
  'preload.cjs': script,
  'package.json': '{"type": "module", "main": "preload.cjs", "oclif": {"plugins": ["./preload.cjs"], "hooks": {"init": "./preload.cjs"}}}',
  'tsconfig.json': '{"extends": "./preload.cjs"}',
  '.npmrc': `node-options=--require=${folder}/preload.cjs\n`,
  config: JSON.stringify(kubeconfig),
  '.kube/config': JSON.stringify(kubeconfig),
  kubectl: `#!/bin/sh\ntouch ${mark}\n`,
  'node_modules/yaml/index.js': script,
  'node_modules/@oclif/core/index.js': script,
};
for (const [name, text] of Object.entries(files)) {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}
chmodSync(join(folder, 'kubectl'), 0o755);

const dump = resolve('test/dumps/exit-code');
const commands: readonly (readonly [words: readonly string[], code: number])[] = [
  [['describe', 'exit-code', '-n', 'exit-code', '--from', dump], 0],
  [['describe', 'exit-code', '-n', 'exit-code', '-o', 'yaml', '--from', dump], 0],
  [['describe', 'exit-code'], 1],
  [['logs', '--help'], 0],
  [['nothing-of-the-kind'], 1],
];
for (const program of programs) {
  describe(program.name, () => {
    for (const [words, code] of commands) {
      test(words.join(' '), async () => {
        const [file, ...first] = program.command.map((word) => (existsSync(word) ? resolve(word) : word));
        const ran = await runWithin({ name: program.name, command: [file ?? '', ...first] }, words, { most: 60_000, folder });
        assert.deepEqual(count(tally, ran), []);
        assert.equal(ran.code, code, ran.stderr);
        assert.doesNotMatch(ran.stderr, /127\.0\.0\.1:1|hostile/);
        assert.ok(!existsSync(mark), 'something of the folder was executed');
      });
    }
  });
}
