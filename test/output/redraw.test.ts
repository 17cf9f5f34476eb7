import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { RedrawnBlock } from '../../src/output/terminal/redraw.ts';

/**
 * A terminal that knows what the block writes: text, line ends, up, erase; what leaves it at the top is its scrollback. It is as
 * awkward as terminals are: tmux keeps a screen that is erased from its first row on, and behind a full row xterm erases its last column.
 */
class Terminal {
  readonly scrollback: string[] = [];
  readonly #rows: string[];
  readonly #columns: number;
  #row = 0;
  #column = 0;

  constructor(columns: number, rows: number) {
    this.#columns = columns;
    this.#rows = Array.from({ length: rows }, () => '');
  }

  write(text: string): void {
    for (const [piece] of text.matchAll(/\u001b\[\??\d*[A-Za-z]|\r|\n|[^\u001b\r\n]/gu)) this.#obey(piece);
  }

  get all(): string[] {
    const lines = [...this.scrollback, ...this.#rows].map((line) => line.trimEnd());
    while (lines.at(-1) === '') lines.pop();
    return lines;
  }

  #obey(piece: string): void {
    const [, number = '1', command] = /^\u001b\[\??(\d*)([A-Za-z])$/.exec(piece) ?? [];
    if (command === 'A') this.#row = Math.max(0, this.#row - Number(number || 1));
    else if (command === 'K') this.#eraseRest();
    else if (command === 'J') {
      if (this.#row === 0 && this.#column === 0) this.scrollback.push(...this.#rows.filter((line) => line !== ''));
      this.#eraseRest();
      this.#rows.fill('', this.#row + 1);
    } else if (piece === '\r') this.#column = 0;
    else if (piece === '\n') this.#down();
    else if (command === undefined) this.#type(piece);
  }

  #type(character: string): void {
    if (this.#column === this.#columns) this.#down();
    const line = (this.#rows[this.#row] ?? '').padEnd(this.#column);
    this.#put(line.slice(0, this.#column) + character + line.slice(this.#column + 1));
    this.#column += 1;
  }

  #eraseRest(): void {
    this.#put(this.#rows[this.#row]?.slice(0, Math.min(this.#column, this.#columns - 1)) ?? '');
  }

  #put(line: string): void {
    this.#rows[this.#row] = line;
  }

  #down(): void {
    this.#column = 0;
    if (this.#row < this.#rows.length - 1) this.#row += 1;
    else {
      this.scrollback.push(this.#rows.shift() ?? '');
      this.#rows.push('');
    }
  }
}

const window = { columns: 20, rows: 8 };
const shown = (...frames: readonly (readonly [lines: readonly string[], above?: readonly string[]])[]): string[] => {
  const [terminal, block] = [new Terminal(window.columns, window.rows), new RedrawnBlock()];
  terminal.write('$ describe -w\n');
  for (const [lines, above] of frames) terminal.write(block.frame(lines, window, above));
  return terminal.all;
};

describe('a block that is written over in place', () => {
  test('changed lines, fewer lines, more lines', () => {
    assert.deepEqual(shown([['a', 'b', 'c']], [['a', 'x']], [['a', 'x', 'y', 'z']]), ['$ describe -w', 'a', 'x', 'y', 'z']);
  });
  test('only what changed is sent', () => {
    const block = new RedrawnBlock();
    block.frame(['same', 'next in 9s'], window);
    const sent = block.frame(['same', 'next in 8s'], window);
    assert.ok(!sent.includes('same') && sent.includes('next in 8s'));
  });
  test('what happened stays above', () => {
    assert.deepEqual(shown([['a', 'b']], [['a', 'c'], ['one failed']], [['a'], ['two failed']]), [
      '$ describe -w',
      'one failed',
      'two failed',
      'a',
    ]);
  });
  test('no more than fits, and it says so', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    const all = shown([lines], [lines]);
    assert.equal(all.length, 8);
    assert.match(all.at(-1) ?? '', /^… 24 more lines/);
  });
  test('a block that fills the window leaves no copy of itself', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    const all = shown([lines], [lines, ['one failed']], [lines, ['two failed']]);
    assert.deepEqual(all.slice(0, 4), ['$ describe -w', 'one failed', 'two failed', 'line 0']);
    assert.equal(all.length, 10);
  });
  test('a line as wide as the window keeps its last column', () => {
    assert.deepEqual(shown([['a']], [['x'.repeat(20)]]), ['$ describe -w', 'x'.repeat(20)]);
  });
  test('after a resize the block is found by how it wraps now', () => {
    const block = new RedrawnBlock();
    block.frame(['x'.repeat(20)], window);
    assert.match(block.frame(['y'], { columns: 10, rows: 8 }), /^\r\u001b\[2Ay\u001b\[K\n\u001b\[J$/);
  });
  test('at the end the whole stays, however long', () => {
    const [terminal, block] = [new Terminal(20, 8), new RedrawnBlock()];
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    terminal.write(block.frame(lines, window));
    terminal.write(block.end(lines, window));
    assert.deepEqual(terminal.all, lines);
  });
  test('any frames: what happened is kept in order, and the last frame stands below it', () => {
    const line = fc.stringMatching(/^[a-z]{1,45}$/);
    const frame = fc.tuple(fc.array(line, { maxLength: 4 }), fc.array(fc.stringMatching(/^[A-Z]{1,19}$/), { maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 8 }), (frames) => {
        const all = shown(...frames);
        const happened = frames.flatMap(([, above]) => above);
        assert.deepEqual(
          all.filter((one) => /^[A-Z]+$/.test(one)),
          happened,
        );
        const fits = (frames.at(-1)?.[0] ?? []).reduce((rows, one) => rows + Math.ceil(one.length / 20), 0) < window.rows;
        if (fits) assert.ok(all.join('').endsWith((frames.at(-1)?.[0] ?? []).join('')));
      }),
    );
  });
});
