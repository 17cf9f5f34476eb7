import assert from 'node:assert/strict';
import { test } from 'node:test';
import { age, humanDuration } from '../../src/init/age.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

const texts: readonly (readonly [number, string])[] = [
  [-2, '<invalid>'],
  [-1.9, '0s'],
  [-0.5, '0s'],
  [0, '0s'],
  [1.9, '1s'],
  [119, '119s'],
  [2 * MINUTE, '2m'],
  [2 * MINUTE + 1, '2m1s'],
  [10 * MINUTE - 1, '9m59s'],
  [10 * MINUTE, '10m'],
  [10 * MINUTE + 1, '10m'],
  [3 * HOUR - 1, '179m'],
  [3 * HOUR, '3h'],
  [3 * HOUR + MINUTE, '3h1m'],
  [8 * HOUR - 1, '7h59m'],
  [8 * HOUR, '8h'],
  [8 * HOUR + 59 * MINUTE, '8h'],
  [2 * DAY - 1, '47h'],
  [2 * DAY, '2d'],
  [2 * DAY + HOUR, '2d1h'],
  [8 * DAY - 1, '7d23h'],
  [8 * DAY, '8d'],
  [8 * DAY + HOUR, '8d'],
  [2 * YEAR - 1, '729d'],
  [2 * YEAR, '2y'],
  [2 * YEAR + DAY, '2y1d'],
  [8 * YEAR - 1, '7y364d'],
  [8 * YEAR, '8y'],
  [8 * YEAR + 364 * DAY, '8y'],
];

for (const [seconds, expected] of texts) {
  test(`${seconds} seconds are ${expected}`, () => assert.equal(humanDuration(seconds * 1000), expected));
}

test('what is no number has no duration', () => assert.equal(humanDuration(Number.NaN), '<unknown>'));

test('an age counts from a time', () => {
  const now = new Date('2026-03-04T12:00:00Z');
  assert.equal(age('2026-03-04T11:57:20Z', now), '2m40s');
  assert.equal(age(undefined, now), '<unknown>');
  assert.equal(age('yesterday', now), '<unknown>');
});
