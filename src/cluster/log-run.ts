import { type Cluster, found, type LogQuery, type Read } from './port.ts';

/** How the reason begins for which a log that was read is not whole. */
export const endedEarly = 'the log ended early';

export type LogRun = 'current' | 'previous';

export interface OpenedRun {
  readonly run: LogRun;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Why the run that was wanted first could not be read, where that is not because there is none. */
  readonly unread?: string;
}

/** The log of the first of these runs that there is. When there is none: what was said of the first. */
export async function openRun(
  cluster: Cluster,
  query: Omit<LogQuery, 'previous'>,
  runs: readonly [LogRun, ...LogRun[]],
): Promise<Read<OpenedRun>> {
  const [run, ...others] = runs;
  const log = await cluster.log({ ...query, previous: run === 'previous' });
  if (log.state === 'found') return found({ run, bytes: log.value });
  const [next, ...rest] = others;
  if (next === undefined) return log;
  const other = await openRun(cluster, query, [next, ...rest]);
  if (other.state !== 'found') return log;
  return log.state === 'denied' ? found({ ...other.value, unread: log.reason }) : other;
}
