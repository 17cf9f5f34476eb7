/** What stands for a credential. */
export const mask = '****';

/** One way in which credentials are written. `replace` returns the text with `mask` in their place. */
export interface Writing {
  /** Lower-case words of which a text holds at least one, if it holds such a credential: cheap to look for. */
  readonly words: readonly string[];
  replace(text: string): string;
}

/** A shape that gives itself away: all of it but the named group `kept` is masked. */
export function shape(words: readonly string[], pattern: RegExp): Writing {
  return { words, replace: (text) => text.replace(pattern, (...match) => `${keptOf(match.at(-1))}${mask}`) };
}

function keptOf(groups: unknown): string {
  if (groups === null || typeof groups !== 'object' || !('kept' in groups)) return '';
  return typeof groups.kept === 'string' ? groups.kept : '';
}
