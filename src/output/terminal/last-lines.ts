import type { InitEntry } from '../../report/document.ts';
import { type Style, titled } from './style.ts';
import { atMost, block } from './text.ts';

/** What an init container printed last, and which of its runs did; nothing where no log was read. */
export function logLines(entry: InitEntry, style: Style): string[] {
  const { name, log } = entry;
  if (!log) return [];
  if (log.lines.length === 0) return [`  ${style.strong(`${name} has printed nothing`)} (${runInWords(entry)})`];
  const lines = repeatsFolded(log.lines.map((line) => line.replaceAll('\t', '  ')));
  return titled(
    `last lines of ${name} (${runInWords(entry)})`,
    lines.flatMap((line) => logLine(line, style.width)),
    style,
  );
}

/** As it was indented; a long one goes on below, for its end may say why. */
function logLine(line: string, width: number): string[] {
  const indent = 4 + Math.min(8, line.length - line.trimStart().length);
  return line.trim() === '' ? [''] : atMost(3, block(line, indent, width));
}

/** Between two attempts the latest run is the previous one; while it runs again, it is the one before. */
function runInWords({ log, attempts, state }: InitEntry): string {
  if (log?.run === 'termination-message') return 'termination message';
  if (log?.run === 'previous' && state === 'running') return `previous run, attempt ${Math.max(1, attempts - 1)}`;
  return state === 'running' ? `attempt ${attempts}` : `latest run, attempt ${attempts}`;
}

/** A line, or a few in turn, that a loop prints again and again: once, with how often. */
function repeatsFolded(lines: readonly string[]): string[] {
  for (const period of [1, 2, 3]) {
    const pattern = lines.slice(-period);
    let times = 1;
    while (pattern.every((line, index) => lines[lines.length - (times + 1) * period + index] === line)) times++;
    if (times > 2)
      return [
        ...lines.slice(0, lines.length - times * period),
        ...pattern,
        `(the last ${period === 1 ? 'line' : `${period} lines`} ${times} times)`,
      ];
  }
  return [...lines];
}
