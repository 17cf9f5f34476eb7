import { type Documents, documentsOf } from './item.ts';

/**
 * Reads one JSON text, or several one after another as several commands write them into one file. Of a list that breaks off,
 * the items before the break.
 * @returns undefined when it is no JSON
 */
export const readJson = (text: string): Documents | undefined => {
  const whole = parseJson(text);
  if (whole !== undefined) return { documents: documentsOf(whole) };
  const texts = jsonTexts(text);
  const values = texts.slice(0, -1).map(parseJson);
  if (values.includes(undefined)) return undefined;
  const last = texts.at(-1) ?? '';
  const end = parseJson(last);
  if (end !== undefined) return { documents: [...values, end].flatMap(documentsOf) };
  const mended = parseJson(wholeItems(last) ?? '');
  if (mended === undefined && values.length === 0) return undefined;
  const cut = documentsOf(mended).map((document) => ({ ...document, partial: true }));
  return { documents: [...values.flatMap(documentsOf), ...cut], damage: 'breaks off' };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const jsonTexts = (text: string): string[] => text.split(/(?<=^[}\]])\s*\n(?=[{[])/m);

/** The beginning of a cut list up to its last complete item, closed. */
const wholeItems = (text: string): string | undefined => {
  const items = /"items"\s*:\s*\[/.exec(text);
  if (items === null) return undefined;
  const start = items.index + items[0].length;
  const end = endOfLastItem(text, start);
  return end === start ? undefined : `${text.slice(0, end)}]}`;
};

const endOfLastItem = (text: string, start: number): number => {
  let depth = 0;
  let end = start;
  for (let index = start; index < text.length && depth >= 0; index += 1) {
    const character = text[index];
    if (character === '"') index = endOfString(text, index);
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) end = index + 1;
    }
  }
  return end;
};

const endOfString = (text: string, start: number): number => {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index;
  }
  return text.length;
};
