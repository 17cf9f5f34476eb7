import { monotonic } from './monotonic.ts';
import { TimedOut } from './transport/connection-errors.ts';
import type { Body } from './transport/sender.ts';

/** No run of this container has a log (`validateContainerLogStatus` of the kubelet, and the API server's check of the name). */
const noSuchRun =
  /^(?:previous terminated container .{1,600} not found|container .{1,600} is (?:waiting to start|not available|terminated))/;

/** The runtime no longer has the container. The kubelet finds out once it has begun to answer: it comes as the log itself. */
const goneFromRuntime = /^unable to retrieve container logs for [a-z0-9.-]{1,40}:\/\/[0-9a-f]{12,128}\s*$/;

/** A log that is not followed comes from a file: less than this in half a minute is no log any more. */
const slowest = { bytes: 4096, within: 30_000 };

/** Whether the server's sentence says that there is no such run, or none yet. */
export function saysNoSuchRun(sentence: string): boolean {
  return noSuchRun.test(sentence.replace(/^.{0,300}?\bBadRequest: /, '').slice(0, 1000));
}

/** A log as it comes, its first bytes already here. */
export interface OpenLog {
  readonly first: Uint8Array | undefined;
  readonly rest: AsyncIterator<Uint8Array>;
}

/** Waits for the first bytes of a log. */
export async function openLog(body: Body): Promise<OpenLog> {
  const rest: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  const first = await rest.next();
  return { first: first.done ? undefined : first.value, rest };
}

/** The sentence that stands in place of a log that the runtime has lost. */
export function goneSentence({ first }: OpenLog): string | undefined {
  if (first === undefined || first.length > 300) return undefined;
  const text = Buffer.from(first).toString('latin1');
  return goneFromRuntime.test(text) ? text.trim() : undefined;
}

/**
 * The bytes of a log, no more than so many. Where the connection breaks off or all but falls silent, it ends with what there is.
 * @param milliseconds for all of it, where somebody has set a limit
 * @param onCut told why it ended early
 */
export async function* logBytes(
  log: OpenLog,
  body: Body,
  { most, milliseconds }: LogLimits,
  onCut: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  const limit = milliseconds ?? slowest.within;
  let left = most;
  // Only waiting counts: whoever reads may take his time.
  let patience = limit;
  let since = 0;
  try {
    for (let chunk = log.first; chunk !== undefined && left > 0; ) {
      yield chunk.subarray(0, left);
      left -= chunk.length;
      since += chunk.length;
      if (milliseconds === undefined && since >= slowest.bytes) {
        since = 0;
        patience = limit;
      }
      const began = monotonic();
      chunk = await following(log.rest, body, patience, limit);
      patience -= monotonic() - began;
    }
  } catch (error) {
    onCut(error);
  } finally {
    body.destroy();
  }
}

/** How much of a log is read, in bytes and time. */
export interface LogLimits {
  readonly most: number;
  readonly milliseconds: number | undefined;
}

async function following(rest: AsyncIterator<Uint8Array>, body: Body, within: number, limit: number): Promise<Uint8Array | undefined> {
  const watch = setTimeout(() => body.destroy(new TimedOut(limit)), Math.max(0, within));
  try {
    const next = await rest.next();
    return next.done ? undefined : next.value;
  } finally {
    clearTimeout(watch);
  }
}
