import { invocation } from '../../name.ts';
import type { Subject } from '../../report/document.ts';
import type { Style } from './style.ts';
import { block, cut, oneLine } from './text.ts';

/** Subjects of the same trouble: the first stands for the others. */
export type Fold = readonly [Subject, ...Subject[]];

/** Of more, nobody reads each: what has the same cause is one, whatever workload it is of. */
const readable = 10;
const mostInFull = 5;
const mostShortly = 40;
const mostNames = 8;

/** Pods of one workload with the same trouble are one; of many workloads, all pods with the same cause. */
export function folded(subjects: readonly Subject[]): readonly Fold[] {
  const byWorkload = foldedBy(subjects, sameWorkload);
  if (byWorkload.length <= readable) return byWorkload;
  return foldedBy(subjects, sameCause).toSorted((one, other) => weight(other) - weight(one));
}

/** Those that are shown in full, and those for which two lines must do. */
export function divided(folds: readonly Fold[]): { readonly inFull: readonly Fold[]; readonly shortly: readonly Fold[] } {
  const count = folds.length <= readable ? readable : mostInFull;
  return { inFull: folds.slice(0, count), shortly: folds.slice(count) };
}

function foldedBy(subjects: readonly Subject[], keyOf: (subject: Subject) => string): Fold[] {
  const folds = new Map<string, Fold>();
  for (const subject of subjects) {
    const key = keyOf(subject);
    const fold = folds.get(key);
    folds.set(key, fold ? [...fold, subject] : [subject]);
  }
  return [...folds.values()];
}

function sameWorkload({ kind, namespace, owner, verdict, findings, name }: Subject): string {
  if (owner === undefined) return JSON.stringify([namespace, kind, name]);
  const causes = findings.map(({ code, container, cause }) => [code, container, cause.replaceAll(name, '')]);
  return JSON.stringify([namespace, owner, verdict, causes]);
}

/** The cause without the names that tell the subjects apart. */
function sameCause({ kind, namespace, owner, verdict, findings, name, headline }: Subject): string {
  const [answer] = findings;
  const cause = [name, owner?.name, namespace]
    .filter((own) => own !== undefined && own !== '')
    .reduce((text: string, own) => text.replaceAll(own ?? '', ''), answer?.cause ?? headline);
  return JSON.stringify([kind, verdict, answer?.code, answer?.container, cause]);
}

/** Errors first, then what many have. */
const weight = ([first, ...others]: Fold): number =>
  (first.findings.some(({ severity }) => severity === 'error') ? 1_000_000 : 0) + others.length;

/** Whom else the answer is for. */
export function alike([first, ...twins]: Fold, style: Style): string[] {
  if (twins.length === 0) return [];
  const place = ({ namespace }: Subject) => (twins.some((twin) => twin.namespace !== first.namespace) ? ` in ${namespace}` : '');
  const names = twins.slice(0, mostNames).map((twin) => `${twin.name}${place(twin)} (${twin.status || 'no pod'})`);
  const more = twins.length > names.length ? ` and ${twins.length - names.length} more` : '';
  return ['', ...block(`the same holds for ${names.join(', ')}${more}`, 2, style.width)];
}

/** Two lines each, and how to see more of them. */
export function shortLines(folds: readonly Fold[], style: Style): string[] {
  if (folds.length === 0) return [];
  const shown = folds.slice(0, mostShortly);
  const lines = shown.flatMap(([{ namespace, name, status, headline }, ...twins]) => [
    cut(`  ${namespace}/${name}   ${status || 'no pod'}${twins.length > 0 ? ` and ${twins.length} more` : ''}`, style.width),
    cut(`    ${oneLine(headline)}`, style.width),
  ]);
  const unseen = folds.length > shown.length ? `${folds.length - shown.length} more causes are not shown; ` : '';
  const hint = `${unseen}one in full: ${invocation} describe NAME -n NAMESPACE; everything as a document: -o json`;
  return ['', style.faint('─'.repeat(style.width)), '', ...lines, '', ...block(hint, 2, style.width)];
}
