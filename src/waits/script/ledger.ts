import type { Doubt, Wait, WaitTarget } from '../model.ts';

/** One call of a program that asks something of a target. Texts may hold marks of unknown values. */
export interface Check {
  readonly target: WaitTarget;
  readonly program: string;
  /** Set where the program repeats the check by itself, until `limit` if it has one. */
  readonly repeats?: boolean;
  readonly limit?: Limit;
  readonly doubts?: readonly Doubt[];
  /** A look at a file or object that decides something else; only a wait where it is repeated or ends the script. */
  readonly guard?: boolean;
}

export type Limit = NonNullable<Wait['limit']>;

/** What became of a check in the whole reading. */
export interface Finding {
  readonly check: Check;
  readonly text: string;
  repeated: boolean;
  limit: Limit | undefined;
  /** The target is waited to go away. */
  inverted: boolean;
  /** What the script looks for in its output: `Running`, `1/1`. */
  expected: string | undefined;
  /** Its failure ends the script with an error. */
  gates: boolean;
  readonly doubts: Doubt[];
}

/** One run through a loop, with the checks it made. */
export interface LoopRun {
  iteration: number;
  /** In how many rounds each check was made. */
  readonly rounds: Map<string, number>;
  readonly lastRound: Map<string, number>;
  /** Checks that failed in this run. */
  readonly failed: Set<string>;
  /** Checks that belong to the condition of the loop. */
  readonly inCondition: Set<string>;
  /** Checks whose answer is looked at, rather than their exit status. */
  readonly indirect: Set<string>;
  conditionDepth: number;
  /** Variables that a decision was made by. */
  readonly read: Set<string>;
  /** Variables changed in this round. */
  readonly changed: Set<string>;
  /** Above one where the list was too long to be walked to its end. */
  scale: number;
  /** The loop never ends by itself. */
  endless: boolean;
  /** Something was decided that the text cannot tell. */
  uncertain: boolean;
}

const MOST_FINDINGS = 64;

/**
 * The checks of one reading. Outside loops a check is taken to succeed. Inside, it fails until the loop was seen to go
 * round on it; then it counts as satisfied, so that the reading gets past the loop to what is waited for next.
 */
export class Ledger {
  readonly satisfied = new Set<string>();
  readonly runs: LoopRun[] = [];
  readonly findings = new Map<string, Finding>();

  /** Enters the check and says whether it succeeds here. */
  enter(key: string, check: Check, text: string, indirect: boolean): boolean {
    if (!this.findings.has(key)) {
      if (this.findings.size >= MOST_FINDINGS) return true;
      const { repeats = false, limit, doubts = [] } = check;
      this.findings.set(key, {
        check,
        text,
        repeated: repeats,
        limit,
        inverted: false,
        expected: undefined,
        gates: false,
        doubts: [...doubts],
      });
    }
    const run = this.runs.at(-1);
    if (!run) return true;
    if (indirect) run.indirect.add(key);
    countRound(run, key);
    return this.holds([key]);
  }

  /** What an inner loop met but did not go round on counts for the loop around it. */
  handOver(inner: LoopRun): void {
    const outer = this.runs.at(-1);
    if (!outer) return;
    for (const key of inner.rounds.keys()) countRound(outer, key);
    for (const key of inner.failed) outer.failed.add(key);
    for (const key of inner.inCondition) outer.inCondition.add(key);
    for (const key of inner.indirect) outer.indirect.add(key);
  }

  /** Whether all these checks succeed here; those that do not are what the loop hangs on. */
  holds(keys: readonly string[]): boolean {
    const run = this.runs.at(-1);
    if (!run) return true;
    for (const key of keys) {
      if (run.conditionDepth > 0) run.inCondition.add(key);
      if (!this.satisfied.has(key)) run.failed.add(key);
    }
    return keys.every((key) => this.satisfied.has(key));
  }

  doubt(key: string, doubt: Doubt): void {
    const doubts = this.findings.get(key)?.doubts;
    if (doubts && !doubts.some((known) => known.code === doubt.code)) doubts.push(doubt);
  }

  openRun(): LoopRun {
    const run: LoopRun = {
      iteration: 0,
      rounds: new Map(),
      lastRound: new Map(),
      failed: new Set(),
      inCondition: new Set(),
      indirect: new Set(),
      scale: 1,
      conditionDepth: 0,
      read: new Set(),
      changed: new Set(),
      endless: false,
      uncertain: false,
    };
    this.runs.push(run);
    return run;
  }

  closeRun(): void {
    this.runs.pop();
  }
}

function countRound(run: LoopRun, key: string): void {
  if (run.lastRound.get(key) === run.iteration) return;
  run.lastRound.set(key, run.iteration);
  run.rounds.set(key, (run.rounds.get(key) ?? 0) + 1);
}

/** Two checks of the same target are the same check, however they are written. */
export function keyOf(check: Check): string {
  return JSON.stringify(check.target);
}
