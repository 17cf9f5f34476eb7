import { numberOf } from './arithmetic.ts';
import { makeGuard } from './checking.ts';
import { matchesPattern } from './patterns.ts';
import { FAILURE, type Outcome, type Shell, SUCCESS, UNSURE } from './shell.ts';
import type { TestExpression } from './syntax.ts';
import { expandText } from './words.ts';

const FILE_TESTS = new Set(['-f', '-e', '-a', '-s', '-d', '-r', '-w', '-x', '-L', '-h', '-S', '-p', '-b', '-c']);

function not(outcome: Outcome): Outcome {
  const { status, guard } = outcome;
  return { status: status === undefined ? undefined : !status, ...(guard ? { guard: { ...guard, whenFails: !guard.whenFails } } : {}) };
}

function sure(holds: boolean): Outcome {
  return holds ? SUCCESS : FAILURE;
}

/** `[[ ... ]]` */
export function testExpression(shell: Shell, expression: TestExpression, text: string): Outcome {
  switch (expression.type) {
    case 'TestUnary':
      return unary(shell, expression.operator, expandText(shell, expression.operand), text);
    case 'TestBinary': {
      const left = expandText(shell, expression.left);
      return binary(shell, left, expression.operator, expandText(shell, expression.right), true);
    }
    case 'TestNot': {
      const inner = testExpression(shell, expression.operand, text);
      return expression.negations.length % 2 === 1 ? not(inner) : inner;
    }
    case 'TestGroup':
      return testExpression(shell, expression.expression, text);
    case 'TestLogical':
      return combine(
        expression.operands.map((operand) => () => testExpression(shell, operand, text)),
        expression.operator === '&&',
      );
  }
}

/** `[ ... ]` and `test ...`, without the brackets. */
export function testArguments(shell: Shell, args: readonly string[], text: string, depth = 0): Outcome {
  if (depth > 20) return UNSURE;
  const inner = (part: readonly string[]) => () => testArguments(shell, part, text, depth + 1);
  if (args[0] === '(' && args.at(-1) === ')') return inner(args.slice(1, -1))();
  for (const joint of ['-o', '-a']) {
    const at = args.indexOf(joint, 1);
    if (at > 0 && at < args.length - 1) return combine([inner(args.slice(0, at)), inner(args.slice(at + 1))], joint === '-a');
  }
  const [first = '', second = '', third] = args;
  if (first === '!' && args.length > 1) return not(inner(args.slice(1))());
  if (args.length <= 1) return unary(shell, '-n', first, text);
  if (args.length === 2) return unary(shell, first, second, text);
  return binary(shell, first, second, third ?? '', false);
}

function combine(parts: readonly (() => Outcome)[], all: boolean): Outcome {
  const outcomes: Outcome[] = [];
  for (const part of parts) {
    const outcome = part();
    if (outcome.status === !all) return { status: !all };
    outcomes.push(outcome);
  }
  return outcomes.some(({ status }) => status === undefined) ? (outcomes.length === 1 ? (outcomes[0] ?? UNSURE) : UNSURE) : { status: all };
}

function unary(shell: Shell, operator: string, operand: string, text: string): Outcome {
  if (operator === '-n' || operator === '-z') return emptiness(shell, operand, operator === '-z');
  if (operator === '-v') return sure(shell.get(operand) !== undefined);
  if (!FILE_TESTS.has(operator)) return UNSURE;
  if (shell.files.has(operand) || shell.session.file(operand) !== undefined) return SUCCESS;
  if (operand === '' || shell.unknowns.within(operand).length > 0 || operand.startsWith('/dev/')) return UNSURE;
  const target = { kind: 'file', path: operand, test: 'exists' } as const;
  return makeGuard(shell, { target, program: text.startsWith('test') ? 'test' : '[', guard: true }, text);
}

function emptiness(shell: Shell, value: string, empty: boolean): Outcome {
  const unknown = shell.unknowns.within(value);
  const answer = answered(shell, value, empty);
  if (answer) return answer;
  if (unknown.some(({ kind }) => kind === 'elsewhere')) return sure(!empty);
  return unknown.length > 0 ? UNSURE : sure((value === '') === empty);
}

/** A test on the answer of checks: without an answer it comes out as `withoutAnswer`, with one the other way. */
function answered(shell: Shell, value: string, withoutAnswer: boolean | undefined): Outcome | undefined {
  const checks = shell.unknowns.checksWithin(value);
  if (checks.length === 0) return undefined;
  const holds = shell.ledger.holds(checks);
  return withoutAnswer === undefined ? UNSURE : sure(holds ? !withoutAnswer : withoutAnswer);
}

function binary(shell: Shell, left: string, operator: string, right: string, patterns: boolean): Outcome {
  const both = left + right;
  const silent = (text: string) => shell.unknowns.replace(text, (unknown) => (unknown.kind === 'elsewhere' ? unknown.name : ''));
  if (operator === '=' || operator === '==' || operator === '!=' || operator === '=~') expectAnswer(shell, left, right);
  const answer = answered(shell, both, compare(silent(left), operator, silent(right), patterns));
  if (answer) return answer;
  if (shell.unknowns.within(both).length > 0) return UNSURE;
  const result = compare(left, operator, right, patterns);
  return result === undefined ? UNSURE : sure(result);
}

/** `[ "$(kubectl get ...)" = Running ]` tells what is waited for. */
function expectAnswer(shell: Shell, left: string, right: string): void {
  for (const key of shell.unknowns.checksWithin(left)) {
    const finding = shell.ledger.findings.get(key);
    if (finding && right !== '' && shell.unknowns.within(right).length === 0) finding.expected = right;
  }
}

function compare(left: string, operator: string, right: string, patterns: boolean): boolean | undefined {
  if (operator === '=' || operator === '==') return patterns ? matchesPattern(right, left) : left === right;
  if (operator === '!=') return patterns ? !matchesPattern(right, left) : left !== right;
  if (operator === '=~') return left === '' ? false : undefined;
  const [first, second] = [numberOf(left), numberOf(right)];
  if (first === undefined || second === undefined) return undefined;
  switch (operator) {
    case '-eq':
      return first === second;
    case '-ne':
      return first !== second;
    case '-lt':
    case '<':
      return first < second;
    case '-le':
      return first <= second;
    case '-gt':
    case '>':
      return first > second;
    case '-ge':
      return first >= second;
    default:
      return undefined;
  }
}
