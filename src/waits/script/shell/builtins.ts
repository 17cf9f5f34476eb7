import { readDuration } from '../durations.ts';
import { calculate, numberOf } from './arithmetic.ts';
import { FAILURE, type Flow, type Invocation, type Outcome, type Shell, SUCCESS, UNSURE } from './shell.ts';
import { parseShell } from './syntax.ts';
import { testArguments } from './tests.ts';
import { expandSource } from './words.ts';

export type Builtin = (shell: Shell, args: readonly string[], call: Invocation) => Outcome;

/** What the shell does itself, with the few programs whose effect a script's flow hangs on. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', () => SUCCESS],
  ['true', () => SUCCESS],
  ['false', () => FAILURE],
  ['[', (shell, args, call) => testArguments(shell, args.at(-1) === ']' ? args.slice(0, -1) : args, call.text)],
  ['test', (shell, args, call) => testArguments(shell, args, call.text)],
  ['echo', echo],
  ['printf', printf],
  ['sleep', sleep],
  ['usleep', (shell, args) => done(shell.sleep(Number(args[0]) / 1e6 || 0))],
  ['exit', (shell, args) => left('exit', exitStatus(shell, args[0]))],
  ['return', (shell, args) => left('return', exitStatus(shell, args[0]))],
  ['break', (_, args) => left('break', true, Number(args[0]) || 1)],
  ['continue', (_, args) => left('continue', true, Number(args[0]) || 1)],
  ['export', declare],
  ['readonly', declare],
  ['local', declare],
  ['declare', declare],
  ['typeset', declare],
  ['unset', unset],
  ['set', set],
  ['shift', shift],
  ['let', (shell, args) => evaluate(shell, args.join(','))],
  ['read', read],
  ['retry_while', retryWhile],
  ['eval', (shell, args) => shell.session.interpreter.script(shell, args.join(' '))],
  ['.', source],
  ['source', source],
  ['seq', seq],
  ['date', date],
  ['expr', expr],
  ['hostname', (shell) => done(shell.print(`${shell.get('HOSTNAME') ?? ''}\n`))],
  ...['cd', 'trap', 'wait', 'ulimit', 'umask', 'shopt', 'mkdir', 'chmod', 'chown', 'touch', 'rm', 'ln', 'sync', 'hash', 'alias'].map(
    (name): [string, Builtin] => [name, () => SUCCESS],
  ),
]);

function done(_: unknown): Outcome {
  return SUCCESS;
}

function left(kind: Flow['kind'], status: Outcome['status'], levels = 0): Outcome {
  return { status, flow: { kind, status, levels } };
}

function exitStatus(shell: Shell, code: string | undefined): Outcome['status'] {
  const value = numberOf(code ?? shell.variables.get('?') ?? '0');
  return value === undefined ? undefined : value === 0;
}

function echo(shell: Shell, args: readonly string[]): Outcome {
  const plain = /^-[neE]+$/.test(args[0] ?? '') ? args.slice(1) : args;
  shell.print(`${plain.join(' ')}\n`);
  return SUCCESS;
}

function printf(shell: Shell, args: readonly string[]): Outcome {
  const [format = '', ...values] = args[0] === '--' ? args.slice(1) : args;
  let next = 0;
  shell.print(format.replace(/%[sd]|\\n/g, (token) => (token === '\\n' ? '\n' : (values[next++] ?? ''))));
  return SUCCESS;
}

function sleep(shell: Shell, args: readonly string[]): Outcome {
  const lengths = args.map((argument) => readDuration(argument));
  shell.sleep(lengths.some((length) => length === undefined) ? undefined : lengths.reduce<number>((sum, length) => sum + (length ?? 0), 0));
  return SUCCESS;
}

function declare(shell: Shell, args: readonly string[]): Outcome {
  for (const argument of args) {
    const at = argument.indexOf('=');
    if (at > 0 && !argument.startsWith('-')) shell.set(argument.slice(0, at), argument.slice(at + 1));
  }
  return SUCCESS;
}

function set(shell: Shell, args: readonly string[]): Outcome {
  for (const [index, argument] of args.entries()) {
    if (argument === '--') {
      shell.positional = args.slice(index + 1);
      return SUCCESS;
    }
    if (/^[+-]o$/.test(argument)) setOption(shell, args[index + 1], argument.startsWith('-'));
    else if (/^[+-][a-z]*e/i.test(argument)) shell.exitOnError = argument.startsWith('-');
    if (/^[+-][a-z]+o$/i.test(argument)) setOption(shell, args[index + 1], argument.startsWith('-'));
  }
  return SUCCESS;
}

function setOption(shell: Shell, name: string | undefined, on: boolean): void {
  if (name === 'pipefail') shell.pipeFail = on;
  if (name === 'errexit') shell.exitOnError = on;
}

function unset(shell: Shell, args: readonly string[]): Outcome {
  for (const name of args) shell.variables.delete(name);
  return SUCCESS;
}

function shift(shell: Shell, args: readonly string[]): Outcome {
  shell.positional = shell.positional.slice(Number(args[0] ?? 1) || 0);
  return SUCCESS;
}

function evaluate(shell: Shell, expression: string): Outcome {
  const command = parseShell(`((${expression}))`)?.commands[0]?.command;
  if (command?.type !== 'ArithmeticCommand') return UNSURE;
  const value = calculate(shell, command.expression, (text) => expandSource(shell, text));
  return value === undefined ? UNSURE : value === 0 ? FAILURE : SUCCESS;
}

/** `retry_while COMMAND [TRIES [PAUSE]]` of the scripts in Bitnami's images, with their defaults. */
function retryWhile(shell: Shell, [command = '', tries = '12', pause = '5']: readonly string[]): Outcome {
  const script = `for attempt in $(seq ${tries}); do ${command} && return 0; sleep ${pause}; done; return 1`;
  const { flow, status } = shell.session.interpreter.script(shell, script);
  return flow?.kind === 'return' ? { status: flow.status } : { status, ...(flow ? { flow } : {}) };
}

const STDIN = '(standard input)';

/** Takes a line of what is piped in; input that is not known gives one line of unknown text, then ends. */
function read(shell: Shell, args: readonly string[], call: Invocation): Outcome {
  const names = args.filter((argument, index) => !argument.startsWith('-') && !/^-[tndpu]$/.test(args[index - 1] ?? ''));
  for (const run of shell.ledger.runs) {
    run.read.add(STDIN);
    run.changed.add(STDIN);
  }
  const input =
    call.stdin ?? (shell.variables.get(STDIN) === undefined ? shell.unknowns.mark({ kind: 'output', name: 'read', checks: [] }) : '');
  if (call.stdin === undefined) shell.variables.set(STDIN, '');
  if (input === '') return FAILURE;
  const end = input.indexOf('\n');
  shell.stdin = end < 0 ? '' : input.slice(end + 1);
  const separators = shell.get('IFS') ?? ' \t\n';
  let rest = end < 0 ? input : input.slice(0, end);
  for (const [index, name] of names.entries()) {
    const [value, remainder] = index === names.length - 1 ? [rest, ''] : takeField(rest, separators);
    shell.set(name, value);
    rest = remainder;
  }
  return SUCCESS;
}

function takeField(text: string, separators: string): readonly [string, string] {
  for (let at = 0; at < text.length; at += 1) {
    if (separators.includes(text.charAt(at))) return [text.slice(0, at), text.slice(at + 1)];
  }
  return [text, ''];
}

function source(shell: Shell, args: readonly string[]): Outcome {
  const path = args[0] ?? '';
  const text = shell.files.get(path) ?? shell.session.file(path);
  return text === undefined ? UNSURE : shell.session.interpreter.script(shell, text);
}

function seq(shell: Shell, args: readonly string[]): Outcome {
  const numbers = args.filter((argument) => !/^-[swf]/.test(argument)).map((argument) => numberOf(argument));
  const [first, step, last] = numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
  if (first === undefined || last === undefined || !step) return UNSURE;
  const count = Math.min(Math.max(0, Math.floor((last - first) / step) + 1), 10_000);
  shell.print(`${Array.from({ length: count }, (_, index) => first + index * step).join('\n')}\n`);
  return SUCCESS;
}

const SOME_MOMENT = 1_700_000_000;

/** The simulated clock: a script measures the time it has waited. */
function date(shell: Shell, args: readonly string[]): Outcome {
  const seconds = args.some((argument) => argument.includes('%s'));
  const now = seconds ? shell.get('SECONDS') : undefined;
  for (const run of shell.ledger.runs) if (seconds) run.read.add('SECONDS');
  shell.print(now === undefined ? shell.unknowns.mark({ kind: 'output', name: 'date', checks: [] }) : `${SOME_MOMENT + Number(now)}\n`);
  return SUCCESS;
}

function expr(shell: Shell, args: readonly string[]): Outcome {
  const command = parseShell(`echo $((${args.join(' ')}))`)?.commands[0]?.command;
  const word = command?.type === 'Command' ? command.args[0] : undefined;
  const part = word?.type === 'Word' ? word.parts?.[0] : undefined;
  const value = part?.type === 'ArithmeticExpansion' ? calculate(shell, part.expression, (text) => expandSource(shell, text)) : undefined;
  shell.print(value === undefined ? shell.unknowns.mark({ kind: 'output', name: 'expr', checks: [] }) : `${value}\n`);
  return value === undefined ? UNSURE : value === 0 ? FAILURE : SUCCESS;
}
