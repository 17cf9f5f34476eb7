import { Chalk, type ChalkInstance } from 'chalk';

/** How the terminal is written to. Colour only repeats what a word or a sign says as well. */
export interface Style {
  readonly width: number;
  readonly bad: ChalkInstance;
  readonly warn: ChalkInstance;
  readonly good: ChalkInstance;
  readonly strong: ChalkInstance;
  readonly faint: ChalkInstance;
  readonly command: ChalkInstance;
}

const narrowest = 60;
const widest = 200;

export function makeStyle({ width, colour }: { width: number; colour: boolean }): Style {
  const chalk = new Chalk({ level: colour ? 1 : 0 });
  return {
    width: Math.min(widest, Math.max(narrowest, width)),
    bad: chalk.red,
    warn: chalk.yellow,
    good: chalk.green,
    strong: chalk.bold,
    faint: chalk.dim,
    command: chalk.cyan,
  };
}

/** A section with its title; nothing where it has no lines. */
export const titled = (title: string, lines: readonly string[], { strong }: Style): string[] =>
  lines.length > 0 ? [`  ${strong(title)}`, ...lines] : [];
