import { nothingMoves } from '../errors.ts';
import { kinds, resourceName } from '../kinds.ts';
import type { Kind, Kinds, ObjectMeta } from '../kubernetes.ts';
import {
  absent,
  type Cluster,
  denied,
  found,
  type ListQuery,
  type LogQuery,
  type PrintedPod,
  type Read,
  type Unreadable,
} from '../port.ts';
import { matchesFields, parseFieldSelector, parseLabelSelector } from '../selector.ts';
import { isObject } from '../shape/shapes.ts';
import { shaped } from '../shape.ts';
import { asCoreEvent } from './events-api.ts';
import type { Contents, Layout } from './layout.ts';
import { readLog } from './log.ts';

export interface DumpOptions {
  readonly name: string;
  readonly layout: Layout;
  readonly now: Date;
  readonly defaultNamespace: string;
  /** Files that were there and could not be read. */
  readonly unread: readonly string[];
}

interface Gathered<K extends Kind> {
  readonly objects: readonly Kinds[K][];
  /** Whether that is all there was, so that what is missing did not exist. */
  readonly complete: boolean;
  /** Whether the dump has any object of the kind there. */
  readonly any: boolean;
  /** Why some of it could not be read. */
  readonly damage?: string;
}

const notThere = 'not in the dump';

/** A dump behind the port. What a complete list lacks is absent; what is merely not in the dump is denied. */
export class DumpCluster implements Cluster {
  readonly source: Cluster['source'];
  readonly defaultNamespace: string;
  readonly requests = 0;
  readonly #layout: Layout;
  readonly #now: Date;
  readonly #shaped = new WeakMap<object, Kinds[Kind]>();
  readonly #unread: string | undefined;
  readonly #unreadable = new Map<string, Unreadable>();

  constructor({ name, layout, now, defaultNamespace, unread }: DumpOptions) {
    this.source = { kind: 'dump', name };
    this.defaultNamespace = defaultNamespace;
    this.#layout = layout;
    this.#now = now;
    this.#unread = unread[0];
    for (const reason of unread) this.#note({ resource: 'files', verb: 'get', reason });
  }

  get unreadable(): readonly Unreadable[] {
    return [...this.#unreadable.values()];
  }

  now(): Date {
    return this.#now;
  }

  async get<K extends Kind>(kind: K, namespace: string | undefined, name: string): Promise<Read<Kinds[K]>> {
    const space = kinds[kind].namespaced ? namespace : undefined;
    const isIt = (object: Kinds[K]) => metadataOf(object).name === name;
    const own = this.#objects(kind, space, await this.#layout.singles(kind, space, name), name).objects.find(isIt);
    if (own) return found(own);
    const { objects, complete, damage } = await this.#gather(kind, space, name);
    const listed = objects.find(isIt);
    if (listed) return found(listed);
    return complete ? absent() : this.#denied(kind, space, 'get', damage);
  }

  async list<K extends Kind>(kind: K, { namespace, labelSelector = '', fieldSelector = '' }: ListQuery): Promise<Read<Kinds[K][]>> {
    const matchesSelector = parseLabelSelector(labelSelector);
    const fields = parseFieldSelector(fieldSelector, kind);
    const space = kinds[kind].namespaced ? namespace : undefined;
    const named = fields.find(({ field, equal }) => equal && hintFields.has(field))?.value;
    const { objects, complete, any, damage } = await this.#gather(kind, space, named);
    const matching = objects.filter((object) => matchesSelector(metadataOf(object).labels) && matchesFields(fields, object));
    // Events expire, so some are as good as all; of the cluster's own resources a must-gather has all, each in a file.
    const isAnswer = complete || matching.length > 0 || (any && (kind === 'Event' || !kinds[kind].namespaced));
    return isAnswer ? found(matching) : this.#denied(kind, space, 'list', damage);
  }

  async printedPod(namespace: string, name: string): Promise<Read<PrintedPod>> {
    const pod = await this.get('Pod', namespace, name);
    return pod.state === 'found' ? found({ pod: pod.value }) : pod;
  }

  async printedPods(query: ListQuery): Promise<Read<PrintedPod[]>> {
    const pods = await this.list('Pod', query);
    return pods.state === 'found' ? found(pods.value.map((pod) => ({ pod }))) : pods;
  }

  async log(query: LogQuery): Promise<Read<AsyncIterable<Uint8Array>>> {
    const log = await this.#readLog(query);
    if (log.state === 'denied') this.#note({ resource: 'pods/log', namespace: query.namespace, verb: 'get', reason: log.reason });
    return log;
  }

  async #readLog(query: LogQuery): Promise<Read<AsyncIterable<Uint8Array>>> {
    const region = await this.#layout.log(query);
    if (region.state !== 'found') return region;
    try {
      return found(await readLog(region.value, query, this.#now));
    } catch (error) {
      return denied(error instanceof Error ? error.message : String(error));
    }
  }

  async followLog(): Promise<never> {
    throw nothingMoves();
  }

  watchPods(): never {
    throw nothingMoves();
  }

  watchChanges(): never {
    throw nothingMoves();
  }

  close(): void {}

  /** @param word that all objects in question contain */
  async #gather<K extends Kind>(kind: K, namespace: string | undefined, word?: string): Promise<Gathered<K>> {
    const isDivided = kinds[kind].namespaced && namespace === undefined;
    const spaces = isDivided ? await this.#layout.divisions() : [namespace];
    const parts = await Promise.all(spaces.map((space) => this.#gatherIn(kind, space, word)));
    return {
      objects: unique(parts.flatMap(({ objects }) => objects)),
      complete: parts.some(({ complete }) => complete),
      any: parts.some(({ any }) => any),
      ...firstDamage(parts),
    };
  }

  async #gatherIn<K extends Kind>(kind: K, namespace: string | undefined, word: string | undefined): Promise<Gathered<K>> {
    const lists = this.#objects(kind, namespace, await this.#layout.lists(kind, namespace), word);
    if (lists.complete) return lists;
    const singles = this.#objects(kind, namespace, await this.#layout.singles(kind, namespace), word);
    return {
      objects: unique([...lists.objects, ...singles.objects]),
      complete: false,
      any: lists.any || singles.any,
      ...firstDamage([lists, singles]),
    };
  }

  #objects<K extends Kind>(kind: K, namespace: string | undefined, parts: readonly Contents[], word = ''): Gathered<K> {
    const damages = parts.flatMap(({ damage }) => damage ?? []);
    const items = parts.flatMap((part) => part.items);
    // An object without a namespace is taken for one of `default`.
    const space = namespace === undefined || namespace === 'default' ? '' : namespace;
    const values = items.filter((item) => item.mentions(word) && item.mentions(space)).map((item) => item.value());
    const isBroken = values.includes(undefined);
    if (isBroken) damages.push('some objects are broken');
    for (const damage of damages) this.#noteDamage(kind, namespace, damage);
    const objects = values
      .filter(isObject)
      .map((value) => this.#safe(kind, value))
      .filter((object) => Boolean(metadataOf(object).name))
      .filter((object) => namespace === undefined || (metadataOf(object).namespace ?? 'default') === namespace);
    return { objects, complete: !isBroken && parts.some((part) => part.covers(namespace)), any: items.length > 0, damage: damages[0] };
  }

  /** Shaped once: a scan asks for the events of one pod after another. */
  #safe<K extends Kind>(kind: K, value: object): Kinds[K] {
    const safe = this.#shaped.get(value);
    // What stands at one place of a dump is only ever read as one kind.
    if (safe !== undefined) return safe as Kinds[K];
    const fresh = shaped(kind, kind === 'Event' ? asCoreEvent(value) : value);
    this.#shaped.set(value, fresh);
    return fresh;
  }

  #denied(kind: Kind, namespace: string | undefined, verb: 'get' | 'list', damage = this.#unread): Read<never> {
    if (damage !== undefined) return { ...denied(damage), damaged: true };
    this.#note({ resource: resourceName(kind), ...(namespace !== undefined && { namespace }), verb, reason: notThere });
    return denied(notThere);
  }

  #noteDamage(kind: Kind, namespace: string | undefined, reason: string): void {
    this.#note({ resource: resourceName(kind), ...(namespace !== undefined && { namespace }), verb: 'list', reason });
  }

  #note(unreadable: Unreadable): void {
    const { resource, namespace, verb, reason } = unreadable;
    this.#unreadable.set(JSON.stringify([resource, namespace, verb, reason]), unreadable);
  }
}

/** Field selectors whose value stands in the text of every object that they select. */
const hintFields: ReadonlySet<string> = new Set(['metadata.name', 'spec.nodeName', 'involvedObject.name', 'involvedObject.uid']);

const firstDamage = (parts: readonly Pick<Gathered<Kind>, 'damage'>[]): Pick<Gathered<Kind>, 'damage'> => ({
  damage: parts.find(({ damage }) => damage !== undefined)?.damage,
});

const metadataOf = (object: { metadata?: ObjectMeta }): ObjectMeta => object.metadata ?? {};

/** Without objects that were there before; those come first that came first. */
const unique = <T extends { metadata?: ObjectMeta }>(objects: readonly T[]): T[] => {
  const seen = new Map<string, T>();
  for (const object of objects) {
    const { namespace = '', name = '' } = metadataOf(object);
    const key = `${namespace}/${name}`;
    if (!seen.has(key)) seen.set(key, object);
  }
  return [...seen.values()];
};
