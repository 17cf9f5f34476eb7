import { KnownError } from '../../cluster/errors.ts';
import { memoised, type Noted } from '../../cluster/memo.ts';
import type { Cluster } from '../../cluster/port.ts';
import { type Resolution, resolveTargets, type Target, type TargetFlags } from '../../cluster/targets.ts';
import { isInitialized } from '../../diagnosis/no-return.ts';
import type { Report } from '../../report/document.ts';
import { reportOn } from '../../report/report-on.ts';
import { Dependencies } from './dependencies.ts';
import type { FollowedPod, FollowedScope } from './followed-scope.ts';
import { mostTroubledFirst } from './most-troubled.ts';

/** Pods that are examined and shown. */
const mostPods = 20;
/** Where a lot changes all the time, looking takes no more than a third of it. Milliseconds. */
const shortestRest = 300;

/** What is looked at again and again. */
export interface Looked {
  readonly targets: readonly Target[];
  readonly flags: TargetFlags;
  readonly scopes: readonly FollowedScope[];
}

/** Looks anew after changes of the pods and of what the latest look has read, one look at a time. */
export class Looking {
  report: Report | undefined;
  readonly #cluster: Cluster;
  readonly #looked: Looked;
  readonly #dependencies: Dependencies;
  #isStale = true;
  #look: Promise<void> | undefined;
  #restsUntil = 0;

  constructor(cluster: Cluster, looked: Looked) {
    this.#cluster = cluster;
    this.#looked = looked;
    this.#dependencies = new Dependencies(cluster, () => this.changed());
  }

  changed(): void {
    this.#isStale = true;
  }

  start(whenDone: () => void): void {
    if (!this.#isStale || this.#look !== undefined || performance.now() < this.#restsUntil) return;
    this.#look = this.#lookOnce().then(() => {
      this.#look = undefined;
      whenDone();
    });
  }

  /** The last look. */
  async finished(): Promise<Report | undefined> {
    await this.#look;
    if (this.#isStale) await this.#lookOnce();
    return this.report;
  }

  end(): void {
    this.#dependencies.end();
  }

  /** How many of several pods are through; undefined for one alone. */
  get summary(): string | undefined {
    const pods = this.#pods;
    if (pods.length < 2) return undefined;
    const open = pods.filter(isOpen).length;
    const shown = open > mostPods ? `; these are the ${mostPods} most troubled` : '';
    return `${open} of ${pods.length} pods ${open === 1 ? 'is' : 'are'} not through init${shown}`;
  }

  get #pods(): readonly FollowedPod[] {
    return this.#looked.scopes.flatMap((scope) => scope.pods);
  }

  async #lookOnce(): Promise<void> {
    this.#isStale = false;
    const began = performance.now();
    const read: Noted[] = [];
    const remembering = memoised(this.#cluster, (noted) => read.push(noted));
    try {
      this.report = await reportOn(remembering, await this.#inQuestion(remembering));
      this.#dependencies.watch(read);
    } catch (error) {
      // The server is away: the watch says so, and what was known stays.
      if (!(error instanceof KnownError)) throw error;
    }
    this.#restsUntil = performance.now() + Math.max(shortestRest, 2 * (performance.now() - began));
  }

  async #inQuestion(cluster: Cluster): Promise<readonly Resolution[]> {
    const { targets, flags } = this.#looked;
    const pods = this.#pods;
    const open = pods.filter(isOpen);
    const isSelection = targets.every(({ by }) => by === 'selector');
    const shown = open.length > 0 || isSelection ? mostTroubledFirst(open) : pods;
    if (pods.length > 0) return shown.slice(0, mostPods).map(({ pod }) => ({ is: 'pod', pod: { pod } }));
    return isSelection ? [] : resolveTargets(cluster, targets, flags);
  }
}

const isOpen = ({ progress }: FollowedPod): boolean => !isInitialized(progress);
