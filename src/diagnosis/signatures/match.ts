import type { Level } from './lines.ts';
import { isShellTrace, isStackFrame, levelOf, quotable, readable, repeatKey } from './lines.ts';
import literals from './literals.json' with { type: 'json' };
import type { Groups, Signature } from './signature.ts';
import { findTraces, inOneMessage } from './traces.ts';

export type Table = readonly Signature[];

/** A line that a signature knows. */
export interface Match {
  readonly signature: Signature;
  readonly groups: Groups;
  /** As it can be quoted. */
  readonly line: string;
  /** In the lines that were given. */
  readonly index: number;
}

const lastLines = 200;
const longestGroup = 120;

/**
 * What is known about the last 200 of these lines, in their order; for each line the signature that says the most:
 * the heaviest, of equals the first in the order of the tables.
 */
export function matchLines(lines: readonly string[], where: 'log' | 'message', tables: readonly Table[]): Match[] {
  const candidates = candidatesOf(tables)[where];
  const known = new Map<string, Omit<Match, 'line' | 'index'> | undefined>();
  const first = Math.max(0, lines.length - lastLines);
  return lines.slice(first).flatMap((raw, offset) => {
    const line = quotable(raw);
    if (isStackFrame(line) || isShellTrace(line)) return [];
    const text = readable(line);
    if (!known.has(text)) known.set(text, firstMatch(text, candidates));
    const found = known.get(text);
    return found ? [{ ...found, line, index: first + offset }] : [];
  });
}

/** The heaviest first. Sorting hundreds takes longer than looking at a line. */
function candidatesOf(tables: readonly Table[]): Readonly<Record<'log' | 'message', Table>> {
  const known = sorted.get(tables);
  if (known) return known;
  const heaviestFirst = tables.flat().sort((one, other) => other.weight - one.weight);
  const candidates = {
    log: heaviestFirst.filter((signature) => signature.in !== 'message'),
    message: heaviestFirst.filter((signature) => signature.in !== 'log'),
  };
  sorted.set(tables, candidates);
  return candidates;
}

const sorted = new WeakMap<readonly Table[], Readonly<Record<'log' | 'message', Table>>>();

function firstMatch(text: string, candidates: Table): Omit<Match, 'line' | 'index'> | undefined {
  const lowerCase = text.toLowerCase();
  for (const signature of candidates) {
    if (!mayMatch(signature, lowerCase)) continue;
    const found = signature.pattern.exec(text);
    if (found) return { signature, groups: named(found.groups ?? {}) };
  }
  return undefined;
}

/** Hundreds of patterns look at each line: to search it for a word costs far less than to compile an expression and run it. */
function mayMatch({ id }: Signature, lowerCase: string): boolean {
  const literals = requiredLiterals[id];
  if (literals === undefined) return true;
  for (const literal of literals) if (lowerCase.includes(literal)) return true;
  return false;
}

const requiredLiterals: Readonly<Record<string, readonly string[] | undefined>> = literals;

/** `path2` and `path3` are `path` in other branches of a pattern, where one name may stand only once. */
function named(groups: Groups): Groups {
  const told = Object.entries(groups).flatMap(([name, value]) => {
    const short = value
      ?.trim()
      .slice(0, longestGroup)
      .replace(/(?<=\w)[.:,;]$/, '');
    return short ? [[name.replace(/\d{1,2}$/, ''), short]] : [];
  });
  return Object.fromEntries(told);
}

/** What a match weighs among the others: a weight is worth more than a place, a level of the logger can undo it. */
const perWeight = 10;
const byLevel: Readonly<Record<Level, number>> = { error: 3, none: 0, warning: -8, info: -15 };
const perSupport = 2;
const mostSupport = 3;

/**
 * The match that an expert would take: the most telling one; of equals the last before the exit. Lines that a retry loop repeats
 * count once, different lines of one category support each other, and a stack trace speaks with the voice of its origin.
 */
export function bestMatch(matches: readonly Match[], lines: readonly string[]): Match | undefined {
  const candidates = withoutRepeats(oneATrace(matches, lines));
  let best: { match: Match; score: number } | undefined;
  for (const candidate of candidates) {
    const score = scoreOf(candidate, candidates);
    if (!best || score >= best.score) best = { match: candidate.match, score };
  }
  return best?.match;
}

interface Candidate {
  readonly match: Match;
  /** Of a trace: that of its most telling line. */
  readonly weight: number;
  readonly level: Level;
}

function oneATrace(matches: readonly Match[], lines: readonly string[]): Candidate[] {
  const traces = findTraces(lines.map(quotable));
  const inside = (match: Match) => traces.find(({ from, to }) => match.index >= from && match.index <= to);
  const alone = matches.filter((match) => !inside(match)).map((match) => toCandidate(match));
  const origins = traces.flatMap((trace) => {
    const own = matches.filter((match) => inside(match) === trace);
    const origin = trace.originOf(own.map(({ index }) => index));
    const match = origin === undefined ? undefined : mostTelling(own.filter(({ index }) => inOneMessage(lines, index, origin)));
    const weight = Math.max(...own.map(({ signature }) => signature.weight));
    return match ? [{ match, weight, level: 'error' as const }] : [];
  });
  return [...alone, ...origins].sort((one, other) => one.match.index - other.match.index);
}

/** The heaviest; of equals the last. */
const mostTelling = (matches: readonly Match[]): Match | undefined =>
  matches.reduce<Match | undefined>((best, one) => (best && best.signature.weight > one.signature.weight ? best : one), undefined);

const toCandidate = (match: Match): Candidate => ({ match, weight: match.signature.weight, level: levelOf(readable(match.line)) });

/** Keeps the last of equal lines. */
function withoutRepeats(candidates: readonly Candidate[]): Candidate[] {
  const latest = new Map(
    candidates.map((candidate) => [`${candidate.match.signature.id} ${repeatKey(readable(candidate.match.line))}`, candidate]),
  );
  return [...latest.values()].sort((one, other) => one.match.index - other.match.index);
}

function scoreOf({ match, weight, level }: Candidate, all: readonly Candidate[]): number {
  const support = all.filter((other) => other.match !== match && other.match.signature.category === match.signature.category).length;
  return weight * perWeight + byLevel[level] + Math.min(support, mostSupport) * perSupport;
}
