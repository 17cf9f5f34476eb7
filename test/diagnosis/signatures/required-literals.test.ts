import assert from 'node:assert/strict';
import { test } from 'node:test';
import { literals } from '../../../scripts/generate/literals.ts';
import { requiredLiterals } from '../../../scripts/generate/required-literals.ts';
import { tables } from '../../../src/diagnosis/signatures/index.ts';
import written from '../../../src/diagnosis/signatures/literals.json' with { type: 'json' };

const rows: readonly [RegExp, readonly string[] | undefined][] = [
  [/password authentication failed/, ['password authentication failed']],
  [/Password: (?<user>\w+)/, ['password: ']],
  [/(?:cannot|could not) open/, ['cannot', 'could not']],
  [/a{0,3}(?:optional text)?required/, ['required']],
  [/abc+def/, ['def']],
  [/no such file|ENOENT/, ['no such file', 'enoent']],
  [/no such file|x/, undefined],
  [/\d+/, undefined],
  [/^[Ee]rror\b.{1,80}: refused$/, [': refused']],
  [/(?=ahead)found/, ['found']],
  [/(?<!not )found it/, ['found it']],
  [/dial tcp [\d.]+:\d+/, ['dial tcp ']],
  [/\(code=(?<code>\d+)\)/, ['(code=']],
];

for (const [pattern, literals] of rows) {
  test(`${pattern} requires ${literals ? literals.map((text) => JSON.stringify(text)).join(' or ') : 'nothing that can be told'}`, () => {
    assert.deepEqual(requiredLiterals(pattern), literals);
  });
}

test('what a signature requires stands in every line that its pattern matches', () => {
  for (const { id, pattern, matches, lookAlikes } of tables.flat()) {
    const literals = requiredLiterals(pattern);
    for (const line of [...matches, ...lookAlikes].filter((text) => pattern.test(text))) {
      assert.ok(!literals || literals.some((text) => line.toLowerCase().includes(text)), `${id}: ${line} has none of ${literals}`);
    }
  }
});

test('almost every signature requires something, so that few patterns run on a line', () => {
  const without = tables.flat().filter(({ pattern }) => !requiredLiterals(pattern));
  assert.ok(without.length <= tables.flat().length / 10, without.map(({ id }) => id).join(', '));
});

test('the words that are looked for first are those of the present patterns (npm run literals writes them)', () => {
  assert.deepEqual(written, literals());
});
