/** What several sources say, as it comes. Ends when all have ended; fails when one does. */
export async function* merged<T>(sources: readonly AsyncIterable<T>[]): AsyncGenerator<T> {
  const waiting = new Map<number, Promise<readonly [number, IteratorResult<T>]>>();
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  const ask = (index: number) => {
    const next = iterators[index]?.next().then((result) => [index, result] as const);
    if (next !== undefined) waiting.set(index, next);
  };
  for (const index of iterators.keys()) ask(index);
  while (waiting.size > 0) {
    const [index, result] = await Promise.race(waiting.values());
    waiting.delete(index);
    if (result.done) continue;
    ask(index);
    yield result.value;
  }
}
