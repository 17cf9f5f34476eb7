import type { Cluster } from './port.ts';

/**
 * The same cluster, asking for each thing once: what is read for one pod of a command serves the next. For a single look, not
 * for watching. Logs are not kept.
 */
export function memoised(cluster: Cluster): Cluster {
  const answers = new Map<string, unknown>();
  const once = <T>(key: readonly unknown[], ask: () => Promise<T>): Promise<T> => {
    const name = JSON.stringify(key);
    const answer = (answers.get(name) as Promise<T> | undefined) ?? ask();
    answers.set(name, answer);
    return answer;
  };
  return {
    source: cluster.source,
    defaultNamespace: cluster.defaultNamespace,
    get serverVersion() {
      return cluster.serverVersion;
    },
    get unreadable() {
      return cluster.unreadable;
    },
    get requests() {
      return cluster.requests;
    },
    now: () => cluster.now(),
    get: (kind, namespace, name) => once(['get', kind, namespace, name], () => cluster.get(kind, namespace, name)),
    list: (kind, query) => once(['list', kind, query], () => cluster.list(kind, query)),
    printedPod: (namespace, name) => once(['printedPod', namespace, name], () => cluster.printedPod(namespace, name)),
    printedPods: (query) => once(['printedPods', query], () => cluster.printedPods(query)),
    log: (query) => cluster.log(query),
    followLog: (query) => cluster.followLog(query),
    watchPods: (query, options) => cluster.watchPods(query, options),
    close: () => cluster.close(),
  };
}
