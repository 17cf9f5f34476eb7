import { quotable } from '../signatures/lines.ts';
import { secondsBetween } from '../words/words.ts';

export interface LastWord {
  readonly line: string;
  /** When the line bears a time of its own; clocks of programs may be off, so never below 0. */
  readonly secondsAgo?: number;
  /** Whether the last lines count something up. */
  readonly progressing: boolean;
  /** Whether it speaks of a failure or of trying again: fresh words of that sort are no work. */
  readonly trying: boolean;
}

/** The last line that says something, and what can be told from it about how the program fares. */
export function lastWord(lines: readonly string[], now: Date): LastWord | undefined {
  const spoken = lines
    .slice(-50)
    .map(quotable)
    .filter((line) => line.trim() !== '');
  const line = spoken.at(-1);
  if (line === undefined) return undefined;
  const time = timeIn(line);
  const seconds = secondsBetween(time, now);
  // A time in the future or in another year is no time of this line: a zone is missing, or it is part of the text.
  const secondsAgo = seconds !== undefined && seconds > -120 && seconds < 30 * 86_400 ? Math.max(0, seconds) : undefined;
  return { line, ...(secondsAgo !== undefined && { secondsAgo }), progressing: countsUp(spoken), trying: retrying.test(line) };
}

const zoned = /(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,]\d{1,9})?(Z|[+-]\d{2}:?\d{2})?/;

/** Without a zone: containers run in UTC unless somebody changes that. */
function timeIn(line: string): string | undefined {
  const [found, year, month, day, time, zone = 'Z'] = zoned.exec(line.slice(0, 300)) ?? [];
  return found === undefined ? undefined : `${year}-${month}-${day}T${time}${zone}`;
}

const number = /\d{1,15}(?:\.\d{1,3})?/g;
const timeOfDay = /\d{4}[-/]\d{2}[-/]\d{2}[T ]?|\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?/g;
/** A retry counter goes up too, but says that nothing gets on. */
const retrying =
  /retr(?:y|ies)|attempt|tries|waiting|still|not (?:ready|found|up|yet|available)|no such|no secret|refused|denied|unreachable|timed? ?out|fail|error|warn|unable|cannot|sleep/i;

/** The last lines are of one shape, and one of their numbers only rises. */
function countsUp(lines: readonly string[]): boolean {
  const last = lines.slice(-4);
  const shapes = new Set(last.map((line) => shape(line)));
  if (last.length < 3 || shapes.size !== 1 || last.some((line) => retrying.test(line))) return false;
  const rows = last.map((line) => (line.replace(timeOfDay, '').match(number) ?? []).map(Number));
  return (rows[0] ?? []).some((_, column) =>
    rows.every((row, index) => index === 0 || (row[column] ?? 0) > (rows[index - 1]?.[column] ?? 0)),
  );
}

const shape = (line: string): string => line.replace(timeOfDay, '').replace(number, '#');
