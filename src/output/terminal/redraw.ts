import { displayWidth } from './width.ts';

export interface Window {
  readonly columns: number;
  readonly rows: number;
}

/** Moves the cursor up. */
export const up = (rows: number): string => (rows > 0 ? `\u001b[${rows}A` : '');
export const eraseBelow = '\u001b[J';
export const eraseRestOfLine = '\u001b[K';
export const hideCursor = '\u001b[?25l';
export const showCursor = '\u001b[?25h';

/**
 * A block of lines at the end of what a terminal shows, written over in place: only lines that changed are sent, the scrollback
 * stays, and other lines can be put above it for good. The cursor stands on the line below the block.
 */
export class RedrawnBlock {
  #lines: readonly string[] = [];
  #columns = 0;

  /** What must be written to show these lines in place of those before; `above` goes above them, to stay. */
  frame(lines: readonly string[], window: Window, above: readonly string[] = []): string {
    const fitting = fittingLines(lines, window);
    const before = this.#lines;
    const isSimple =
      above.length === 0 && window.columns === this.#columns && [...before, ...fitting].every((line) => rowsOf(line, window) === 1);
    const back = `\r${up(before.reduce((rows, line) => rows + rowsOf(line, window), 0))}`;
    this.#lines = fitting;
    this.#columns = window.columns;
    if (!isSimple) return `${back}${written([...above, ...fitting], window)}${eraseBelow}`;
    const changed = fitting.map((line, index) => (line === before[index] ? '\n' : written([line], window))).join('');
    return `${back}${changed}${fitting.length < before.length ? eraseBelow : ''}`;
  }

  /** What must be written to leave these lines instead, however many, and nothing to be written over. */
  end(lines: readonly string[], window: Window): string {
    const back = `\r${up(this.#lines.reduce((rows, line) => rows + rowsOf(line, window), 0))}`;
    this.#lines = [];
    return `${back}${written(lines, window)}${eraseBelow}`;
  }
}

/**
 * Over what stood there. Nothing is erased before: tmux moves a screen that is erased from its first row on into the scrollback. Nor is
 * anything erased behind a full row, where terminals take the last column for the rest of the line.
 */
function written(lines: readonly string[], { columns }: Window): string {
  const isFull = (line: string): boolean => line !== '' && displayWidth(line) % Math.max(1, columns) === 0;
  return lines.map((line) => `${line}${isFull(line) ? '' : eraseRestOfLine}\n`).join('');
}

/** How many rows of the window a line takes. */
export const rowsOf = (line: string, { columns }: Window): number => Math.max(1, Math.ceil(displayWidth(line) / Math.max(1, columns)));

/** What has scrolled off cannot be written over, so no more than fits is shown. */
function fittingLines(lines: readonly string[], window: Window): readonly string[] {
  const most = Math.max(3, window.rows - 1);
  let rows = 0;
  const end = lines.findIndex((line) => {
    rows += rowsOf(line, window);
    return rows > most;
  });
  if (end < 0) return lines;
  let room = most - 1;
  const shown = lines.slice(0, end).filter((line) => {
    room -= rowsOf(line, window);
    return room >= 0;
  });
  return [
    ...shown,
    `… ${lines.length - shown.length} more lines: make the window higher, or leave out -w`.slice(0, Math.max(1, window.columns)),
  ];
}
