import fc from 'fast-check';

/** One change of a text; places are parts of its length, so that they fit whatever was changed before. */
type Change = (text: string) => string;

const place = fc.double({ min: 0, max: 1, noNaN: true });
const range = fc.tuple(place, fc.integer({ min: 0, max: 80 }));
const at = (text: string, where: number): number => Math.floor(where * text.length);

const odd = fc.oneof(
  fc.constantFrom(
    '\u001b[2J',
    '\u0000',
    '\u202e',
    '\ufeff',
    '\r',
    '\n',
    '\t',
    '"',
    "'",
    '`',
    '\\',
    '$(',
    '${',
    '}',
    ')',
    '%',
    '&&',
    '|',
    ';',
  ),
  fc.constantFrom(
    '- ',
    ': ',
    '---\n',
    '[',
    '{',
    ']',
    '"items":[',
    'kind: List\n',
    '&a *a',
    '!!js/function ',
    '<<EOF\n',
    '#',
    '~',
    '0x',
    '1e999',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** A part that comes up to so many times: what takes longer than linear time shows. */
const many = fc.constantFrom(2, 50, 3000);

const change: fc.Arbitrary<Change> = fc.oneof(
  place.map(
    (where): Change =>
      (text) =>
        text.slice(0, at(text, where)),
  ),
  place.map(
    (where): Change =>
      (text) =>
        text.slice(at(text, where)),
  ),
  range.map(
    ([where, length]): Change =>
      (text) =>
        text.slice(0, at(text, where)) + text.slice(at(text, where) + length),
  ),
  fc.tuple(place, odd).map(
    ([where, put]): Change =>
      (text) =>
        text.slice(0, at(text, where)) + put + text.slice(at(text, where)),
  ),
  fc.tuple(range, place).map(
    ([[where, length], to]): Change =>
      (text) => {
        const part = text.slice(at(text, where), at(text, where) + length);
        return text.slice(0, at(text, to)) + part + text.slice(at(text, to));
      },
  ),
  fc.tuple(range, many).map(
    ([[where, length], times]): Change =>
      (text) => {
        const from = at(text, where);
        return text.slice(0, from) + text.slice(from, from + Math.min(length, 20)).repeat(times) + text.slice(from + length);
      },
  ),
);

const longest = 200_000;

/** One of the texts after one to four changes: cuts, insertions, parts that are moved or come many times. */
export function mutatedText(texts: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([text, changes]) => changes.reduce((changed, next) => next(changed).slice(0, longest), text));
}
