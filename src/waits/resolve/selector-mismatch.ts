import { likeness } from '../../cluster/near-miss.ts';
import type { SelectorMismatch, WorkloadRef } from '../model.ts';

export interface Candidate {
  readonly workload: WorkloadRef;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The workload that a selector without pods seems to mean, and the label by which it misses. Undefined where none is alike:
 * its labels or its name have to say so, since other workloads of a release share most labels.
 */
export function mismatchOf(
  selector: Readonly<Record<string, string>>,
  service: string,
  candidates: readonly Candidate[],
): SelectorMismatch | undefined {
  const misses = candidates.map((candidate) => missOf(selector, service, candidate)).filter((miss) => miss !== undefined);
  const [best] = misses.sort(
    (one, other) => other.score - one.score || one.mismatch.candidate.name.localeCompare(other.mismatch.candidate.name),
  );
  return best?.mismatch;
}

function missOf(selector: Readonly<Record<string, string>>, service: string, { workload, labels }: Candidate) {
  const wanted = Object.entries(selector);
  const missed = wanted
    .filter(([label, value]) => labels[label] !== value)
    .map(([label, value]) => ({ label, value, alike: valueLikeness(value, labels[label], labels) }))
    .sort((one, other) => one.alike - other.alike);
  const [worst] = missed;
  if (!worst) return undefined;
  const equal = wanted.length - missed.length;
  const byName = likeness(service, workload.name);
  const byLabels = missed.reduce((least, { alike }) => Math.min(least, alike), 1);
  const telling = missed.length === 1 ? byName > 0 || byLabels > 0 : byName > 0.5 || byLabels > 0;
  if (!telling) return undefined;
  const podValue = labels[worst.label];
  const mismatch: SelectorMismatch = {
    candidate: workload,
    label: worst.label,
    selectorValue: worst.value,
    ...(podValue !== undefined && { podValue }),
  };
  return { mismatch, score: equal - missed.length + 2 * byName + 2 * byLabels };
}

/** How much a pod's labels look as if this value was meant: nearly the same value, or the same one under another key. */
function valueLikeness(value: string, found: string | undefined, labels: Readonly<Record<string, string>>): number {
  if (found !== undefined) return likeness(value, found);
  return Object.values(labels).includes(value) ? 0.9 : 0;
}
