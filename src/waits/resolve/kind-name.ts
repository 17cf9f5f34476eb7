import { kinds } from '../../cluster/kinds.ts';
import type { Kind } from '../../cluster/kubernetes.ts';

const isKind = (name: string): name is Kind => Object.hasOwn(kinds, name);

/** The kind that kubectl takes a word for: `Job`, `job`, `jobs`, `jobs.batch`, `deploy`. Undefined for kinds that are not read here. */
export function kindNamed(word: string): Kind | undefined {
  const name = (word.split('.')[0] ?? '').toLowerCase();
  return Object.keys(kinds)
    .filter(isKind)
    .find((kind) => kind.toLowerCase() === name || kinds[kind].plural === name || kinds[kind].names.includes(name));
}
