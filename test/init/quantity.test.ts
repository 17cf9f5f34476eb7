import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addQuantities,
  compareQuantities,
  humanQuantity,
  largerQuantity,
  parseQuantity,
  printQuantity,
  ZERO,
} from '../../src/init/quantity.ts';

const read = (text: string | number) => parseQuantity(text) ?? assert.fail(`${text} is no quantity`);

/** As the API takes it, and as it prints it again. */
const canonical: readonly (readonly [string | number, string])[] = [
  ['0', '0'],
  ['100m', '100m'],
  ['1', '1'],
  [2, '2'],
  [0.5, '500m'],
  ['1.5', '1500m'],
  ['1000m', '1'],
  ['.25', '250m'],
  ['1.', '1'],
  ['+1', '1'],
  ['-1500m', '-1500m'],
  ['1k', '1k'],
  ['1000', '1k'],
  ['1500k', '1500k'],
  ['12E', '12E'],
  ['1e3', '1e3'],
  ['1E3', '1e3'],
  ['15e2', '1500'],
  ['1e-3', '1e-3'],
  ['1Ki', '1Ki'],
  ['1024Ki', '1Mi'],
  ['1.5Gi', '1536Mi'],
  ['512Mi', '512Mi'],
  ['1000Mi', '1000Mi'],
  ['0.5Ki', '512'],
  ['128974848', '128974848'],
  ['0.1n', '1n'],
  ['1.0000000001', '1000000001n'],
  ['7Ei', '7Ei'],
];

for (const [text, printed] of canonical) {
  test(`${text} prints as ${printed}`, () => assert.equal(printQuantity(read(text)), printed));
}

for (const text of ['', 'm', '1K', '1mi', '1 Gi', '1GiB', '1e', '1.2.3', 'one', '--1', '1e999', undefined, null, {}, Number.NaN]) {
  test(`${JSON.stringify(text)} is no quantity`, () => assert.equal(parseQuantity(text), undefined));
}

const human: readonly (readonly [string, string, string])[] = [
  ['1536Mi', 'memory', '1.5Gi'],
  ['128974848', 'memory', '123Mi'],
  ['1G', 'requests.memory', '953.67Mi'],
  ['512', 'memory', '512'],
  ['100Gi', 'ephemeral-storage', '100Gi'],
  ['1500m', 'cpu', '1.5'],
  ['250m', 'limits.cpu', '250m'],
  ['40', 'cpu', '40'],
  ['2', 'nvidia.com/gpu', '2'],
  ['1000', 'pods', '1k'],
];

for (const [text, resource, shown] of human) {
  test(`${text} of ${resource} is shown as ${shown}`, () => assert.equal(humanQuantity(read(text), resource), shown));
}

test('different spellings of one amount are equal', () => {
  for (const [one, other] of [
    ['1', '1000m'],
    ['1Gi', '1024Mi'],
    ['1e3', '1k'],
    ['0', '0Gi'],
  ] as const) {
    assert.equal(compareQuantities(read(one), read(other)), 0, `${one} and ${other}`);
  }
  assert.ok(compareQuantities(read('999m'), read('1')) < 0);
  assert.ok(compareQuantities(read('1Gi'), read('1G')) > 0);
});

test('a sum keeps the spelling of its first part that is not 0', () => {
  assert.equal(printQuantity(addQuantities(ZERO, read('1Gi'))), '1Gi');
  assert.equal(printQuantity(addQuantities(read('512Mi'), read('512Mi'))), '1Gi');
  assert.equal(printQuantity(addQuantities(read('300m'), read('700m'))), '1');
  assert.equal(printQuantity(largerQuantity(read('1Gi'), read('1024Mi'))), '1Gi');
});

test('what is printed reads as the same amount', () => {
  const suffix = fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e3', 'e-2');
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 6), max: 10 ** 6 }), fc.nat(999), suffix, (whole, fraction, unit) => {
      const quantity = read(`${whole}.${fraction}${unit}`);
      assert.equal(compareQuantities(read(printQuantity(quantity)), quantity), 0);
    }),
  );
});

test('any value is either a quantity or none', () => {
  fc.assert(fc.property(fc.anything(), (value) => void parseQuantity(value)));
});
