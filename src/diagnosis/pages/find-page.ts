import { nearMisses } from '../../cluster/near-miss.ts';
import { codes } from '../codes.ts';
import { categories } from '../finding.ts';
import { codeOfCategory, codeOfExit, codeOfReason, codeOfRule, signalNumbers } from './aliases.ts';
import { codePages, topics } from './index.ts';
import type { NamedPage } from './page.ts';
import { statusTopics } from './statuses/index.ts';

/** A page, or the names that were perhaps meant (best first, may be none). */
type Found = { readonly page: NamedPage } | { readonly near: readonly string[] };

/**
 * The page of a code, a STATUS as kubectl shows it (`Init:3/5`, `Init:Error`), an exit code (`137`, `exit 137`), a signal (`SIGKILL`,
 * `signal 9`), the reason of an event (`FailedMount`), a category or a rule, whatever its case.
 */
export function findPage(text: string): Found {
  const word = text.trim().replace(/\s+/g, ' ').slice(0, 200);
  const found =
    exactPage(word) ??
    codePage(word.toLowerCase().replace(/[ _]/g, '-')) ??
    statusPage(word) ??
    exitPage(word.toLowerCase()) ??
    otherPage(word);
  return found ? { page: found } : { near: near(word) };
}

/** `evicted` is a code, `Evicted` a STATUS. */
const exactPage = (word: string): NamedPage | undefined => topics.flatMap(({ pages }) => pages).find(({ name }) => name === word);

const statuses = statusTopics.flatMap(({ pages }) => pages);

function codePage(word: string): NamedPage | undefined {
  const code = codes.find((code) => code === word);
  return code && { name: code, page: codePages[code] };
}

function statusPage(word: string): NamedPage | undefined {
  const lower = word.toLowerCase();
  const found = statuses.find(({ name, also }) => name.toLowerCase() === lower || also?.test(word));
  return found && { name: found.name, page: found.page };
}

/** `137`, `exit 137`, `exit code 137`, `signal 9`, `SIGKILL`. */
function exitPage(word: string): NamedPage | undefined {
  const exit = exitCodeIn(word);
  if (exit === undefined || exit > 255) return undefined;
  const own = statusPage(`exit ${exit}`);
  const code = codeOfExit[exit];
  return own ?? (code ? codePage(code) : undefined) ?? statusPage(exit > 128 ? 'signal N' : 'exit N');
}

function exitCodeIn(word: string): number | undefined {
  const number = /^(?:exit(?:ed)?(?:[ -]?code)?[ :=-]{0,2}(?:with )?)?(\d{1,3})$/.exec(word)?.[1];
  if (number !== undefined) return Number(number);
  const signal = /^(?:signal[ :=-]?|sig)(\d{1,2})$/.exec(word)?.[1];
  if (signal !== undefined) return 128 + Number(signal);
  const named = signalNumbers[/^sig([a-z]{2,5})$/.exec(word)?.[1] ?? ''];
  return named && 128 + named;
}

const aliases = new Map([...Object.entries(codeOfReason), ...Object.entries(codeOfRule)]);

function otherPage(word: string): NamedPage | undefined {
  const lower = word.toLowerCase();
  const category = categories.find((category) => category === lower);
  const code = category ? codeOfCategory[category] : aliases.get(lower);
  return code && codePage(code);
}

/** With and without `Init:`, as people remember one or the other; likeness looks at small letters only. */
function near(word: string): string[] {
  const names = topics.flatMap(({ pages }) => pages.map(({ name }) => name));
  return [...new Set([...nearMisses(word, names), ...nearMisses(`Init:${word}`, names)])].slice(0, 3);
}
