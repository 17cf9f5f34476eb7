import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { findPage } from '../../src/diagnosis/pages/find-page.ts';
import { ownerRules, rules } from '../../src/diagnosis/rules/index.ts';

const all = [...rules, ...ownerRules];
const at = (path: string) => new URL(`../../${path}`, import.meta.url);

/** Paths below src/diagnosis/rules, without their ending: `images/image-auth`. */
const onDisk = readdirSync(at('src/diagnosis/rules'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && isRule(path))
  .map((path) => path.replaceAll('\\', '/').replace('.ts', ''));

for (const { id } of all) {
  test(`rule ${id} has its file, its test and its page`, () => {
    const places = onDisk.filter((path) => basename(path) === id);
    assert.equal(places.length, 1, `src/diagnosis/rules/SUBJECT/${id}.ts is missing, or there are several`);
    assert.ok(existsSync(at(`test/diagnosis/rules/${places[0]}.test.ts`)), `test/diagnosis/rules/${places[0]}.test.ts is missing`);
    assert.ok('page' in findPage(id), `explain ${id} finds no page: write one, or name the code of its findings in pages/aliases.ts`);
  });
}

test('ids are unique', () => {
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
});

test('every file of a rule is registered', () => {
  const ids = new Set(all.map(({ id }) => id));
  assert.deepEqual(
    onDisk.filter((path) => !ids.has(basename(path))),
    [],
  );
});

function isRule(path: string): boolean {
  return /: (?:Owner)?Rule = \{/.test(readFileSync(at(`src/diagnosis/rules/${path}`), 'utf8'));
}
