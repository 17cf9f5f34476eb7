import { knownTime } from './time.ts';

const DAY = 24;
const YEAR = 365 * DAY;

/** A duration as kubectl prints it (`HumanDuration` of apimachinery): `45s`, `3m20s`, `5h7m`, `12d`. */
export function humanDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return '<unknown>';
  const seconds = Math.trunc(milliseconds / 1000);
  const minutes = Math.trunc(seconds / 60);
  const hours = Math.trunc(minutes / 60);
  // A clock may be a moment ahead: a second is forgiven.
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return pair(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return pair(hours, 'h', minutes % 60, 'm');
  if (hours < 2 * DAY) return `${hours}h`;
  if (hours < 8 * DAY) return pair(Math.trunc(hours / DAY), 'd', hours % DAY, 'h');
  if (hours < 2 * YEAR) return `${Math.trunc(hours / DAY)}d`;
  if (hours < 8 * YEAR) return pair(Math.trunc(hours / YEAR), 'y', Math.trunc(hours / DAY) % 365, 'd');
  return `${Math.trunc(hours / YEAR)}y`;
}

/** How long ago, as kubectl prints it; `<unknown>` when there is no time. */
export function age(since: string | undefined, now: Date): string {
  const start = knownTime(since);
  return start === undefined ? '<unknown>' : humanDuration(now.getTime() - start);
}

function pair(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big}${bigUnit}` : `${big}${bigUnit}${small}${smallUnit}`;
}
