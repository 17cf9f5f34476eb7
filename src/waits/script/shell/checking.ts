import { type Check, keyOf } from '../ledger.ts';
import { FAILURE, type Outcome, type Shell, SUCCESS } from './shell.ts';

/** Makes the checks of one command; all of them have to succeed. What it prints is their answer. */
export function makeChecks(shell: Shell, checks: readonly Check[], text: string): Outcome {
  const indirect = shell.looked;
  const failed = checks.filter((check) => !makeCheck(shell, check, text, indirect));
  const program = checks[0]?.program ?? '';
  shell.print(shell.unknowns.mark({ kind: 'output', name: program, checks: checks.map(keyOf) }));
  shell.sleep(failed[0]?.limit?.seconds ?? 0);
  return failed.length > 0 ? FAILURE : SUCCESS;
}

function makeCheck(shell: Shell, check: Check, text: string, indirect: boolean): boolean {
  const seconds = Math.min(check.limit?.seconds ?? Number.POSITIVE_INFINITY, ...shell.session.timeouts);
  const limit = check.repeats && Number.isFinite(seconds) ? { ...check.limit, seconds } : check.limit;
  return shell.ledger.enter(keyOf(check), { ...check, limit }, shell.pipeline ?? text, indirect);
}

/** A look at a file: outside loops it may go either way. */
export function makeGuard(shell: Shell, check: Check, text: string): Outcome {
  const holds = makeCheck(shell, check, text, shell.looked);
  if (shell.ledger.runs.length > 0) return holds ? SUCCESS : FAILURE;
  return { status: undefined, guard: { key: keyOf(check), whenFails: false } };
}
