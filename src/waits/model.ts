/** What a script waits for, as far as its text says. Nothing here was looked up yet. */
export interface Wait {
  readonly target: WaitTarget;
  /** The program that checks: `nc`, `pg_isready`, `kubectl`, `test`, ... */
  readonly program: string;
  /** The piece of the script that says so, on one line. */
  readonly text: string;
  /** When it gives up; missing when it never does. */
  readonly limit?: { readonly seconds?: number; readonly tries?: number };
  /** Whether the check is repeated (a loop, or a program that repeats by itself) or made once. */
  readonly repeated: boolean;
  /** Filled where the check cannot work or is doubtful whatever the target does. */
  readonly doubts: readonly Doubt[];
}

export type WaitTarget = HostTarget | ObjectTarget | FileTarget;

/** A host by name or address, with a port where the check has one. */
export interface HostTarget {
  readonly kind: 'host';
  /** As written after substitution: `redis`, `db.data.svc.cluster.local`, `10.0.0.7`. */
  readonly host: string;
  /** Number, or the name of a port. Missing for pure look-ups (`nslookup`). */
  readonly port?: number | string;
  /** What is asked of it. */
  readonly check:
    | 'dns'
    | 'tcp'
    | 'udp'
    | 'http'
    | 'https'
    | 'postgres'
    | 'mysql'
    | 'redis'
    | 'mongodb'
    | 'kafka'
    | 'amqp'
    | 'cassandra'
    | 'etcd'
    | 'ping'
    | 'other';
  /** HTTP path, where there is one. */
  readonly path?: string;
  /** Filled where (a part of) the host is not in the text: `host` then holds `${NAME}` in its place. */
  readonly unknown?: UnknownValue;
}

/** Where a value comes from that the text does not show. */
export interface UnknownValue {
  readonly source: 'secret' | 'config-map' | 'field' | 'output';
  /** `key host of Secret db-credentials`, `output of getent`. */
  readonly text: string;
}

/** A Kubernetes object and what is expected of it (`kubectl wait`, `k8s-wait-for`). */
export interface ObjectTarget {
  readonly kind: 'object';
  /** Kubernetes kind: `Job`, `Pod`, `Deployment`, ... or the word as written when it is none of ours. */
  readonly resource: string;
  readonly name?: string;
  readonly labelSelector?: string;
  /** Missing: the pod's own. */
  readonly namespace?: string;
  /** `complete`, `ready`, `available`, `rolled out`, `exists`, `delete`. */
  readonly condition: string;
}

export interface FileTarget {
  readonly kind: 'file';
  readonly path: string;
  readonly test: 'exists' | 'absent';
}

/** Why a check is suspect, from its text alone. */
export interface Doubt {
  readonly code: 'swallowed-exit' | 'unresolved-variable' | 'short-name-nslookup' | 'localhost' | 'wrong-scheme' | 'grep-filter';
  readonly text: string;
}

/** A wait with what the cluster says of its target. */
export interface ResolvedWait {
  readonly wait: Wait;
  /** How the target is called in the report: `Service redis:6379`. */
  readonly subject: { readonly kind: string; readonly namespace?: string; readonly name: string; readonly port?: number | string };
  readonly outcome: WaitOutcome;
}

/** Discriminated by `state`; every state but `healthy`, `external`, `own-pod` and `unreadable` is a reason to wait for ever. */
export type WaitOutcome =
  | { readonly state: 'healthy'; readonly detail: string }
  | { readonly state: 'external'; readonly host: string }
  /** `server`: the container of the pod that would serve it, but starts later. */
  | { readonly state: 'own-pod'; readonly detail: string; readonly server?: string }
  | { readonly state: 'unreadable'; readonly reason: string }
  | { readonly state: 'service-missing'; readonly nearMisses: readonly string[]; readonly otherNamespaces: readonly string[] }
  | {
      readonly state: 'namespace-missing';
      readonly namespace: string;
      readonly nearMisses?: readonly string[];
      /** Where there is a Service of the name that was asked for. */
      readonly otherNamespaces?: readonly string[];
    }
  | { readonly state: 'bad-domain'; readonly suffix: string; readonly suggestion: string }
  /** The pod's DNS settings keep names of Services from resolving; the detail is one clause. */
  | { readonly state: 'no-cluster-dns'; readonly detail: string }
  | {
      readonly state: 'wrong-port';
      readonly asked: number | string;
      readonly ports: readonly ServicePortInfo[];
      readonly meant?: ServicePortInfo;
      readonly headless: boolean;
      /** Filled where the Service has the asked port and leads it to one that no container behind it declares or probes. */
      readonly target?: { readonly targetPort: number | string; readonly containerPorts: readonly number[] };
    }
  | {
      readonly state: 'no-endpoints';
      readonly selector?: Readonly<Record<string, string>>;
      readonly behind: readonly PodBehind[];
      readonly mismatch?: SelectorMismatch;
      readonly workload?: WorkloadRef;
      /** Only pods of the waiting pod's own workload stand behind it, and none of them is past its init containers. */
      readonly selfOnly: boolean;
      readonly headless: boolean;
      /** Filled where pods or workloads could not be read, so that there may be more than is said here: why, as one clause. */
      readonly unreadable?: string;
      /** Filled where `internalTrafficPolicy: Local` leaves out the ready endpoints of other nodes: the waiting pod's node. */
      readonly node?: string;
    }
  | {
      readonly state: 'pod-missing';
      readonly service: string;
      /** The host names that the Service does know. */
      readonly pods: readonly string[];
      /** Filled where the pod exists under another Service: its `spec.subdomain`, empty when it has none. */
      readonly subdomain?: string;
    }
  | { readonly state: 'blocked-by-policy'; readonly policy: string; readonly direction: 'egress' | 'ingress'; readonly detail: string }
  | {
      readonly state: 'object-missing';
      readonly nearMisses: readonly string[];
      /** An event of an object that is gone: `Completed: Job completed`. */
      readonly lastEvent?: string;
    }
  | { readonly state: 'job-failed'; readonly reason: string }
  | { readonly state: 'job-suspended' }
  | { readonly state: 'not-yet'; readonly detail: string; readonly behind: readonly PodBehind[] }
  | { readonly state: 'file-later'; readonly writer: string; readonly volume: string }
  | { readonly state: 'file-nobody'; readonly volume?: string; readonly detail: string };

export interface ServicePortInfo {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  /** Missing: TCP. */
  readonly protocol?: string;
}

/** A pod that stands behind the target. */
export interface PodBehind {
  readonly namespace: string;
  readonly name: string;
  readonly ready: boolean;
}

export interface WorkloadRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** How many pods it should have, where that was read: 0 when scaled down. */
  readonly replicas?: number;
}

/** A workload or pod that the selector seems to mean, and the label by which it misses. */
export interface SelectorMismatch {
  readonly candidate: WorkloadRef;
  readonly label: string;
  readonly selectorValue: string;
  /** Missing when the candidate lacks the label. */
  readonly podValue?: string;
}
