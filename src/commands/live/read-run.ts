import { setTimeout as wait } from 'node:timers/promises';
import type { Cluster, LogQuery } from '../../cluster/port.ts';
import { type TimedLine, ToldLines, timedLine } from '../../cluster/told-lines.ts';
import type { ContainerRun } from '../../init/container-runs.ts';

/** One run, and whom to tell. */
export interface RunLog {
  readonly query: Pick<LogQuery, 'namespace' | 'pod' | 'container'>;
  /** Limits of the first reading. */
  readonly first: Partial<LogQuery>;
  /** Its termination message. */
  readonly message: string | undefined;
  /** The run as the pod tells of it now; undefined where it no longer does. */
  latest(): ContainerRun | undefined;
  /** Whether nobody wants more of it. */
  isOver(): boolean;
  refresh(): Promise<boolean>;
  line(line: TimedLine): Promise<void>;
  note(text: string): void;
}

const pauses = { first: 200, longest: 5_000 };
const mostRefusals = 4;
const goneFromRuntime = /^unable to retrieve container logs for /;

/**
 * Prints a run to its end, each line once: as it goes on where it runs, and once more from where that stopped, since a
 * stream that ends does not say that it was whole. Resolves to what could not be had, if anything.
 */
export async function readRun(cluster: Pick<Cluster, 'followLog'>, log: RunLog, signal: AbortSignal): Promise<string | undefined> {
  const told = new ToldLines(log.first.tailLines !== undefined);
  let refusals = 0;
  for (let tries = 0; ; tries += 1) {
    const run = log.latest();
    if (run === undefined || log.isOver()) {
      return told.any || log.isOver() ? undefined : lostSentence(log, 'Kubernetes no longer has it');
    }
    const outcome = await readOnce(cluster, log, told, run, signal);
    if (signal.aborted) return undefined;
    const answers = await log.refresh();
    const after = log.latest();
    const whole = outcome.is === 'read' && !run.running && after?.log === run.log;
    if (whole) return undefined;
    if (outcome.is === 'read') refusals = 0;
    if (outcome.is === 'absent' && !run.running) return told.any ? undefined : lostSentence(log, outcome.reason);
    if (outcome.is === 'failed' && answers) {
      refusals += 1;
      if (refusals >= mostRefusals) return lostSentence(log, outcome.reason);
      if (told.any && refusals === 1) log.note(`its log broke off (${outcome.reason}); reading on`);
    }
    const pause = after?.running === false ? pauses.first : Math.min(pauses.longest, pauses.first * 2 ** Math.min(tries, 5));
    await wait(pause, undefined, { signal });
  }
}

type Outcome = { readonly is: 'read' | 'moved' } | { readonly is: 'absent' | 'failed'; readonly reason: string };

async function readOnce(
  cluster: Pick<Cluster, 'followLog'>,
  log: RunLog,
  told: ToldLines,
  run: ContainerRun,
  signal: AbortSignal,
): Promise<Outcome> {
  const sinceTime = told.readAgain();
  const limits = sinceTime === undefined ? log.first : { sinceTime };
  const query = { ...log.query, ...limits, timestamps: true, previous: run.log === 'previous', follow: run.running, signal };
  try {
    const read = await cluster.followLog(query);
    if (read.state === 'absent') return { is: 'absent', reason: read.reason ?? 'the pod is gone' };
    if (read.state === 'denied') return { is: 'failed', reason: read.reason };
    return await tellLines(read.value, log, told, run);
  } catch (error) {
    return { is: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** A line without its end may have been cut: it counts once the log is read again as a whole. */
async function tellLines(bytes: AsyncIterable<Uint8Array>, log: RunLog, told: ToldLines, run: ContainerRun): Promise<Outcome> {
  let rest: Buffer = Buffer.alloc(0);
  let checked = false;
  for await (const chunk of bytes) {
    // The answer does not say whose log it is: nothing is told of it before the pod has said that this run is still meant.
    if (!checked) await log.refresh();
    checked = true;
    const latest = log.latest();
    if (latest !== undefined && latest.log !== run.log && !told.any) return { is: 'moved' };
    let data = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    for (let end = data.indexOf(0x0a); end >= 0; end = data.indexOf(0x0a)) {
      const lost = await tellLine(data.subarray(0, end), log, told);
      if (lost !== undefined) return { is: 'absent', reason: lost };
      data = data.subarray(end + 1);
    }
    rest = data;
  }
  const lost = rest.length > 0 && log.latest()?.running === false ? await tellLine(rest, log, told) : undefined;
  return lost === undefined ? { is: 'read' } : { is: 'absent', reason: lost };
}

/** @returns the sentence that came in place of a log */
async function tellLine(line: Buffer, log: RunLog, told: ToldLines): Promise<string | undefined> {
  const timed = timedLine(line);
  if (timed !== undefined) {
    if (told.isNew(timed)) await log.line(timed);
    return undefined;
  }
  const words = line.toString('utf8').slice(0, 300).trim();
  if (goneFromRuntime.test(words)) return words;
  if (words !== '') log.note(words);
  return undefined;
}

function lostSentence({ message }: RunLog, reason: string): string {
  return `its log could not be had (${reason})${message ? `; its termination message: ${message.slice(0, 2000)}` : ''}`;
}
