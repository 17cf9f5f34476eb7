// What holds of every output, whoever reads it: a terminal of that width, a shell, a program.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { displayWidth } from '../../src/output/terminal/width.ts';
import { strictSchemaErrors } from '../report/validate.ts';
import { type GoldenCase, goldenCases } from './cases.ts';
import { printed, readGolden } from './golden-files.ts';

const colours = /\u001b\[[0-9;]*m/g;
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f]/;
/** A command stands whole on a line of its own, however long. */
const isCommand = (line: string): boolean => /^ {2}kubectl |^ {2}\S.*\bkubectl /.test(line);
const stack = /^\s+at .+[(:]\d+:\d+\)?$|node:internal|\bdist\/|TypeError|undefined|\[object Object\]|\bNaN\b|<unknown>|<invalid>/m;

const plain = (file: string): string => readGolden(file).replace(colours, '');
const ofFormat = (...formats: readonly GoldenCase['format'][]): GoldenCase[] =>
  goldenCases.filter(({ format }) => formats.includes(format));

describe('no line is wider than the terminal, commands apart', () => {
  for (const { file, columns } of ofFormat('wrapped')) {
    test(file, () => {
      const lines = printed(plain(file)).split('\n');
      const tooWide = lines.filter((line) => !isCommand(line) && displayWidth(line) > columns);
      assert.deepEqual(tooWide, []);
      assert.deepEqual(
        lines.filter((line) => line !== line.trimEnd()),
        [],
        'blanks at the end of a line',
      );
    });
  }
});

describe('nothing that a terminal would obey, no colour unless asked for, no stack', () => {
  for (const { file, args } of goldenCases) {
    test(file, () => {
      const text = readGolden(file);
      assert.equal(/\u001b/.test(text), args.join(' ').includes('--color'));
      assert.doesNotMatch(text.replace(colours, ''), unprintable);
      assert.doesNotMatch(text, stack);
    });
  }
});

describe('an error is one line that tells, and exit code 1, or 4 where nothing matched', () => {
  for (const { file } of ofFormat('error')) {
    test(file, () => assert.match(readGolden(file), /^--- stderr\nerror: [^\n]{10,300}\n--- exit [14]\n$/));
  }
});

test('colour adds nothing and hides nothing', () => {
  assert.equal(plain('describe/exit-code.color.txt'), readGolden('describe/exit-code.txt'));
  assert.equal(plain('describe/healthy.color.txt'), readGolden('describe/healthy.txt'));
});

describe('documents are valid', () => {
  for (const { file } of ofFormat('json'))
    test(file, () => assert.deepEqual(strictSchemaErrors(JSON.parse(printed(readGolden(file)))), []));
  for (const { file } of ofFormat('yaml')) test(file, () => assert.deepEqual(strictSchemaErrors(parse(printed(readGolden(file)))), []));
});

test('a shell can read every suggested command', () => {
  const commands = new Set(ofFormat('wrapped').flatMap(({ file }) => plain(file).split('\n').filter(isCommand)));
  assert.ok(commands.size > 30);
  for (const command of commands) {
    const { status, stderr } = spawnSync('sh', ['-n', '-c', command], { encoding: 'utf8' });
    assert.equal(status, 0, `${command}: ${stderr}`);
  }
});
