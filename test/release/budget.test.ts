import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { costs, overBudget, readBudget, readCosts } from '../../scripts/build/budget.mjs';
import { rules } from '../../src/diagnosis/rules/index.ts';

const made = (inputs: Readonly<Record<string, number>>) =>
  costs({
    outputs: { main: { inputs: Object.fromEntries(Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }])) } },
  });
const fine = { 'src/a.ts': 10, 'src/b.ts': 20, 'node_modules/one/a.js': 5, 'node_modules/@two/core/b.js': 7 };

describe('the budget of the bundle', () => {
  it('is kept', () => assert.deepEqual(overBudget(readCosts(), readBudget()), []));

  for (const { what, inputs, budget, says } of [
    { what: 'is kept to the byte', inputs: fine, budget: { 'kubectl-initdoctor': 30, one: 5, '@two/core': 7 }, says: [] },
    {
      what: 'is not kept when a package grows',
      inputs: fine,
      budget: { 'kubectl-initdoctor': 30, one: 4, '@two/core': 7 },
      says: ['one takes 5 bytes; 4 are planned'],
    },
    {
      what: 'is not kept when a package comes in',
      inputs: fine,
      budget: { 'kubectl-initdoctor': 30, one: 5 },
      says: ['@two/core is new in the bundle, with 7 bytes'],
    },
    {
      what: 'is not kept when a package is there twice',
      inputs: { 'node_modules/one/a.js': 1, 'node_modules/two/node_modules/one/a.js': 1 },
      budget: { one: 5 },
      says: ['one is in the bundle 2 times: node_modules/one, node_modules/two/node_modules/one'],
    },
    { what: 'is kept when a package goes', inputs: { 'src/a.ts': 1 }, budget: { 'kubectl-initdoctor': 1, one: 5 }, says: [] },
    { what: 'does not count what is shaken off', inputs: { 'node_modules/one/a.js': 0 }, budget: {}, says: [] },
  ]) {
    it(what, () => assert.deepEqual(overBudget(made(inputs), budget), says));
  }
});

it('the bundle holds rules, but not the example lines of signatures, which only tests read', async () => {
  const bundle = readFileSync(new URL('../../dist/main.cjs', import.meta.url), 'latin1');
  const { tables } = await import('../../src/diagnosis/signatures/index.ts');
  assert.ok(rules.every(({ id }) => bundle.includes(id)));
  const examples = tables.flat().flatMap(({ matches, lookAlikes }) => [...matches, ...lookAlikes]);
  const long = examples.filter((line) => line.length > 60 && /^[\w ,.:]+$/.test(line));
  assert.ok(long.length > 20);
  assert.deepEqual(
    long.filter((line) => bundle.includes(line)),
    [],
  );
});

it('the bundle holds a byte a character, which is how bin/run.js reads it', () => {
  assert.doesNotMatch(readFileSync(new URL('../../dist/main.cjs', import.meta.url), 'utf8'), /[\u0080-\uffff]/);
});
