import { once } from 'node:events';
import type { TimedLine } from '../../cluster/told-lines.ts';
import { clean } from '../../output/clean.ts';
import { stdoutIsTerminal } from '../../output/is-terminal.ts';
import { standardOutput } from '../../output/standard-output.ts';

export interface PrintOptions {
  readonly timestamps: boolean;
  /** Lines of several containers stand among one another. */
  readonly prefix: boolean;
}

/** Log lines go to stdout, what is said about them to stderr. */
export class LogPrinter {
  readonly #options: PrintOptions;

  constructor(options: PrintOptions) {
    this.#options = options;
  }

  async line(pod: string, container: string, { time, text }: TimedLine): Promise<void> {
    const prefix = this.#options.prefix ? `[pod/${pod}/${container}] ` : '';
    const head = Buffer.from(this.#options.timestamps ? `${prefix}${time} ` : prefix);
    const shown = stdoutIsTerminal() ? Buffer.from(clean(text.toString('utf8'))) : text;
    if (!standardOutput().write(Buffer.concat([head, shown, Buffer.from('\n')]))) await once(standardOutput(), 'drain');
  }

  /** @param pod whom it is about; shown where there are several */
  note(text: string, pod?: string): void {
    process.stderr.write(`--- ${clean(this.#options.prefix && pod ? `${pod}: ${text}` : text)}\n`);
  }
}
