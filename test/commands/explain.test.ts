import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

function explain(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/entry.ts', 'explain', ...words], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: '/nonexistent', KUBECONFIG: '/nonexistent/config', COLUMNS: '80' },
  });
  return { status, stdout, stderr };
}

describe('explain', () => {
  it('shows the page of a STATUS in 80 columns, commands on lines of their own', () => {
    const { status, stdout, stderr } = explain('Init:3/5');
    assert.equal(status, 0);
    assert.equal(stderr, '');
    assert.match(stdout, /^Init:N\/M: /);
    for (const title of ['why it happens', 'how to confirm', 'how to fix', 'how to prevent it']) assert.ok(stdout.includes(`\n${title}\n`));
    assert.match(stdout, /\n {2}kubectl events -n NAMESPACE --for pod\/POD\n/);
    assert.match(stdout, /\n {2}https:\/\/kubernetes\.io\/docs\//);
    for (const line of stdout.split('\n')) assert.ok(line.length <= 80 || /^ {2}(?:kubectl |https:)/.test(line), line);
    assert.ok(!stdout.includes('\u001b'));
  });

  it('takes several words, and a code', () => {
    assert.match(explain('exit', '137').stdout, /^exit 137: /);
    assert.match(explain('wait-no-endpoints', '--color=always').stdout, /^\u001b\[1mwait-no-endpoints/);
  });

  it('lists topics without a word, each page on one line', () => {
    const { status, stdout } = explain();
    assert.equal(status, 0);
    assert.match(stdout, /^STATUS: on the way\n/);
    assert.match(stdout, /\n {2}oom-killed {2,}\S/);
    assert.ok(!stdout.includes('…'));
    for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line);
  });

  it('prints documents', () => {
    assert.equal(JSON.parse(explain('oom-killed', '-o', 'json').stdout).name, 'oom-killed');
    assert.ok(JSON.parse(explain('-o', 'json').stdout).length > 10);
  });

  it('ends with 4 and near misses for an unknown word', () => {
    const { status, stdout, stderr } = explain('Init:Crashlopbackoff');
    assert.equal(status, 4);
    assert.equal(stdout, '');
    assert.match(stderr, /^error: no code or STATUS "Init:Crashlopbackoff"; did you mean Init:CrashLoopBackOff/);
  });

  it('ends with 1 for an unknown flag', () => {
    assert.equal(explain('--nope').status, 1);
  });
});
