import type { PodChange } from '../../cluster/port.ts';
import { clean } from '../../output/clean.ts';
import { eraseBelow, rowsOf, up } from '../../output/terminal/redraw.ts';
import { cut, oneLine } from '../../output/terminal/text.ts';
import { connectionNews } from './connection-news.ts';

/** Says on stderr how it goes: a line for what happened and, on a terminal, a last line that is written over. */
export class ProgressLines {
  readonly #now: () => Date;
  readonly #live = Boolean(process.stderr.isTTY) && process.env.TERM !== 'dumb';
  #shown = '';
  #said = '';

  /** @param now the clock of the server */
  constructor(now: () => Date) {
    this.#now = now;
  }

  say(text: string): void {
    const time = this.#now().toISOString().slice(11, 19);
    const shown = this.#shown;
    this.#erase();
    process.stderr.write(`${time} ${oneLine(clean(text))}\n`);
    if (shown !== '') this.show(shown);
  }

  sayOnce(text: string): void {
    if (text !== this.#said) this.say(text);
    this.#said = text;
  }

  sayOfConnection(change: PodChange): void {
    const news = connectionNews(change);
    if (news !== undefined) this.say(news);
  }

  /** What goes on, on a terminal only. */
  show(text: string): void {
    if (!this.#live) return;
    this.#erase();
    this.#shown = cut(oneLine(clean(text)), columns() - 1);
    process.stderr.write(this.#shown);
  }

  end(): void {
    this.#erase();
  }

  #erase(): void {
    // Where the window has become narrower meanwhile, it stands on several rows.
    const rows = rowsOf(this.#shown, { columns: columns(), rows: 0 });
    if (this.#shown !== '') process.stderr.write(`\r${up(rows - 1)}${eraseBelow}`);
    this.#shown = '';
  }
}

const columns = (): number => process.stderr.columns || 80;
