import { humanDuration } from '../../init/age.ts';

/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more`. */
export function listed(items: readonly string[], most = 5): string {
  const shown = items.slice(0, most);
  const rest = items.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

/** `1 node`, `3 nodes`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `45s`, `5m10s`, `3h`, as kubectl prints ages. */
export const spell = (seconds: number): string => humanDuration(Math.max(0, Math.round(seconds)) * 1000);

/** Seconds between two moments; undefined when one of them is missing or no time. */
export function secondsBetween(from: string | undefined, to: Date | string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  const seconds = (new Date(to).getTime() - new Date(from).getTime()) / 1000;
  return Number.isFinite(seconds) ? seconds : undefined;
}

/** Drivers, registries and runtimes answer the kubelet over gRPC, which puts a code before their words. */
export const withoutRpcCode = (message: string): string => message.replace(/rpc error: code = \w{1,30} desc = /, '');

/** A clause from somebody else's message: one line, no full stop at its end, no longer than that. */
export function clause(message: string, most = 220): string {
  const line = message.replaceAll(/\s+/g, ' ').trim().replace(/[.:]$/, '');
  return line.length > most ? `${line.slice(0, most)} ...` : line;
}
