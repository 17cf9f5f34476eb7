import { hideCursor, RedrawnBlock, showCursor, type Window } from '../../output/terminal/redraw.ts';
import type { Style } from '../../output/terminal/style.ts';

/** What a watch shows on stdout: on a terminal a block that is redrawn below what has happened; in a pipe what happened alone. */
export class LiveView {
  readonly isLive = Boolean(process.stdout.isTTY) && process.env.TERM !== 'dumb';
  readonly #block = new RedrawnBlock();
  readonly #style: () => Style;
  readonly #leave = () => this.leave();
  readonly #resized = () => this.#draw();
  #lines: readonly string[] = [];
  #note = '';
  #hidden = false;

  constructor(style: () => Style) {
    this.#style = style;
    if (!this.isLive) return;
    process.once('exit', this.#leave);
    process.stdout.on('resize', this.#resized);
  }

  /** What has happened, to stay. */
  say(...lines: readonly string[]): void {
    if (lines.length === 0) return;
    if (this.isLive) this.#draw(lines);
    else process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  }

  /** About the connection, below the rest; empty when that is over, undefined for no news. */
  note(text: string | undefined): void {
    if (text === undefined || text === this.#note) return;
    this.#note = text;
    if (this.isLive) this.#draw();
    else if (text !== '') process.stderr.write(`${text}\n`);
  }

  show(lines: readonly string[]): void {
    this.#lines = lines;
    this.#draw();
  }

  /** The last state, as a whole. */
  end(lines: readonly string[]): void {
    if (this.isLive) process.stdout.write(this.#block.end(lines, windowNow()));
  }

  /** The terminal as it was. */
  leave(): void {
    process.removeListener('exit', this.#leave);
    process.stdout.removeListener('resize', this.#resized);
    if (this.#hidden) process.stdout.write(showCursor);
    this.#hidden = false;
  }

  #draw(above: readonly string[] = []): void {
    const hide = this.#hidden ? '' : hideCursor;
    this.#hidden = true;
    const lines = this.#note === '' ? this.#lines : [...this.#lines, '', this.#style().warn(this.#note)];
    // A gap between what has happened and what is.
    const separated = lines.length > 0 ? ['', ...lines] : [];
    process.stdout.write(hide + this.#block.frame(separated, windowNow(), above));
  }
}

const windowNow = (): Window => ({ columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 });
