/** A signal that Ctrl-C and a request to end raise, as does `end`; the exit code is then that of shells. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** Whether it was somebody from outside. */
  readonly interrupted: boolean;
  end(): void;
}

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export function interruptible(): Interrupt {
  const stopping = new AbortController();
  let interrupted = false;
  for (const [name, code] of Object.entries(codes)) {
    process.once(name, () => {
      interrupted = true;
      process.exitCode = code;
      stopping.abort();
    });
  }
  return {
    signal: stopping.signal,
    get interrupted() {
      return interrupted;
    },
    end: () => stopping.abort(),
  };
}
