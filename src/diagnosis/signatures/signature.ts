import type { Code } from '../codes.ts';
import type { Workload } from '../facts.ts';
import type { Category, Fix } from '../finding.ts';

/**
 * A line that programs print, and what it means. Rows stand in tables by topic (`postgres.ts`, `tls.ts`, ...); a test walks
 * all of them: every `matches` line must match this row first of its table, no `lookAlikes` line may match it at all.
 */
export interface Signature {
  /** Unique among all tables. */
  readonly id: string;
  /** The page that explains it. */
  readonly code: Code;
  readonly category: Category;
  /**
   * Runs in linear time: no nested quantifiers, no back-references; `test` checks that. Named groups feed `cause`
   * and `fixes`; `path2` stands for `path` in another branch of the pattern, where the same name is not allowed twice.
   */
  readonly pattern: RegExp;
  /** Where it is looked for: the log of the blocking container, or the messages of the runtime and the kubelet. */
  readonly in: 'log' | 'message' | 'both';
  /** One clause, lower-case, no full stop; `groups` are the named groups of the pattern, trimmed to 120 characters. */
  cause(groups: Groups, context: SignatureContext): string;
  fixes(groups: Groups, context: SignatureContext): readonly Fix[];
  /** 1 a general sign (`connection refused`), 2 a known error, 3 names the very cause (`password authentication failed for user`). */
  readonly weight: 1 | 2 | 3;
  readonly heals: 'no' | 'maybe' | 'by-itself';
  readonly matches: readonly string[];
  readonly lookAlikes: readonly string[];
}

export type Groups = Readonly<Record<string, string | undefined>>;

/** What the words of a row may use, so that its commands work when pasted. */
export interface SignatureContext {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly image: string;
  /** The one to change; the pod itself when nobody owns it. */
  readonly workload: Workload;
  readonly serviceAccount: string;
  readonly node?: string;
  /** The pod is on the network of its node. */
  readonly hostNetwork?: boolean;
}
