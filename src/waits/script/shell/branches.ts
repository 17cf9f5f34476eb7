import { matchesPattern } from './patterns.ts';
import { type Outcome, type Shell, SUCCESS, UNSURE } from './shell.ts';
import type { Case, CompoundList, If } from './syntax.ts';
import { expandText } from './words.ts';

/** Where a condition is not to be known, both ways are gone. */
export function runIf(shell: Shell, node: If): Outcome {
  const run = (list: CompoundList) => shell.session.interpreter.list(shell, list);
  let guard: string | undefined;
  let sure = true;
  for (const { clause, then } of [node, ...node.elif]) {
    const test = shell.asCondition(() => run(clause));
    if (test.flow) return test;
    if (test.status === false) continue;
    if (test.status === true && sure) return run(then);
    const explored = shell.explore(() => run(then), test.guard?.whenFails ? test.guard.key : undefined);
    if (explored.flow || test.status === true) return explored;
    guard = test.guard && !test.guard.whenFails ? test.guard.key : undefined;
    sure = false;
  }
  const { else: otherwise } = node;
  if (!otherwise) return sure ? SUCCESS : UNSURE;
  return sure ? run(otherwise) : shell.explore(() => run(otherwise), guard);
}

/** `case`: on a value that is not known every arm is tried; on the answer of a check, the catch-all means failure. */
export function runCase(shell: Shell, node: Case): Outcome {
  const value = expandText(shell, node.word);
  const run = (list: CompoundList) => shell.session.interpreter.list(shell, list);
  const arms = node.items.map((item) => ({ patterns: item.pattern.map((word) => expandText(shell, word)), body: item.body }));
  const checks = shell.unknowns.checksWithin(value);
  if (checks.length > 0) {
    const holds = shell.ledger.holds(checks);
    const arm = arms.find(({ patterns }) => patterns.includes('*') !== holds) ?? (holds ? arms[0] : undefined);
    return arm ? run(arm.body) : SUCCESS;
  }
  if (shell.unknowns.within(value).length === 0) {
    const arm = arms.find(({ patterns }) => patterns.some((pattern) => matchesPattern(pattern, value)));
    return arm ? run(arm.body) : SUCCESS;
  }
  for (const { body } of arms) {
    const explored = shell.explore(() => run(body));
    if (explored.flow) return explored;
  }
  return UNSURE;
}
