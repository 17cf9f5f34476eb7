import type { UnknownValue } from '../model.ts';

/** A value that the text does not give. */
export type Unknown =
  | { readonly kind: 'unset'; readonly name: string }
  | { readonly kind: 'elsewhere'; readonly name: string; readonly value: UnknownValue }
  /** What a command printed; `checks` are the keys of the checks whose answer it holds. */
  | { readonly kind: 'output'; readonly name: string; readonly checks: readonly string[] };

// Unknown values travel through the shell's string handling as marks of two private-use characters around a number.
const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARK = /\uE000(\d{1,6})\uE001/g;

/** The unknown values met in one reading. The same unknown always gets the same mark, so that states can be compared. */
export class Unknowns {
  readonly #list: Unknown[] = [];
  readonly #numbers = new Map<string, number>();

  mark(unknown: Unknown): string {
    const identity = JSON.stringify(unknown);
    const known = this.#numbers.get(identity);
    const number = known ?? this.#list.push(unknown) - 1;
    if (known === undefined) this.#numbers.set(identity, number);
    return `${OPEN}${number}${CLOSE}`;
  }

  within(text: string): readonly Unknown[] {
    if (!text.includes(OPEN)) return [];
    return [...text.matchAll(MARK)].flatMap((match) => this.#list[Number(match[1])] ?? []);
  }

  /** Checks whose answers are part of this text. */
  checksWithin(text: string): readonly string[] {
    return this.within(text).flatMap((unknown) => (unknown.kind === 'output' ? unknown.checks : []));
  }

  replace(text: string, by: (unknown: Unknown) => string): string {
    return text.replace(MARK, (_, number: string) => {
      const unknown = this.#list[Number(number)];
      return unknown ? by(unknown) : '';
    });
  }

  /** The text as a person may read it: `${NAME}` for what is elsewhere, nothing for what was never set. */
  show(text: string): string {
    return this.replace(text, (unknown) => (unknown.kind === 'unset' ? '' : `\${${unknown.name}}`));
  }
}

/** Takes from outside text the characters that mark unknown values. */
export function withoutMarks(text: string): string {
  return text.replace(/[\uE000\uE001]/g, '');
}
