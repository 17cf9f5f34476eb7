/** What one word becomes at the most: `{1..1000000}` is cut. */
export const mostFields = 10_000;

/** Builds the fields that one word becomes. */
export class Fields {
  readonly done: string[] = [];
  #current: string | undefined;

  append(text: string): void {
    this.#current = (this.#current ?? '') + text;
  }

  cut(): void {
    if (this.#current !== undefined && this.done.length < mostFields) this.done.push(this.#current);
    this.#current = undefined;
  }

  /** Text that comes out of an unquoted expansion falls apart at the separators. */
  split(text: string, separators: string): void {
    let start = 0;
    for (let at = 0; at <= text.length; at += 1) {
      if (at < text.length && !separators.includes(text.charAt(at))) continue;
      if (at > start) this.append(text.slice(start, at));
      if (at < text.length) this.cut();
      start = at + 1;
    }
  }

  several(values: readonly string[]): void {
    values.forEach((value, index) => {
      if (index > 0) this.cut();
      this.append(value);
    });
  }
}
