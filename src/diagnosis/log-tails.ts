import type { Pod } from '../cluster/kubernetes.ts';
import { diagnosisTail, lastLines } from '../cluster/log-lines.ts';
import { openRun } from '../cluster/log-run.ts';
import type { Cluster } from '../cluster/port.ts';
import type { Progress, Step } from '../init/model.ts';
import type { LogTail } from './facts.ts';

/** The ends of the logs that tell why a pod does not get on, each read once. */
export class LogTails {
  readonly #cluster: Cluster;
  readonly #pod: Pod;
  readonly #read = new Map<string, Promise<LogTail | undefined>>();

  constructor(cluster: Cluster, pod: Pod) {
    this.#cluster = cluster;
    this.#pod = pod;
  }

  /** Begins to read what will be asked for, as far as this tells. */
  foresee(progress: Progress): void {
    this.of(progress).catch(() => {
      // Whoever asks is told.
    });
  }

  /** By the names of their containers: of the blocking one, or once init is done of those that have failed since. */
  async of({ blocking, steps, apps, phase }: Progress): Promise<ReadonlyMap<string, LogTail>> {
    const after = phase === 'initialized' ? [...steps.filter(({ role }) => role === 'sidecar'), ...apps] : [];
    const telling = [...(blocking ? [blocking] : []), ...after.filter(({ state }) => state === 'failed')];
    const tails = await Promise.all(telling.map(async (step) => [step.name, await this.#tail(step)] as const));
    return new Map(tails.filter((entry): entry is [string, LogTail] => entry[1] !== undefined));
  }

  #tail(step: Step): Promise<LogTail | undefined> {
    const key = JSON.stringify([step.name, step.telling]);
    const tail = this.#read.get(key) ?? this.#lastOf(step);
    this.#read.set(key, tail);
    return tail;
  }

  async #lastOf(step: Step): Promise<LogTail | undefined> {
    const { namespace = '', name = '' } = this.#pod.metadata ?? {};
    const query = { namespace, pod: name, container: step.name, ...diagnosisTail };
    if (step.telling !== 'none') {
      const opened = await openRun(this.#cluster, query, step.telling === 'previous' ? ['previous', 'current'] : ['current']);
      if (opened.state === 'found') return { run: opened.value.run, lines: await lastLines(opened.value.bytes) };
    }
    const message = step.lastRun?.message?.trim();
    return message ? { run: 'termination-message', lines: message.split('\n') } : undefined;
  }
}
