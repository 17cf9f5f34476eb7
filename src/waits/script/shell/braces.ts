import { mostFields } from './fields.ts';

/** `{1..5}`, `{01..03}`, `{a,b}`; nested ones stay as they are. */
export function expandBraces(text: string): readonly string[] {
  const range = /^\{(-?\d{1,6})\.\.(-?\d{1,6})(?:\.\.(-?\d{1,4}))?\}$/.exec(text);
  if (range) {
    const [from, to] = [Number(range[1]), Number(range[2])];
    const step = Math.max(1, Math.abs(Number(range[3] ?? 1)));
    const count = Math.min(Math.floor(Math.abs(to - from) / step) + 1, mostFields);
    return Array.from({ length: count }, (_, index) => String(from + Math.sign(to - from) * index * step));
  }
  const inner = text.slice(1, -1);
  return inner.includes('{') || !inner.includes(',') ? [text] : inner.split(',').slice(0, mostFields);
}
