import type { Category } from '../finding.ts';

/** What a message of the kubelet about a volume or sandbox means. */
export interface Row {
  readonly pattern: RegExp;
  readonly category?: Category;
  /** Follows the name of the volume or of the pod: `cannot be attached: ...`. */
  cause(groups: Readonly<Record<string, string | undefined>>, context: Context): string;
  /** What to change, as a sentence that stands alone. */
  fix(groups: Readonly<Record<string, string | undefined>>, context: Context): string;
  /** Words of a kubectl command that shows it. */
  look?(groups: Readonly<Record<string, string | undefined>>, context: Context): readonly string[];
  readonly heals?: 'no' | 'maybe' | 'by-itself';
}

export interface Context {
  readonly namespace: string;
  readonly node: string;
}

export interface Understood {
  readonly row: Row;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

/** The first row that knows the message. */
export function understand(message: string, rows: readonly Row[]): Understood | undefined {
  const text = message.slice(0, 3000).replaceAll(/\s+/g, ' ');
  for (const row of rows) {
    const found = row.pattern.exec(text);
    if (found) return { row, groups: found.groups ?? {} };
  }
  return undefined;
}
