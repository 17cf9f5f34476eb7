import { boolean, integer, string } from '@oclif/core/flags';
import { KnownError } from '../cluster/errors.ts';
import type { Pod } from '../cluster/kubernetes.ts';
import { endedEarly, type LogRun, openRun } from '../cluster/log-run.ts';
import { nearMisses } from '../cluster/near-miss.ts';
import type { Cluster, LogQuery, PrintedPod } from '../cluster/port.ts';
import { parseDuration } from '../init/duration.ts';
import type { Progress, Step } from '../init/model.ts';
import { readProgress } from '../init/progress.ts';
import { tellingStep } from '../init/telling-step.ts';
import { invocation } from '../name.ts';
import { BaseCommand } from './shared/base.ts';
import { clusterFlags } from './shared/flags.ts';
import { type ClusterFlagValues, withCluster, withUnremembered } from './shared/open.ts';
import { targetsOf } from './shared/targets.ts';
import { writeLog } from './shared/write-log.ts';

export class Logs extends BaseCommand {
  static override summary = 'Print the log of the init container that matters';
  static override description =
    'Chooses the init container that blocks, and the run that there is: with --previous the previous run, else the present one, else the termination message. What it shows, and why, goes to stderr.';
  static override usage = 'logs TARGET [-f] [-p] [-c CONTAINER]';
  static override examples = [
    `${invocation} logs deploy/web`,
    `${invocation} logs web-7d9f-x2x1z --previous`,
    `${invocation} logs deploy/web -f --until-init-done`,
    `${invocation} logs job/seed --all-init --tail=50`,
  ];
  static override strict = false;

  static override flags = {
    ...clusterFlags,
    previous: boolean({ char: 'p', description: 'the run before the present one, if there is one' }),
    container: string({ char: 'c', description: 'this container, whatever its state' }),
    'all-init': boolean({ description: 'all init containers in their order' }),
    since: string({ description: 'only lines newer than this (5s, 2m, 3h)' }),
    'since-time': string({ description: 'only lines after this moment (RFC 3339)' }),
    tail: integer({ description: 'only the last lines; -1 all', default: -1 }),
    'limit-bytes': integer({ description: 'at most so many bytes', min: 1 }),
    timestamps: boolean({ description: 'each line begins with its time' }),
    selector: string({ char: 'l', description: 'label selector' }),
    follow: boolean({ char: 'f', description: 'follow init 1, init 2, ... across restarts, and pods as they come and go' }),
    app: boolean({ description: 'with -f: the app containers as well' }),
    'until-init-done': boolean({ description: 'with -f: end when init is done (0) or cannot succeed any more (2)' }),
  };

  override async run(): Promise<void> {
    const { flags, argv } = await this.parse(Logs);
    const words = argv.map(String);
    if (words.length === 0 && flags.selector === undefined)
      throw new KnownError(`logs needs a target: ${invocation} logs POD, or deploy/NAME, or -l SELECTOR`);
    const first = {
      ...(flags.since !== undefined && { sinceSeconds: secondsOf(flags.since) }),
      ...(flags['since-time'] !== undefined && { sinceTime: flags['since-time'] }),
      ...(flags.tail >= 0 && { tailLines: flags.tail }),
    };
    if (flags.follow || flags.app || flags['until-init-done']) return this.#follow(words, flags, first);
    await withCluster(flags, async (cluster) => {
      const query = {
        ...first,
        ...(flags['limit-bytes'] !== undefined && { limitBytes: flags['limit-bytes'] }),
        ...(flags.timestamps && { timestamps: true }),
      };
      const { pod, progress } = this.#choose(cluster, await this.#pods(cluster, words, flags));
      for (const step of stepsToShow(pod, progress, flags)) await this.#show(cluster, pod, step, flags.previous, query);
    });
  }

  async #follow(words: readonly string[], flags: FollowFlags, first: Partial<LogQuery>): Promise<void> {
    if (!flags.follow) throw new KnownError('--app and --until-init-done go with -f');
    if (flags.previous) throw new KnownError('-f and --previous do not go together: -f prints the previous run as well, if it is left');
    await withUnremembered(flags, async (cluster) => {
      const { followLogs } = await import('./live/follow-logs.ts');
      const exitCode = await followLogs(cluster, words, flags, {
        first,
        app: flags.app,
        timestamps: flags.timestamps,
        untilInitDone: flags['until-init-done'],
        ...(flags.container !== undefined && { container: flags.container }),
      });
      if (exitCode !== undefined) process.exitCode = exitCode;
    });
  }

  async #pods(
    cluster: Cluster,
    words: readonly string[],
    flags: { readonly namespace?: string; readonly selector?: string },
  ): Promise<PrintedPod[]> {
    const resolved = await targetsOf(cluster, words, flags);
    const pods = resolved.flatMap((resolution) => (resolution.is === 'pod' ? [resolution.pod] : []));
    const [without] = resolved.flatMap((resolution) => (resolution.is === 'workload' ? [resolution.workload] : []));
    if (pods.length === 0 && without) {
      const { kind, value } = without;
      const { name, namespace } = value.metadata ?? {};
      const describing = `${invocation} describe ${kind.toLowerCase()}/${name} -n ${namespace}`;
      throw new KnownError(`${kind} ${name} has no pods, so there is no log; ${describing} says why`, 4);
    }
    return pods;
  }

  /** One pod stands for its workload: the first whose init is not done. */
  #choose(cluster: Cluster, pods: readonly PrintedPod[]): { readonly pod: PrintedPod; readonly progress: Progress } {
    const read = pods.map((pod) => ({ pod, progress: readProgress({ pod: pod.pod, events: [], now: cluster.now() }) }));
    const chosen = read.find(({ progress }) => progress.blocking) ?? read[0];
    if (!chosen) throw new KnownError('no pod to show a log of', 4);
    if (pods.length > 1) this.note(`${pods.length} pods; this is ${chosen.pod.pod.metadata?.name}`);
    return chosen;
  }

  async #show(cluster: Cluster, { pod }: PrintedPod, step: Step, previous: boolean, query: Partial<LogQuery>): Promise<void> {
    const { namespace = '', name = '' } = pod.metadata ?? {};
    const order: [LogRun, LogRun] = previous ? ['previous', 'current'] : ['current', 'previous'];
    const opened = await openRun(cluster, { ...query, namespace, pod: name, container: step.name }, order);
    if (opened.state === 'found') {
      const { run, bytes, unread } = opened.value;
      this.note(`${step.name}: ${describeRun(step, run, previous, unread)}`);
      const any = await writeLog(bytes);
      const early = cluster.unreadable.find(({ resource, reason }) => resource === 'pods/log' && reason.startsWith(endedEarly));
      if (early) throw new KnownError(`the log of ${step.name} in pod ${name} is not whole: ${early.reason}`);
      return any ? undefined : this.#nothingPrinted(step, run, query);
    }
    const message = step.lastRun?.message;
    if (!message)
      throw new KnownError(`no log of ${step.name} in pod ${name}: ${opened.reason ?? 'it has not run yet'}; ${describing(pod)} says why`);
    this.note(`${step.name}: no log is left (${opened.reason ?? 'gone'}); this is its termination message`);
    await writeMessage(message);
  }

  /** A program that cannot be started prints nothing: why, the runtime says. */
  async #nothingPrinted(
    { name, state, lastRun }: Step,
    run: LogRun,
    { sinceSeconds, sinceTime, tailLines }: Partial<LogQuery>,
  ): Promise<void> {
    const limited = sinceSeconds !== undefined || sinceTime !== undefined || tailLines !== undefined;
    const message = run === 'current' && state === 'running' ? undefined : lastRun?.message;
    this.note(`${name} printed nothing${limited ? ' within these limits' : ''}${message ? '; this is its termination message' : ''}`);
    if (message) await writeMessage(message);
  }
}

interface FollowFlags extends ClusterFlagValues {
  readonly follow: boolean;
  readonly previous: boolean;
  readonly app: boolean;
  readonly 'until-init-done': boolean;
  readonly timestamps: boolean;
  readonly container?: string;
  readonly selector?: string;
}

const describing = ({ metadata }: Pod): string => `${invocation} describe ${metadata?.name} -n ${metadata?.namespace}`;

const writeMessage = (message: string): Promise<boolean> => writeLog(once(Buffer.from(message.endsWith('\n') ? message : `${message}\n`)));

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

function stepsToShow(
  { pod }: PrintedPod,
  progress: Progress,
  { container, 'all-init': allInit }: { readonly container?: string; readonly 'all-init': boolean },
): readonly Step[] {
  const { steps, apps } = progress;
  if (container !== undefined) {
    const step = [...steps, ...apps].find(({ name }) => name === container);
    if (step) return [step];
    const names = [...steps, ...apps].map(({ name }) => name);
    const [near] = nearMisses(container, names, 1);
    throw new KnownError(
      `no container ${JSON.stringify(container)} in this pod${near ? `; did you mean ${near}?` : `; it has ${names.join(', ')}`}`,
    );
  }
  if (steps.length === 0)
    throw new KnownError(`this pod has no init containers; name an app container with -c: ${apps.map(({ name }) => name).join(', ')}`);
  if (allInit) return steps.filter(({ attempts, lastRun }) => attempts > 0 || lastRun);
  const step = tellingStep(progress);
  if (!step) throw new KnownError(`no init container of this pod has run yet, so there is no log; ${describing(pod)} says why`);
  return [step];
}

function describeRun({ state, attempts, lastRun }: Step, run: LogRun, previous: boolean, unread: string | undefined): string {
  const ended = lastRun ? `exit ${lastRun.exitCode}` : 'ended';
  const otherwise = (wanted: string) =>
    unread === undefined ? `, as there is no ${wanted}` : `, as the ${wanted} could not be read: ${unread}`;
  if (run === 'previous') return `the previous run (${ended})${previous ? '' : otherwise('present one')}`;
  const why = previous ? otherwise('previous one') : '';
  return state === 'running' ? `the present run, attempt ${attempts}${why}` : `the latest run (${ended})${why}`;
}

function secondsOf(text: string): number {
  const seconds = parseDuration(text);
  if (seconds === undefined || seconds <= 0) throw new KnownError(`--since ${JSON.stringify(text)} is no duration; write 5s, 2m or 3h`);
  return Math.ceil(seconds);
}
