import { setInterval } from 'node:timers/promises';
import { KnownError } from '../../cluster/errors.ts';
import { memoised } from '../../cluster/memo.ts';
import { merged } from '../../cluster/merge.ts';
import type { Cluster, PodChange } from '../../cluster/port.ts';
import { type Scope, scopesOf } from '../../cluster/targets/scope.ts';
import { resolveTargets, type Target, type TargetFlags } from '../../cluster/targets.ts';

/** A change of a pod of a scope, or a moment that has passed. */
export type Followed = { readonly scope: Scope; readonly change: PodChange } | 'tick';

/** What is to be followed. Whoever asks for what is not there is told so at once, with what was meant. */
export async function scopesToFollow(cluster: Cluster, targets: readonly Target[], flags: TargetFlags): Promise<Scope[]> {
  if (cluster.source.kind === 'cluster') await resolveTargets(memoised(cluster), targets, flags);
  return scopesOf(cluster, targets, flags);
}

/** What happens to the pods of these scopes, and a tick every so many milliseconds, until the signal. */
export async function* follow(cluster: Cluster, scopes: readonly Scope[], every: number, signal: AbortSignal): AsyncGenerator<Followed> {
  yield* merged<Followed>([...scopes.map((scope) => changesOf(cluster, scope, signal)), ticks(every, signal)]);
}

async function* changesOf(cluster: Cluster, scope: Scope, signal: AbortSignal): AsyncGenerator<Followed> {
  let wasSeen = false;
  for await (const change of cluster.watchPods(scope.query, { signal })) {
    wasSeen ||= 'pod' in change;
    // It was there a moment ago, or its name would not have been taken for one.
    if (change.is === 'synced' && !wasSeen && scope.query.name !== undefined) throw new KnownError(`${scope.name} was deleted just now`, 4);
    if (!('pod' in change) || scope.belongs(change.pod)) yield { scope, change };
  }
}

async function* ticks(every: number, signal: AbortSignal): AsyncGenerator<Followed> {
  try {
    for await (const _ of setInterval(every, undefined, { signal })) yield 'tick';
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
