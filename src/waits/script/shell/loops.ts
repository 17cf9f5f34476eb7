import type { LoopRun } from '../ledger.ts';
import { calculate } from './arithmetic.ts';
import { retry } from './retry.ts';
import { type Flow, HALT, type Outcome, type Shell, SUCCESS } from './shell.ts';
import type { CommandNode, CompoundList, For, While } from './syntax.ts';
import { expandSource, expandWords } from './words.ts';

type ArithmeticFor = Extract<CommandNode, { type: 'ArithmeticFor' }>;

/** Loops that go on longer than this are taken to be endless, lists that are longer are extrapolated. */
const MOST_ROUNDS = 1500;

export function runWhile(shell: Shell, node: While): Outcome {
  const stdin = shell.stdin;
  return retry(shell, (run) => {
    shell.stdin = stdin;
    return rounds(shell, run, node.body, () => {
      run.conditionDepth += 1;
      const test = shell.asCondition(() => shell.session.interpreter.list(shell, node.clause));
      run.conditionDepth -= 1;
      return test.flow || node.kind === 'while' ? test : { status: test.status === undefined ? undefined : !test.status };
    });
  });
}

export function runArithmeticLoop(shell: Shell, node: ArithmeticFor): Outcome {
  const value = (expression: ArithmeticFor['test']) => calculate(shell, expression, (source) => expandSource(shell, source));
  return retry(shell, (run) => {
    value(node.initialize);
    return rounds(shell, run, node.body, () => {
      if (run.iteration > 1) value(node.update);
      if (!node.test) return SUCCESS;
      const test = value(node.test);
      return { status: test === undefined ? undefined : test !== 0 };
    });
  });
}

/** Goes round while `test` succeeds; where it cannot be known, twice. */
function rounds(shell: Shell, run: LoopRun, body: CompoundList, test: () => Outcome): Outcome {
  for (run.iteration = 1; run.iteration <= MOST_ROUNDS; run.iteration += 1) {
    if (!shell.step()) return HALT;
    run.changed.clear();
    const { status, flow } = test();
    const left = leave(flow ?? (status === false ? BREAK : undefined));
    if (left) return left;
    if (status === undefined) {
      shell.unsure();
      if (run.iteration > 2) return SUCCESS;
    }
    const done = leave(shell.session.interpreter.list(shell, body).flow);
    if (done) return done;
    if (run.iteration > 1 && ![...run.changed].some((name) => run.read.has(name))) break;
  }
  run.endless = true;
  return SUCCESS;
}

export function runFor(shell: Shell, node: For): Outcome {
  return retry(shell, (run) => {
    const items = node.wordlist ? expandWords(shell, node.wordlist) : shell.positional;
    for (const item of items.slice(0, MOST_ROUNDS)) {
      if (!shell.step()) return HALT;
      run.iteration += 1;
      shell.set(node.name.value, item);
      const left = leave(shell.session.interpreter.list(shell, node.body).flow);
      if (left) return left;
    }
    run.scale = Math.max(1, items.length / MOST_ROUNDS);
    return SUCCESS;
  });
}

const BREAK: Flow = { kind: 'break', levels: 1, status: true };

/** How the loop ends by what its body says; undefined when it goes on. */
function leave(flow: Flow | undefined): Outcome | undefined {
  if (!flow) return undefined;
  if (flow.kind !== 'break' && flow.kind !== 'continue') return { status: flow.status, flow };
  if (flow.levels > 1) return { status: true, flow: { ...flow, levels: flow.levels - 1 } };
  return flow.kind === 'break' ? SUCCESS : undefined;
}
