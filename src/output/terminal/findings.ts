import Table from 'cli-table3';
import type { FindingEntry } from '../../report/document.ts';
import type { Style } from './style.ts';
import { block, oneLine, wrap } from './text.ts';

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
    table.push([cell(finding.symptom, symptom), cell(finding.cause + doubt(finding), cause), cell(finding.fixes[0]?.text ?? '', fix)]);
  }
  return table
    .toString()
    .split('\n')
    .map((line) => `  ${line}`);
}

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

/** What to run, each once: a comment that says what it does and risks, then the command on a line of its own, to be pasted. */
export function commandLines(findings: readonly FindingEntry[], style: Style): string[] {
  const seen = new Set<string>();
  const lines: string[] = [];
  for (const { text, command, risk } of findings.flatMap(({ fixes }) => fixes)) {
    if (command === undefined || seen.has(command)) continue;
    seen.add(command);
    const words = wrap(`${text} (${risks[risk]})`, style.width - 4);
    lines.push(...words.map((line) => style.faint(`  # ${line}`)), `  ${style.command(oneLine(command))}`);
  }
  return lines;
}

/** Evidence that is not shown elsewhere: log lines and events have their own places. */
export function evidenceLines({ evidence }: FindingEntry, style: Style): string[] {
  const shown = evidence.filter(({ from }) => from !== 'log' && from !== 'event').slice(0, 4);
  return shown.flatMap(({ ref, text }) => block(`${ref}: ${text}`, 4, style.width).slice(0, 3));
}
