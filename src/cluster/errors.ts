/** An end that was foreseen: one line that says what was tried, what happened and what to do. Never shown with a stack. */
export class KnownError extends Error {
  override name = 'KnownError';
  /** 1: could not look, or wrong usage. 4: nothing matched. */
  readonly exitCode: 1 | 4;

  constructor(message: string, exitCode: 1 | 4 = 1, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** Nobody answered: no kubeconfig, refused, unknown host, TLS, time-out, unusable credentials. */
export class ConnectionError extends KnownError {
  override name = 'ConnectionError';
}

/** The server did not allow what cannot be done without. */
export class RefusedError extends KnownError {
  override name = 'RefusedError';
  /** Words after `kubectl` that ask the server whether it is allowed. */
  readonly check: readonly string[];

  constructor(message: string, check: readonly string[]) {
    super(message);
    this.check = check;
  }
}

/** What a dump says to whoever wants to see things happen. */
export const nothingMoves = (): KnownError =>
  new KnownError('a dump is one moment: nothing in it moves that could be followed or waited for');
