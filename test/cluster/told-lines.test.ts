import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ToldLines, timedLine } from '../../src/cluster/told-lines.ts';

const line = (text: string) => timedLine(Buffer.from(text));
/** What is told of these lines, read at the given places anew from the second that was asked for. */
function tell(lines: readonly string[], cuts: readonly number[]): string[] {
  const told = new ToldLines();
  const out: string[] = [];
  for (const end of [...cuts, lines.length]) {
    const since = told.readAgain() ?? '';
    for (const text of lines.slice(0, end)) {
      const timed = line(text);
      assert.ok(timed);
      if (`${timed.time.slice(0, 19)}Z` >= since && told.isNew(timed)) out.push(text);
    }
  }
  return out;
}

describe('a line and its time', () => {
  test('are taken apart', () => {
    const timed = line('2026-01-05T10:00:00.123456789Z  two  blanks');
    assert.equal(timed?.time, '2026-01-05T10:00:00.123456789Z');
    assert.equal(timed?.text.toString(), ' two  blanks');
    assert.equal(timed?.second, Date.parse('2026-01-05T10:00:00Z') / 1000);
  });
  test('an empty line has one too', () => assert.equal(line('2026-01-05T10:00:00.1Z ')?.text.length, 0));
  for (const text of ['', 'unable to retrieve container logs for containerd://ab', '2026-01-05 10:00 x', '2026-01-05T10:00:00']) {
    test(`none: ${JSON.stringify(text)}`, () => assert.equal(line(text), undefined));
  }
});

describe('a log that is read anew', () => {
  const at = (second: number, fraction: number, text: string) =>
    `2026-01-05T10:00:${String(second).padStart(2, '0')}.${String(fraction).padStart(9, '0')}Z ${text}`;

  test('equal lines of one moment are told as often as they stand there', () => {
    const lines = [at(1, 5, 'x'), at(1, 5, 'x'), at(1, 5, 'x'), at(1, 6, 'y')];
    assert.deepEqual(tell(lines, [1, 2]), lines);
  });
  test('two streams that swap by a moment', () => {
    const lines = [at(1, 900, 'out'), at(1, 800, 'err'), at(2, 1, 'out'), at(1, 999, 'err')];
    assert.deepEqual(tell(lines, [1, 3]), lines);
  });
  test('any log, cut anywhere: each line once, in order', () => {
    const moment = fc.record({
      step: fc.integer({ min: 0, max: 3 }),
      fraction: fc.integer({ min: 0, max: 3 }),
      text: fc.constantFrom('a', 'b', ''),
    });
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 20 }), fc.array(fc.nat(20), { maxLength: 4 }), (moments, places) => {
        let second = 0;
        const lines = moments.map(({ step, fraction, text }) => {
          second += step > 1 ? step - 1 : 0;
          return at(second, fraction, text);
        });
        const cuts = places.map((place) => Math.min(place, lines.length)).sort((one, other) => one - other);
        assert.deepEqual(tell(lines, cuts), lines);
      }),
    );
  });
});
