import type { JsonAnswer } from './answers.ts';
import type { Page } from './api-path.ts';
import { fieldsOf, textOf } from './json.ts';

const pageSize = 500;
const mostPages = 2_000;
const expired = 410;

/** All pages of a list, or the answer that kept us from one. */
export type AllPages =
  | { readonly state: 'complete'; readonly pages: readonly unknown[] }
  | { readonly state: 'stopped'; readonly at: JsonAnswer };

/**
 * Follows a list to its end. When the server has forgotten where it was (410), the whole is asked for at once, as client-go's
 * pager does: half a list must not pass for all of it.
 */
export async function allPages(ask: (page: Page) => Promise<JsonAnswer>): Promise<AllPages> {
  const pages: unknown[] = [];
  let next: string | undefined;
  do {
    const answer = await ask({ limit: pageSize, continue: next });
    if (answer.status === expired && next !== undefined) return wholeList(ask);
    if (!isList(answer)) return { state: 'stopped', at: answer };
    pages.push(answer.value);
    next = textOf(fieldsOf(fieldsOf(answer.value).metadata).continue);
    if (pages.length >= mostPages) return wholeList(ask);
  } while (next !== undefined);
  return { state: 'complete', pages };
}

async function wholeList(ask: (page: Page) => Promise<JsonAnswer>): Promise<AllPages> {
  const answer = await ask({ limit: 0 });
  return isList(answer) ? { state: 'complete', pages: [answer.value] } : { state: 'stopped', at: answer };
}

function isList({ status, value }: JsonAnswer): boolean {
  const { kind, items, rows } = fieldsOf(value);
  if (status !== 200) return false;
  // A server writes an empty list of a Go slice as null.
  return kind === 'Table' ? Array.isArray(rows) || rows === null || rows === undefined : Array.isArray(items) || items === null;
}
