/** How a line of a log reads before anybody knows what it means. Indexes and lines are those of the log as it was given. */

const longest = 2000;
const keptTail = 600;

const escapeSequences = /\u001b\[[0-?]{0,16}[ -/]{0,4}[@-~]|\u001b\][^\u0007\u001b]{0,200}(?:\u0007|\u001b\\)?|\u001b[@-Z\\-_]/g;
const orphanedColours = /\[[\d;]{1,8}m/g;
const controlCharacters = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
const runtimePrefix = /^\S{10,40} (?:stdout|stderr) [FP] /;
const timestamp = /^\[?\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z| ?[+-]\d{2}:?\d{2}| UTC)?\]?[:\s]\s{0,8}/;

/** The line as it can be quoted: no escape sequences, no control characters, at most 2,000 characters (the middle is left out). */
export function quotable(raw: string): string {
  const short = raw.length > longest ? `${raw.slice(0, longest - keptTail)} ... ${raw.slice(-keptTail)}` : raw;
  const plain = carriageReturns(short.replace(escapeSequences, '').replace(orphanedColours, ''));
  return plain.replace(controlCharacters, '').trimEnd();
}

/** Progress bars overwrite their line: its last version counts. Inside a name it is a script with Windows line ends, which must show. */
function carriageReturns(line: string): string {
  const lasting = line.replace(/\r{1,4}$/, '').replace(/\r(?=['"’:])/g, '\\r');
  return lasting.slice(lasting.lastIndexOf('\r') + 1);
}

/** What patterns see: a quotable line without prefixes of the logger, with the quotes inside JSON and logfmt as plain quotes. */
export function readable(line: string): string {
  return line
    .replace(runtimePrefix, '')
    .replace(timestamp, '')
    .replace(timestamp, '')
    .replace(/\\{1,7}"/g, '"');
}

/** Equal for lines that a retry loop prints again with another time, count or address. */
export const repeatKey = (text: string): string => text.replace(/0x[\da-f]{1,16}/gi, '#').replace(/\d{1,20}/g, '#');

export type Level = 'error' | 'warning' | 'info' | 'none';

const levelWord =
  /\b(?:level|lvl|severity)["']? ?[=:] ?["']?(\w{2,10})|\b(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE|PANIC)\b|^\W{0,2}(error|fatal|panic|critical|severe|warning|warn|info|debug|note|notice)\b|[\t[] ?(error|fatal|warning|warn|info|debug|note) ?[\]\t]|^([EFWI])\d{4} \d\d:|\b(DETAIL): /;
const levelsByWord: Readonly<Record<string, Level>> = {
  ...words('error', 'error err fatal panic dpanic critical crit severe alert emerg detail e f 50 60'),
  ...words('warning', 'warning warn w 40'),
  ...words('info', 'trace debug info notice note i 10 20 30'),
};

function words(level: Level, list: string): Record<string, Level> {
  return Object.fromEntries(list.split(' ').map((word) => [word, level]));
}

/** The level that the program itself gave the line; the first one named counts. */
export function levelOf(text: string): Level {
  const found = levelWord.exec(text) ?? levelWord.exec(text.slice(0, 12).toLowerCase());
  const word = found?.slice(1).find((group) => group !== undefined);
  return levelsByWord[word?.toLowerCase() ?? ''] ?? 'none';
}

const stackFrame = new RegExp(
  [
    /^\s{1,16}at \S/, // Java, Node, .NET
    /^\s{1,16}\.\.\. \d{1,5} (?:more|common frames)/,
    /^\s{1,16}File "[^"]{1,300}", line \d/, // Python
    /^\s{2,40}[~^]{1,200}\s{0,4}$/,
    /^goroutine \d/, // Go
    /^\s{1,8}\S{1,300}\.go:\d/,
    /^created by \S/,
    /^[\w./-]{1,200}(?:\(\*?\w{1,80}\)[\w.]{1,80})?\((?:0x|\{0x|\.\.\.|\)$)/,
    /^\s{1,16}(?:\d{1,4}: )?from \S{1,300}:\d/, // Ruby
    /^\s{0,8}\S{1,300}\.rb:\d{1,6}:in [`'][^']{1,200}'$/,
    /^\s{1,8}\d{1,4}: (?:0x|[\w<]{1,60}::)/, // Rust
    /^(?:stack backtrace:|note: run with `RUST_BACKTRACE)/,
    /^#\d{1,4} \S/, // PHP
    /^(?:node:internal|Node\.js v\d)/,
  ]
    .map(({ source }) => source)
    .join('|'),
);
export const isStackFrame = (line: string): boolean => stackFrame.test(line);

const usage =
  /^\s{1,16}-{1,2}[a-zA-Z][\w-]{0,40}(?:[ ,=\t[<]|$)|^\s{0,8}(?:usage|options|flags|global flags|available commands|commands|examples|global options):|^\s{2,16}or:? +\S|^BusyBox v\d|^\W{0,2}try [`'"‘]?[^'"]{1,80}--help|^(?:Run|Use|See|Type) [`'"‘]?[^'"]{1,80}--?help|^For more (?:information|details)/i;
/** Help that a program prints after a wrong option: no error itself. */
export const isUsage = (line: string): boolean => usage.test(line);

/** `set -x`. */
export const isShellTrace = (line: string): boolean => /^\+{1,8} \S/.test(line);

const progress =
  /\d{1,3}(?:\.\d)?%|^\s{0,12}\d{1,3} +\d{1,5}[kMG]?(?: +\S{1,12}){4}|^(?:remote: )?(?:Counting|Compressing|Receiving|Resolving|Enumerating|Unpacking) (?:objects|deltas)|^\s*(?:Dload|% Total)|^[.\s=#>-]{3,}$/;
export const isProgress = (line: string): boolean => progress.test(line);

export const isBlank = (line: string): boolean => line.trim() === '';
