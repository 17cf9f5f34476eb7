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
 * pager does: half a list must not pass for all of it. A server that goes round in circles is not followed.
 */
export async function allPages(ask: (page: Page) => Promise<JsonAnswer>): Promise<AllPages> {
  const pages: unknown[] = [];
  let next: string | undefined;
  do {
    const answer = await ask({ limit: pageSize, continue: next });
    if (answer.status === expired && next !== undefined) return wholeList(ask);
    if (!isList(answer)) return { state: 'stopped', at: answer };
    pages.push(answer.value);
    const last = next;
    next = continuation(answer);
    if (next !== undefined && (next === last || pages.length >= mostPages)) return wholeList(ask);
  } while (next !== undefined);
  return { state: 'complete', pages };
}

async function wholeList(ask: (page: Page) => Promise<JsonAnswer>): Promise<AllPages> {
  const answer = await ask({ limit: 0 });
  return isList(answer) && continuation(answer) === undefined
    ? { state: 'complete', pages: [answer.value] }
    : { state: 'stopped', at: answer };
}

const continuation = ({ value }: JsonAnswer): string | undefined => textOf(fieldsOf(fieldsOf(value).metadata).continue);

/** A list of objects with names, as servers write it; what lacks them may lack others as well. */
function isList({ status, value }: JsonAnswer): boolean {
  const { kind, items, rows } = fieldsOf(value);
  if (status !== 200 || typeof kind !== 'string') return false;
  if (kind === 'Table') return isEmpty(rows) || (Array.isArray(rows) && rows.every((row) => isNamed(fieldsOf(row).object)));
  // A server writes an empty list of a Go slice as null.
  return kind.endsWith('List') && (items === null || (Array.isArray(items) && items.every(isNamed)));
}

const isEmpty = (rows: unknown): boolean => rows === null || rows === undefined;
const isNamed = (object: unknown): boolean => textOf(fieldsOf(fieldsOf(object).metadata).name) !== undefined;
