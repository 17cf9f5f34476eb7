import { invoke } from './invoke.ts';
import { runCommandNode, runList } from './run.ts';
import { HALT, type Interpreter, type Outcome, type Shell, UNSURE } from './shell.ts';
import { parseShell } from './syntax.ts';

/** The parts of the shell, tied together. */
export const INTERPRETER: Interpreter = { list: runList, node: runCommandNode, invoke, script: runSource };

function runSource(shell: Shell, source: string): Outcome {
  if (!shell.step()) return HALT;
  const script = parseShell(source);
  if (!script) return UNSURE;
  const outer = { source: shell.source, pipeline: shell.pipeline };
  Object.assign(shell, { source, pipeline: undefined });
  shell.depth += 1;
  const outcome = runList(shell, script);
  shell.depth -= 1;
  Object.assign(shell, outer);
  return outcome;
}
