import type { Limit, LoopRun } from '../ledger.ts';
import type { Outcome, Shell } from './shell.ts';

/** A check that a run of a loop failed on. */
interface Failure {
  readonly key: string;
  readonly run: LoopRun;
  readonly elapsed: number | undefined;
}

const MOST_PASSES = 24;

/**
 * Runs a loop until nothing in it fails any more. First every check in it fails: what the loop goes round on then is what
 * it waits for, and where it ends nevertheless is its limit. Then these checks succeed, and the loop is run again from
 * the start, to see what it waits for next.
 */
export function retry(shell: Shell, simulate: (run: LoopRun) => Outcome): Outcome {
  const { ledger } = shell;
  const failures: Failure[] = [];
  for (let pass = 1; ; pass += 1) {
    const restore = shell.save();
    const start = shell.clock;
    const run = ledger.openRun();
    const outcome = simulate(run);
    ledger.closeRun();
    const halted = outcome.flow?.kind === 'halt';
    const elapsed = shell.clockUnsure ? undefined : shell.clock - start;
    const goesRound = run.endless || [...run.failed].some((key) => (run.rounds.get(key) ?? 0) > 1);
    if (pass === 1 && !goesRound && ledger.runs.length > 0) {
      ledger.handOver(run);
      return outcome;
    }
    for (const key of run.failed) failures.push({ key, run, elapsed });
    if (run.failed.size === 0 || halted || pass === MOST_PASSES) {
      for (const failure of failures) settle(shell, failure, run);
      return outcome;
    }
    for (const key of run.failed) ledger.satisfied.add(key);
    restore();
  }
}

function settle(shell: Shell, { key, run, elapsed }: Failure, last: LoopRun): void {
  const finding = shell.ledger.findings.get(key);
  if (!finding) return;
  const [failing, passing] = [run.rounds.get(key) ?? 0, last === run ? 1 : (last.rounds.get(key) ?? 0)];
  const stuck = failing > passing || (run.endless && !last.endless);
  if (stuck) {
    finding.repeated = true;
    finding.limit = run.endless ? surroundingLimit(shell) : loopLimit(shell, failing * run.scale, elapsed && elapsed * run.scale);
  } else if ((passing > failing && run.inCondition.has(key)) || (last.endless && !run.endless)) {
    finding.repeated = true;
    finding.inverted = !run.indirect.has(key);
    finding.limit = surroundingLimit(shell);
  } else if (last.endless && !last.uncertain && !run.uncertain) {
    finding.repeated = true;
    shell.ledger.doubt(key, { code: 'swallowed-exit', text: `the loop goes on whatever ${finding.check.program} says` });
  } else if (run.inCondition.has(key) && !run.uncertain) {
    const text = `the condition of the loop comes out the same whether ${finding.check.program} succeeds or fails`;
    shell.ledger.doubt(key, { code: 'swallowed-exit', text });
  }
}

function loopLimit(shell: Shell, tries: number, elapsed: number | undefined): Limit {
  const seconds = Math.min(elapsed && elapsed > 0 ? elapsed : Number.POSITIVE_INFINITY, ...shell.session.timeouts);
  return { ...(Number.isFinite(seconds) ? { seconds: Math.round(seconds) } : {}), tries: Math.round(tries) };
}

function surroundingLimit(shell: Shell): Limit | undefined {
  const seconds = Math.min(...shell.session.timeouts);
  return Number.isFinite(seconds) ? { seconds } : undefined;
}
