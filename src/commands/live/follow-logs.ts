import { KnownError } from '../../cluster/errors.ts';
import type { Cluster, PodChange } from '../../cluster/port.ts';
import { parseTargets, type TargetFlags } from '../../cluster/targets.ts';
import { connectionNews } from './connection-news.ts';
import { follow, scopesToFollow } from './follow.ts';
import { FollowedScope } from './followed-scope.ts';
import { interruptible } from './interrupt.ts';
import { LogPrinter } from './log-printer.ts';
import { type PodLogOptions, PodLogs } from './pod-logs.ts';

export interface FollowLogsOptions extends PodLogOptions {
  readonly timestamps: boolean;
  /** End when init of all pods is done, or cannot succeed any more. */
  readonly untilInitDone: boolean;
}

const lookEvery = 300;

/** Follows the logs of what the words mean. Resolves to the exit code; undefined after an interruption, which has set its own. */
export async function followLogs(
  cluster: Cluster,
  words: readonly string[],
  flags: TargetFlags,
  options: FollowLogsOptions,
): Promise<0 | 2 | undefined> {
  const scopes = await scopesToFollow(cluster, parseTargets(words, flags), flags);
  const isOne = scopes.length === 1 && scopes[0]?.query.name !== undefined;
  const interrupt = interruptible();
  const following = new FollowedLogs(cluster, new LogPrinter({ timestamps: options.timestamps, prefix: !isOne || options.app }), options);
  const followed = new Map(scopes.map((scope) => [scope, new FollowedScope(cluster, scope)]));
  const { signal } = interrupt;
  try {
    for await (const event of follow(cluster, scopes, lookEvery, signal)) {
      if (event !== 'tick') {
        followed.get(event.scope)?.take(event.change);
        following.take(event.change, signal);
      }
      if (!following.finished) continue;
      const states = await statesOf([...followed.values()]);
      const isOver = states.length > 0 && states.every((is) => is !== 'open');
      if (isOver && following.finished && (isOne || options.untilInitDone)) {
        return options.untilInitDone && states.includes('never') ? 2 : 0;
      }
    }
    return undefined;
  } finally {
    interrupt.end();
  }
}

/** A workload that cannot be read now is still open: the watch says when the server is away. */
async function statesOf(scopes: readonly FollowedScope[]): Promise<readonly string[]> {
  try {
    return (await Promise.all(scopes.map((scope) => scope.state()))).map(({ is }) => is);
  } catch (error) {
    if (error instanceof KnownError) return ['open'];
    throw error;
  }
}

/** The logs of pods that come and go. */
class FollowedLogs {
  readonly #cluster: Cluster;
  readonly #printer: LogPrinter;
  readonly #options: PodLogOptions;
  readonly #pods = new Map<string, PodLogs>();
  #synced = false;

  constructor(cluster: Cluster, printer: LogPrinter, options: PodLogOptions) {
    this.#cluster = cluster;
    this.#printer = printer;
    this.#options = options;
  }

  take(change: PodChange, signal: AbortSignal): void {
    if ('pod' in change) this.#takePod(change, signal);
    if (change.is === 'synced') this.#synced = true;
    const news = connectionNews(change);
    if (news !== undefined) this.#printer.note(news);
  }

  /** Whether no pod that is here has anything left to tell. */
  get finished(): boolean {
    return this.#synced && [...this.#pods.values()].every(({ finished }) => finished);
  }

  #takePod({ is, pod }: Extract<PodChange, { pod: unknown }>, signal: AbortSignal): void {
    const key = pod.metadata?.uid ?? '';
    const known = this.#pods.get(key);
    if (known === undefined && is === 'gone') return;
    const logs =
      known ?? new PodLogs(this.#cluster, this.#printer, this.#synced ? { ...this.#options, first: {} } : this.#options, pod, signal);
    this.#pods.set(key, logs);
    logs.update(pod, is === 'gone');
  }
}
