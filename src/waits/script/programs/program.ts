import type { HostTarget } from '../../model.ts';
import type { Check } from '../ledger.ts';

/** A call of a program; texts may hold marks of unknown values, which parsing must leave whole. */
export interface ProgramCall {
  /** Base name of the program. */
  readonly name: string;
  readonly args: readonly string[];
  readonly stdin: string | undefined;
  /** Text of a file that is mounted or was written before. */
  readonly file: (path: string) => string | undefined;
  /** A variable of the environment. */
  readonly variable: (name: string) => string | undefined;
}

/** The checks that a call makes; none when it is no check (`nc -l`, `curl --version`). */
export type Program = (call: ProgramCall) => readonly Check[];

export type ProgramTable = Readonly<Record<string, Program>>;

/** A check that is made once of each of these. */
export function checksOf(targets: readonly HostTarget[], program: string): readonly Check[] {
  return targets.map((target) => ({ target, program }));
}
