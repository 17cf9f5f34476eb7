import { mask, shape, type Writing } from './mask.ts';
import { isPlainWord, isReference } from './values.ts';

const header =
  /(?<before>\b(?:proxy-)?authorization["']?\]?\s{0,3}[:=]\s{0,3}\[?["']?)(?<scheme>(?:bearer|basic|token|digest|negotiate|apikey|aws4-hmac-sha256)\s{1,3})?(?<value>[^\s"'\]]{1,4000})(?<more>[^\n"'\]]{0,2000})/gi;
const bearer = /(?<before>\bbearer\s{1,3})(?<value>[\w.~+/-]{12,4000}={0,2})/gi;

/** Credentials of HTTP: the header Authorization, bearer tokens, cookies, logins of registries. */
export const headers: readonly Writing[] = [
  { words: ['authorization'], replace: (text) => text.replace(header, headerMasked) },
  { words: ['bearer'], replace: (text) => text.replace(bearer, bearerMasked) },
  shape(['cookie'], /(?<kept>\b(?:set-)?cookie["']?:\s?["']?(?=[\w.-]{1,80}=))[^\n"']{1,4000}/gi),
  shape(['auth"'], /(?<kept>\\{0,3}"(?:identity|registry)?_?auth\\{0,3}"\s?:\s?\\{0,3}")[A-Za-z0-9+/_-]{8,4000}={0,2}/gi),
];

type Groups = Readonly<Record<string, string | undefined>>;

function headerMasked(...match: readonly unknown[]): string {
  const { before = '', scheme = '', value = '' } = match.at(-1) as Groups;
  const isSentence = scheme === '' && !/[\d=]/.test(value);
  return isSentence || isReference(value) || isPlainWord(value) ? String(match[0]) : `${before}${scheme}${mask}`;
}

function bearerMasked(...match: readonly unknown[]): string {
  const { before = '', value = '' } = match.at(-1) as Groups;
  return /\d/.test(value) && /[a-z]/i.test(value) ? before + mask : String(match[0]);
}
