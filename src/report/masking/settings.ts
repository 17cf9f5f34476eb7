import { mask, type Writing } from './mask.ts';
import { isObjectName, isPlace, isPlainWord, isReference, looksMade } from './values.ts';

// Names end in what they hold: DB_PASSWORD and db.password are credentials, PASSWORD_FILE and secretName are not.
const passwords = 'pass(?:word|wd|phrase|code)|pwd|[_.-]pass|--pass|PGPASS|rediscli_auth';
const others =
  'secret|(?<!PublicKey)token|credentials?|(?:api|access|secret|private|account|encryption|signing|master|auth|license|session)[_-]?key|[?&](?:sig|signature|key|code)|x-amz-(?:signature|credential)';
const quoted = String.raw`\\{1,3}"[^"\\]{1,2000}|"[^"\n]{1,2000}|'[^'\n]{1,2000}`;
const bare = '(?:[^\\s"\'`&;|<>,\\\\]|,(?!\\s?[\\w.-]{1,40}\\s?[=:])){1,2000}';
const setting = new RegExp(
  String.raw`(?<key>(?<password>${passwords})|(?:${others}))(?<between>\\{0,3}["']?\]?[ \t]{0,3}(?:=>|:=|[=:])[ \t]{0,6})(?<value>${quoted}|${bare})`,
  'gi',
);
// Environment variables as an object has them: {"name":"DB_PASSWORD","value":"..."}.
const variable = new RegExp(
  String.raw`(?<before>"name":\s?"[\w.-]{0,100}?(?:${passwords}|${others})",\s?"value":\s?")(?<value>[^"\\]{1,2000})`,
  'gi',
);
const flag =
  /(?<before>(?:^|[\s"'[,(])--?[\w.-]{0,40}?(?:password|passwd|passphrase|token|secret|api-?key|access-key|secret-key|private-key|credentials?)(?:["']?,?[ \t]{1,3}["']?|["'],["']))(?<value>[^\s"'`,\])|;&<>-][^\s"'`,\])|;&<>]{0,500})/gi;
const attached =
  /(?<before>\b(?:mysql|mariadb)[\w-]{0,12}\b[^\n|;]{0,200}?\s-p|\bredis-cli\b[^\n|;]{0,200}?\s-a[ \t]|\bsshpass\s{1,3}-p[ \t]?|\bcurl\b[^\n|;]{0,200}?\s(?:-u|--user)[ =]?["']?[\w.@-]{1,64}:)(?<value>[^\s"'`|;&]{1,200})/g;
const inSql =
  /(?<before>\b(?:(?:user|grant|role)\b[^;\n]{0,200}?\bidentified\s{1,3}by|(?:with|encrypted|set)\s{1,3}password\s{0,3}=?)\s{0,3}')(?<value>[^']{1,200})/gi;

/** Values of settings, variables, flags and statements whose names say that they are credentials. */
export const settings: readonly Writing[] = [
  {
    words: ['pass', 'pwd', 'secret', 'token', 'credential', 'key', '?sig', '&sig', '?code=', '&code=', 'x-amz-', 'rediscli_auth'],
    replace: maskSettings,
  },
  { words: ['"value"'], replace: (text) => text.replace(variable, valueMasked) },
  {
    words: ['password', 'passwd', 'passphrase', 'token', 'secret', 'key', 'credential'],
    replace: (text) => text.replace(flag, (...match) => (isTold(groupsOf(match).value ?? '') ? String(match[0]) : valueMasked(...match))),
  },
  { words: ['mysql', 'mariadb', 'redis-cli', 'sshpass', 'curl'], replace: (text) => text.replace(attached, valueMasked) },
  { words: ['identified', 'password'], replace: (text) => text.replace(inSql, valueMasked) },
];

type Groups = Readonly<Record<string, string | undefined>>;
const groupsOf = (match: readonly unknown[]): Groups => match.at(-1) as Groups;

function valueMasked(...match: readonly unknown[]): string {
  const { before = '', value = '' } = groupsOf(match);
  return isReference(value) ? before + value : before + mask;
}

/** A word of the sentence, or a name in capitals that stands for the value, as in usage texts. */
const isTold = (value: string): boolean => {
  const word = value.replace(/[.:!?]+$/, '');
  return isPlainWord(word) || isReference(value) || isPlace(word) || /^[A-Z_]{1,40}$/.test(word);
};

function maskSettings(text: string): string {
  return text.replace(setting, (...match) => {
    const [whole] = match;
    const { key = '', password, between = '', value = '' } = groupsOf(match);
    const offset = Number(match.at(-3));
    const rest = text.slice(offset + String(whole).length, offset + String(whole).length + 2);
    const open = /^(?:\\{1,3}"|["'])?/.exec(value)?.[0] ?? '';
    const inner = value.slice(open.length);
    const closing = open === '' ? (/[.,)\]}]*$/.exec(inner)?.[0] ?? '') : '';
    const core = inner.slice(0, inner.length - closing.length);
    const family = password === undefined ? 'other' : 'password';
    if (/^\\{0,3}["']/.test(between) && !opensName.test(text.slice(Math.max(0, offset - 60), offset))) return String(whole);
    const shown = isShown(core, { key, family, isTight: isTight(between), isQuoted: open !== '', isLast: /^\s?$|^\s*\n/.test(rest) });
    return shown ? String(whole) : `${key}${between}${open}${mask}${closing}`;
  });
}

/** The quote after a name belongs to a name that a quote opens; it may as well end an address. */
const opensName = /["'][\w.-]{0,60}$/;

/** `key=value` and `"key": "value"`; not `key: value` and `key = value`, which sentences have too. */
const isTight = (between: string): boolean => /["']/.test(between) || /^\]?(?:=>?|:=)$/.test(between);

interface Place {
  readonly key: string;
  readonly family: 'password' | 'other';
  readonly isTight: boolean;
  readonly isQuoted: boolean;
  /** Nothing follows on the line. */
  readonly isLast: boolean;
}

function isShown(value: string, { key, family, isTight, isQuoted, isLast }: Place): boolean {
  if (value === '' || isReference(value) || isPlainWord(value) || isPlace(value)) return true;
  if (/^pwd$/i.test(key) && value.startsWith('/')) return true;
  if (family === 'password') return !(isTight || isQuoted || isLast || looksMade(value));
  if (isObjectName(value)) return true;
  return !(isTight || (looksMade(value) && value.length >= 12));
}
