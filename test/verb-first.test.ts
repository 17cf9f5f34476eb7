import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clusterFlags } from '../src/commands/shared/flags.ts';
import { switches, valueFlags, verbFirst } from '../src/verb-first.ts';

test('flags that are the same for all commands may stand before the command: those, and no others', () => {
  const flags = Object.entries(clusterFlags).map(([name, flag]) => ({
    isSwitch: flag.type === 'boolean',
    words: [`--${name}`, ...('char' in flag && flag.char ? [`-${flag.char}`] : [])],
  }));
  const words = (isSwitch: boolean) => flags.flatMap((flag) => (flag.isSwitch === isSwitch ? flag.words : [])).sort();
  assert.deepEqual([...valueFlags].sort(), words(false));
  assert.deepEqual([...switches].sort(), words(true));
});

describe('the command comes first', () => {
  const table: readonly (readonly [string, string])[] = [
    ['describe web --context a', 'describe web --context a'],
    ['--context a describe web', 'describe --context a web'],
    ['--context=a -n shop describe web -w', 'describe --context=a -n shop web -w'],
    ['--insecure-skip-tls-verify logs web', 'logs --insecure-skip-tls-verify web'],
    ['--insecure-skip-tls-verify=false logs web', 'logs --insecure-skip-tls-verify=false web'],
    // What is no global flag stays where it is, to be told so.
    ['-w describe web', '-w describe web'],
    ['--help', '--help'],
    ['--version', '--version'],
    // Without a command there is nothing to do.
    ['--context', ''],
    ['--context a', ''],
    ['', ''],
  ];
  for (const [typed, meant] of table) test(typed, () => assert.equal(verbFirst(typed.split(' ')).join(' '), meant));
});
