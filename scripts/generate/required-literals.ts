/**
 * Texts of which a line must hold at least one, in lower case, for a pattern to match; nothing when no such texts can be told.
 * Hundreds of patterns look at each line: to search it for a word costs far less than to compile an expression and run it.
 */
export function requiredLiterals({ source }: RegExp): readonly string[] | undefined {
  const reader = new Reader(source);
  const literals = reader.alternatives();
  return reader.atEnd ? literals : undefined;
}

/** Shorter ones stand in every other line. */
const shortest = 3;

type Literals = readonly string[] | undefined;

/** Reads as much of the syntax of regular expressions as it takes to know what must be there. */
class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get atEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  /** Any of the branches may match, so each has to have its own. */
  alternatives(): Literals {
    const branches = [this.#sequence()];
    while (this.#take('|')) branches.push(this.#sequence());
    return branches.every((branch) => branch !== undefined) ? branches.flat() : undefined;
  }

  /** All of its parts must match, so the most telling one will do. */
  #sequence(): Literals {
    let best: Literals;
    let run = '';
    const endRun = () => {
      best = better(best, run.length >= shortest ? [run] : undefined);
      run = '';
    };
    while (!this.atEnd && !this.#sees('|') && !this.#sees(')')) {
      const part = this.#part();
      const optional = this.#quantifier();
      if (optional !== undefined || typeof part !== 'string') endRun();
      if (typeof part !== 'string') best = better(best, optional ? undefined : part);
      else if (optional === undefined) run += part;
    }
    endRun();
    return best;
  }

  /** One character that stands for itself, as a string; else what is required inside a group, if anything. */
  #part(): string | Literals {
    const character = this.#source[this.#at++] ?? '';
    if (character === '(') return this.#group();
    if (character === '[') return this.#characterClass();
    if (character === '\\') return this.#escape();
    return '.^$'.includes(character) ? undefined : character.toLowerCase();
  }

  #group(): Literals {
    const opening = /^\?(?:[:=!]|<[=!]|<\w+>)/.exec(this.#source.slice(this.#at, this.#at + 40))?.[0] ?? '';
    this.#at += opening.length;
    const inside = this.alternatives();
    this.#take(')');
    return /[=!]$/.test(opening) ? undefined : inside;
  }

  #characterClass(): undefined {
    while (!this.atEnd && !this.#sees(']')) this.#at += this.#sees('\\') ? 2 : 1;
    this.#take(']');
    return undefined;
  }

  #escape(): string | undefined {
    const character = this.#source[this.#at++] ?? '';
    if (/\W/.test(character)) return character;
    if (character === 'x') this.#at += 2;
    if (character === 'u' || character === 'k' || character === 'p') this.#at = Math.max(this.#at, this.#source.indexOf('}', this.#at) + 1);
    return undefined;
  }

  /** Whether what stands before may be missing; undefined when it stands there once. */
  #quantifier(): boolean | undefined {
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(this.#source.slice(this.#at, this.#at + 20))?.[0];
    if (quantifier === undefined) return undefined;
    this.#at += quantifier.length;
    return /^(?:[*?]|\{0)/.test(quantifier);
  }

  #sees(character: string): boolean {
    return this.#source[this.#at] === character;
  }

  #take(character: string): boolean {
    if (!this.#sees(character)) return false;
    this.#at++;
    return true;
  }
}

function better(one: Literals, other: Literals): Literals {
  if (!one || !other) return one ?? other;
  return weakest(other) > weakest(one) ? other : one;
}

const weakest = (literals: readonly string[]): number => Math.min(...literals.map(({ length }) => length));
