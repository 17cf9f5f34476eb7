import { KnownError } from '../../cluster/errors.ts';
import { memoised } from '../../cluster/memo.ts';
import type { Cluster } from '../../cluster/port.ts';
import { parseTargets, type Resolution, resolveTargets, type TargetFlags } from '../../cluster/targets.ts';
import type { FailFast } from '../../diagnosis/fail-fast.ts';
import { isInitialized } from '../../diagnosis/no-return.ts';
import { humanDuration } from '../../init/age.ts';
import { standing, transitionsBetween } from '../../init/transitions.ts';
import { reportOn } from '../../report/report-on.ts';
import { formatReport, type OutputFlagValues } from '../shared/print-report.ts';
import { follow, scopesToFollow } from './follow.ts';
import { type FollowedPod, FollowedScope } from './followed-scope.ts';
import { type Interrupt, interruptible } from './interrupt.ts';
import { Looking } from './looking.ts';
import { Patience } from './patience.ts';
import { ProgressLines } from './progress-lines.ts';

export interface WaitOptions {
  /** Seconds; 0 without end. */
  readonly timeout: number;
  readonly grace: number;
  readonly failFast: FailFast;
}

export interface Waited {
  /** For stdout. */
  readonly text: string;
  /** Missing after an interruption, which has set its own. */
  readonly exitCode?: 0 | 2 | 3;
}

type Ending = { readonly is: 'done' | 'timeout' | 'interrupted' } | { readonly is: 'never' | 'failed-fast'; readonly why: string };

const exitCodes = { done: 0, never: 2, 'failed-fast': 2, timeout: 3 } as const;
const decideEvery = 500;

/** Waits for init of what the words mean. Throws KnownError where that is not there, and on a dump. */
export async function waitFor(
  cluster: Cluster,
  words: readonly string[],
  flags: TargetFlags & OutputFlagValues,
  options: WaitOptions,
): Promise<Waited> {
  const targets = parseTargets(words, flags);
  const scopes = (await scopesToFollow(cluster, targets, flags)).map((scope) => new FollowedScope(cluster, scope));
  const lines = new ProgressLines(() => cluster.now());
  const interrupt = interruptible();
  const patience = new Patience(options, new Looking(cluster, { targets, flags, scopes }));
  try {
    const ending = await wait(cluster, scopes, options, lines, interrupt, patience);
    lines.end();
    if (ending.is === 'interrupted') return { text: '' };
    if (ending.is === 'never') lines.say(`cannot succeed any more: ${ending.why}`);
    if (ending.is === 'failed-fast') lines.say(`taken for failed by --fail-fast-on: ${ending.why}`);
    if (ending.is === 'timeout') lines.say(`not done after ${humanDuration(options.timeout * 1000)}`);
    const text = await answer(cluster, targets, flags, scopes, ending);
    return { text, exitCode: exitCodes[ending.is] };
  } finally {
    patience.end();
    interrupt.end();
    lines.end();
  }
}

async function wait(
  cluster: Cluster,
  scopes: readonly FollowedScope[],
  { timeout }: WaitOptions,
  lines: ProgressLines,
  interrupt: Interrupt,
  patience: Patience,
): Promise<Ending> {
  const { signal } = interrupt;
  const began = performance.now();
  let decidedAt = Number.NEGATIVE_INFINITY;
  const byScope = new Map(scopes.map((followed) => [followed.scope, followed]));
  const following = follow(
    cluster,
    scopes.map(({ scope }) => scope),
    decideEvery,
    signal,
  );
  for await (const followed of following) {
    if (followed !== 'tick') {
      const { scope, change } = followed;
      const taken = byScope.get(scope)?.take(change);
      patience.changed();
      if (taken) sayWhatHappened(lines, taken);
      else lines.sayOfConnection(change);
    }
    if (followed !== 'tick' && performance.now() - decidedAt < decideEvery && followed.change.is !== 'synced') continue;
    decidedAt = performance.now();
    const ending = await decide(scopes, patience, lines);
    if (ending !== undefined) return ending;
    if (timeout > 0 && performance.now() - began >= timeout * 1000) return { is: 'timeout' };
    lines.show(statusOf(scopes, performance.now() - began));
  }
  return { is: 'interrupted' };
}

async function decide(scopes: readonly FollowedScope[], patience: Patience, lines: ProgressLines): Promise<Ending | undefined> {
  try {
    const states = await Promise.all(scopes.map((scope) => scope.state()));
    const never = states.find((state) => state.is === 'never');
    if (never) return never;
    if (scopes.length > 0 && states.every(({ is }) => is === 'done')) return { is: 'done' };
    const failed = patience.failed(scopes.flatMap(({ pods }) => pods));
    return failed === undefined ? undefined : { is: 'failed-fast', why: failed };
  } catch (error) {
    // The watch says when the server is away, and goes on.
    if (!(error instanceof KnownError)) throw error;
    lines.sayOnce(error.message);
    return undefined;
  }
}

function sayWhatHappened(lines: ProgressLines, { before, after }: { readonly before?: FollowedPod; readonly after: FollowedPod }): void {
  const name = after.pod.metadata?.name ?? '';
  const happened = after.gone ? ['the pod is gone'] : transitionsBetween(before?.progress, after.progress);
  for (const clause of happened) lines.say(`${name}: ${clause}`);
}

function statusOf(scopes: readonly FollowedScope[], milliseconds: number): string {
  const pods = scopes.flatMap((scope) => scope.pods);
  const open = pods.filter(({ progress }) => !isInitialized(progress));
  const [first] = open;
  const names = scopes.map(({ scope }) => scope.name).join(', ');
  const what = first ? `${first.pod.metadata?.name} ${standing(first.progress)}` : pods.length === 0 ? `${names}: no pods yet` : names;
  const more = open.length > 1 ? ` and ${open.length - 1} more` : '';
  return `waiting ${humanDuration(milliseconds)} · ${what}${more}`;
}

/** The diagnosis of what is not done; where all is, one line a pod. */
async function answer(
  cluster: Cluster,
  targets: ReturnType<typeof parseTargets>,
  flags: TargetFlags & OutputFlagValues,
  scopes: readonly FollowedScope[],
  ending: Ending,
): Promise<string> {
  const pods = scopes.flatMap((scope) => scope.pods);
  if (ending.is === 'done' && flags.output === undefined) {
    return pods.map(({ pod, progress }) => `${pod.metadata?.name}: ${standing(progress)}`).join('\n');
  }
  const remembering = memoised(cluster);
  const asked = await inQuestion(remembering, targets, flags, pods);
  return formatReport(await reportOn(remembering, asked), flags);
}

async function inQuestion(
  cluster: Cluster,
  targets: ReturnType<typeof parseTargets>,
  flags: TargetFlags,
  followed: readonly FollowedPod[],
): Promise<readonly Resolution[]> {
  const open = followed.filter(({ progress }) => !isInitialized(progress));
  const telling = open.length > 0 ? open : followed;
  if (telling.length > 0) return telling.map(({ pod }) => ({ is: 'pod', pod: { pod } }));
  return resolveTargets(cluster, targets, flags);
}
