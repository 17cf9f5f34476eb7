import type { Kind, ObjectMeta } from './kubernetes.ts';
import type { Cluster, ListQuery, Read, SeenVersions } from './port.ts';

/** What was asked for, as a list would ask for it, and what there was. */
export interface Noted {
  readonly kind: Kind;
  readonly query: ListQuery;
  readonly seen: SeenVersions;
}

/**
 * The same cluster, asking for each thing once: what is read for one pod of a command serves the next. For a single look, not
 * for watching. Logs are not kept.
 * @param note told what was read, for who wants to look again when that changes
 */
export function memoised(cluster: Cluster, note?: (noted: Noted) => void): Cluster {
  const answers = new Map<string, unknown>();
  const once = <T>(key: readonly unknown[], ask: () => Promise<T>): Promise<T> => {
    const name = JSON.stringify(key);
    const answer = (answers.get(name) as Promise<T> | undefined) ?? ask();
    answers.set(name, answer);
    return answer;
  };
  const noting = async <T>(kind: Kind, query: ListQuery, reading: Promise<Read<T>>, all: (value: T) => readonly Identified[]) => {
    const read = await reading;
    if (read.state !== 'denied') note?.({ kind, query, seen: versionsOf(read.state === 'found' ? all(read.value) : []) });
    return read;
  };
  const one = (namespace: string | undefined, name: string): ListQuery => ({
    ...(namespace !== undefined && { namespace }),
    fieldSelector: `metadata.name=${name}`,
  });
  return {
    source: cluster.source,
    defaultNamespace: cluster.defaultNamespace,
    get unreadable() {
      return cluster.unreadable;
    },
    get requests() {
      return cluster.requests;
    },
    now: () => cluster.now(),
    get: (kind, namespace, name) =>
      once(['get', kind, namespace, name], () =>
        noting(kind, one(namespace, name), cluster.get(kind, namespace, name), (object) => [object]),
      ),
    list: (kind, query) => once(['list', kind, query], () => noting(kind, query, cluster.list(kind, query), (objects) => objects)),
    printedPod: (namespace, name) =>
      once(['printedPod', namespace, name], () =>
        noting('Pod', one(namespace, name), cluster.printedPod(namespace, name), ({ pod }) => [pod]),
      ),
    printedPods: (query) =>
      once(['printedPods', query], () => noting('Pod', query, cluster.printedPods(query), (pods) => pods.map(({ pod }) => pod))),
    log: (query) => cluster.log(query),
    followLog: (query) => cluster.followLog(query),
    watchPods: (query, options) => cluster.watchPods(query, options),
    watchChanges: (...asked) => cluster.watchChanges(...asked),
    close: () => cluster.close(),
  };
}

interface Identified {
  readonly metadata?: ObjectMeta;
}

const versionsOf = (objects: readonly Identified[]): SeenVersions =>
  new Map(objects.map(({ metadata }) => [metadata?.uid ?? '', metadata?.resourceVersion ?? '']));
