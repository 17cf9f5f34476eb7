import { setTimeout as wait } from 'node:timers/promises';
import type { Kind } from '../../kubernetes.ts';
import type { ListQuery, SeenVersions } from '../../port.ts';
import { watchPath } from '../api-path.ts';
import { bodyLines } from '../body-lines.ts';
import { answersWithin } from '../limits.ts';
import type { Transport } from '../transport/transport.ts';
import { opened } from './pod-reads.ts';
import type { OpenedWatch } from './pod-watch.ts';
import { watchEvent } from './watch-events.ts';

/** What is watched, and how it was when it was read. */
interface Watched {
  readonly kind: Kind;
  readonly query: ListQuery;
  readonly seen: SeenVersions;
}

/** Bookmarks come about every minute. Milliseconds. */
const longestSilence = 180_000;
/** Nobody waits for these: where there are many, they are opened seldom. Seconds. */
const watchFor = 1_800;
const pauses = { first: 1_000, longest: 30_000 };

/** Says each time that something has changed. Of what came of it nothing is kept: whoever wants to know reads again. */
export async function* changeWatch(transport: Transport, watched: Watched, signal: AbortSignal): AsyncGenerator<void> {
  const watch = new ChangeWatch(transport, watched, signal);
  for (let failures = 0; !signal.aborted; failures += 1) {
    const answer = await watch.open();
    if (answer?.is === 'refused' || signal.aborted) return;
    // What was deleted meanwhile is told by nobody any more.
    if (answer?.is === 'expired') yield;
    if (answer?.is === 'open') {
      for await (const _ of watch.changesIn(answer.body)) {
        failures = 0;
        yield;
      }
    }
    const pause = Math.min(pauses.longest, pauses.first * 2 ** failures) * (0.5 + Math.random() / 2);
    await wait(pause, undefined, { signal }).catch(() => {});
  }
}

class ChangeWatch {
  readonly #transport: Transport;
  readonly #watched: Watched;
  readonly #signal: AbortSignal;
  readonly #versions: Map<string, string>;
  /** Empty: the server tells first what there is. */
  #at = '';

  constructor(transport: Transport, watched: Watched, signal: AbortSignal) {
    this.#transport = transport;
    this.#watched = watched;
    this.#signal = signal;
    this.#versions = new Map(watched.seen);
  }

  /** Undefined where nobody answers. */
  async open(): Promise<OpenedWatch | undefined> {
    const { kind, query } = this.#watched;
    const path = watchPath(kind, query, this.#at, Math.round(watchFor * (1 + Math.random())));
    try {
      const answer = await opened(
        await this.#transport.open({ path, accept: 'application/json', from: 'server' }, this.#signal, answersWithin),
      );
      if (answer.is === 'expired') this.#at = '';
      return answer;
    } catch {
      return undefined;
    }
  }

  async *changesIn(body: Parameters<typeof bodyLines>[0]): AsyncGenerator<void> {
    try {
      for await (const line of bodyLines(body, longestSilence)) {
        const event = watchEvent(line);
        if (event.is === 'expired') {
          this.#at = '';
          yield;
        }
        if (event.is === 'expired' || event.is === 'broken') return;
        this.#at = event.resourceVersion;
        if (event.is !== 'bookmark' && this.#isNews(event)) yield;
      }
    } catch {
      // The next one goes on where this one stood.
    }
  }

  #isNews({ is, uid, resourceVersion }: { is: 'there' | 'gone'; uid: string; resourceVersion: string }): boolean {
    const isNews = is === 'gone' || this.#versions.get(uid) !== resourceVersion;
    if (is === 'gone') this.#versions.delete(uid);
    else this.#versions.set(uid, resourceVersion);
    return isNews;
  }
}
