import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { maskText } from '../../../src/report/masking/mask-text.ts';
import { processorTime } from '../../processor-time.ts';
import { lookAlikes, secrets } from './credentials.ts';

describe('credentials are masked, what surrounds them is kept', () => {
  for (const [text, masked] of secrets) test(text.slice(0, 90), () => assert.equal(maskText(text), masked));
});

describe('what merely speaks of credentials is left alone', () => {
  for (const text of lookAlikes) test(text.slice(0, 90), () => assert.equal(maskText(text), text));
});

test('masked text has nothing more to mask', () => {
  for (const [, masked] of secrets) assert.equal(maskText(masked), masked);
});

test('whatever stands around a password of a setting, it does not come through', () => {
  const word = fc.stringMatching(/^[A-Za-z][\w.]{0,12}$/);
  const password = fc.stringMatching(/^[A-Z][a-z0-9]{5,20}[0-9]$/).filter((text) => !/xxx/i.test(text));
  const around = fc.stringMatching(/^[\w .,:()[\]-]{0,40}$/);
  const writings = fc.constantFrom(
    (name: string, value: string) => `${name}_PASSWORD=${value}`,
    (name: string, value: string) => `"${name}password": "${value}"`,
    (name: string, value: string) => `--${name}-password ${value}`,
    (name: string, value: string) => `postgres://${name}:${value}@db:5432/shop`,
    (name: string, value: string) => `Authorization: Bearer ${name}${value}${value}`,
  );
  fc.assert(
    fc.property(around, writings, word, password, around, (before, writing, name, value, after) => {
      const masked = maskText(`${before} ${writing(name, value)} ${after}`);
      assert.ok(!masked.includes(value), masked);
    }),
  );
});

test('time grows with the length, whatever the text is', () => {
  const unit = fc.constantFrom(
    'a',
    'password=',
    'password: ',
    '://',
    'a://b:',
    '"',
    '\\"',
    'eyJ',
    '.',
    '-',
    'token ',
    '@',
    ' ',
    '--',
    'mysql ',
    'x=,',
    'curl -u ',
  );
  fc.assert(
    fc.property(fc.array(unit, { minLength: 1, maxLength: 6 }), (units) => {
      const text = units.join('').repeat(Math.ceil(200_000 / units.join('').length));
      const took = processorTime(() => maskText(text));
      assert.ok(took < 1500, `${took} ms for ${JSON.stringify(units)}`);
    }),
    { numRuns: 60 },
  );
});
