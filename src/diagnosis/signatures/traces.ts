import { isBlank, isStackFrame } from './lines.ts';

/** A stack trace with the errors it chains. */
interface StackTrace {
  readonly from: number;
  readonly to: number;
  /** Of these lines of the trace the one nearest to the origin of the failure. */
  originOf(indexes: readonly number[]): number | undefined;
}

const link =
  /^\s{0,8}(?:Caused by\b|Wrapped by\b|---> |--- End of inner|\[cause\]:|Suppressed: )|^The above exception was|^During handling of the above/;
const pythonStart = /^\s{0,8}Traceback \(most recent call last\)/;
const pythonLink = /^(?:The above exception was the direct cause|During handling of the above exception)/;
/** Messages of several lines stand between the frames. */
const gap = 3;

/** All stack traces of a log, in order. */
export function findTraces(lines: readonly string[]): StackTrace[] {
  const traces: StackTrace[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const trace = pythonTrace(lines, index) ?? framedTrace(lines, index);
    if (!trace) continue;
    traces.push(trace);
    index = trace.to;
  }
  return traces;
}

/** Python prints the origin first and what followed from it below; each block ends with the line that names the exception. */
function pythonTrace(lines: readonly string[], from: number): StackTrace | undefined {
  if (!pythonStart.test(lines[from] ?? '')) return undefined;
  const ends: number[] = [];
  let next: number | undefined = from;
  while (next !== undefined) {
    const end = blockEnd(lines, next);
    ends.push(end);
    next = chained(lines, end);
  }
  const to = ends.at(-1) ?? from;
  const originOf = (indexes: readonly number[]) => {
    const firstEnd = ends.find((end) => indexes.some((index) => index <= end)) ?? to;
    return indexes.filter((index) => index <= firstEnd).at(-1);
  };
  return { from, to, originOf };
}

function blockEnd(lines: readonly string[], start: number): number {
  let end = start + 1;
  while (end < lines.length && (/^\s/.test(lines[end] ?? '') || isBlank(lines[end] ?? ''))) end += 1;
  return Math.min(end, lines.length - 1);
}

function chained(lines: readonly string[], end: number): number | undefined {
  const after = lines.slice(end + 1, end + 8);
  const phrase = after.findIndex((line) => pythonLink.test(line));
  const start = after.findIndex((line) => pythonStart.test(line));
  return phrase >= 0 && start > phrase ? end + 1 + start : undefined;
}

/** Java, .NET, Node, Ruby and the rest print the outermost error above the frames and its causes below, the innermost last. */
function framedTrace(lines: readonly string[], index: number): StackTrace | undefined {
  if (!belongs(lines[index] ?? '')) return undefined;
  let to = index;
  for (let next = index + 1; next < lines.length && next - to <= gap; next += 1) if (belongs(lines[next] ?? '')) to = next;
  return { from: headOf(lines, index), to, originOf: (indexes) => indexes.at(-1) };
}

const belongs = (line: string): boolean => isStackFrame(line) || link.test(line);

function headOf(lines: readonly string[], index: number): number {
  let head = index;
  for (let above = index - 1; above >= Math.max(0, index - gap) && !isBlank(lines[above] ?? ''); above -= 1) head = above;
  return head;
}

/** Whether the second of these lines goes on with the message of the first: "Cannot open database ...", "Login failed for user ...". */
export const inOneMessage = (lines: readonly string[], from: number, to: number): boolean =>
  from <= to && to - from < gap && !lines.slice(from + 1, to + 1).some((line) => belongs(line) || isBlank(line));
