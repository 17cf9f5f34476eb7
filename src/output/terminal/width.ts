import { eastAsianWidth } from 'get-east-asian-width';

/** Printable ASCII, and the signs and lines that we draw ourselves. */
const plain = /^[ -~·…→─-╿●✔✖]*$/;
const colours = /\u001b\[[0-9;]*m/g;
const withoutWidth = /[\p{Mark}\p{Cc}\p{Cf}]/u;

/** How many columns a text takes in a terminal. */
export function displayWidth(text: string): number {
  const bare = text.includes('\u001b') ? text.replace(colours, '') : text;
  if (plain.test(bare)) return bare.length;
  let width = 0;
  for (const character of bare) {
    if (!withoutWidth.test(character)) width += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}
