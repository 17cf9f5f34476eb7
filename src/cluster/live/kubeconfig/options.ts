import { KnownError } from '../../errors.ts';

/** kubectl's global flags, as typed. */
export interface LiveOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly cluster?: string;
  readonly user?: string;
  readonly namespace?: string;
  readonly server?: string;
  readonly token?: string;
  readonly as?: string;
  readonly asGroups?: readonly string[];
  readonly asUid?: string;
  /** Each `key=value`. */
  readonly asUserExtra?: readonly string[];
  /** `30`, `30s`, `2m`, `1h30m`; `0` for no limit. Missing: the limits of the transport. */
  readonly requestTimeout?: string;
  readonly certificateAuthority?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  readonly insecureSkipTlsVerify?: boolean;
  readonly tlsServerName?: string;
  /** `process.env` when missing. */
  readonly env?: Environment;
  /** Takes the lines that `-v` asks for. */
  readonly trace?: (line: string) => void;
  /** kubectl's levels: 6 says what was asked and answered, 7 adds request headers, 8 and 9 answers' headers and bodies. */
  readonly traceLevel?: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const millisecondsIn: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The longest time that a timer takes: 24 days. */
const never = 2 ** 31 - 1;

/**
 * Reads `--request-timeout` as kubectl does: a Go duration, or seconds without a unit.
 * @returns milliseconds; undefined where nothing was said.
 * @throws KnownError for anything else.
 */
export function requestTimeoutMilliseconds(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const milliseconds = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : goDurationMilliseconds(text);
  if (milliseconds === undefined) {
    throw new KnownError(`--request-timeout ${JSON.stringify(text)} is not a duration: give a number of seconds, or 30s, 2m, 1h`);
  }
  return milliseconds || never;
}

function goDurationMilliseconds(text: string): number | undefined {
  const part = /(\d{1,9}(?:\.\d{1,9})?)(ns|us|µs|ms|s|m|h)/y;
  let total = 0;
  while (part.lastIndex < text.length) {
    const match = part.exec(text.slice(0, 64));
    if (match === null) return undefined;
    total += Number(match[1]) * (millisecondsIn[match[2] ?? ''] ?? Number.NaN);
  }
  return total;
}
