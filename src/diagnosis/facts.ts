import type { Kind, Kinds, Pod } from '../cluster/kubernetes.ts';
import type { Read } from '../cluster/port.ts';
import type { PodEvent, Progress, Step } from '../init/model.ts';
import type { ResolvedWait } from '../waits/model.ts';

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
  /** What the blocking container waits for, looked up. Empty when it does not wait. */
  readonly waits: readonly ResolvedWait[];
}

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

/** Answers from what was read beforehand; what nobody asked for is `denied`, never `absent`. */
export interface Surroundings {
  get<K extends Kind>(kind: K, name: string, namespace?: string): Read<Kinds[K]>;
  list<K extends Kind>(kind: K, namespace?: string): Read<Kinds[K][]>;
}

/** A read that a rule wants done before it judges. Without a name: the list. Namespace: the pod's own unless given. */
export interface Need {
  readonly kind: Kind;
  readonly name?: string;
  readonly namespace?: string;
  /** Cluster-wide list of a namespaced kind. */
  readonly allNamespaces?: boolean;
  readonly fieldSelector?: string;
}
