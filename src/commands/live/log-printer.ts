import { once } from 'node:events';
import type { TimedLine } from '../../cluster/told-lines.ts';
import { clean } from '../../output/clean.ts';

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
    const shown = process.stdout.isTTY ? Buffer.from(clean(text.toString('utf8'))) : text;
    if (!process.stdout.write(Buffer.concat([head, shown, Buffer.from('\n')]))) await once(process.stdout, 'drain');
  }

  /** @param pod whom it is about; shown where there are several */
  note(text: string, pod?: string): void {
    process.stderr.write(`--- ${clean(this.#options.prefix && pod ? `${pod}: ${text}` : text)}\n`);
  }
}
