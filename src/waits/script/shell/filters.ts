import type { Builtin } from './builtins.ts';
import { FAILURE, type Invocation, type Outcome, type Shell, SUCCESS, UNSURE } from './shell.ts';

/** Programs that turn text into text. What they make of a check's answer is still that answer. */
export const FILTERS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['cat', (shell, args, call) => pass(shell, inputOf(shell, args, call))],
  ['tee', (shell, _, call) => pass(shell, call.stdin)],
  ['grep', grep],
  ['egrep', grep],
  ['fgrep', grep],
  ['cut', (shell, args, call) => perLine(shell, args, call, cut(args))],
  ['tr', (shell, args, call) => perText(shell, [], call, translate(args))],
  ['awk', (shell, args, call) => perLine(shell, [], call, awk(args))],
  ['sed', (shell, args, call) => perLine(shell, [], call, substitution(args))],
  ['basename', (shell, args) => pass(shell, `${(args[0] ?? '').split('/').at(-1) ?? ''}\n`)],
  ...['head', 'tail', 'sort', 'uniq', 'rev', 'fold', 'column', 'nl', 'tac'].map((name): [string, Builtin] => [
    name,
    (shell, args, call) => pass(shell, inputOf(shell, args, call)),
  ]),
  ...['wc', 'jq', 'yq', 'base64', 'md5sum', 'od', 'gawk'].map((name): [string, Builtin] => [
    name,
    (shell, args, call) => unknownOutput(shell, args, call),
  ]),
]);

function inputOf(shell: Shell, args: readonly string[], call: Invocation): string | undefined {
  const path = args.find((argument) => argument.startsWith('/'));
  if (path === undefined) return call.stdin;
  if (
    path === '/var/run/secrets/kubernetes.io/serviceaccount/namespace' ||
    path === '/run/secrets/kubernetes.io/serviceaccount/namespace'
  ) {
    return shell.session.namespace;
  }
  return shell.files.get(path) ?? shell.session.file(path);
}

function pass(shell: Shell, text: string | undefined): Outcome {
  shell.print(text ?? shell.unknowns.mark({ kind: 'output', name: 'file', checks: [] }));
  return text === undefined ? UNSURE : SUCCESS;
}

/** Unknown text that still holds the answers, or comes from the place, that the given text does. */
export function derived(shell: Shell, text: string, name: string): string {
  const unknown = shell.unknowns.within(text);
  const elsewhere = unknown.find(({ kind }) => kind === 'elsewhere');
  const checks = [...new Set(shell.unknowns.checksWithin(text))];
  return shell.unknowns.mark(checks.length > 0 || !elsewhere ? { kind: 'output', name, checks } : elsewhere);
}

function unknownOutput(shell: Shell, args: readonly string[], call: Invocation): Outcome {
  const text = inputOf(shell, args, call) ?? '';
  shell.print(derived(shell, text, call.argv[0] ?? ''));
  const checks = shell.unknowns.checksWithin(text);
  if (call.argv[0] === 'jq' && checks.length > 0 && args.some((argument) => /^-[a-z]*e|^--exit-status/.test(argument))) {
    return shell.ledger.holds(checks) ? SUCCESS : FAILURE;
  }
  return SUCCESS;
}

function grep(shell: Shell, args: readonly string[], call: Invocation): Outcome {
  const text = inputOf(shell, args.filter((argument) => argument.startsWith('/')).slice(-1), call) ?? '';
  const checks = shell.unknowns.checksWithin(text);
  shell.print(derived(shell, text, 'grep'));
  if (checks.length === 0) return UNSURE;
  return shell.ledger.holds(checks) ? SUCCESS : FAILURE;
}

type Change = ((text: string) => string) | undefined;

function perText(shell: Shell, args: readonly string[], call: Invocation, change: Change): Outcome {
  const text = inputOf(shell, args, call);
  if (text === undefined) return pass(shell, undefined);
  const known = change !== undefined && (shell.unknowns.within(text).length === 0 || change(text).includes('\uE000'));
  shell.print(known && change ? change(text) : derived(shell, text, call.argv[0] ?? ''));
  return SUCCESS;
}

function perLine(shell: Shell, args: readonly string[], call: Invocation, change: Change): Outcome {
  const lines =
    change &&
    ((text: string) =>
      text
        .split('\n')
        .map((line) => (line === '' ? line : change(line)))
        .join('\n'));
  return perText(
    shell,
    args.filter((argument) => argument.startsWith('/')),
    call,
    lines,
  );
}

/** The value of `-d,` or `-d ,`. */
function option(args: readonly string[], letter: string): string | undefined {
  const at = args.findIndex((argument) => argument.startsWith(`-${letter}`));
  const argument = args[at];
  if (argument === undefined) return undefined;
  return argument.length > 2 ? argument.slice(2) : args[at + 1];
}

function cut(args: readonly string[]): Change {
  const fields = /^(\d{1,3})(-)?$/.exec(option(args, 'f') ?? '');
  if (!fields) return undefined;
  const [separator, first] = [option(args, 'd') ?? '\t', Number(fields[1])];
  return (line) => {
    if (!line.includes(separator)) return line;
    const parts = line.split(separator);
    return fields[2] ? parts.slice(first - 1).join(separator) : (parts[first - 1] ?? '');
  };
}

function translate(args: readonly string[]): Change {
  const [first, second] = args;
  if (first === undefined || second === undefined) return undefined;
  if (first === '-d') return (text) => [...text].filter((character) => !withControls(second).includes(character)).join('');
  const [from, to] = [withControls(first), withControls(second)];
  if (/^(?:A-Z|\[:upper:\])$/.test(first)) return (text) => text.toLowerCase();
  if (/^(?:a-z|\[:lower:\])$/.test(first)) return (text) => text.toUpperCase();
  if (from.length > 4 || from.startsWith('-') || from.startsWith('[')) return undefined;
  return (text) =>
    [...text]
      .map((character) => (from.includes(character) ? to.charAt(Math.min(from.indexOf(character), to.length - 1)) : character))
      .join('');
}

function withControls(text: string): string {
  return text.replaceAll('\\n', '\n').replaceAll('\\t', '\t');
}

/** `awk -F: '{print $2}'` */
function awk(args: readonly string[]): Change {
  const field = args.map((argument) => /^\s*\{\s*print \$(\d{1,3})\s*;?\s*\}\s*$/.exec(argument)?.[1]).find((match) => match !== undefined);
  if (field === undefined) return undefined;
  const separator = option(args, 'F');
  return (line) => (separator === undefined ? line.trim().split(' ').filter(Boolean) : line.split(separator))[Number(field) - 1] ?? '';
}

/** `sed 's|a|b|'` with plain text in both places. */
function substitution(args: readonly string[]): Change {
  const script = args.find((argument) => /^s[/|,#:@]/.test(argument));
  if (!script) return undefined;
  const [, from = '', to = ''] = script.split(script.charAt(1));
  const plain = from
    .replace(/^\^|\$$/g, '')
    .replaceAll('\\.', '.')
    .replaceAll('\\/', '/');
  if (/[*+?[\](){}\\]/.test(plain) || plain === '' || /[&\\]/.test(to)) return undefined;
  return (line) => (script.endsWith('g') ? line.split(plain).join(to) : line.replace(plain, () => to));
}
