import { kinds, resourceName } from '../cluster/kinds.ts';
import type { Kind } from '../cluster/kubernetes.ts';
import { memoised } from '../cluster/memo.ts';
import type { Cluster, Unreadable } from '../cluster/port.ts';
import type { Need } from './facts.ts';

/** What was asked of the cluster, whether it was answered or not. */
export type Read = Pick<Unreadable, 'verb' | 'resource' | 'namespace'>;

interface Judging<F> {
  readonly id: string;
  needs?(facts: F): readonly Need[];
  judge(facts: F): unknown;
}

/** Which part of the facts of a pod comes from which reads: its events, its logs, what its waits look up. */
export type Sources<F> = Partial<Record<keyof F, readonly Read[]>>;

/** Keeps which rules looked at what: so that it can be said which findings a refused read might have changed. */
export class Sight {
  readonly #rules = new Map<string, Set<string>>();

  /** Lets rules judge once more, and notes what they ask for and which of the sources they touch. */
  watch<F extends { readonly namespace: string }>(rules: readonly Judging<F>[], facts: F, sources: Sources<F>): void {
    for (const rule of rules) {
      for (const need of rule.needs?.(facts) ?? []) this.#note(readFor(need, facts.namespace), rule.id);
      const noting = new Proxy(facts, {
        get: (target, property, receiver) => {
          for (const read of sourcesOf(sources, property)) this.#note(read, rule.id);
          return Reflect.get(target, property, receiver);
        },
      });
      rule.judge(noting);
    }
  }

  /** The rules that looked there, in alphabetical order. */
  lookedAt(read: Read): readonly string[] {
    return [...(this.#rules.get(keyOf(read)) ?? [])].sort();
  }

  #note(read: Read, rule: string): void {
    const key = keyOf(read);
    this.#rules.set(key, (this.#rules.get(key) ?? new Set()).add(rule));
  }
}

/** The same cluster; what is asked of it is added to `reads`. */
export function listening(cluster: Cluster, reads: Read[]): Cluster {
  return {
    ...memoised(cluster),
    get: (kind, namespace, name) => {
      reads.push(readOf('get', kind, namespace));
      return cluster.get(kind, namespace, name);
    },
    list: (kind, query) => {
      reads.push(readOf('list', kind, query.namespace));
      return cluster.list(kind, query);
    },
  };
}

export const eventsIn = (namespace: string): Read => readOf('list', 'Event', namespace);
export const logsIn = (namespace: string): Read => ({ verb: 'get', resource: 'pods/log', namespace });

const readFor = ({ kind, name, namespace }: Need, home: string): Read =>
  readOf(name === undefined ? 'list' : 'get', kind, namespace === '*' ? undefined : (namespace ?? home));

function readOf(verb: Read['verb'], kind: Kind, namespace: string | undefined): Read {
  return { verb, resource: resourceName(kind), ...(kinds[kind].namespaced && namespace !== undefined && { namespace }) };
}

const keyOf = ({ verb, resource, namespace = '' }: Read): string => [verb, resource, namespace].join(' ');

function sourcesOf<F>(sources: Sources<F>, property: PropertyKey): readonly Read[] {
  return Object.entries<readonly Read[] | undefined>(sources).find(([name]) => name === property)?.[1] ?? [];
}
