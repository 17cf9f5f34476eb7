import { displayWidth } from './width.ts';

/** One line: line ends and runs of blanks become one blank. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Cuts to a width in columns, with an ellipsis where something was lost. */
export function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (displayWidth(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

export const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** Breaks at blanks into lines of at most `width` columns; a word that is longer than a line is broken. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of oneLine(text)
    .split(' ')
    .flatMap((w) => pieces(w, width))) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** Behind a sign that parts names, where there is one in the second half of a line. */
function pieces(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (displayWidth(part + character) > width) {
      const [kept = part] = /^.*[-:/.,@_=]/u.exec(part) ?? [];
      const end = displayWidth(kept) > width / 2 ? kept.length : part.length;
      parts.push(part.slice(0, end));
      part = part.slice(end);
    }
    part += character;
  }
  return [...parts, part];
}

/** Breaks a STATUS where its words begin: `Init:CreateContainer`, `ConfigError`. */
export function humps(status: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of status.split(/(?<=[a-z:])(?=[A-Z])/)) {
    const line = lines.at(-1);
    if (line !== undefined && displayWidth(line + word) <= width) lines[lines.length - 1] = line + word;
    else lines.push(word);
  }
  return lines.flatMap((line) => wrap(line, width));
}

/** So many lines, the last of them with an ellipsis where more were left out. */
export function atMost(count: number, lines: readonly string[]): string[] {
  const [last = '', ...before] = lines.slice(0, count).reverse();
  return lines.length <= count ? [...lines] : [...before.reverse(), `${last.replace(/\s?\S{0,2}$/u, '')} …`];
}

/** Wrapped text, every line behind the indent. */
export const block = (text: string, indent: number, width: number): string[] =>
  wrap(text, width - indent).map((line) => ' '.repeat(indent) + line);
