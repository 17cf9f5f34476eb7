import { appendFileSync } from 'node:fs';
import { after } from 'node:test';
import type { Ran } from '../front-door.ts';

/** What a suite tried, and what must never have happened in it. `npm run hardening` adds them up. */
export interface Tally {
  readonly suite: string;
  tried: number;
  /** Runs that ended with a stack, a signal or an exit code that the README does not name. */
  crashes: number;
  /** Runs that had to be ended. */
  hangs: number;
  /** Answers that something does not exist where it could merely not be seen. */
  wrongAbsent: number;
  /** Outputs that hold what a terminal would obey. */
  controlBytes: number;
}

/** A tally at zero. When the tests of the file have ended, it becomes a line of JSON in the file that INITDOCTOR_HARDENING_TALLY names. */
export function startTally(suite: string): Tally {
  const tally: Tally = { suite, tried: 0, crashes: 0, hangs: 0, wrongAbsent: 0, controlBytes: 0 };
  after(() => {
    const file = process.env.INITDOCTOR_HARDENING_TALLY;
    if (file) appendFileSync(file, `${JSON.stringify(tally)}\n`);
  });
  return tally;
}

/** For `describe` and `test`: suites that need a cluster take the one of KUBECONFIG. */
export const withoutCluster: string | false = process.env.KUBECONFIG ? false : 'no KUBECONFIG';

/** A run that was ended after a time has `hung`. */
export type Run = Ran & { readonly hung?: boolean };

/** Counts a run and what is wrong with it, whatever it was about; says so in words, for the message of an assertion. */
export function count(tally: Tally, { stdout, stderr, code, hung }: Run): string[] {
  tally.tried += 1;
  const hangs = hung === true;
  const crashes = !hangs && (code === null || code < 0 || (code > 4 && code !== interrupted) || stack.test(stderr));
  const controlBytes = control.test(`${stdout}${stderr}`);
  tally.hangs += Number(hangs);
  tally.crashes += Number(crashes);
  tally.controlBytes += Number(controlBytes);
  return [...(hangs ? ['hangs'] : []), ...(crashes ? ['crashes'] : []), ...(controlBytes ? ['control bytes'] : [])];
}

const interrupted = 130;
const stack = /^\s+at .{1,300}[(:]\d+:\d+\)?$|node:internal|\(unexpected; run again|TypeError|RangeError/m;
/** What a terminal would obey, or what hides or turns round text. */
export const control =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;
