import { KnownError } from '../../cluster/errors.ts';
import type { Pod } from '../../cluster/kubernetes.ts';
import type { Cluster, LogQuery } from '../../cluster/port.ts';
import { isInitialized } from '../../diagnosis/no-return.ts';
import { humanDuration } from '../../init/age.ts';
import { type ContainerRun, containerRuns } from '../../init/container-runs.ts';
import { readProgress } from '../../init/progress.ts';
import type { LogPrinter } from './log-printer.ts';
import { type RunLog, readRun } from './read-run.ts';

export interface PodLogOptions {
  readonly app: boolean;
  readonly container?: string;
  /** Of the runs that had begun when we came. */
  readonly first: Pick<LogQuery, 'sinceSeconds' | 'sinceTime' | 'tailLines'>;
}

/** The logs of one pod: each run of each init container once, in order; sidecars and apps beside them. */
export class PodLogs {
  readonly #cluster: Cluster;
  readonly #printer: LogPrinter;
  readonly #options: PodLogOptions;
  readonly #told = new Set<string>();
  readonly #atFirst: ReadonlySet<string>;
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #ending = new AbortController();
  readonly #lastTold = new Map<string, number>();
  #pod: Pod;
  #gone = false;
  #changed = nextChange();
  #failure: unknown;
  #finishedLanes = 0;

  constructor(cluster: Cluster, printer: LogPrinter, options: PodLogOptions, pod: Pod, signal: AbortSignal) {
    this.#cluster = cluster;
    this.#printer = printer;
    this.#options = options;
    this.#pod = pod;
    this.#atFirst = new Set(containerRuns(pod).map(({ key }) => key));
    signal.addEventListener('abort', () => this.#end(), { once: true });
  }

  /** The pod as it is now. */
  update(pod: Pod, gone: boolean): void {
    this.#pod = pod;
    this.#gone = gone;
    for (const lane of this.#lanesOf(pod)) {
      if (!this.#lanes.has(lane)) this.#lanes.set(lane, this.#follow(lane));
    }
    this.#changed.tell();
    this.#changed = nextChange();
  }

  /** Whether everything that will ever be said has been. Throws what kept a log from being read. */
  get finished(): boolean {
    if (this.#failure !== undefined) throw this.#failure;
    return this.#isOver('init') && this.#lanes.size === this.#finishedLanes && (!this.#options.app || this.#isOver('app'));
  }

  #end(): void {
    this.#ending.abort();
    this.#changed.tell();
  }

  /** Plain init containers follow one another; whatever else runs does so beside them. */
  #lanesOf(pod: Pod): string[] {
    return [
      ...new Set(
        containerRuns(pod)
          .filter((run) => this.#isWanted(run))
          .map(laneOf),
      ),
    ];
  }

  #isWanted({ container, role }: ContainerRun): boolean {
    if (this.#options.container !== undefined) return container === this.#options.container;
    return role !== 'app' || this.#options.app;
  }

  async #follow(lane: string): Promise<void> {
    try {
      for (;;) {
        const { told } = this.#changed;
        const run = containerRuns(this.#pod).find((one) => laneOf(one) === lane && this.#isWanted(one) && !this.#told.has(one.key));
        if (run) await this.#tell(run);
        else if (this.#isOver(lane)) break;
        else await told;
        if (this.#ending.signal.aborted) break;
      }
    } catch (error) {
      if (!this.#ending.signal.aborted) this.#failure ??= error;
    } finally {
      this.#finishedLanes += 1;
    }
  }

  /** Init is over when it is done, apps and sidecars when the pod is; without --app, sidecars are of interest during init. */
  #isOver(lane: string): boolean {
    const { phase } = this.#pod.status ?? {};
    if (this.#gone || phase === 'Succeeded' || phase === 'Failed') return true;
    if (lane !== 'init' && (this.#options.app || this.#options.container !== undefined)) return false;
    return isInitialized(readProgress({ pod: this.#pod, events: [], now: this.#cluster.now() }));
  }

  async #tell(run: ContainerRun): Promise<void> {
    this.#told.add(run.key);
    this.#sayLost(run);
    const several = run.attempt > 1 ? `, attempt ${run.attempt}` : '';
    this.#printer.note(`${run.container}${several}`, this.#name);
    const lost = await readRun(this.#cluster, this.#log(run), this.#ending.signal);
    if (lost !== undefined) this.#printer.note(`${run.container}${several}: ${lost}`, this.#name);
    const latest = this.#latest(run);
    if (latest && !latest.running) this.#printer.note(this.#ended(latest), this.#name);
  }

  #log(run: ContainerRun): RunLog {
    const { namespace = '', name = '' } = this.#pod.metadata ?? {};
    return {
      query: { namespace, pod: name, container: run.container },
      first: this.#atFirst.has(run.key) ? this.#options.first : {},
      message: run.message,
      latest: () => this.#latest(run),
      isOver: () => this.#gone || (run.role === 'sidecar' && this.#isOver(laneOf(run))),
      refresh: () => this.#refresh(),
      line: (line) => this.#printer.line(name, run.container, line),
      note: (text) => this.#printer.note(`${run.container}: ${text}`, this.#name),
    };
  }

  get #name(): string {
    return this.#pod.metadata?.name ?? '';
  }

  #latest({ key }: ContainerRun): ContainerRun | undefined {
    return containerRuns(this.#pod).find((run) => run.key === key);
  }

  /** Reads the pod itself where the watch may lag behind. False where the server does not answer. */
  async #refresh(): Promise<boolean> {
    const { namespace, name = '', uid } = this.#pod.metadata ?? {};
    try {
      const read = await this.#cluster.get('Pod', namespace, name);
      if (read.state === 'absent') this.#gone = true;
      if (read.state === 'found' && read.value.metadata?.uid === uid) this.#pod = read.value;
      return read.state !== 'denied';
    } catch (error) {
      if (!(error instanceof KnownError)) throw error;
      return false;
    }
  }

  #sayLost({ container, attempt }: ContainerRun): void {
    const last = this.#lastTold.get(container) ?? 0;
    this.#lastTold.set(container, attempt);
    if (attempt <= last + 1) return;
    const missed =
      attempt - 1 === last + 1 ? `the log of attempt ${last + 1} is` : `the logs of attempts ${last + 1} to ${attempt - 1} are`;
    this.#printer.note(`${container}: ${missed} gone: Kubernetes keeps no more than the latest run and the one before`, this.#name);
  }

  #ended({ container, attempt, exitCode, durationSeconds }: ContainerRun): string {
    const took = durationSeconds === undefined ? '' : ` after ${humanDuration(durationSeconds * 1000)}`;
    const progress = readProgress({ pod: this.#pod, events: [], now: this.#cluster.now() });
    const step = [...progress.steps, ...progress.apps].find(({ name }) => name === container);
    const left = step?.attempts === attempt ? step.backoff?.remainingSeconds : undefined;
    const next = left === undefined ? '' : left > 0 ? `; next in ${humanDuration(left * 1000)}` : '; next any moment';
    return `${container}${attempt > 1 ? `, attempt ${attempt}` : ''}, exit ${exitCode ?? 'unknown'}${took}${next}`;
  }
}

const laneOf = ({ role, container }: ContainerRun): string => (role === 'init' ? 'init' : `${role} ${container}`);

/** Resolves when it is told. */
function nextChange(): { readonly told: Promise<void>; tell(): void } {
  let tell = (): void => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return { told, tell: () => tell() };
}
