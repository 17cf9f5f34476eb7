import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tables } from '../../../src/diagnosis/signatures/index.ts';
import { matchLines } from '../../../src/diagnosis/signatures/match.ts';
import { processorTime } from '../../processor-time.ts';

const length = 20_000;
const rows = tables.flat();
/** Far above what linear time takes, far below what quadratic time does. */
const budgetMilliseconds = 60;

/** The words of a pattern, which lead an engine astray when they come again and again without what should follow. */
function pieces({ source }: RegExp): string[] {
  const literal = source
    .replace(/\(\?<\w+>|\(\?[:!=]|\{\d+(?:,\d*)?\}\??|\\[wWdDsSbB]|\[(?:\\.|[^\]\\])*\]/g, '|')
    .replace(/[()?*+^$.]/g, '|')
    .replace(/\\(.)/g, '$1');
  return [...new Set(literal.split('|').filter((piece) => piece.trim().length > 1))];
}

/** The quickest of a few runs, as far as they are needed: collecting garbage only makes a run slower. */
function quickest(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 6 && best >= budgetMilliseconds; attempt++) {
    best = Math.min(best, processorTime(run));
  }
  return best;
}

const fill = (piece: string) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

describe('patterns on hostile lines of 20,000 characters', () => {
  for (const { id, pattern, matches } of rows) {
    it(id, () => {
      const words = pieces(pattern);
      const first = words[0] ?? '';
      const hostile = [
        ...words.map(fill),
        ...words.map((word) => first + fill(`${word} `)),
        ...matches.map((line) => fill(line.slice(0, -3))),
        fill('a'),
        fill(' '),
        fill('/a'),
        fill("'"),
        fill('a:'),
      ];
      let slowest = { ms: 0, line: '' };
      for (const line of hostile) {
        const ms = quickest(() => pattern.test(line));
        if (ms > slowest.ms) slowest = { ms, line };
      }
      assert.ok(slowest.ms < budgetMilliseconds, `${slowest.ms.toFixed(0)} ms on "${slowest.line.slice(0, 60)}..."`);
    });
  }

  it('cuts what is longer, so that a whole log is read in a blink', () => {
    const log = Array.from({ length: 400 }, (_, index) => `${index} ${fill('dial tcp lookup ')}`);
    const took = processorTime(() => void matchLines(log, 'log', tables));
    assert.ok(took < 3_000, `${took} ms`);
  });
});
