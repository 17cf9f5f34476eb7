import { kinds } from '../../cluster/kinds.ts';
import type { Kind } from '../../cluster/kubernetes.ts';
import type { Noted } from '../../cluster/memo.ts';
import type { Cluster } from '../../cluster/port.ts';

/** Each holds a connection open. */
const most = 12;
/** What changes rarely decides first; of many pods, the events of the first are watched. */
const last: readonly Kind[] = ['Pod', 'Event'];

/** Watches what a look has read: when that changes, it is time to look again. */
export class Dependencies {
  readonly #cluster: Cluster;
  readonly #changed: () => void;
  readonly #watches = new Map<string, AbortController>();

  constructor(cluster: Cluster, changed: () => void) {
    this.#cluster = cluster;
    this.#changed = changed;
  }

  /** Watches these from now on, and nothing else. */
  watch(read: readonly Noted[]): void {
    const wanted = new Map(
      read
        .filter((noted) => isWorthWatching(noted) && (isWhole(noted) || !read.some((other) => isWhole(other) && holds(other, noted))))
        .sort((one, other) => last.indexOf(one.kind) - last.indexOf(other.kind))
        .slice(0, most)
        .map((noted) => [JSON.stringify([noted.kind, noted.query]), noted]),
    );
    for (const [key, watch] of [...this.#watches]) {
      if (wanted.has(key)) continue;
      watch.abort();
      this.#watches.delete(key);
    }
    for (const [key, noted] of wanted) if (!this.#watches.has(key)) this.#begin(key, noted);
  }

  end(): void {
    this.watch([]);
  }

  #begin(key: string, { kind, query, seen }: Noted): void {
    const watch = new AbortController();
    this.#watches.set(key, watch);
    void this.#follow(this.#cluster.watchChanges(kind, query, seen, watch));
  }

  async #follow(changes: AsyncIterable<void>): Promise<void> {
    for await (const _ of changes) this.#changed();
  }
}

const isWhole = ({ query }: Noted): boolean => !(query.labelSelector || query.fieldSelector);
const holds = (whole: Noted, { kind, query }: Noted): boolean =>
  isWorthWatching(whole) && whole.kind === kind && whole.query.namespace === query.namespace;

/** What belongs to the cluster changes for others all the time, as do all pods of a namespace or anything of all namespaces. */
function isWorthWatching(noted: Noted): boolean {
  if (!kinds[noted.kind].namespaced || noted.query.namespace === undefined) return false;
  return noted.kind !== 'Pod' || !isWhole(noted);
}
