import { wasCut } from './connection-errors.ts';

const mostTries = 4;
const longestPause = 5_000;
const busy = 429;
/** What a server, or the balancer before it, answers in passing. Of a kubelet 500 and its like speak of the node. */
const passing = { server: new Set([500, 502, 503, 504]), kubelet: new Set([503]) };

/** What became of one try: a status with its Retry-After, or what cut it. */
type Outcome = { readonly status: number; readonly retryAfter: string | undefined } | { readonly error: unknown };

/**
 * How long to wait before a read is tried once more.
 * @param from whose answer it is
 * @param tries made so far
 * @returns milliseconds; undefined when another try is of no use.
 */
export function pauseBeforeRetry(outcome: Outcome, from: 'server' | 'kubelet', tries: number): number | undefined {
  if (tries >= mostTries) return undefined;
  if ('error' in outcome) return wasCut(outcome.error) ? backOff(tries - 1) : undefined;
  if (outcome.status !== busy && !passing[from].has(outcome.status)) return undefined;
  const asked = /^\d{1,6}$/.test(outcome.retryAfter ?? '') ? Number(outcome.retryAfter) * 1000 : backOff(tries);
  return asked <= longestPause ? asked : undefined;
}

/** 0, 100, 200, 400 ms: the first cut is mostly a kept connection that the server had just closed. */
function backOff(step: number): number {
  return step === 0 ? 0 : 50 * 2 ** step;
}
