import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { programs, runCommand } from '../front-door.ts';

/** That of util-linux makes a terminal of what it runs. */
const hasScript = spawnSync('script', ['--version']).stdout?.includes('util-linux') === true;

for (const { name, command } of programs) {
  test(`${name} on a terminal`, { skip: !hasScript && 'no script of util-linux here' }, async () => {
    const words = [...command, 'describe', 'exit-code', '-n', 'exit-code', '--from', 'test/dumps/exit-code'];
    const { stdout, code } = await runCommand('script', ['-qec', words.join(' '), '/dev/null'], { env: { TERM: 'xterm' } });
    assert.equal(code, 0, stdout);
    assert.match(stdout, /✖/);
    assert.doesNotMatch(stdout, /TypeError|^ +at .*:\d+:\d+/m);
  });
}
