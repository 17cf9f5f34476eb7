import type { CoreEvent, Pod } from '../cluster/kubernetes.ts';
import type { Cluster, PrintedPod } from '../cluster/port.ts';
import type { WorkloadObject } from '../cluster/targets.ts';
import type { Step } from '../init/model.ts';
import { podEvents, readProgress } from '../init/progress.ts';
import { resolveWaits } from '../waits/resolve/resolve-waits.ts';
import { readWaits, scriptConfigMaps } from '../waits/script/read-waits.ts';
import { appFinding, appInTrouble, asIfBlocking, asWarning, sidecarInTrouble } from './app-trouble.ts';
import type { Facts, Surroundings, TracedWait } from './facts.ts';
import type { Finding } from './finding.ts';
import { LogTails } from './log-tails.ts';
import { type OwnerFacts, ownerFacts } from './owner-facts.ts';
import { rank } from './rank.ts';
import { ownerRules, rules } from './rules/index.ts';
import { eventsIn, listening, logsIn, type Read, Sight } from './sight.ts';
import { Reads } from './surroundings.ts';
import { traceWait } from './trace.ts';
import { unexplained } from './unexplained.ts';
import { workloadOf } from './workload.ts';

/** What was found out about one pod. */
export interface Examination {
  readonly facts: Facts;
  /** Best first. */
  readonly findings: readonly Finding[];
  /** Init is done, and this is known of the app container that is in trouble. */
  readonly app?: Finding;
}

/** What was found out about a workload that has no pods. */
export interface OwnerExamination {
  readonly facts: OwnerFacts;
  readonly findings: readonly Finding[];
}

/** Looks at pods: reads what the question needs, judges, ranks. Pods of one command share what is read. */
export class Examiner {
  readonly cluster: Cluster;
  /** What the rules looked at. */
  readonly sight = new Sight();
  readonly #reads: Reads;

  /** @param cluster memoised, so that pods that share a dependency read it once */
  constructor(cluster: Cluster) {
    this.cluster = cluster;
    this.#reads = new Reads(cluster);
  }

  /** @param path the workloads that were followed to come here; empty for what the user asked for */
  async examine(printed: PrintedPod, path: readonly string[] = []): Promise<Examination> {
    const { pod } = printed;
    const passedBy = path.length > 0 ? await this.#passBy(printed, path) : undefined;
    if (passedBy) return passedBy;
    const tails = new LogTails(this.cluster, pod);
    // Logs take the longest, and events seldom change which one it is.
    tails.foresee(this.#statusOnly(printed, []).progress);
    const statusOnly = this.#statusOnly(printed, await this.#events(pod));
    const { progress } = statusOnly;
    // What the status asks for is read together with the logs; what the logs ask for, afterwards.
    const looked: Read[] = [];
    const [logs, waits] = await Promise.all([
      tails.of(progress),
      this.#waits(pod, progress.blocking, path, looked),
      this.#satisfy(statusOnly),
    ]);
    const read: Facts = { ...statusOnly, logs, waits };
    const sidecar = sidecarInTrouble(read);
    const facts = sidecar ? asIfBlocking(read, sidecar) : read;
    const app = appInTrouble(facts);
    await this.#satisfy(app ? asIfBlocking(facts, app) : facts);
    const known = app && appFinding(rules, facts, app);
    const own = rules
      .flatMap((rule) => rule.judge(facts))
      .filter(({ code, container }) => !(known && code === 'app-container' && container === app.name));
    this.#watch(facts, looked);
    const ranked = rank(known ? [asWarning(facts, known), ...own] : own);
    const findings =
      ranked.length > 0 ? ranked : unexplained(facts, !this.cluster.unreadable.some(({ resource }) => resource === 'events'));
    return { facts, findings: findings.map((finding) => ({ symptom: progress.columns.status, ...finding })), ...(known && { app: known }) };
  }

  /** A pod that only waits for the next one: its events and log would say nothing of the root, so they are not read. */
  async #passBy(printed: PrintedPod, path: readonly string[]): Promise<Examination | undefined> {
    const facts = this.#statusOnly(printed, []);
    if (facts.blocking?.state !== 'running') return undefined;
    const looked: Read[] = [];
    const waits = await this.#waits(printed.pod, facts.blocking, path, looked);
    if (!waits.some(({ trace }) => trace !== undefined)) return undefined;
    this.#watch({ ...facts, waits }, looked);
    return { facts: { ...facts, waits }, findings: [] };
  }

  #statusOnly({ pod, columns }: PrintedPod, events: readonly CoreEvent[]): Facts {
    const namespace = pod.metadata?.namespace ?? '';
    const now = this.cluster.now();
    const progress = readProgress({ pod, events, now, ...(columns && { columns }) });
    return {
      now,
      namespace,
      pod,
      progress,
      ...(progress.blocking && { blocking: progress.blocking }),
      events: podEvents(pod, events),
      logs: new Map(),
      workload: workloadOf(pod),
      around: this.#reads.around(namespace),
      waits: [],
    };
  }

  /** @param made the ReplicaSet or Job that the workload made last: events and conditions of failed creations stand there */
  async examineOwner(object: WorkloadObject, made?: WorkloadObject): Promise<OwnerExamination> {
    const namespace = object.value.metadata?.namespace ?? '';
    const about = [object, ...(made ? [made] : [])].map(({ value }) => value.metadata?.name ?? '');
    await this.#reads.satisfy(() => about.map((name) => ({ kind: 'Event', about: name })), namespace);
    const around = this.#reads.around(namespace);
    const events = about.flatMap((name) => around.eventsAbout(name)).sort((one, other) => one.at.localeCompare(other.at));
    const facts = ownerFacts({ now: this.cluster.now(), namespace, object, ...(made && { made }), events, around });
    await this.#reads.satisfy(() => ownerRules.flatMap((rule) => rule.needs?.(facts) ?? []), namespace);
    if (this.cluster.unreadable.length > 0) this.sight.watch(ownerRules, facts, { events: [eventsIn(namespace)] });
    return { facts, findings: rank(ownerRules.flatMap((rule) => rule.judge(facts))) };
  }

  /** Only where something was refused does it matter who looked. */
  #watch(facts: Facts, looked: readonly Read[]): void {
    if (this.cluster.unreadable.length === 0) return;
    const { namespace } = facts;
    this.sight.watch(rules, facts, { events: [eventsIn(namespace)], logs: [logsIn(namespace)], waits: looked });
  }

  #satisfy(facts: Facts): Promise<void> {
    return this.#reads.satisfy(() => rules.flatMap((rule) => rule.needs?.(facts) ?? []), facts.namespace);
  }

  async #events(pod: Pod): Promise<readonly CoreEvent[]> {
    const { namespace, name } = pod.metadata ?? {};
    const events = await this.cluster.list('Event', { ...(namespace && { namespace }), fieldSelector: `involvedObject.name=${name}` });
    return events.state === 'found' ? events.value : [];
  }

  /** @param looked gets what the waits were looked up in */
  async #waits(pod: Pod, blocking: Step | undefined, path: readonly string[], looked: Read[]): Promise<readonly TracedWait[]> {
    if (blocking?.role !== 'init' || blocking.attempts === 0) return [];
    const namespace = pod.metadata?.namespace ?? '';
    const maps = scriptConfigMaps(blocking.spec, pod);
    await this.#reads.satisfy(() => maps.map(({ name }) => ({ kind: 'ConfigMap', name })), namespace);
    const configMapValue = valueFrom(this.#reads.around(namespace));
    const waits = readWaits({ container: blocking.spec, pod, configMapValue });
    const resolved = await resolveWaits(waits, { cluster: listening(this.cluster, looked), pod });
    return Promise.all(resolved.map((wait) => traceWait(this, wait, pod, path)));
  }
}

const valueFrom =
  (around: Surroundings) =>
  (name: string, key: string): string | undefined => {
    const map = around.get('ConfigMap', name);
    return map.state === 'found' ? map.value.data?.[key] : undefined;
  };
