import generated from './command-line.json' with { type: 'json' };

/** What can be typed, and what help says of it: generated from the definitions of the commands. */
export interface CommandLine {
  /** Lines of 80 columns at most. */
  readonly help: readonly string[];
  readonly verbs: Readonly<Record<string, Verb>>;
}

interface Verb {
  readonly summary: string;
  readonly help: readonly string[];
  readonly flags: readonly FlagWord[];
}

export interface FlagWord {
  /** Without dashes. */
  readonly name: string;
  readonly char?: string;
  readonly takesValue?: boolean;
  /** The values that it takes, where they are few. */
  readonly options?: readonly string[];
  readonly description: string;
}

export const commandLine: CommandLine = generated;
