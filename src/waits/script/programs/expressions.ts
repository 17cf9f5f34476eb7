/** What names stand for in a piece of code. */
export interface Scope {
  readonly code: string;
  readonly variable: (name: string) => string | undefined;
}

const LONGEST_CALL = 600;
const DEEPEST = 4;

/** The arguments of the call whose opening parenthesis ends before `start`, split at its commas. */
export function argumentsAt(code: string, start: number): readonly string[] {
  const text = code.slice(start, start + LONGEST_CALL);
  const args: string[] = [''];
  let depth = 0;
  let quote = '';
  for (const character of text) {
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'" || character === '`') quote = character;
    else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) {
      if (depth === 0) break;
      depth -= 1;
    } else if ((character === ',' && depth === 0) || (character === '\n' && depth === 0 && args.length === 1 && args[0]?.trim() !== '')) {
      args.push('');
      continue;
    }
    args[args.length - 1] += character;
  }
  return args;
}

/** The value given as `name=...`, `name: ...` or `'name' => ...` among arguments. */
export function keyword(text: string, name: RegExp, scope: Scope): string | undefined {
  const pairs = text.slice(0, LONGEST_CALL).matchAll(/(?:^|[\s,{(])['"]?([A-Za-z_]\w{0,40})['"]?\s{0,4}(?:=>|[:=])\s{0,4}/g);
  for (const match of pairs) {
    if (!name.test(match[1] ?? '')) continue;
    return textValue(argumentsAt(text, match.index + match[0].length)[0]?.replace(/^\[|\]$/g, ''), scope);
  }
  return undefined;
}

/** The text that an expression stands for: literals, the environment, names assigned in the code, templates and sums. */
export function textValue(expression: string | undefined, scope: Scope, depth = 0): string | undefined {
  const text = (expression ?? '').trim().slice(0, LONGEST_CALL);
  if (text === '' || depth > DEEPEST) return undefined;
  if (/^\d{1,6}$/.test(text)) return text;
  const literal = /^([fbru]?)(['"`])([^'"`]{0,500})\2$/i.exec(text);
  if (literal) return filled(literal[3] ?? '', literal[1] === 'f' || literal[2] === '`' || literal[2] === '"', scope, depth);
  const inner = /^(?:int|str|String|Number|parseInt|Integer)\((.{1,400})\)$/s.exec(text)?.[1];
  if (inner !== undefined) return textValue(argumentsAt(`${inner})`, 0)[0], scope, depth + 1);
  const environment = environmentValue(text, scope, depth);
  if (environment !== undefined) return environment;
  const terms = text.split(/\s?\+\s?/);
  if (terms.length > 1 && terms.length < 8) return terms.map((term) => textValue(term, scope, depth + 1) ?? '').join('');
  return /^[$@]?[A-Za-z_]\w{0,60}$/.test(text) ? assigned(text, scope, depth) : undefined;
}

/** `os.environ["X"]`, `os.getenv("X", "y")`, `process.env.X || 'y'`, `ENV.fetch("X", "y")`, `$ENV{X}`, `getenv('X') ?: 'y'` */
function environmentValue(text: string, scope: Scope, depth: number): string | undefined {
  const read =
    /^(?:os\.environ|os\.getenv|process\.env|ENV|\$ENV|\$_ENV|getenv)(?:\.get|\.fetch)?[.[({]{1,2}\s?['"]?([A-Za-z_]\w{0,100})['"]?\s?[\])}]?/.exec(
      text,
    );
  if (!read?.[1]) return undefined;
  const known = scope.variable(read[1]);
  if (known !== undefined) return known;
  const fallback = /^\s{0,4}(?:,|\|\||\?\?|\?:|\/\/|or\b)\s{0,4}(.{1,300}?)\)?$/s.exec(text.slice(read[0].length))?.[1];
  return fallback === undefined ? undefined : textValue(fallback, scope, depth + 1);
}

function assigned(name: string, scope: Scope, depth: number): string | undefined {
  const escaped = name.replace('$', '\\$');
  const match = new RegExp(`(?:^|[\\s;({,])${escaped}\\s{0,4}=(?!=)\\s{0,4}`).exec(scope.code);
  if (!match) return undefined;
  const [statement = ''] = scope.code.slice(match.index + match[0].length, match.index + match[0].length + LONGEST_CALL).split(/[;\n]/);
  return textValue(argumentsAt(`${statement})`, 0)[0], scope, depth + 1);
}

/** Templates: `f"{host}:{port}"`, `${host}`, `#{host}`, and PHP's `$host`. */
function filled(text: string, template: boolean, scope: Scope, depth: number): string {
  if (!template) return text;
  return text.replace(/[$#]?\{([^{}]{1,200})\}/g, (whole, name: string) => textValue(name, scope, depth + 1) ?? whole);
}
