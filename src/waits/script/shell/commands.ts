import { makeChecks } from './checking.ts';
import { type Outcome, type Shell, SUCCESS } from './shell.ts';
import type { Assignment, Command, Redirection, Word } from './syntax.ts';
import { expandText, expandWords, textOf } from './words.ts';

/** A simple command: assignments, redirections, and the program or function that is called. */
export function runCommand(shell: Shell, node: Command): Outcome {
  const assignments = node.prefix.filter((part) => part.type === 'Assignment');
  if (!node.name) return withRedirections(shell, node.redirects, node, () => assignAll(shell, assignments));
  const quiet = /^(?:echo|printf|export|local|declare|readonly|let)$/.test(node.name.value);
  const argv = idly(shell, quiet, () => [
    ...expandWords(
      shell,
      [node.name].filter((name) => name !== undefined),
    ),
    ...argumentsOf(shell, node),
  ]);
  const text = shell.source.slice(node.pos, node.end);
  return withRedirections(shell, node.redirects, node, (stdin) => {
    const undo = assignments.length > 0 ? overlay(shell, assignments) : undefined;
    const outcome = shell.session.interpreter.invoke(shell, { argv, stdin: stdin ?? shell.stdin, text });
    undo?.();
    return outcome;
  });
}

function idly<T>(shell: Shell, idle: boolean, run: () => T): T {
  const outer = shell.idle;
  shell.idle ||= idle;
  const result = run();
  shell.idle = outer;
  return result;
}

function argumentsOf(shell: Shell, node: Command): readonly string[] {
  return node.args.flatMap((argument) => {
    if (argument.type === 'Word') return expandWords(shell, [argument]);
    if (argument.value.type === 'Word') return [`${argument.name}=${expandText(shell, argument.value)}`];
    assign(shell, argument);
    return [];
  });
}

/** Assignments alone: their status is that of the last `$(...)` in them. */
function assignAll(shell: Shell, assignments: readonly Assignment[]): Outcome {
  shell.substituted = null;
  for (const assignment of assignments) idly(shell, true, () => assign(shell, assignment));
  return shell.substituted === null ? SUCCESS : { status: shell.substituted };
}

function assign(shell: Shell, { name, value, append }: Assignment): void {
  if (value.type === 'ArrayValue') {
    const before = append ? (shell.arrays.get(name) ?? []) : [];
    shell.arrays.set(name, [...before, ...expandWords(shell, value.elements)]);
    return;
  }
  shell.set(name, (append ? (shell.get(name) ?? '') : '') + expandText(shell, value));
}

/** `NAME=value program`: only for the program. */
function overlay(shell: Shell, assignments: readonly Assignment[]): () => void {
  const before = assignments.map(({ name }) => [name, shell.variables.get(name)] as const);
  assignAll(shell, assignments);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) shell.variables.delete(name);
      else shell.variables.set(name, value);
    }
  };
}

/** Opens what the command is redirected to; bash opens a connection for `/dev/tcp/HOST/PORT`. */
export function withRedirections(
  shell: Shell,
  redirections: readonly Redirection[],
  node: { readonly pos: number; readonly end: number },
  run: (stdin: string | undefined) => Outcome,
): Outcome {
  let stdin: string | undefined;
  let file: string | undefined;
  let hidden = false;
  for (const redirection of redirections) {
    const opened = open(shell, redirection);
    if (opened.connection) {
      const outcome = connect(shell, opened.connection, shell.source.slice(node.pos, node.end));
      if (outcome.status === false) return outcome;
    }
    stdin = opened.stdin ?? stdin;
    file = opened.file ?? file;
    hidden ||= opened.hidden ?? false;
  }
  if (file === undefined && !hidden) return run(stdin);
  const { text, outcome } = shell.capture(() => run(stdin), false);
  if (file !== undefined) shell.files.set(file, (appends(redirections) ? (shell.files.get(file) ?? '') : '') + text);
  return outcome;
}

interface Opened {
  readonly stdin?: string;
  readonly file?: string;
  readonly hidden?: boolean;
  readonly connection?: string;
}

function open(shell: Shell, redirection: Redirection): Opened {
  if (redirection.type === 'HereDoc')
    return { stdin: redirection.body.parts ? textOf(shell, redirection.body.parts) : redirection.body.text };
  if (redirection.type === 'HereString') return { stdin: `${expandText(shell, redirection.target)}\n` };
  const path = pathOf(shell, redirection.target);
  if (/^\/dev\/(?:tcp|udp)\//.test(path)) return { connection: path };
  const descriptor = redirection.descriptor?.type === 'FileDescriptor' ? redirection.descriptor.value : undefined;
  if (redirection.operator === '<') return path === '/dev/null' ? { stdin: '' } : stdinFrom(shell, path);
  if (descriptor !== undefined && descriptor !== 1) return {};
  if (redirection.operator === '>&') return path === '2' ? { hidden: true } : {};
  if (path === '/dev/null' || path === '/dev/stderr') return { hidden: true };
  return redirection.operator.includes('>') && path.startsWith('/') && !path.startsWith('/dev/') ? { file: path } : {};
}

function stdinFrom(shell: Shell, path: string): Opened {
  const text = shell.files.get(path) ?? shell.session.file(path);
  return text === undefined ? {} : { stdin: text };
}

function pathOf(shell: Shell, target: Word | undefined): string {
  return expandText(shell, target).slice(0, 1024);
}

function appends(redirections: readonly Redirection[]): boolean {
  return redirections.some(({ operator }) => operator === '>>' || operator === '&>>');
}

function connect(shell: Shell, path: string, text: string): Outcome {
  const [, , transport, host = '', port = ''] = path.split('/');
  const target = { kind: 'host', host, port, check: transport === 'udp' ? 'udp' : 'tcp' } as const;
  return makeChecks(shell, [{ target, program: `/dev/${transport}` }], text);
}
