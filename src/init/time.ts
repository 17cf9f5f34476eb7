const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since 1970, or nothing when this is no RFC 3339 time. 1970 itself counts: the STATUS printer needs it. */
export function parseTime(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length > 40 || !DATE_TIME.test(value)) return undefined;
  const milliseconds = Date.parse(value);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** Milliseconds since 1970, or nothing when Kubernetes has no time: null, year 1, or 1970 for a run that never began. */
export function knownTime(value: unknown): number | undefined {
  const milliseconds = parseTime(value);
  return milliseconds !== undefined && milliseconds > 0 ? milliseconds : undefined;
}

/** The time as it was written, if it is one. */
export function timeText(value: unknown): string | undefined {
  return typeof value === 'string' && knownTime(value) !== undefined ? value : undefined;
}

/** RFC 3339 as Kubernetes writes it, without empty fractions; nothing when out of range. */
export function formatTime(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999 ? date.toISOString().replace('.000Z', 'Z') : undefined;
}

/** The later one, of those that are known. */
export function latest(times: readonly (number | undefined)[]): number | undefined {
  return times.reduce((newest, time) => (time !== undefined && (newest === undefined || time > newest) ? time : newest), undefined);
}
