const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of `30`, `1.5`, `30s`, `5m`, `1m30s`, `500ms`; a bare number counts in `unit`. Undefined when it is none. */
export function readDuration(text: string, unit: 's' | 'ms' = 's'): number | undefined {
  const trimmed = text.trim();
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(trimmed)) return Number(trimmed) * (UNITS[unit] ?? 1);
  if (trimmed.length > 40 || !/^(?:\d{1,9}(?:\.\d{1,9})?(?:ms|[smhd]))+$/.test(trimmed)) return undefined;
  let seconds = 0;
  for (const [, amount, name] of trimmed.matchAll(/(\d{1,9}(?:\.\d{1,9})?)(ms|[smhd])/g))
    seconds += Number(amount) * (UNITS[name ?? 's'] ?? 1);
  return seconds;
}
