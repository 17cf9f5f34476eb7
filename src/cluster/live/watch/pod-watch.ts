import { setTimeout as wait } from 'node:timers/promises';
import { KnownError } from '../../errors.ts';
import type { Pod } from '../../kubernetes.ts';
import type { PodChange } from '../../port.ts';
import { shaped } from '../../shape.ts';
import { bodyLines } from '../body-lines.ts';
import { failureClause } from '../transport/connection-errors.ts';
import type { Body } from '../transport/sender.ts';
import { KnownPods } from './known-pods.ts';
import { watchEvent } from './watch-events.ts';

/** What came of asking: `refused` means that we may not, `failed` that it may work later. */
export type Refusal = { readonly is: 'refused'; readonly reason: string } | { readonly is: 'failed'; readonly reason: string };
export type ListedPods = { readonly is: 'listed'; readonly pods: readonly Pod[]; readonly resourceVersion: string } | Refusal;
export type OpenedWatch = { readonly is: 'open'; readonly body: Body } | { readonly is: 'expired' } | Refusal;

/** The questions of a watch. Each throws where the connection fails. */
export interface PodReads {
  list(): Promise<ListedPods>;
  /** Where one pod alone is asked for and may not be listed. */
  get?(): Promise<ListedPods>;
  watch(resourceVersion: string): Promise<OpenedWatch>;
}

/** Bookmarks come about every minute. */
const longestSilence = 180_000;
const pollEvery = 2_000;
/** Of a stream that was no failure even if nothing came. */
const longEnough = 5_000;
const pauses = { first: 100, longest: 8_000 };
/** A server that starts anew may not know anybody for a moment. */
const mostRefusals = 5;

/** Lists, then watches from there; again and again, whatever cuts it, until the signal. Throws as `Cluster.watchPods`. */
export async function* podWatch(reads: PodReads, signal: AbortSignal): AsyncGenerator<PodChange> {
  const watch = new PodWatch(reads, signal);
  try {
    yield* watch.changes();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

class PodWatch {
  readonly #reads: PodReads;
  readonly #signal: AbortSignal;
  readonly #known = new KnownPods();
  #failures = 0;
  #synced = false;
  #watched = false;
  #interrupted = false;
  #justListed = false;
  /** From where to watch; undefined where all must be listed. */
  #at: string | undefined;
  /** How pods are read where they may not be watched. */
  #poll: (() => Promise<ListedPods>) | undefined;

  constructor(reads: PodReads, signal: AbortSignal) {
    this.#reads = reads;
    this.#signal = signal;
  }

  async *changes(): AsyncGenerator<PodChange> {
    while (!this.#signal.aborted) {
      try {
        if (this.#poll !== undefined) yield* this.#look(this.#poll);
        else if (this.#at === undefined) yield* this.#look(this.#reads.list);
        else yield* this.#follow(this.#at);
      } catch (error) {
        if (this.#signal.aborted) return;
        if (error instanceof KnownError && (!this.#synced || this.#failures >= mostRefusals)) throw error;
        yield* this.#failed(failureClause(error));
      }
      if (this.#justListed) this.#justListed = false;
      else await wait(this.#pauseLength(), undefined, { signal: this.#signal });
    }
  }

  async *#look(read: () => Promise<ListedPods>): AsyncGenerator<PodChange> {
    const listed = await read();
    if (listed.is === 'failed' || (listed.is === 'refused' && this.#synced)) return yield* this.#failed(listed.reason);
    if (listed.is === 'refused') return yield* this.#pollInstead(listed.reason);
    yield* this.#resumed();
    yield* this.#known.all(listed.pods);
    this.#at = listed.resourceVersion;
    if (this.#poll !== undefined) this.#failures = 0;
    else this.#justListed = true;
    if (this.#synced) return;
    this.#synced = true;
    yield { is: 'synced' };
  }

  *#pollInstead(reason: string): Generator<PodChange> {
    const { get } = this.#reads;
    if (get === undefined || this.#poll === get) throw new KnownError(`pods cannot be followed: ${reason}`);
    this.#poll = get;
    this.#justListed = true;
    yield { is: 'polling', reason };
  }

  async *#follow(at: string): AsyncGenerator<PodChange> {
    const opened = await this.#reads.watch(at);
    if (opened.is === 'expired') {
      this.#at = undefined;
    } else if (opened.is === 'open') {
      this.#watched = true;
      yield* this.#resumed();
      yield* this.#read(opened.body);
    } else if (opened.is === 'refused' && !this.#watched) {
      this.#poll = this.#reads.list;
      yield { is: 'polling', reason: opened.reason };
    } else {
      yield* this.#failed(opened.reason);
    }
  }

  /** A stream that breaks is no failure yet: the next one goes on where it stood. */
  async *#read(body: Body): AsyncGenerator<PodChange> {
    const opened = performance.now();
    this.#failures += 1;
    try {
      for await (const line of bodyLines(body, longestSilence)) {
        const event = watchEvent(line);
        if (event.is === 'expired') this.#at = undefined;
        // Twice in a row it is not the stream: what the server remembers does not help.
        else if (event.is === 'broken' && this.#failures > 1) this.#at = undefined;
        if (event.is === 'expired' || event.is === 'broken') return;
        this.#failures = 0;
        this.#at = event.resourceVersion;
        if (event.is !== 'bookmark') yield* this.#known[event.is](shaped('Pod', event.object));
      }
    } catch {
      // The next one tells whether the server is there.
    }
    if (performance.now() - opened > longEnough) this.#failures = 0;
  }

  *#failed(reason: string): Generator<PodChange> {
    this.#failures += 1;
    if (this.#interrupted) return;
    this.#interrupted = true;
    yield { is: 'interrupted', reason };
  }

  *#resumed(): Generator<PodChange> {
    if (!this.#interrupted) return;
    this.#interrupted = false;
    yield { is: 'resumed' };
  }

  #pauseLength(): number {
    if (this.#poll !== undefined && this.#failures === 0) return pollEvery;
    return Math.min(pauses.longest, pauses.first * 2 ** this.#failures) * (0.5 + Math.random() / 2);
  }
}
