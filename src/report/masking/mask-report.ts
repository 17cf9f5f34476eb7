import type { Report } from '../document.ts';
import { maskText } from './mask-text.ts';

/**
 * The report with `****` for what looks like a credential, wherever text of the cluster stands in it; then it says so in `masked`.
 * Commands that hold one are left out, as they would no longer do what they say.
 */
export function maskReport(report: Report): Report {
  const masking = new Masking();
  const subjects = masking.all(report.subjects);
  const unreadable = masking.all(report.unreadable);
  return { ...report, subjects, unreadable, ...(masking.happened && { masked: true as const }) };
}

class Masking {
  happened = false;

  all<T>(value: T): T {
    return this.#masked(value) as T;
  }

  #masked(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return value.map((item) => this.#masked(item));
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value).map(([key, item]) => [key, key === 'lines' ? this.#lines(item) : this.#masked(item)]);
    const masked = Object.fromEntries(entries);
    return 'command' in value && masked.command !== value.command ? withoutCommand(masked) : masked;
  }

  #text(text: string): string {
    const masked = maskText(text);
    this.happened ||= masked !== text;
    return masked;
  }

  /** A private key takes several lines. */
  #lines(value: unknown): unknown {
    const isText = Array.isArray(value) && value.length > 0 && value.every((line) => typeof line === 'string' && !line.includes('\n'));
    return isText ? this.#text(value.join('\n')).split('\n') : this.#masked(value);
  }
}

function withoutCommand({ command: _, text, ...fix }: Record<string, unknown>): Record<string, unknown> {
  return { ...fix, text: `${text} (the command holds a credential; --show-secrets prints it)` };
}
