const SECONDS: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, μs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
const PARTS = /(\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})(ns|us|µs|μs|ms|s|m|h)/gy;
const LONGEST = 100;

/** Seconds of a Go duration: `1m20s`, `1h0m0.5s`, `-1.5h`, `0`. Nothing when it is none. */
export function parseDuration(duration: string): number | undefined {
  if (duration.length > LONGEST) return undefined;
  const sign = duration.startsWith('-') ? -1 : 1;
  const parts = /^[-+]/.test(duration) ? duration.slice(1) : duration;
  if (parts === '0') return 0;
  const seconds = sumOfParts(parts);
  return seconds === undefined ? undefined : sign * seconds;
}

function sumOfParts(parts: string): number | undefined {
  let seconds = 0;
  let end = 0;
  for (const part of parts.matchAll(PARTS)) {
    seconds += Number(part[1]) * (SECONDS[part[2] ?? ''] ?? 0);
    end = part.index + part[0].length;
  }
  return end > 0 && end === parts.length ? Math.round(seconds * 1e9) / 1e9 : undefined;
}
