import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDuration } from '../../src/init/duration.ts';

const durations: readonly (readonly [string, number | undefined])[] = [
  ['10s', 10],
  ['1m20s', 80],
  ['2m40s', 160],
  ['5m0s', 300],
  ['1h0m0.5s', 3600.5],
  ['28ms', 0.028],
  ['1.234567891s', 1.234567891],
  ['250µs', 0.00025],
  ['250us', 0.00025],
  ['.5s', 0.5],
  ['1.s', 1],
  ['-1m30s', -90],
  ['+3s', 3],
  ['0', 0],
  ['0s', 0],
  ['', undefined],
  ['5', undefined],
  ['s', undefined],
  ['5m 3s', undefined],
  ['5d', undefined],
  ['5mx', undefined],
  ['x5m', undefined],
  ['1..2s', undefined],
  ['--1s', undefined],
];

for (const [text, seconds] of durations) {
  test(`"${text}" is ${seconds ?? 'no duration'}`, () => assert.equal(parseDuration(text), seconds));
}

test('any text is either seconds or no duration', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d.hmsunµ+-]*$/)), (text) => {
      const seconds = parseDuration(text);
      assert.ok(seconds === undefined || Number.isFinite(seconds));
    }),
  );
});
