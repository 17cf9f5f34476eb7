/** A line of a log, taken apart: `2026-01-05T10:00:00.123456789Z text`. */
export interface TimedLine {
  /** As it stands in the line. */
  readonly time: string;
  readonly second: number;
  readonly text: Buffer;
}

const timestamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
const longestTimestamp = 40;
const blank = 0x20;

/** Undefined for what bears no time: the kubelet's own words among the lines. */
export function timedLine(line: Buffer): TimedLine | undefined {
  const end = line.subarray(0, longestTimestamp).indexOf(blank);
  const time = line.subarray(0, end < 0 ? longestTimestamp : end).toString('latin1');
  const [, date, zone] = timestamp.exec(time) ?? [];
  if (date === undefined || zone === undefined) return undefined;
  const text = end < 0 ? Buffer.alloc(0) : line.subarray(end + 1);
  return { time, second: Date.parse(`${date}${zone}`) / 1000, text };
}

/** Lines of stdout and stderr may stand in the other order than their times. */
const overlapSeconds = 2;

/**
 * Which lines of one run have been told, so that a log that is read anew from a second before its end tells none twice and
 * leaves none out. The API takes whole seconds, many lines share one, and equal lines may share a moment.
 */
export class ToldLines {
  readonly #told = new Map<number, Map<string, number>>();
  #again = new Map<string, number>();
  #latest = Number.NEGATIVE_INFINITY;
  #first = Number.POSITIVE_INFINITY;
  #floor = '';
  readonly #limited: boolean;
  #isReadAgain = false;

  /** @param limited older lines than the first one read are not wanted (`--tail`) */
  constructor(limited = false) {
    this.#limited = limited;
  }

  get any(): boolean {
    return this.#told.size > 0;
  }

  /**
   * To be called before the log is read anew.
   * @returns from when it must be read, RFC 3339; undefined from its beginning
   */
  readAgain(): string | undefined {
    this.#isReadAgain = this.any;
    this.#again = new Map([...this.#told.values()].flatMap((bucket) => [...bucket]));
    return this.any ? new Date(Math.max(this.#first, this.#latest - overlapSeconds) * 1000).toISOString().replace('.000Z', 'Z') : undefined;
  }

  /** Whether this line is new. */
  isNew({ time, second, text }: TimedLine): boolean {
    if (this.#floor === '') this.#floor = time;
    else if (this.#limited && this.#isReadAgain && time < this.#floor) return false;
    const key = `${time} ${text.length}`;
    const known = this.#again.get(key) ?? 0;
    if (known > 0) {
      this.#again.set(key, known - 1);
      return false;
    }
    this.#remember(second, key);
    return true;
  }

  #remember(second: number, key: string): void {
    const bucket = this.#told.get(second) ?? new Map<string, number>();
    bucket.set(key, (bucket.get(key) ?? 0) + 1);
    this.#told.set(second, bucket);
    this.#first = Math.min(this.#first, second);
    if (second <= this.#latest) return;
    this.#latest = second;
    for (const old of this.#told.keys()) if (old < second - overlapSeconds) this.#told.delete(old);
  }
}
