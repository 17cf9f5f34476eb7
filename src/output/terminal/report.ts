import type { Report, Subject } from '../../report/document.ts';
import type { Impersonated } from '../../report/rights.ts';
import { cleanAll } from '../clean.ts';
import type { Style } from './style.ts';
import { subjectLines } from './subject.ts';
import { block } from './text.ts';
import { unreadableLines } from './unreadable.ts';

/**
 * The whole report as text. Pods of one workload with the same trouble are shown once.
 * @param as whose rights are asked for where some are missing
 */
export function terminalReport(untrusted: Report, style: Style, as: Impersonated = {}): string {
  const report = cleanAll(shortened(untrusted));
  const parts = folded(report.subjects).map(([subject, ...twins]) => [
    ...subjectLines(subject, report.generatedAt, style),
    ...alike(twins, style),
  ]);
  const lines = parts.flatMap((part, index) => (index === 0 ? part : ['', style.faint('─'.repeat(style.width)), '', ...part]));
  return [...lines, ...unreadableLines(report.unreadable, as, style), ...maskedLines(report, style)].join('\n');
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

type Fold = readonly [Subject, ...Subject[]];

function folded(subjects: readonly Subject[]): Fold[] {
  const folds = new Map<string, Fold>();
  for (const subject of subjects) {
    const key = subject.owner ? sameTrouble(subject) : `${subject.namespace}/${subject.kind}/${subject.name}`;
    const fold = folds.get(key);
    folds.set(key, fold ? [...fold, subject] : [subject]);
  }
  return [...folds.values()];
}

function sameTrouble({ namespace, owner, verdict, findings, name }: Subject): string {
  const causes = findings.map(({ code, container, cause }) => [code, container, cause.replaceAll(name, '')]);
  return JSON.stringify([namespace, owner, verdict, causes]);
}

function alike(twins: readonly Subject[], style: Style): string[] {
  if (twins.length === 0) return [];
  const names = twins.slice(0, 8).map(({ name, status }) => `${name} (${status})`);
  const more = twins.length > names.length ? ` and ${twins.length - names.length} more` : '';
  return ['', ...block(`the same holds for ${names.join(', ')}${more}`, 2, style.width)];
}

function maskedLines({ masked }: Report, style: Style): string[] {
  return masked ? ['', ...block('**** stands for what looks like a credential; --show-secrets shows it', 2, style.width)] : [];
}
