import type { Shell } from './shell.ts';
import type { ArithmeticExpression } from './syntax.ts';

/** The value of a shell arithmetic expression; undefined where a part of it is not known. Assignments take effect. */
export function calculate(shell: Shell, expression: ArithmeticExpression | undefined, text: (value: string) => string): number | undefined {
  if (!expression) return undefined;
  switch (expression.type) {
    case 'ArithmeticGroup':
      return calculate(shell, expression.expression, text);
    case 'ArithmeticWord':
      return wordValue(shell, text(expression.value));
    case 'ArithmeticTernary': {
      const test = calculate(shell, expression.test, text);
      if (test === undefined) return undefined;
      return calculate(shell, test === 0 ? expression.alternate : expression.consequent, text);
    }
    case 'ArithmeticUnary':
      return unary(shell, expression, text);
    case 'ArithmeticBinary':
      return binary(shell, expression, text);
    default:
      return wordValue(shell, text(expression.text));
  }
}

type Unary = Extract<ArithmeticExpression, { type: 'ArithmeticUnary' }>;
type Binary = Extract<ArithmeticExpression, { type: 'ArithmeticBinary' }>;

function wordValue(shell: Shell, word: string): number | undefined {
  const trimmed = word.trim();
  if (/^[A-Za-z_]\w{0,100}$/.test(trimmed)) return numberOf(shell.get(trimmed) ?? '0');
  return numberOf(trimmed);
}

/** A shell number; nothing counts as zero. */
export function numberOf(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  if (!/^[+-]?\d{1,15}$/.test(trimmed)) return undefined;
  return Number(trimmed);
}

function unary(shell: Shell, { operator, operand, prefix }: Unary, text: (value: string) => string): number | undefined {
  const value = calculate(shell, operand, text);
  if (value === undefined) return undefined;
  if (operator === '++' || operator === '--') {
    const changed = operator === '++' ? value + 1 : value - 1;
    assign(shell, operand, changed);
    return prefix ? changed : value;
  }
  if (operator === '-') return -value;
  if (operator === '!') return value === 0 ? 1 : 0;
  return operator === '+' ? value : undefined;
}

function assign(shell: Shell, target: ArithmeticExpression, value: number | undefined): void {
  if (target.type === 'ArithmeticWord' && /^[A-Za-z_]\w{0,100}$/.test(target.value)) shell.set(target.value, String(value ?? ''));
}

function binary(shell: Shell, { operator, left, right }: Binary, text: (value: string) => string): number | undefined {
  if (operator.endsWith('=') && !['==', '!=', '<=', '>='].includes(operator)) {
    const before = operator === '=' ? 0 : calculate(shell, left, text);
    const after = apply(operator === '=' ? '+' : operator.slice(0, -1), before, calculate(shell, right, text));
    assign(shell, left, after);
    return after;
  }
  const first = calculate(shell, left, text);
  if (operator === '&&' && first === 0) return 0;
  if (operator === '||' && first !== undefined && first !== 0) return 1;
  return apply(operator, first, calculate(shell, right, text));
}

const OPERATORS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => Math.trunc(left / right),
  '%': (left, right) => left % right,
  '<': (left, right) => Number(left < right),
  '>': (left, right) => Number(left > right),
  '<=': (left, right) => Number(left <= right),
  '>=': (left, right) => Number(left >= right),
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '&&': (left, right) => Number(left !== 0 && right !== 0),
  '||': (left, right) => Number(left !== 0 || right !== 0),
  '**': (left, right) => left ** right,
  '<<': (left, right) => left * 2 ** right,
  ',': (_, right) => right,
};

function apply(operator: string, left: number | undefined, right: number | undefined): number | undefined {
  const operation = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (!operation || left === undefined || right === undefined) return undefined;
  const value = operation(left, right);
  return Number.isSafeInteger(value) ? value : undefined;
}
