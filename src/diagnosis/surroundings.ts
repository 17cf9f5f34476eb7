import { kinds } from '../cluster/kinds.ts';
import type { CoreEvent, Kind, Kinds } from '../cluster/kubernetes.ts';
import { absent, type Cluster, denied, found, type Read } from '../cluster/port.ts';
import { readEvents } from '../init/events.ts';
import type { PodEvent } from '../init/model.ts';
import type { Need, Surroundings } from './facts.ts';

/** How often rules may ask for more, having seen what they asked for: claim, then class, then volume. */
const rounds = 3;

const everywhere = '*';

/** Reads what rules need, each thing once and in parallel, and answers from that. Shared by all pods of one command. */
export class Reads {
  readonly #cluster: Cluster;
  readonly #answers = new Map<string, Read<unknown>>();
  readonly #underway = new Map<string, Promise<void>>();

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** Asks for needs until nothing new comes up; `ask` sees what the rounds before brought. */
  async satisfy(ask: () => readonly Need[], home: string): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      const missing = ask().filter((need) => !this.#answers.has(keyOf(need, home)));
      if (missing.length === 0) return;
      await Promise.all(missing.map((need) => this.#read(need, home)));
    }
  }

  around(home: string): Surroundings {
    return {
      get: (kind, name, namespace) => this.#object(kind, name, namespace ?? home),
      list: (kind, namespace) => this.#list(kind, namespace ?? home),
      eventsAbout: (name, namespace) => this.#eventsAbout(name, namespace ?? home),
    };
  }

  #object<K extends Kind>(kind: K, name: string, namespace: string): Read<Kinds[K]> {
    const own = this.#answers.get(keyOf({ kind, name }, namespace));
    if (own) return own as Read<Kinds[K]>;
    const list = this.#answers.get(keyOf({ kind }, namespace)) as Read<Kinds[K][]> | undefined;
    if (list?.state !== 'found') return denied('was not read');
    const hit = list.value.find(({ metadata }) => metadata?.name === name);
    return hit ? found(hit) : absent();
  }

  #list<K extends Kind>(kind: K, namespace: string): Read<Kinds[K][]> {
    const whole = this.#answers.get(keyOf({ kind }, namespace)) as Read<Kinds[K][]> | undefined;
    return whole ?? denied('was not read');
  }

  #eventsAbout(name: string, namespace: string): readonly PodEvent[] {
    const events = this.#answers.get(keyOf({ kind: 'Event', about: name }, namespace)) as Read<CoreEvent[]> | undefined;
    return events?.state === 'found' ? readEvents(events.value) : [];
  }

  #read(need: Need, home: string): Promise<void> {
    const key = keyOf(need, home);
    const reading = this.#underway.get(key) ?? this.#fetch(need, home).then((read) => void this.#answers.set(key, read));
    this.#underway.set(key, reading);
    return reading;
  }

  #fetch({ kind, name, namespace, about }: Need, home: string): Promise<Read<unknown>> {
    const where = namespace ?? home;
    if (name !== undefined) return this.#cluster.get(kind, where, name);
    const scope = where === everywhere ? {} : { namespace: where };
    return this.#cluster.list(kind, { ...scope, ...(about && { fieldSelector: `involvedObject.name=${about}` }) });
  }
}

function keyOf({ kind, name = '', namespace, about = '' }: Need, home: string): string {
  return [kind, kinds[kind].namespaced ? (namespace ?? home) : '', name, about].join('\n');
}
