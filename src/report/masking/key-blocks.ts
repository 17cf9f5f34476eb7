import { mask } from './mask.ts';

const begin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const end = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const inside = /^[\s\w.-]{0,60}?[A-Za-z0-9+/=]{16,120}\s{0,3}$/;

/** Private keys in PEM, line by line; also where the first or the last lines are missing. The number of lines stays. */
export function maskKeyBlocks(text: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => begin.test(line));
  const last = lines.findIndex((line) => end.test(line));
  // Its beginning may have been cut off: then what is above its end is it.
  let isKey = last >= 0 && (first < 0 || last < first);
  return lines.map(lineMasked).join('\n');

  function lineMasked(line: string): string {
    const opens = begin.exec(line);
    const closes = end.exec(line);
    if (opens) isKey = !closes;
    if (opens && closes && closes.index > opens.index)
      return line.slice(0, opens.index + opens[0].length) + mask + line.slice(closes.index);
    if (opens) return line.slice(0, opens.index + opens[0].length) + (line.endsWith(opens[0]) ? '' : mask);
    if (closes) {
      isKey = false;
      return closes.index === 0 ? line : mask + line.slice(closes.index);
    }
    return isKey && (first >= 0 || inside.test(line)) ? mask : line;
  }
}
