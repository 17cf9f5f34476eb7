import { stdoutIsTerminal } from '../../output/is-terminal.ts';
import { standardOutput } from '../../output/standard-output.ts';
import { eraseRestOfLine, hideCursor, RedrawnBlock, showCursor, type Window } from '../../output/terminal/redraw.ts';
import type { Style } from '../../output/terminal/style.ts';

/** What a watch shows on stdout: on a terminal a block that is redrawn below what has happened; in a pipe what happened alone. */
export class LiveView {
  readonly isLive = stdoutIsTerminal() && process.env.TERM !== 'dumb';
  readonly #block = new RedrawnBlock();
  readonly #style: () => Style;
  readonly #leave = () => this.leave();
  readonly #resized = () => this.#draw();
  #render: () => readonly string[] = () => [];
  #note = '';
  #hidden = false;

  constructor(style: () => Style) {
    this.#style = style;
    if (!this.isLive) return;
    process.once('exit', this.#leave);
    standardOutput().on('resize', this.#resized);
  }

  /** What has happened, to stay. */
  say(...lines: readonly string[]): void {
    if (lines.length === 0) return;
    if (this.isLive) this.#draw(lines);
    else standardOutput().write(lines.map((line) => `${line}\n`).join(''));
  }

  /** About the connection, below the rest; empty when that is over, undefined for no news. */
  note(text: string | undefined): void {
    if (text === undefined || text === this.#note) return;
    this.#note = text;
    if (this.isLive) this.#draw();
    else if (text !== '') process.stderr.write(`${text}\n`);
  }

  /** @param render asked for lines again when the window has another size */
  show(render: () => readonly string[]): void {
    this.#render = render;
    this.#draw();
  }

  /** The last state, as a whole. */
  end(lines: readonly string[]): void {
    if (this.isLive) standardOutput().write(this.#block.end(lines, windowNow()));
  }

  /** The terminal as it was. */
  leave(): void {
    process.removeListener('exit', this.#leave);
    standardOutput().removeListener('resize', this.#resized);
    // A terminal shows ^C where the cursor stands.
    if (this.#hidden) standardOutput().write(`\r${eraseRestOfLine}${showCursor}`);
    this.#hidden = false;
  }

  #draw(above: readonly string[] = []): void {
    const hide = this.#hidden ? '' : hideCursor;
    this.#hidden = true;
    const rendered = this.#render();
    const lines = this.#note === '' ? rendered : [...rendered, '', this.#style().warn(this.#note)];
    // A gap between what has happened and what is.
    const separated = lines.length > 0 ? ['', ...lines] : [];
    standardOutput().write(hide + this.#block.frame(separated, windowNow(), above));
  }
}

const windowNow = (): Window => ({ columns: standardOutput().columns || 80, rows: standardOutput().rows || 24 });
