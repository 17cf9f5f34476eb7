import type { Aim } from '../../report/aim.ts';
import type { Report } from '../../report/document.ts';
import type { Impersonated } from '../../report/rights.ts';
import { cleanAll } from '../clean.ts';
import { alike, divided, folded, shortLines } from './folds.ts';
import type { Style } from './style.ts';
import { subjectLines } from './subject.ts';
import { block } from './text.ts';
import { unreadableLines } from './unreadable.ts';

/**
 * The whole report as text. What has the same trouble is shown once; of very many, the last in two lines each.
 * @param as whose rights are asked for where some are missing
 */
export function terminalReport(untrusted: Report, style: Style, as: Impersonated & Aim = {}): string {
  const report = cleanAll(shortened(untrusted));
  const { inFull, shortly } = divided(folded(report.subjects));
  const parts = inFull.map((fold) => [...subjectLines(fold[0], report.generatedAt, style), ...alike(fold, style)]);
  const lines = parts.flatMap((part, index) => (index === 0 ? part : ['', style.faint('─'.repeat(style.width)), '', ...part]));
  return [...lines, ...shortLines(shortly, style), ...unreadableLines(report.unreadable, as, style), ...maskedLines(report, style)].join(
    '\n',
  );
}

/** No name, message or line that means something is longer. Commands stay whole: half of one would do something else. */
const longest = 4_000;

function shortened<T>(value: T): T {
  return mapped(value) as T;

  function mapped(part: unknown): unknown {
    if (typeof part === 'string') return part.length > longest ? `${part.slice(0, longest)}…` : part;
    if (Array.isArray(part)) return part.map(mapped);
    if (part === null || typeof part !== 'object') return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, key === 'command' ? item : mapped(item)]));
  }
}

function maskedLines({ masked }: Report, style: Style): string[] {
  return masked ? ['', ...block('**** stands for what looks like a credential; --show-secrets shows it', 2, style.width)] : [];
}
