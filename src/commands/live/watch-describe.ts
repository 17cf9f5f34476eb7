import { KnownError } from '../../cluster/errors.ts';
import type { Cluster } from '../../cluster/port.ts';
import { parseTargets, type TargetFlags } from '../../cluster/targets.ts';
import { transitionsBetween } from '../../init/transitions.ts';
import { clean } from '../../output/clean.ts';
import { wrap } from '../../output/terminal/text.ts';
import type { Report } from '../../report/document.ts';
import { ticked } from '../../report/ticked.ts';
import { type OutputFlagValues, onTerminal, terminalStyle } from '../shared/print-report.ts';
import { connectionNews } from './connection-news.ts';
import { follow, scopesToFollow } from './follow.ts';
import { type FollowedPod, FollowedScope } from './followed-scope.ts';
import { interruptible } from './interrupt.ts';
import { LiveView } from './live-view.ts';
import { Looking } from './looking.ts';

const tickEvery = 1_000;

/**
 * Describes what the words mean for as long as something may change; ends when init is done or the pod is gone.
 * @returns the last report; undefined where none was made, as in a pipe
 */
export async function watchDescribe(
  cluster: Cluster,
  words: readonly string[],
  flags: TargetFlags & OutputFlagValues,
): Promise<Report | undefined> {
  const targets = parseTargets(words, flags);
  const scopes = (await scopesToFollow(cluster, targets, flags)).map((scope) => new FollowedScope(cluster, scope));
  const byScope = new Map(scopes.map((followed) => [followed.scope, followed]));
  const interrupt = interruptible();
  const view = new LiveView(() => terminalStyle(flags.color));
  const looking = new Looking(cluster, { targets, flags, scopes });
  const show = () => looking.report && view.show(() => reportLines(looking, cluster, flags));
  const isEndless = words.length === 0;
  try {
    for await (const event of follow(
      cluster,
      scopes.map(({ scope }) => scope),
      tickEvery,
      interrupt.signal,
    )) {
      if (event !== 'tick') {
        const taken = byScope.get(event.scope)?.take(event.change);
        if (taken) view.say(...happened(taken, cluster.now()));
        else view.note(event.change.is === 'resumed' ? '' : connectionNews(event.change));
        looking.changed();
        // What is there at first comes one by one: it is looked at as a whole.
        if (event.change.is !== 'synced' && !scopes.every(({ synced }) => synced)) continue;
      }
      if (view.isLive) {
        looking.start(show);
        show();
      }
      if (!isEndless && (await isOver(scopes))) break;
    }
    if (interrupt.interrupted || !view.isLive) return undefined;
    const report = await looking.finished();
    if (report) view.end(reportLines(looking, cluster, flags));
    return report;
  } finally {
    view.leave();
    looking.end();
    interrupt.end();
  }
}

function reportLines({ report, summary }: Looking, cluster: Cluster, flags: OutputFlagValues): string[] {
  if (report === undefined || report.subjects.length === 0) return ['no pod has init trouble'];
  const above = summary === undefined ? [] : [...wrap(summary, terminalStyle(flags.color).width), ''];
  return [...above, ...onTerminal(ticked(report, cluster.now()), flags).split('\n')];
}

function happened({ before, after }: { readonly before?: FollowedPod; readonly after: FollowedPod }, now: Date): string[] {
  const name = after.pod.metadata?.name ?? '';
  const clauses = after.gone ? ['the pod is gone'] : transitionsBetween(before?.progress, after.progress);
  return clauses.map((clause) => clean(`${now.toISOString().slice(11, 19)} ${name}: ${clause}`).replaceAll('\n', ' '));
}

async function isOver(scopes: readonly FollowedScope[]): Promise<boolean> {
  try {
    const states = await Promise.all(scopes.map((scope) => scope.state()));
    return scopes.length > 0 && states.every((state) => state.is === 'done' || (state.is === 'never' && state.final));
  } catch (error) {
    if (error instanceof KnownError) return false;
    throw error;
  }
}
