import { programChecks } from '../programs/index.ts';
import { asTyped } from '../text.ts';
import { withoutMarks } from '../unknowns.ts';
import { BUILTINS } from './builtins.ts';
import { makeChecks, makeGuard } from './checking.ts';
import { derived, FILTERS } from './filters.ts';
import { retry } from './retry.ts';
import { FAILURE, HALT, type Invocation, type Outcome, type Shell, type ShellFunction, SUCCESS, UNSURE } from './shell.ts';
import { unwrap } from './wrappers.ts';

const SHELLS = /^(?:ba|da|a|k|z|mk|rba)?sh$/;
const DEEPEST_CALL = 12;

/** Runs a command by its arguments: function, builtin, wrapper, shell, known program or script. */
export function invoke(shell: Shell, call: Invocation): Outcome {
  const [path = '', ...args] = call.argv;
  if (!shell.step()) return HALT;
  if (path === '') return UNSURE;
  const known = shell.functions.get(path);
  if (known) return callFunction(shell, known, args);
  const name = path.slice(path.lastIndexOf('/') + 1);
  // `/wait` is a program of its own, `wait` the builtin.
  const builtin = path === '/wait' ? undefined : (BUILTINS.get(name) ?? FILTERS.get(name));
  if (builtin) return builtin(shell, args, { ...call, argv: [name, ...args] });
  shell.depth += 1;
  const outcome = SHELLS.test(name)
    ? callShell(shell, args, call)
    : (callWrapped(shell, name, args, call) ?? callProgram(shell, name, args, call));
  shell.depth -= 1;
  return outcome;
}

function callFunction(shell: Shell, { node, source }: ShellFunction, args: readonly string[]): Outcome {
  const name = node.name.value;
  const recursion = shell.calls.filter((calling) => calling === name).length;
  if (recursion >= 3 || shell.calls.length >= DEEPEST_CALL) return UNSURE;
  const outer = { positional: shell.positional, source: shell.source };
  const run = () => {
    Object.assign(shell, { positional: args, source });
    shell.calls.push(name);
    const { body } = node;
    const outcome =
      body.type === 'CompoundList' ? shell.session.interpreter.list(shell, body) : shell.session.interpreter.node(shell, body);
    shell.calls.pop();
    Object.assign(shell, outer);
    return outcome.flow?.kind === 'return' ? { status: outcome.flow.status } : outcome;
  };
  if (recursion > 0) return again(shell, run);
  return callsItself(node, source) ? retry(shell, run) : run();
}

/** A function that calls itself until it succeeds goes round like a loop. */
function again(shell: Shell, run: () => Outcome): Outcome {
  const current = shell.ledger.runs.at(-1);
  if (current) current.iteration += 1;
  const outcome = run();
  if (current && current.failed.size > 0) current.endless = true;
  return outcome;
}

function callsItself({ name, body }: ShellFunction['node'], source: string): boolean {
  const text = source.slice(body.pos, body.end);
  const at = text.indexOf(name.value);
  return at >= 0 && new RegExp(`(?:^|[\\s;&|{(])${name.value.replace(/[^\w-]/g, '.')}(?:$|[\\s;&|})])`).test(text);
}

/** `sh -c SCRIPT`, `sh FILE`, or a script on standard input. */
function callShell(shell: Shell, args: readonly string[], call: Invocation): Outcome {
  let at = 0;
  let script = false;
  let options = '';
  for (; at < args.length; at += 1) {
    const argument = args[at] ?? '';
    if (!/^[-+]/.test(argument) || argument === '-') break;
    if (argument === '-o' || argument === '+o' || argument === '--rcfile' || argument === '--init-file') at += 1;
    if (argument.startsWith('--')) continue;
    options += argument;
    script ||= /^-[a-zA-Z]*c/.test(argument);
    if (/^-[a-zA-Z]+o$/.test(argument)) at += 1;
  }
  if (script && args[at] === '--') at += 1;
  const [subject, ...rest] = args.slice(at);
  const text = script ? subject : subject === undefined || subject === '-' ? call.stdin : scriptFile(shell, subject);
  if (text === undefined) return UNSURE;
  return shell.asChild(() => {
    Object.assign(shell, {
      scriptName: (script ? rest[0] : subject) ?? 'sh',
      positional: script ? rest.slice(1) : rest,
      exitOnError: /e/.test(options),
      pipeFail: args.includes('pipefail'),
    });
    return shell.session.interpreter.script(shell, text);
  });
}

function scriptFile(shell: Shell, path: string): string | undefined {
  const text = shell.files.get(path) ?? shell.session.file(path);
  return text === undefined ? undefined : withoutMarks(text);
}

function callWrapped(shell: Shell, name: string, args: readonly string[], call: Invocation): Outcome | undefined {
  const wrapped = unwrap(shell, name, args);
  if (!wrapped) return undefined;
  if (wrapped.argv.length === 0) return SUCCESS;
  if (wrapped.seconds !== undefined) shell.session.timeouts.push(wrapped.seconds);
  const outcome = shell.session.interpreter.invoke(shell, { ...call, argv: wrapped.argv });
  if (wrapped.seconds !== undefined) shell.session.timeouts.pop();
  const leaves = name === 'exec' && !outcome.flow && shell.ledger.runs.length === 0;
  return leaves ? { status: outcome.status, flow: { kind: 'exit', levels: 0, status: outcome.status } } : outcome;
}

function callProgram(shell: Shell, name: string, args: readonly string[], called: Invocation): Outcome {
  // `"$@"` and `$COMMAND` say nothing of what is run.
  const call = called.text.includes(name) ? called : { ...called, text: asTyped(called.argv) };
  const checks = programChecks({
    name,
    args,
    stdin: call.stdin,
    file: (file) => scriptFile(shell, file),
    variable: (variable) => shell.get(variable),
  });
  const [guard] = checks;
  if (guard?.guard) {
    const outcome = makeGuard(shell, guard, call.text);
    shell.print(shell.unknowns.mark({ kind: 'output', name, checks: [JSON.stringify(guard.target)] }));
    return outcome;
  }
  if (checks.length > 0) {
    const outcome = makeChecks(shell, checks, call.text);
    const [, after] = splitAt(call.argv, '--');
    return outcome.status && after.length > 0 && runsCommand(name)
      ? shell.session.interpreter.invoke(shell, { ...call, argv: after })
      : outcome;
  }
  return callUnknown(shell, name, args, call);
}

/** Waiting programs that run another one afterwards. */
function runsCommand(name: string): boolean {
  return /^(?:wait-for-it|wait-for|waitforit|wait4x)/.test(name);
}

function splitAt(argv: readonly string[], separator: string): readonly [readonly string[], readonly string[]] {
  const at = argv.indexOf(separator);
  return at < 0 ? [argv, []] : [argv.slice(0, at), argv.slice(at + 1)];
}

/** A script that is mounted runs; of any other program only what it is given counts. */
function callUnknown(shell: Shell, name: string, args: readonly string[], call: Invocation): Outcome {
  const path = call.argv[0] ?? '';
  const script = scriptFile(shell, path);
  if (script !== undefined) {
    const [, interpreter = 'sh'] = /^#![^\n]{0,80}?(python|node|ruby|perl|php)/.exec(script) ?? [];
    if (interpreter !== 'sh') return shell.session.interpreter.invoke(shell, { ...call, argv: [interpreter, path] });
    return shell.asChild(() => {
      shell.positional = args;
      return shell.session.interpreter.script(shell, script);
    });
  }
  if (args.some((argument) => /^(?:start|--daemonize|--fork|-d(?:etached)?)$/.test(argument))) shell.session.hasServer = true;
  const given = args.join(' ') + (call.stdin ?? '');
  const checks = shell.unknowns.checksWithin(given);
  shell.print(derived(shell, given, name));
  if (checks.length === 0) return UNSURE;
  return shell.ledger.holds(checks) ? SUCCESS : FAILURE;
}
