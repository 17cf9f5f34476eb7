import type { Environment } from '../environment.ts';
import type { Ledger } from '../ledger.ts';
import type { Unknowns } from '../unknowns.ts';
import type { CommandNode, CompoundList, FunctionNode, Script } from './syntax.ts';

/** Exit status: success, failure, or not to be known. */
export type Status = boolean | undefined;

/** Leaves what is being run: `levels` counts loops, `halt` ends the reading. */
export interface Flow {
  readonly kind: 'break' | 'continue' | 'return' | 'exit' | 'halt';
  readonly levels: number;
  readonly status: Status;
}

export interface Outcome {
  readonly status: Status;
  readonly flow?: Flow;
  /** The look at a file that the status comes from, and the status it gives when the file is not there. */
  readonly guard?: { readonly key: string; readonly whenFails: boolean };
}

export const SUCCESS: Outcome = { status: true };
export const FAILURE: Outcome = { status: false };
export const UNSURE: Outcome = { status: undefined };
export const HALT: Outcome = { status: undefined, flow: { kind: 'halt', levels: 0, status: undefined } };

export interface ShellFunction {
  readonly node: FunctionNode;
  readonly source: string;
}

/** What the shell's parts call of each other, tied together where the interpreter is built. */
export interface Interpreter {
  readonly list: (shell: Shell, list: CompoundList | Script) => Outcome;
  readonly node: (shell: Shell, node: CommandNode) => Outcome;
  readonly invoke: (shell: Shell, call: Invocation) => Outcome;
  readonly script: (shell: Shell, source: string) => Outcome;
}

/** One command about to be run. */
export interface Invocation {
  readonly argv: readonly string[];
  readonly stdin?: string | undefined;
  /** The piece of the script it stands in. */
  readonly text: string;
}

/** What is the same for all shells of one reading. */
export interface Session {
  readonly ledger: Ledger;
  readonly unknowns: Unknowns;
  readonly environment: Environment;
  readonly interpreter: Interpreter;
  /** Text of a file mounted in the container. */
  readonly file: (path: string) => string | undefined;
  readonly namespace: string | undefined;
  steps: number;
  /** The script started something that may listen. */
  hasServer: boolean;
  /** How long the time limits around the present command leave, in seconds. */
  readonly timeouts: number[];
}

const MOST_STEPS = 60_000;
const DEEPEST = 40;
const LONGEST_VALUE = 64 * 1024;
/** A script may print much in a word, and that word many times. */
const CHARACTERS_A_STEP = 64;

/** The state of one simulated shell. Nothing outside answers it; time passes only in `sleep`. */
export class Shell {
  readonly session: Session;
  variables: Map<string, string>;
  arrays = new Map<string, readonly string[]>();
  functions = new Map<string, ShellFunction>();
  files = new Map<string, string>();
  positional: readonly string[] = [];
  /** `$0` */
  scriptName = 'sh';
  source = '';
  /** The pipeline around the present command, where there is one. */
  pipeline: string | undefined;
  output: string[] | undefined;
  /** What is printed now is looked at, so that the text counts rather than the exit status. */
  looked = false;
  /** What is piped or redirected into the present command. */
  stdin: string | undefined;
  /** Status of the last `$(...)`: that of an assignment which holds one. */
  substituted: Status | null = null;
  clock = 0;
  /** A `sleep` whose length is not known was met. */
  clockUnsure = false;
  exitOnError = false;
  pipeFail = false;
  /** Above zero where a failure is looked at rather than fatal under `set -e`. */
  conditionDepth = 0;
  depth = 0;
  /** Variables read now decide nothing: they are only printed or assigned. */
  idle = false;
  readonly calls: string[] = [];

  constructor(session: Session, variables: ReadonlyMap<string, string>) {
    this.session = session;
    this.variables = new Map(variables);
  }

  get ledger(): Ledger {
    return this.session.ledger;
  }

  get unknowns(): Unknowns {
    return this.session.unknowns;
  }

  /** Undefined when nothing sets it. */
  get(name: string): string | undefined {
    if (!this.idle) for (const run of this.ledger.runs) run.read.add(name);
    if (name === 'SECONDS') return String(Math.floor(this.clock));
    return this.variables.get(name) ?? this.session.environment.lookUp(name);
  }

  set(name: string, value: string): void {
    const bounded = value.slice(0, LONGEST_VALUE);
    if (this.variables.get(name) !== bounded) for (const run of this.ledger.runs) run.changed.add(name);
    this.variables.set(name, bounded);
  }

  sleep(seconds: number | undefined): void {
    if (seconds === undefined) this.clockUnsure = true;
    else if (seconds > 0) this.clock += seconds;
    for (const run of this.ledger.runs) run.changed.add('SECONDS');
  }

  print(text: string): void {
    this.output?.push(text.slice(0, LONGEST_VALUE));
  }

  /** Something was decided without knowing: what follows explores both ways. */
  unsure(): void {
    for (const run of this.ledger.runs) run.uncertain = true;
  }

  /** Counts a step of work; false when there was enough. */
  step(): boolean {
    this.session.steps += 1;
    return this.session.steps <= MOST_STEPS && this.depth <= DEEPEST;
  }

  /** A copy of everything that running something may change. */
  save(): () => void {
    const { variables, arrays, functions, files, positional, scriptName, clock, clockUnsure, exitOnError, pipeFail } = this;
    const copies = { variables: new Map(variables), arrays: new Map(arrays), functions: new Map(functions), files: new Map(files) };
    return () => Object.assign(this, copies, { positional, scriptName, clock, clockUnsure, exitOnError, pipeFail });
  }

  /** Runs what decides something: its failure is not an error. */
  asCondition<T>(run: () => T): T {
    this.conditionDepth += 1;
    const result = run();
    this.conditionDepth -= 1;
    return result;
  }

  /** Runs what may not be run at all: it leaves nothing. With `guard`, an exit in error shows what the script insists on. */
  explore(run: () => Outcome, guard?: string): Outcome {
    this.unsure();
    const { flow } = run();
    if (flow?.kind === 'halt') return HALT;
    const finding = guard !== undefined && flow?.kind === 'exit' && flow.status === false ? this.ledger.findings.get(guard) : undefined;
    if (finding && this.ledger.runs.length === 0) finding.gates = true;
    return UNSURE;
  }

  /** Runs a part as a child process would: its variables and its exit stay inside, the time it takes does not. */
  asChild(run: () => Outcome): Outcome {
    const restore = this.save();
    const outcome = run();
    const { clock, clockUnsure, files } = this;
    restore();
    Object.assign(this, { clock, clockUnsure, files });
    if (outcome.flow?.kind === 'halt') return outcome;
    return { status: outcome.flow ? outcome.flow.status : outcome.status };
  }

  /** What the part prints, with its outcome. */
  capture(run: () => Outcome, looked = true): { readonly text: string; readonly outcome: Outcome } {
    const outer = { output: this.output, looked: this.looked };
    Object.assign(this, { output: [], looked });
    const outcome = run();
    const text = (this.output ?? []).join('').slice(0, LONGEST_VALUE);
    this.session.steps += Math.ceil(text.length / CHARACTERS_A_STEP);
    Object.assign(this, outer);
    return { text, outcome };
  }
}
