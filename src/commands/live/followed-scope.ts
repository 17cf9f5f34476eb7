import type { Pod } from '../../cluster/kubernetes.ts';
import type { Cluster, PodChange } from '../../cluster/port.ts';
import type { Scope } from '../../cluster/targets/scope.ts';
import { type Standing, standingOf } from '../../cluster/targets/standing.ts';
import { isInitialized, jobNoReturnOf, noReturnOf } from '../../diagnosis/no-return.ts';
import type { Progress } from '../../init/model.ts';
import { readProgress } from '../../init/progress.ts';

export interface FollowedPod {
  readonly pod: Pod;
  readonly progress: Progress;
  readonly gone: boolean;
}

/** Init of all is `done`, can `never` be done, or is still `open`. */
export type ScopeState =
  | { readonly is: 'done' | 'open' }
  /** `final`: not even a change of the pod or its template helps. */
  | { readonly is: 'never'; readonly why: string; readonly final: boolean };

const open: ScopeState = { is: 'open' };
/** Where no pod is open, it depends on the workload alone, which is not watched. Milliseconds. */
const readAgainAfter = 5_000;

/** One target that is waited for: its pods as they were last seen, and whether init of all of them is done. */
export class FollowedScope {
  readonly scope: Scope;
  readonly #cluster: Cluster;
  readonly #pods = new Map<string, FollowedPod>();
  #synced = false;
  #standing: Standing | undefined;
  #changed = true;
  #readAt = 0;

  constructor(cluster: Cluster, scope: Scope) {
    this.#cluster = cluster;
    this.scope = scope;
  }

  /** @returns the pod as it was before and as it is now, where the change is one of a pod */
  take(change: PodChange): { readonly before?: FollowedPod; readonly after: FollowedPod } | undefined {
    if (change.is === 'synced') this.#synced = true;
    if (!('pod' in change)) return undefined;
    const { pod } = change;
    const key = pod.metadata?.uid ?? pod.metadata?.name ?? '';
    const before = this.#pods.get(key);
    const after = { pod, progress: this.#progressOf(pod), gone: change.is === 'gone' };
    this.#changed = true;
    if (after.gone && !this.#isAlone) this.#pods.delete(key);
    else this.#pods.set(key, after);
    return { ...(before && { before }), after };
  }

  /** Whether all that was there at first is known. */
  get synced(): boolean {
    return this.#synced;
  }

  /** The pods that count: of the present template, and not on their way out where others take their place. */
  get pods(): readonly FollowedPod[] {
    const pods = [...this.#pods.values()].map((followed) => ({ ...followed, progress: this.#progressOf(followed.pod) }));
    if (this.#isAlone) return pods.slice(-1);
    return pods.filter(({ pod }) => pod.metadata?.deletionTimestamp === undefined && (this.#standing?.isPresent(pod) ?? true));
  }

  async state(): Promise<ScopeState> {
    if (!this.#synced) return open;
    if (this.scope.workload !== undefined) await this.#readStanding();
    const never = this.#never();
    if (never !== undefined) return never;
    return this.#isDone() ? { is: 'done' } : open;
  }

  /** The pod itself was asked for, so another in its place is not it. */
  get #isAlone(): boolean {
    return this.scope.query.name !== undefined;
  }

  #never(): ScopeState | undefined {
    const now = this.#cluster.now();
    const job = this.#standing?.job;
    const all = [...this.#pods.values()].map(({ pod }) => pod);
    const done = this.pods.some(({ progress }) => isInitialized(progress));
    const jobEnd = job === undefined || done ? undefined : jobNoReturnOf(job, all, now);
    if (jobEnd !== undefined) return { is: 'never', why: `${this.scope.name}: ${jobEnd}`, final: true };
    for (const { pod, progress, gone } of this.pods) {
      const why = noReturnOf({ pod, progress, gone, replaced: this.#isReplaced(pod), now });
      const final = gone || pod.status?.phase === 'Failed';
      if (why !== undefined) return { is: 'never', why: `${pod.metadata?.name}: ${why}`, final };
    }
    return undefined;
  }

  #isReplaced({ metadata }: Pod): boolean {
    return !this.#isAlone && (metadata?.ownerReferences ?? []).some(({ controller }) => controller);
  }

  #isDone(): boolean {
    const counting = this.pods.filter(({ pod }) => !(this.#isReplaced(pod) && pod.status?.phase === 'Failed'));
    if (!counting.every(({ progress }) => isInitialized(progress))) return false;
    if (this.scope.workload === undefined) return counting.length > 0;
    const standing = this.#standing;
    return standing?.observed === true && counting.length >= standing.wanted;
  }

  /** Read when something has changed, and every now and then while nothing else can. */
  async #readStanding(): Promise<void> {
    const { workload } = this.scope;
    if (workload === undefined || (!this.#changed && !this.#dependsOnWorkload)) return;
    this.#changed = false;
    this.#readAt = performance.now();
    const read = await standingOf(this.#cluster, workload);
    if (read.state === 'found') this.#standing = read.value;
  }

  get #dependsOnWorkload(): boolean {
    return performance.now() - this.#readAt >= readAgainAfter && this.pods.every(({ progress }) => isInitialized(progress));
  }

  #progressOf(pod: Pod): Progress {
    return readProgress({ pod, events: [], now: this.#cluster.now() });
  }
}
