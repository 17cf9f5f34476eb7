import Table from 'cli-table3';
import type { FindingEntry } from '../../report/document.ts';
import type { Style } from './style.ts';
import { atMost, block, cut, humps, oneLine, wrap } from './text.ts';

/** Symptom, likely cause, fix: one row a finding. Commands stand below, where no cell breaks them. */
export function diagnosisTable(findings: readonly FindingEntry[], style: Style): string[] {
  const inner = style.width - 2 - 4 - 6;
  const symptom = Math.min(Math.floor(inner * 0.31), Math.max(7, ...findings.map((finding) => finding.symptom.length)));
  const cause = Math.floor((inner - symptom) * 0.52);
  const fix = inner - symptom - cause;
  const table = new Table({
    head: ['SYMPTOM', 'LIKELY CAUSE', 'FIX'],
    colWidths: [symptom + 2, cause + 2, fix + 2],
    style: { head: [], border: [] },
  });
  const cell = (text: string, width: number) => wrap(text, width).join('\n');
  for (const finding of findings) {
    table.push([
      humps(finding.symptom, symptom).join('\n'),
      cell(finding.cause + doubt(finding), cause),
      cell(cure(finding)?.text ?? '', fix),
    ]);
  }
  return table
    .toString()
    .split('\n')
    .map((line) => `  ${line}`);
}

/** What would end the trouble, rather than what would confirm it. */
const cure = ({ fixes: [first, ...others] }: FindingEntry): Fix | undefined =>
  (first?.risk === 'inspect' ? others.find(({ risk }) => risk === 'mutating' || risk === 'destructive') : undefined) ?? first;

type Fix = FindingEntry['fixes'][number];

const doubt = ({ confidence, severity }: FindingEntry): string => {
  const words = [
    ...(severity === 'error' ? [] : [severity === 'warning' ? 'warning' : 'note']),
    ...(confidence === 'possible' ? ['possibly'] : []),
  ];
  return words.length > 0 ? ` (${words.join(', ')})` : '';
};

const risks = {
  inspect: 'reads only',
  safe: 'changes nothing that runs',
  mutating: 'changes the cluster',
  destructive: 'deletes something',
} as const;

/**
 * What to run, each once: a comment that says what it does and risks, then the command on a line of its own, to be pasted. What stands
 * in the table is only called to mind.
 */
export function commandLines(findings: readonly FindingEntry[], style: Style): string[] {
  const seen = new Set<string>();
  const told = new Set(findings.map(cure));
  const lines: string[] = [];
  for (const fix of findings.flatMap(({ fixes }) => fixes)) {
    const { text, command, risk } = fix;
    if (command === undefined || seen.has(command)) continue;
    seen.add(command);
    const room = style.width - 4;
    const risked = ` (${risks[risk]})`;
    const words = told.has(fix) ? [cut(inBrief(fix), room - risked.length) + risked] : wrap(text + risked, room);
    lines.push(...words.map((line) => style.faint(`  # ${line}`)), `  ${style.command(oneLine(command))}`);
  }
  return lines;
}

/** The command of an advice may only look: then it is no more than where to begin. */
const inBrief = ({ text, risk }: Fix): string =>
  risk === 'inspect'
    ? (oneLine(text)
        .split('; ')
        .find((clause) => looks.test(clause)) ?? 'look into it first')
    : oneLine(text);
const looks = /^(?:see|list|read|compare|confirm|follow|look|check|ask|find)\b/;

/** Evidence that is not shown elsewhere: log lines, which a message may have been shown for, and events have their own places. */
export function evidenceLines({ evidence }: FindingEntry, shownLogs: string, style: Style): string[] {
  const shown = evidence.filter(({ from, text }) => from !== 'log' && from !== 'event' && !shownLogs.includes(text.trim())).slice(0, 4);
  return shown.flatMap(({ ref, text }) => atMost(3, block(`${ref}: ${text}`, 4, style.width)));
}
