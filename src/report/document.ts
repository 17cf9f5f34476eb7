import type { Category, Evidence, Fix } from '../diagnosis/finding.ts';

/**
 * What `-o json` and `-o yaml` print, and all that the terminal shows. Version 1; changes are additive. Times are RFC 3339,
 * durations seconds. `schema.json` beside this file says the same to machines.
 */
export interface Report {
  readonly schemaVersion: 1;
  readonly generatedAt: string;
  readonly source: { readonly kind: 'cluster' | 'dump'; readonly name: string };
  readonly subjects: readonly Subject[];
  /** What could not be read, and so might have changed an answer. */
  readonly unreadable: readonly UnreadableEntry[];
  /** Set where `****` stands for what looks like a credential; `--show-secrets` shows it. */
  readonly masked?: true;
}

export type Verdict = 'initialized' | 'initializing' | 'stuck' | 'failing' | 'failed' | 'no-pod';

/** A pod, or a workload that has no pods or fewer than it wants. */
export interface Subject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly owner?: { readonly kind: string; readonly name: string };
  readonly node?: string;
  readonly age?: number;
  /** Exactly the columns of `kubectl get pods`. Empty without a pod. */
  readonly status: string;
  readonly ready: string;
  readonly restarts: number;
  readonly verdict: Verdict;
  readonly headline: string;
  readonly init: readonly InitEntry[];
  readonly apps: readonly AppEntry[];
  readonly findings: readonly FindingEntry[];
  readonly events: readonly EventEntry[];
  readonly timeline: readonly TimelineEntry[];
  /** When the pod is ended whatever happens. */
  readonly deadline?: string;
}

export interface InitEntry {
  readonly index: number;
  readonly name: string;
  readonly sidecar: boolean;
  readonly image: string;
  readonly state: 'succeeded' | 'running' | 'waiting' | 'failed' | 'not-started';
  /** Whether it is the one that keeps the pod from getting on. */
  readonly blocking: boolean;
  readonly reason?: string;
  readonly message?: string;
  readonly exitCode?: number;
  readonly signal?: number;
  readonly attempts: number;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly durationSeconds?: number;
  readonly backoff?: BackoffEntry;
  readonly waitsFor?: readonly WaitsForEntry[];
  readonly log?: { readonly run: 'previous' | 'current' | 'termination-message'; readonly lines: readonly string[] };
}

export interface AppEntry {
  readonly name: string;
  readonly state: InitEntry['state'];
  readonly reason?: string;
}

export interface BackoffEntry {
  readonly kind: 'crash' | 'image-pull';
  readonly delaySeconds?: number;
  readonly since?: string;
  readonly nextAttemptAt?: string;
  readonly remainingSeconds?: number;
  readonly basis: 'message' | 'computed' | 'events';
  readonly longest: boolean;
}

export interface WaitsForEntry {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly port?: number | string;
  /** `no-endpoints`, `service-missing`, `healthy`, ... */
  readonly state: string;
  /** The state in words. */
  readonly detail: string;
}

export interface FindingEntry {
  readonly code: string;
  readonly category: Category;
  readonly severity: 'error' | 'warning' | 'info';
  readonly container?: string;
  readonly symptom: string;
  readonly cause: string;
  readonly fixes: readonly Fix[];
  readonly evidence: readonly Evidence[];
  readonly heals: 'no' | 'maybe' | 'by-itself';
  readonly confidence: 'certain' | 'likely' | 'possible';
  readonly chain?: readonly string[];
}

export interface EventEntry {
  /** Missing where the event bears no time. */
  readonly at?: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly container?: string;
}

export interface TimelineEntry {
  readonly at: string;
  readonly what: string;
  readonly container?: string;
  readonly seconds?: number;
}

export interface UnreadableEntry {
  readonly resource: string;
  readonly namespace?: string;
  readonly verb: string;
  readonly reason: string;
  /** The server says that a right is missing. */
  readonly forbidden?: boolean;
  /** Rules that looked there, or would have: what they find might be another thing with it. `explain` knows each. */
  readonly mightChange: readonly string[];
}
