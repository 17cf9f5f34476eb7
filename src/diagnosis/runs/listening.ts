import { quotable } from '../signatures/lines.ts';

/** The number behind the last colon or blank, not the first of an address (`127.0.0.1:5432`). */
const listening =
  /\b(?:listen(?:ing|s)?|serving|bound|started|server)\b[^\n]{0,60}?(?:port[ =:]{1,3}|:|\bon )(?<port>\d{2,5})\b(?!\.\d|:\d)/i;

/** Where a program says that it listens: the last such line, and its port. */
export function listeningLine(lines: readonly string[]): { line: string; port: string } | undefined {
  for (const raw of lines.toReversed()) {
    const line = quotable(raw);
    const port = listening.exec(line.slice(0, 1000))?.groups?.port;
    if (port !== undefined && Number(port) < 65_536) return { line, port };
  }
  return undefined;
}
