import type { Kind, Kinds, Pod } from '../cluster/kubernetes.ts';
import type { Read } from '../cluster/port.ts';
import type { PodEvent, Progress, Step } from '../init/model.ts';
import type { ResolvedWait } from '../waits/model.ts';
import type { Finding } from './finding.ts';

/** All that was read about one pod: what rules judge. Immutable. */
export interface Facts {
  readonly now: Date;
  readonly namespace: string;
  readonly pod: Pod;
  readonly progress: Progress;
  /** The step to blame, if any: `progress.blocking`. */
  readonly blocking?: Step;
  /** Of this pod, oldest first. */
  readonly events: readonly PodEvent[];
  /** Logs that were read, by container name. */
  readonly logs: ReadonlyMap<string, LogTail>;
  /** The workload to edit: `Deployment web` for a pod of its ReplicaSet; the pod itself when nobody owns it. */
  readonly workload: Workload;
  /** Objects around the pod, as far as a rule's `needs` asked for them. */
  readonly around: Surroundings;
  /** What the blocking container waits for, looked up and followed. Empty when it does not wait. */
  readonly waits: readonly TracedWait[];
}

/** A wait with the way from its target to the root of the trouble, where there are pods to follow. */
export interface TracedWait extends ResolvedWait {
  readonly trace?: Trace;
}

export interface Trace {
  /** From the pods behind the target to the last pod looked at. */
  readonly stations: readonly Station[];
  readonly end: TraceEnd;
}

/** One pod (or workload without pods) on the way, and what keeps it. */
export interface Station {
  readonly namespace: string;
  /** `api-56bfd98876-qm262`; missing for a workload that has no pods. */
  readonly pod?: string;
  readonly workload: Workload;
  readonly status: string;
  /** The container that blocks there. */
  readonly container?: string;
  /** What that container waits for, where it waits: `Service db:5432`. */
  readonly waitsFor?: string;
}

/**
 * `finding`: the last station's own trouble. `cycle`: it waits for a station that came before. `working`: nothing is wrong
 * there yet. `far`: not followed further. `unreadable`: what is there could not be seen.
 */
export type TraceEnd =
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'cycle'; readonly names: readonly string[] }
  | { readonly kind: 'working'; readonly detail: string }
  | { readonly kind: 'far' }
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface Workload {
  /** Kubernetes kind: Deployment, StatefulSet, DaemonSet, Job, CronJob, ReplicaSet, or Pod. Others as their API says. */
  readonly kind: string;
  readonly name: string;
}

export interface LogTail {
  readonly run: 'previous' | 'current' | 'termination-message';
  /** Without line ends, oldest first; the last lines only. */
  readonly lines: readonly string[];
}

/** Answers from what was read beforehand; what nobody asked for is `denied`, never `absent`. Namespace: the pod's own unless given. */
export interface Surroundings {
  get<K extends Kind>(kind: K, name: string, namespace?: string): Read<Kinds[K]>;
  /** `*` as namespace: of all namespaces. */
  list<K extends Kind>(kind: K, namespace?: string): Read<Kinds[K][]>;
  /** Events about one object, oldest first; empty as well where they could not be read. */
  eventsAbout(name: string, namespace?: string): readonly PodEvent[];
}

/** A read that a rule wants done before it judges. Without a name: the list. */
export interface Need {
  readonly kind: Kind;
  readonly name?: string;
  /** The pod's own when missing; `*`: the list over all namespaces. */
  readonly namespace?: string;
  /** Only with kind Event: those about the object of this name. */
  readonly about?: string;
}
