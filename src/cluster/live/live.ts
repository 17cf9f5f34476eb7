import { ConnectionError } from '../errors.ts';
import { kinds, resourceName } from '../kinds.ts';
import type { Kind, Kinds } from '../kubernetes.ts';
import { endedEarly } from '../log-run.ts';
import {
  absent,
  type Cluster,
  type Denied,
  denied,
  found,
  type ListQuery,
  type LogFollowQuery,
  type LogQuery,
  type PodChange,
  type PodQuery,
  type PrintedPod,
  type Read,
  type SeenVersions,
  type Unreadable,
} from '../port.ts';
import { shaped } from '../shape.ts';
import { type JsonAnswer, jsonAnswer, reasonOf, saysAbsent, serverSentence } from './answers.ts';
import { isPathSegment, listPath, logPath, objectPath, withObjects } from './api-path.ts';
import { fieldsOf, listOf } from './json.ts';
import { type Destination, destination } from './kubeconfig/kubeconfig.ts';
import { type LiveOptions, requestTimeoutMilliseconds } from './kubeconfig/options.ts';
import { answersWithin, mostBytes, mostBytesOfAnError } from './limits.ts';
import { goneSentence, type LogLimits, logBytes, openLog, saysNoSuchRun } from './logs.ts';
import { monotonic } from './monotonic.ts';
import { type AllPages, allPages } from './pages.ts';
import { printedPodsFrom, tableAccept } from './tables.ts';
import { wholeText } from './transport/body.ts';
import { failureClause } from './transport/connection-errors.ts';
import type { Answer, Body } from './transport/sender.ts';
import { Transport } from './transport/transport.ts';

const plainAccept = 'application/json';

/**
 * Opens the cluster that kubectl would ask. Nothing is sent yet.
 * @throws ConnectionError when no kubeconfig says whom to ask, or its settings cannot be used.
 */
export async function openLiveCluster(options: LiveOptions): Promise<Cluster> {
  const to = await destination(options);
  return new LiveCluster(to, new Transport(to, options), requestTimeoutMilliseconds(options.requestTimeout));
}

class LiveCluster implements Cluster {
  readonly source: Cluster['source'];
  readonly defaultNamespace: string;
  readonly #transport: Transport;
  readonly #limitGiven: number | undefined;
  readonly #unreadable = new Map<string, Unreadable>();
  readonly #underWay = new Map<string, Promise<JsonAnswer>>();

  constructor(to: Destination, transport: Transport, limitGiven: number | undefined) {
    this.source = { kind: 'cluster', name: to.name };
    this.defaultNamespace = to.namespace;
    this.#transport = transport;
    this.#limitGiven = limitGiven;
  }

  get unreadable(): readonly Unreadable[] {
    return [...this.#unreadable.values()];
  }

  get requests(): number {
    return this.#transport.requests;
  }

  now(): Date {
    const { clock } = this.#transport;
    return clock === undefined ? new Date() : new Date(clock.server + monotonic() - clock.monotonic);
  }

  async get<K extends Kind>(kind: K, namespace: string | undefined, name: string): Promise<Read<Kinds[K]>> {
    return this.#one(kind, namespace, name, plainAccept, (value) => shaped(kind, value));
  }

  async printedPod(namespace: string, name: string): Promise<Read<PrintedPod>> {
    return this.#one('Pod', namespace, name, tableAccept, (value) => printedPodsFrom(value)[0]);
  }

  async list<K extends Kind>(kind: K, query: ListQuery): Promise<Read<Kinds[K][]>> {
    return this.#all(kind, query, plainAccept, (page) => listOf(fieldsOf(page).items).map((item) => shaped(kind, item)));
  }

  async printedPods(query: ListQuery): Promise<Read<PrintedPod[]>> {
    return this.#all('Pod', query, tableAccept, printedPodsFrom);
  }

  async log(query: LogQuery): Promise<Read<AsyncIterable<Uint8Array>>> {
    const unreadable: Unreadable = { resource: 'pods/log', namespace: query.namespace, verb: 'get', reason: '' };
    if (!isPathSegment(query.pod)) return this.#refused(unreadable, notAName(query.pod));
    return this.#reading(unreadable, () =>
      this.#transport.ask({ path: logPath(query), accept: '*/*', from: 'kubelet' }, (answer) => this.#logFrom(answer, query, unreadable)),
    );
  }

  async followLog({ signal, ...query }: LogFollowQuery): Promise<Read<AsyncIterable<Uint8Array>>> {
    const unreadable: Unreadable = { resource: 'pods/log', namespace: query.namespace, verb: 'get', reason: '' };
    if (!isPathSegment(query.pod)) return this.#refused(unreadable, notAName(query.pod));
    const question = { path: logPath({ follow: true, ...query }), accept: '*/*', from: 'kubelet' } as const;
    // A container that is silent has no answer yet, so there is no limit for its arrival; where it has ended, there is.
    const hasEnded = query.follow === false;
    const answer = await this.#transport.open(question, signal, hasEnded ? (this.#limitGiven ?? answersWithin) : undefined);
    if (answer.status !== 200) return this.#logFrom(answer, query, unreadable);
    return found(hasEnded ? this.#endedLog(answer.body) : answer.body);
  }

  async *watchPods(query: PodQuery, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<PodChange> {
    const [{ podReads }, { podWatch }] = await Promise.all([import('./watch/pod-reads.ts'), import('./watch/pod-watch.ts')]);
    yield* podWatch(podReads(this.#transport, query, signal), signal);
  }

  async *watchChanges(
    kind: Kind,
    query: ListQuery,
    seen: SeenVersions,
    { signal }: { readonly signal: AbortSignal },
  ): AsyncGenerator<void> {
    const { changeWatch } = await import('./watch/change-watch.ts');
    yield* changeWatch(this.#transport, { kind, query, seen }, signal);
  }

  close(): void {
    this.#transport.close();
  }

  async #one<T>(
    kind: Kind,
    namespace: string | undefined,
    name: string,
    accept: string,
    from: (value: unknown) => T | undefined,
  ): Promise<Read<T>> {
    const unreadable = unreadableOf('get', kind, namespace);
    if (!isPathSegment(name)) return this.#refused(unreadable, notAName(name));
    return this.#reading(unreadable, async () => {
      const answer = await this.#json(objectPath(kind, namespace, name), accept);
      if (saysAbsent(answer, name)) return absent();
      const value = isObjectNamed(answer, name) ? from(answer.value) : undefined;
      return value === undefined ? this.#refusedBy(answer, unreadable) : found(value);
    });
  }

  async #all<T>(kind: Kind, query: ListQuery, accept: string, from: (page: unknown) => T[]): Promise<Read<T[]>> {
    const unreadable = unreadableOf('list', kind, query.namespace);
    return this.#reading(unreadable, async () => {
      const list: AllPages = await allPages((page) => this.#json(listPath(kind, query, page), accept));
      return list.state === 'complete' ? found(list.pages.flatMap(from)) : this.#refusedBy(list.at, unreadable);
    });
  }

  async #logFrom(answer: Answer, query: LogQuery, unreadable: Unreadable): Promise<Read<AsyncIterable<Uint8Array>>> {
    if (answer.status !== 200) {
      const refusal = jsonAnswer({ ...answer, text: await wholeText(answer.body, mostBytesOfAnError) });
      const sentence = serverSentence(refusal) ?? '';
      if (saysAbsent(refusal, query.pod)) return absent();
      return answer.status === 400 && saysNoSuchRun(sentence) ? absent(sentence) : this.#refusedBy(refusal, unreadable);
    }
    const log = await openLog(answer.body);
    const gone = goneSentence(log);
    if (gone !== undefined) return absent(gone);
    const onCut = (error: unknown) => this.#refused(unreadable, `${endedEarly}: ${failureClause(error)}`);
    return found(logBytes(log, answer.body, this.#limits(query), onCut));
  }

  /** Throws where it ends early, as a log does that is followed. */
  #endedLog(body: Body): AsyncIterable<Uint8Array> {
    const rest: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
    return logBytes({ first: new Uint8Array(), rest }, body, this.#limits({}), (error) => {
      throw error;
    });
  }

  #limits({ limitBytes }: Pick<LogQuery, 'limitBytes'>): LogLimits {
    return { most: limitBytes ?? Number.POSITIVE_INFINITY, milliseconds: this.#limitGiven };
  }

  /** Equal requests that are under way at the same time are one. */
  #json(path: string, accept: string): Promise<JsonAnswer> {
    const full = accept === tableAccept ? withObjects(path) : path;
    const running = this.#underWay.get(full);
    if (running !== undefined) return running;
    const answer = this.#transport
      .askForText({ path: full, accept, from: 'server' }, mostBytes)
      .then(jsonAnswer)
      .finally(() => this.#underWay.delete(full));
    this.#underWay.set(full, answer);
    return answer;
  }

  async #reading<T>(unreadable: Unreadable, read: () => Promise<Read<T>>): Promise<Read<T>> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof ConnectionError) throw error;
      return this.#refused(unreadable, failureClause(error));
    }
  }

  #refusedBy(answer: JsonAnswer, unreadable: Unreadable): Denied {
    return this.#refused({ ...unreadable, ...(answer.status === 403 && { forbidden: true }) }, reasonOf(answer));
  }

  /** Remembers the first refusal of a resource: a Role is not about single objects. */
  #refused(unreadable: Unreadable, reason: string): Denied {
    const key = [unreadable.verb, unreadable.resource, unreadable.namespace].join(' ');
    if (!this.#unreadable.has(key)) this.#unreadable.set(key, { ...unreadable, reason });
    return denied(reason);
  }
}

function unreadableOf(verb: Unreadable['verb'], kind: Kind, namespace: string | undefined): Unreadable {
  const where = kinds[kind].namespaced && namespace !== undefined ? { namespace } : {};
  return { resource: resourceName(kind), ...where, verb, reason: '' };
}

/** Anything may answer 200: a login page, or another object by way of a broken cache. */
function isObjectNamed({ status, value }: JsonAnswer, name: string): boolean {
  const { kind, rows, metadata } = fieldsOf(value);
  const object = kind === 'Table' ? fieldsOf(listOf(rows)[0]).object : { metadata };
  return status === 200 && fieldsOf(fieldsOf(object).metadata).name === name;
}

function notAName(name: string): string {
  return `${JSON.stringify(name.slice(0, 80))} is not a name that the API takes`;
}
