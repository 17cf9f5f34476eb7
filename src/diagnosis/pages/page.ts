/** What `explain` says of a code or a status. Sentences end with a full stop; words in capitals (POD, NAMESPACE) are to be filled in. */
export interface Page {
  /** One line for the list: what is wrong, lower-case start, no full stop. */
  readonly title: string;
  readonly means: string;
  readonly why: readonly string[];
  readonly confirm: readonly Command[];
  readonly fix: readonly (string | Command)[];
  readonly prevent: readonly string[];
  /** The page of kubernetes.io that says more. */
  readonly link: string;
  /** What `explain` can be asked next. */
  readonly see?: readonly string[];
}

export interface Command {
  /** One line that a POSIX shell takes once the words in capitals are replaced. */
  readonly command: string;
  /** What to look for in its output, or what it does. */
  readonly says: string;
}

export interface NamedPage {
  /** The code, or the status as kubectl shows it, with N and M for numbers. */
  readonly name: string;
  readonly page: Page;
}

export interface Topic {
  readonly title: string;
  readonly pages: readonly NamedPage[];
}
