import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findPage } from '../../src/diagnosis/pages/find-page.ts';
import { ownerRules, rules } from '../../src/diagnosis/rules/index.ts';

const all = [...rules, ...ownerRules];
const at = (path: string) => new URL(`../../${path}`, import.meta.url);

for (const { id } of all) {
  test(`rule ${id} has its file, its test and its page`, () => {
    assert.ok(existsSync(at(`src/diagnosis/rules/${id}.ts`)), `src/diagnosis/rules/${id}.ts is missing`);
    assert.ok(existsSync(at(`test/diagnosis/rules/${id}.test.ts`)), `test/diagnosis/rules/${id}.test.ts is missing`);
    assert.ok('page' in findPage(id), `explain ${id} finds no page: write one, or name the code of its findings in pages/aliases.ts`);
  });
}

test('ids are unique', () => {
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
});

test('every file of a rule is registered', () => {
  const ids = new Set(all.map(({ id }) => id));
  const rulesOnDisk = readdirSync(at('src/diagnosis/rules')).filter((name) => name !== 'index.ts' && isRule(name));
  assert.deepEqual(
    rulesOnDisk.filter((name) => !ids.has(name.replace('.ts', ''))),
    [],
  );
});

const isRule = (name: string): boolean => /: (?:Owner)?Rule = \{/.test(readFileSync(at(`src/diagnosis/rules/${name}`), 'utf8'));
