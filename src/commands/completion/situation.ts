import { commandLine, type FlagWord } from '../shared/command-line.ts';

/** What has been typed when somebody asks how it may go on. */
export interface Situation {
  /** Missing while it is still to be typed. */
  readonly verb?: string;
  /** The words after the verb that are no flags, without the one that is begun. */
  readonly words: readonly string[];
  /** The values of flags by name; of a switch, empty texts. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  /** What of the last word is there; of `--output=js`, `js`. */
  readonly begun: string;
  readonly wanted: 'word' | 'flag' | FlagWord;
}

/** @param typed the words after the name of the plugin; the last one is begun, perhaps empty. */
export function situationOf(typed: readonly string[]): Situation {
  const last = typed.at(-1) ?? '';
  const read = readWords(typed.slice(0, -1));
  const { verb, words, flags, open } = read;
  const so = { ...(verb !== undefined && { verb }), words, flags };
  if (open) return { ...so, begun: last, wanted: open };
  if (read.ended || !last.startsWith('-')) return { ...so, begun: last, wanted: 'word' };
  const [, name = '', value] = /^--([\w-]{1,60})=(.*)$/s.exec(last) ?? [];
  const flag = flagsOf(verb).find((each) => each.name === name && each.takesValue);
  return flag && value !== undefined ? { ...so, begun: value, wanted: flag } : { ...so, begun: last, wanted: 'flag' };
}

/** Flags of the verb; before it, those that describe has. */
export const flagsOf = (verb = 'describe'): readonly FlagWord[] =>
  Object.hasOwn(commandLine.verbs, verb) ? (commandLine.verbs[verb]?.flags ?? []) : [];

function readWords(typed: readonly string[]) {
  const flags = new Map<string, string[]>();
  const words: string[] = [];
  let verb: string | undefined;
  /** A flag whose value is the next word. */
  let open: FlagWord | undefined;
  let ended = false;
  const keep = ({ name }: FlagWord, value: string): void => void flags.set(name, [...(flags.get(name) ?? []), value]);
  for (const word of typed) {
    if (open) {
      keep(open, word);
      open = undefined;
    } else if (word === '--' && !ended) {
      ended = true;
    } else if (ended || !word.startsWith('-') || word === '-') {
      if (verb === undefined) verb = word;
      else words.push(word);
    } else {
      for (const [flag, value] of flagsIn(word, flagsOf(verb))) {
        if (value === undefined && flag.takesValue) open = flag;
        else keep(flag, value ?? '');
      }
    }
  }
  return { verb, words, flags, open, ended };
}

/** `--name`, `--name=value`, `-n`, `-nvalue`, `-n=value`, `-pf`; what is unknown is passed over. */
function flagsIn(word: string, known: readonly FlagWord[]): (readonly [FlagWord, string | undefined])[] {
  if (word.startsWith('--')) {
    const [name = '', ...value] = word.slice(2).split('=');
    const flag = known.find((each) => each.name === name);
    return flag ? [[flag, value.length > 0 ? value.join('=') : undefined]] : [];
  }
  const flag = known.find(({ char }) => char === word[1]);
  const rest = word.slice(2);
  if (!flag) return [];
  if (flag.takesValue) return [[flag, rest === '' ? undefined : rest.replace(/^=/, '')]];
  return [[flag, undefined], ...(rest === '' ? [] : flagsIn(`-${rest}`, known))];
}
