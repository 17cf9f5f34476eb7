import { type ParsedScript, parse } from 'unbash';

export type {
  ArithmeticExpression,
  Assignment,
  Case,
  Command,
  CommandNode,
  CompoundList,
  For,
  Function as FunctionNode,
  If,
  ParameterExpansionPart,
  ParsedScript,
  Pipeline,
  Redirection,
  Script,
  Statement,
  TestExpression,
  While,
  Word,
  WordPart,
} from 'unbash';

/** Scripts beyond this length are read up to here; a wait stands at the top of any sensible script. */
export const LONGEST_SCRIPT = 64 * 1024;

/** The syntax tree of a script; of what could be read, when it has errors. */
export function parseShell(source: string): ParsedScript | undefined {
  try {
    return parse(source.slice(0, LONGEST_SCRIPT));
  } catch {
    return undefined;
  }
}
