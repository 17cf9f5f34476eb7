import { calculate } from './arithmetic.ts';
import { runCase, runIf } from './branches.ts';
import { runCommand, withRedirections } from './commands.ts';
import { runArithmeticLoop, runFor, runWhile } from './loops.ts';
import { pipelineDoubt } from './pipes.ts';
import { FAILURE, HALT, type Outcome, type Shell, type Status, SUCCESS, UNSURE } from './shell.ts';
import type { CommandNode, CompoundList, Pipeline, Script, Statement } from './syntax.ts';
import { testExpression } from './tests.ts';
import { expandSource } from './words.ts';

/** Runs statements one after the other until one leaves. */
export function runList(shell: Shell, list: CompoundList | Script): Outcome {
  const outer = shell.source;
  if ('source' in list && typeof list.source === 'string') shell.source = list.source;
  let outcome: Outcome = SUCCESS;
  for (const statement of list.commands) {
    outcome = runStatement(shell, statement);
    if (outcome.flow) break;
  }
  shell.source = outer;
  return outcome;
}

function runStatement(shell: Shell, statement: Statement): Outcome {
  if (!shell.step()) return HALT;
  shell.depth += 1;
  const outcome = statement.background
    ? background(shell, statement)
    : statement.command.type === 'AndOr'
      ? runAndOr(shell, statement.command)
      : runNode(shell, statement.command);
  shell.depth -= 1;
  return outcome;
}

function background(shell: Shell, statement: Statement): Outcome {
  const { command } = statement;
  shell.session.hasServer = true;
  const outcome = shell.asChild(() => (command.type === 'AndOr' ? runAndOr(shell, command) : runNode(shell, command)));
  return outcome.flow ? outcome : SUCCESS;
}

type AndOr = Extract<Statement['command'], { type: 'AndOr' }>;

function runAndOr(shell: Shell, { commands, operators }: AndOr): Outcome {
  let outcome: Outcome = SUCCESS;
  for (const [index, command] of commands.entries()) {
    const operator = operators[index - 1];
    const wanted = operator === undefined || (operator === '&&' ? outcome.status !== false : outcome.status !== true);
    if (!wanted) continue;
    const run = () => (index === commands.length - 1 ? runNode(shell, command) : shell.asCondition(() => runNode(shell, command)));
    const maybe = operator !== undefined && outcome.status === undefined;
    outcome = maybe ? shell.explore(run, guardOf(outcome, operator)) : run();
    if (outcome.flow) return outcome;
  }
  return outcome;
}

/** `[ -f x ] || exit 1`, `[ ! -f x ] && exit 1`: the file without which the next command is run. */
function guardOf({ guard }: Outcome, operator: string): string | undefined {
  return guard && guard.whenFails === (operator === '&&') ? guard.key : undefined;
}

/** One command of any kind, with `set -e` applied to its failure. */
function runNode(shell: Shell, node: CommandNode | Pipeline): Outcome {
  const outcome = node.type === 'Pipeline' ? runPipeline(shell, node) : runCommandNode(shell, node);
  noteStatus(shell, outcome.status);
  const fatal = shell.exitOnError && shell.conditionDepth === 0 && outcome.status === false && !outcome.flow;
  return fatal && isSimple(node) ? { status: false, flow: { kind: 'exit', levels: 0, status: false } } : outcome;
}

function isSimple(node: CommandNode | Pipeline): boolean {
  if (node.type === 'Pipeline') return !node.prefixes.some((prefix) => prefix.type === 'Negation');
  return node.type === 'Command' || node.type === 'TestCommand' || node.type === 'ArithmeticCommand' || node.type === 'Subshell';
}

function noteStatus(shell: Shell, status: Status): void {
  const unknown = () => shell.unknowns.mark({ kind: 'output', name: '?', checks: [] });
  shell.variables.set('?', status === undefined ? unknown() : status ? '0' : '1');
}

export function runCommandNode(shell: Shell, node: CommandNode): Outcome {
  switch (node.type) {
    case 'Command':
      return runCommand(shell, node);
    case 'Redirected':
      return withRedirections(shell, node.redirects, node, (stdin) => {
        const outer = shell.stdin;
        shell.stdin = stdin ?? outer;
        const outcome = runCommandNode(shell, node.command);
        shell.stdin = outer;
        return outcome;
      });
    case 'If':
      return runIf(shell, node);
    case 'For':
      return runFor(shell, node);
    case 'Select':
      return SUCCESS;
    case 'ArithmeticFor':
      return runArithmeticLoop(shell, node);
    case 'While':
      return runWhile(shell, node);
    case 'Subshell':
      return shell.asChild(() => runList(shell, node.body));
    case 'BraceGroup':
      return runList(shell, node.body);
    case 'Case':
      return runCase(shell, node);
    case 'TestCommand':
      return testExpression(shell, node.expression, shell.source.slice(node.pos, node.end));
    case 'ArithmeticCommand': {
      const value = calculate(shell, node.expression, (source) => expandSource(shell, source));
      return value === undefined ? UNSURE : value !== 0 ? SUCCESS : FAILURE;
    }
    case 'Function':
      shell.functions.set(node.name.value, { node, source: shell.source });
      return SUCCESS;
    case 'Coproc':
      return SUCCESS;
  }
}

function runPipeline(shell: Shell, pipeline: Pipeline): Outcome {
  const negated = pipeline.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  const run = () => (pipeline.commands.length === 1 ? runOnly(shell, pipeline) : runPiped(shell, pipeline));
  if (!negated) return run();
  const { status, flow, guard } = shell.asCondition(run);
  if (flow) return { status, flow };
  return { status: status === undefined ? undefined : !status, ...(guard ? { guard: { ...guard, whenFails: !guard.whenFails } } : {}) };
}

function runOnly(shell: Shell, { commands }: Pipeline): Outcome {
  const [command] = commands;
  return command ? runCommandNode(shell, command) : SUCCESS;
}

/** Each command reads what the one before printed; the last one's status counts, and with `pipefail` any failure. */
function runPiped(shell: Shell, pipeline: Pipeline): Outcome {
  const outer = { stdin: shell.stdin, pipeline: shell.pipeline };
  shell.pipeline ??= shell.source.slice(pipeline.pos, pipeline.end);
  let outcome: Outcome = SUCCESS;
  let failed = false;
  const last = pipeline.commands.length - 1;
  for (const [index, command] of pipeline.commands.entries()) {
    const run = () => shell.asChild(() => runCommandNode(shell, command));
    if (index === last) outcome = run();
    else {
      const piped = shell.capture(() => shell.asCondition(run));
      pipelineDoubt(shell, pipeline.commands[index + 1], piped.text);
      outcome = piped.outcome;
      shell.stdin = piped.text;
    }
    if (outcome.flow) break;
    failed ||= outcome.status === false;
  }
  Object.assign(shell, outer);
  if (shell.pipeFail && failed && !outcome.flow) return FAILURE;
  return outcome;
}
