/** How a program reads its arguments. */
export interface ArgumentStyle {
  /** Letters of short options that take a value: `-w 2`, `-w2`, `-zw2`. */
  readonly short?: string;
  /** Names of long options that take a value as the next argument; `--name=value` is always read. */
  readonly long?: readonly string[];
  /** Long options have one dash: `-timeout 5s` (Go, Java). */
  readonly oneDash?: boolean;
  /** Everything from the first operand on belongs to another command. */
  readonly untilOperand?: boolean;
}

/** Arguments taken apart. Options are named without dashes; each holds its values in order, '' for a flag. */
export interface ParsedArguments {
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
  /** What follows `--`. */
  readonly rest: readonly string[];
}

export function parseArguments(args: readonly string[], style: ArgumentStyle): ParsedArguments {
  const options = new Map<string, string[]>();
  const operands: string[] = [];
  const add = (name: string, value: string) => options.set(name, [...(options.get(name) ?? []), value]);
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at] ?? '';
    if (argument === '--') return { options, operands, rest: args.slice(at + 1) };
    if (argument.length < 2 || !argument.startsWith('-')) {
      if (style.untilOperand) return { options, operands: args.slice(at), rest: [] };
      operands.push(argument);
    } else if (argument.startsWith('--') || style.oneDash) {
      at += readLong(argument.replace(/^--?/, ''), args[at + 1], style, add);
    } else at += readShort(argument.slice(1), args[at + 1], style, add);
  }
  return { options, operands, rest: [] };
}

/** Returns how many further arguments the option took. */
function readLong(argument: string, next: string | undefined, style: ArgumentStyle, add: (name: string, value: string) => void): number {
  const at = argument.indexOf('=');
  const takesNext = at < 0 && (style.long ?? []).includes(argument) && next !== undefined;
  add(at < 0 ? argument : argument.slice(0, at), at < 0 ? (takesNext ? next : '') : argument.slice(at + 1));
  return takesNext ? 1 : 0;
}

function readShort(letters: string, next: string | undefined, style: ArgumentStyle, add: (name: string, value: string) => void): number {
  for (let index = 0; index < letters.length; index += 1) {
    const letter = letters.charAt(index);
    if (!(style.short ?? '').includes(letter)) {
      add(letter, '');
      continue;
    }
    const attached = letters.slice(index + 1).replace(/^=/, '');
    add(letter, attached === '' ? (next ?? '') : attached);
    return attached === '' ? 1 : 0;
  }
  return 0;
}

/** The last value of the first of these options that is given. */
export function optionValue({ options }: ParsedArguments, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = options.get(name)?.at(-1);
    if (value !== undefined) return value;
  }
  return undefined;
}

export function hasOption({ options }: ParsedArguments, ...names: readonly string[]): boolean {
  return names.some((name) => options.has(name));
}
