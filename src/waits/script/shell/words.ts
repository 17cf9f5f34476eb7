import { calculate } from './arithmetic.ts';
import { expandBraces } from './braces.ts';
import { Fields, mostFields } from './fields.ts';
import { removeMatch, replaceMatch } from './patterns.ts';
import type { Shell } from './shell.ts';
import { type ArithmeticExpression, type ParameterExpansionPart, parseShell, type Script, type Word, type WordPart } from './syntax.ts';

/** The arguments that the words become. */
export function expandWords(shell: Shell, words: readonly Word[]): readonly string[] {
  return words.flatMap((word) => expandWord(shell, word)).slice(0, mostFields);
}

function expandWord(shell: Shell, word: Word): readonly string[] {
  const fields = new Fields();
  if (!word.parts) return word.text === '' ? [] : [word.value];
  const braces = word.parts.find((part) => part.type === 'BraceExpansion');
  if (braces) {
    const choices = expandBraces(braces.text);
    return choices.flatMap((choice) => partsToFields(shell, replaceBraces(word.parts ?? [], braces, choice)));
  }
  return partsToFields(shell, word.parts, fields);
}

function replaceBraces(parts: readonly WordPart[], braces: WordPart, choice: string): readonly WordPart[] {
  const { pos, end } = braces;
  const replacement = choice.includes('$') ? wordParts(choice) : undefined;
  return parts.flatMap((part) =>
    part === braces ? (replacement ?? [{ type: 'Literal', pos, end, value: choice, text: choice }]) : [part],
  );
}

function wordParts(text: string): readonly WordPart[] | undefined {
  const command = parseShell(text)?.commands[0]?.command;
  return command?.type === 'Command' ? command.name?.parts : undefined;
}

function partsToFields(shell: Shell, parts: readonly WordPart[], fields = new Fields()): readonly string[] {
  for (const part of parts) addPart(shell, part, fields, false);
  fields.cut();
  return fields.done;
}

/** The word as one text: in assignments, redirections, `case` and here-strings nothing is split. */
export function expandText(shell: Shell, word: Word | undefined): string {
  if (!word) return '';
  return word.parts ? textOf(shell, word.parts) : word.value;
}

export function textOf(shell: Shell, parts: readonly WordPart[]): string {
  const fields = new Fields();
  for (const part of parts) addPart(shell, part, fields, true);
  fields.cut();
  return fields.done.join(' ');
}

/** A text that the parser left whole (an arithmetic operand, an array subscript). */
export function expandSource(shell: Shell, source: string): string {
  if (!source.includes('$') && !source.includes('`')) return source;
  const script = parseShell(`: ${source}`);
  const command = script?.commands[0]?.command;
  if (command?.type !== 'Command') return source;
  return command.args.map((word) => (word.type === 'Word' ? expandText(shell, word) : word.text)).join(' ');
}

function addPart(shell: Shell, part: WordPart, fields: Fields, quoted: boolean): void {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      fields.append(part.value);
      break;
    case 'DoubleQuoted':
    case 'LocaleString':
      if (!isAllArguments(part.parts)) fields.append('');
      for (const child of part.parts) addPart(shell, child, fields, true);
      break;
    case 'SimpleExpansion':
      addParameter(shell, part.text.slice(1), fields, quoted);
      break;
    case 'ParameterExpansion':
      addExpansion(shell, part, fields, quoted);
      break;
    case 'CommandExpansion':
      addValue(shell, substitute(shell, part.script, part.text), fields, quoted);
      break;
    case 'ArithmeticExpansion':
      fields.append(arithmeticText(shell, part.expression, part.text));
      break;
    case 'ProcessSubstitution':
      fields.append(processSubstitution(shell, part.script, part.text));
      break;
    default:
      fields.append(part.text);
  }
}

function isAllArguments(parts: readonly WordPart[]): boolean {
  const [only] = parts;
  if (parts.length !== 1 || !only) return false;
  return only.text === '$@' || (only.type === 'ParameterExpansion' && only.index?.text === '@');
}

function addValue(shell: Shell, value: string, fields: Fields, quoted: boolean): void {
  if (quoted) fields.append(value);
  else fields.split(value, shell.variables.get('IFS') ?? ' \t\n');
}

function addParameter(shell: Shell, name: string, fields: Fields, quoted: boolean): void {
  if (name === '@') fields.several(quoted ? shell.positional : shell.positional.filter((value) => value !== ''));
  else addValue(shell, parameterOrUnset(shell, name), fields, quoted);
}

/** `$1`, `$NAME`, `$#`, ... A name that nothing sets is marked, so that a target built of it can say so. */
function parameterOrUnset(shell: Shell, name: string): string {
  const value = parameter(shell, name);
  if (value !== undefined) return value;
  return shell.unknowns.mark({ kind: 'unset', name });
}

function parameter(shell: Shell, name: string): string | undefined {
  if (/^\d{1,3}$/.test(name)) return name === '0' ? shell.scriptName : shell.positional[Number(name) - 1];
  if (name === '@' || name === '*') return shell.positional.join(' ');
  if (name === '#') return String(shell.positional.length);
  if (name === '?') return shell.get('?') ?? shell.unknowns.mark({ kind: 'output', name: '?', checks: [] });
  if (/^[$!_-]$/.test(name)) return shell.unknowns.mark({ kind: 'output', name, checks: [] });
  if (name === 'RANDOM') return shell.unknowns.mark({ kind: 'output', name, checks: [] });
  return shell.get(name);
}

function addExpansion(shell: Shell, part: ParameterExpansionPart, fields: Fields, quoted: boolean): void {
  const array = arrayValues(shell, part);
  if (array && part.prefix === '#') fields.append(String(array.length));
  else if (array && !part.operation && part.index?.text === '*' && quoted) fields.append(array.join(' '));
  else if (array && !part.operation) fields.several(array);
  else addValue(shell, expansionValue(shell, part), fields, quoted);
}

function arrayValues(shell: Shell, part: ParameterExpansionPart): readonly string[] | undefined {
  if (part.parameter === '@' && !part.index && !part.prefix) return shell.positional;
  if (part.index?.text !== '@' && part.index?.text !== '*') return undefined;
  const single = shell.get(part.parameter);
  return shell.arrays.get(part.parameter) ?? (single === undefined ? [] : [single]);
}

function expansionValue(shell: Shell, part: ParameterExpansionPart): string {
  let value = part.index ? elementOf(shell, part) : parameter(shell, part.parameter);
  if (part.prefix === '!') value = value === undefined ? undefined : parameter(shell, value);
  if (part.prefix === '#') return value === undefined ? '0' : String(value.length);
  const operation = part.operation;
  const unset = () => shell.unknowns.mark({ kind: 'unset', name: part.parameter });
  if (operation?.type === 'Default')
    return defaulted(shell, part.parameter, value, operation.operator, () => expandText(shell, operation.operand));
  if (value === undefined) return unset();
  if (!operation) return value;
  switch (operation.type) {
    case 'Remove':
      return removeMatch(value, operation.operator, expandText(shell, operation.operand));
    case 'Replace':
      return replaceMatch(value, operation.operator, expandText(shell, operation.pattern), expandText(shell, operation.replacement));
    case 'Slice':
      return sliceOf(value, expandText(shell, operation.offset), operation.length && expandText(shell, operation.length));
    case 'CaseModification':
      return operation.operator.startsWith('^') ? value.toUpperCase() : value.toLowerCase();
    default:
      return value;
  }
}

function elementOf(shell: Shell, part: ParameterExpansionPart): string | undefined {
  const index = Number(expandSource(shell, part.index?.text ?? '0'));
  const array = shell.arrays.get(part.parameter);
  return array ? array.at(Number.isInteger(index) ? index : 0) : shell.get(part.parameter);
}

function defaulted(shell: Shell, name: string, value: string | undefined, operator: string, operand: () => string): string {
  const missing = value === undefined || (operator.startsWith(':') && value === '');
  if (operator.endsWith('+')) return missing ? '' : operand();
  if (!missing) return value;
  if (operator.endsWith('?')) return shell.unknowns.mark({ kind: 'unset', name });
  const fallback = operand();
  if (operator.endsWith('=')) shell.set(name, fallback);
  return fallback;
}

function sliceOf(value: string, offset: string, length: string | undefined): string {
  const start = Number(offset);
  if (!Number.isInteger(start)) return value;
  const from = start < 0 ? Math.max(0, value.length + start) : start;
  const count = length === undefined ? value.length : Number(length);
  if (!Number.isInteger(count)) return value;
  return value.slice(from, count < 0 ? value.length + count : from + count);
}

function arithmeticText(shell: Shell, expression: ArithmeticExpression | undefined, text: string): string {
  const value = calculate(shell, expression, (source) => expandSource(shell, source));
  return value === undefined ? shell.unknowns.mark({ kind: 'output', name: text.slice(0, 60), checks: [] }) : String(value);
}

/** `$(...)` and backticks. A bare `$(NAME)` that Kubernetes did not fill in is a variable that nobody set. */
function substitute(shell: Shell, script: Script | undefined, text: string): string {
  if (!script) return '';
  const bare = /^\$\(\s?([A-Z_][A-Z0-9_]{0,100})\s?\)$/.exec(text)?.[1];
  if (bare && !shell.functions.has(bare)) return shell.unknowns.mark({ kind: 'unset', name: bare });
  const run = () => shell.session.interpreter.list(shell, script);
  const { text: output, outcome } = shell.capture(() => shell.asChild(run));
  shell.substituted = outcome.status;
  return withoutTrailingNewlines(output);
}

function withoutTrailingNewlines(text: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === '\n') end -= 1;
  return text.slice(0, end);
}

function processSubstitution(shell: Shell, script: Script | undefined, text: string): string {
  if (!script) return '/dev/fd/63';
  const { text: output } = shell.capture(() => shell.asChild(() => shell.session.interpreter.list(shell, script)));
  const path = `/dev/fd/${text.length}-${shell.files.size}`;
  shell.files.set(path, output);
  return path;
}
