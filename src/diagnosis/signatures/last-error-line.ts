import { isBlank, isProgress, isShellTrace, isStackFrame, isUsage, levelOf, quotable, readable } from './lines.ts';
import { findTraces } from './traces.ts';

const tail = 60;
/** Words that speak of an error: most lines that do hold one, and a table of them is there sooner than an expression of as many branches. */
const errorWords = new Set(
  [
    'error errors fatal panic panicked exception failed failure fails cannot unable denied invalid missing require required refused',
    'illegal must unexpected undefined unsupported unknown unrecognized mismatch timeout timedout full killed empty forbidden',
    'unauthorized expired segfault bad wrong malformed incorrect unreachable unavailable',
  ].flatMap((words) => words.split(' ')),
);
const errorLike =
  /\b(?:can't|could(?: not|n't)|not (?:found|set|exist)|no such|timed? out|too (?:large|many|long)|(?:corrupt|reject|abort)\w{0,3}|conflict\w{0,4}|violat\w{1,6}|assert\w{0,6})\b|(?:error|exception)\b|✖|✗|❌/;
/** What programs print when somebody else has already said why; a line with none of these words is none. */
const closingWords = 'exit abort shutting stopping bye terminated done make npm non-zero complete exception handling'.split(' ');
const closing =
  /^\W{0,3}(?:(?:error|err|fatal):? )?(?:exit(?:ed|ing)?(?: with)?(?: status| code)?:? ?\d{0,3}|abort(?:ed|ing)?|shutting down|stopping|bye|terminated|done)\W{0,3}$|^make(?:\[\d\])?: \*\*\*|npm (?:ERR!|error) (?:code ELIFECYCLE|errno|A complete log|path |command |Lifecycle script)|^npm (?:ERR!|error)\s*$|returned (?:a )?non-zero|exit(?:ed with)?(?: status| code)[: ]+\d{1,3}\.?$|complete log of this run|^\s{0,8}The above exception|^During handling of/i;

/** The line to quote for a program's own failure. */
export interface ErrorLine {
  readonly line: string;
  readonly index: number;
  /** Whether it speaks of an error; without any such line it is only the last that says anything. */
  readonly isError: boolean;
  /** Of a stack trace that chains errors: the one that the program ended with, where the line is its origin. */
  readonly outcome?: string;
}

/**
 * The one line to quote for a program's own failure: the last that speaks of an error, in a stack trace the one that names its
 * origin; without any, the last line that says anything.
 */
export function lastErrorLine(lines: readonly string[]): ErrorLine | undefined {
  const quoted = lines.map(quotable);
  const traces = findTraces(quoted);
  const first = Math.max(0, quoted.length - tail);
  const speaking = quoted.flatMap((line, index) => (index >= first && speaks(line, quoted[index - 1]) ? [{ line, index }] : []));
  const error = speaking.findLast(({ line }) => isError(readable(line)));
  const chosen = error ?? speaking.findLast(({ line }) => !isClosing(readable(line))) ?? speaking.at(-1);
  const trace = traces.find(({ from, to }) => chosen && chosen.index >= from && chosen.index <= to + 1);
  if (!chosen) return undefined;
  const inside = trace ? speaking.filter(({ line, index }) => index >= trace.from && index <= trace.to && isError(readable(line))) : [];
  const origin = trace?.originOf(inside.map(({ index }) => index));
  const told = inside.find(({ index }) => index === origin) ?? chosen;
  // Python prints what followed from the origin below it, the others above.
  const outer = told.index === inside.at(-1)?.index ? inside[0] : inside.at(-1);
  return { ...told, isError: error !== undefined, ...(outer && outer.index !== told.index && { outcome: outer.line }) };
}

/** The kubelet answers with these in place of a log. */
const kubelet = /^(?:unable to retrieve container logs for |failed to try resolving symlinks in path )/;

/** The line below a frame of Python is the source code of that frame. */
function speaks(line: string, above = ''): boolean {
  if (kubelet.test(line)) return false;
  if (isBlank(line) || isStackFrame(line) || isUsage(line) || isShellTrace(line) || isProgress(line)) return false;
  return !(/^\s{1,16}File "/.test(above) || /^\s{0,8}Traceback /.test(line));
}

/** A warning that only gives advice: no program ends for it. */
const advice = /\b(?:deprecat\w{1,5}|(?:not |only )?recommended|insecure|ignor(?:ed|ing)|by default|will be (?:removed|ignored|used))\b/i;

function isClosing(text: string): boolean {
  const lowerCase = text.toLowerCase();
  return closingWords.some((word) => lowerCase.includes(word)) && closing.test(text);
}

function isError(text: string): boolean {
  const level = levelOf(text);
  if (isClosing(text) || level === 'info' || (level === 'warning' && advice.test(text))) return false;
  if (level === 'error') return true;
  const lowerCase = text.toLowerCase();
  return (lowerCase.match(/\w+/g) ?? []).some((word) => errorWords.has(word)) || errorLike.test(lowerCase);
}
