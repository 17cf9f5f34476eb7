import type { PodChange } from '../../cluster/port.ts';

/** What a change says of the connection to the server; undefined for one of a pod. */
export function connectionNews(change: PodChange): string | undefined {
  if (change.is === 'interrupted') return `the server does not answer (${change.reason}); asking again`;
  if (change.is === 'resumed') return 'the server answers again';
  return change.is === 'polling' ? `pods may not be watched, so they are read every 2s (${change.reason})` : undefined;
}
