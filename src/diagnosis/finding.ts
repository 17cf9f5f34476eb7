import type { Code } from './codes.ts';

export const categories = [
  'app-exit',
  'command-not-found',
  'permission',
  'exec-format',
  'oom',
  'disk',
  'idempotency',
  'db-auth',
  'db-migration',
  'dep-service-missing',
  'dep-no-endpoints',
  'dep-wrong-port',
  'dep-not-found',
  'dns',
  'network-blocked',
  'mesh',
  'tls',
  'cloud-credentials',
  'rbac',
  'vault',
  'git',
  'privilege',
  'timeout',
  'config',
  'image-not-found',
  'image-auth',
  'image-rate-limit',
  'image-network',
  'image-tls',
  'image-arch',
  'image-name',
  'image-never',
  'unschedulable-resources',
  'unschedulable-constraints',
  'pvc',
  'mount-missing-object',
  'mount-driver',
  'sandbox-cni',
  'config-missing-object',
  'config-missing-key',
  'run-as-nonroot',
  'create-container',
  'start-error',
  'sidecar',
  'job',
  'deadline',
  'evicted',
  'node',
  'admission',
  'quota',
  'webhook-injected',
  'runtime-class',
  'security-denied',
  'slow-pull',
  'rerun',
  'app-container',
] as const;
export type Category = (typeof categories)[number];

/** One cause with its evidence and what to do. Words are final; the engine only adds the symptom, ranks and drops. */
export interface Finding {
  readonly code: Code;
  readonly category: Category;
  readonly severity: 'error' | 'warning' | 'info';
  /** The container it is about; missing when it concerns the whole pod. */
  readonly container?: string;
  /** What the user sees; the engine fills in the STATUS column when missing. */
  readonly symptom?: string;
  /** One sentence, lower-case start, no full stop, names what is wrong and where. Stands alone. */
  readonly cause: string;
  /** At least one for errors; the first stands alone. */
  readonly fixes: readonly Fix[];
  readonly evidence: readonly Evidence[];
  readonly heals: 'no' | 'maybe' | 'by-itself';
  readonly confidence: 'certain' | 'likely' | 'possible';
  /** The way from this pod to the root, one station an entry; only for traced waits. */
  readonly chain?: readonly string[];
  /**
   * How deep it goes. `symptom`: repeats what the status says. `cause`: a known message was understood.
   * `root`: proved by an object outside the message. Deeper findings push aside shallower ones on the same container.
   */
  readonly depth: 'symptom' | 'cause' | 'root';
  /** Codes that merely follow from this one, on whatever container. */
  readonly explains?: readonly Code[];
}

export interface Fix {
  /** A sentence that can stand without the command. */
  readonly text: string;
  /** Works when pasted; no placeholders unless the text says what to fill in. */
  readonly command?: string;
  /** `inspect` reads; `safe` changes nothing that runs; `mutating` changes the cluster; `destructive` loses something. */
  readonly risk: 'inspect' | 'safe' | 'mutating' | 'destructive';
}

export interface Evidence {
  readonly from: 'status' | 'event' | 'log' | 'spec' | 'object';
  /** Where: `status.initContainerStatuses[wait-db].state.waiting`, `log wait-db (previous)`, `Service shop/redis`. */
  readonly ref: string;
  /** The line, quoted as it is. */
  readonly text: string;
  readonly at?: string;
}
