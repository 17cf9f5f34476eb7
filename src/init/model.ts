import type { Container, CoreEvent, Pod } from '../cluster/kubernetes.ts';

/** Plain data about the init phase of one pod. Everything here follows from a pod and a moment; nothing is read. */
export interface Progress {
  /** Init containers in the order of `spec`, sidecars among them. */
  readonly steps: readonly Step[];
  /** App containers in the order of `spec`. */
  readonly apps: readonly Step[];
  /** The step that keeps the pod from getting on; missing when init is done, or when nothing has started it (unscheduled). */
  readonly blocking?: Step;
  readonly phase: InitPhase;
  readonly columns: Columns;
  readonly outlook: Outlook;
  readonly timeline: readonly Moment[];
}

/**
 * How far the pod is: `unscheduled` (no node yet), `preparing` (node, but volumes or sandbox not there), `initializing`,
 * `initialized` (init done: the app's turn), `ended` (phase Succeeded or Failed), `deleting`.
 */
export type InitPhase = 'unscheduled' | 'preparing' | 'initializing' | 'initialized' | 'ended' | 'deleting';

/** One container of the pod: `spec` joined with status, which may be missing. */
export interface Step {
  /** Position among the init containers (or among the app containers), from 1. */
  readonly index: number;
  readonly role: 'init' | 'sidecar' | 'app';
  readonly name: string;
  readonly image: string;
  readonly spec: Container;
  /**
   * `failed`: its latest run failed, whether it will run again (then `backoff` says when) or not.
   * `waiting`: it is its turn, but it cannot start (image, config, create). `succeeded`: exited 0, or a sidecar that started.
   */
  readonly state: 'succeeded' | 'running' | 'waiting' | 'failed' | 'not-started';
  /** `state.waiting.reason`, else that of the latest run. */
  readonly reason?: string;
  readonly message?: string;
  /** Runs begun so far, the present one included; 0 before the first. */
  readonly attempts: number;
  readonly restarts: number;
  /** Only while it runs. RFC 3339. */
  readonly runningSince?: string;
  /** The latest finished run: `state.terminated`, else `lastState.terminated`. */
  readonly lastRun?: Run;
  /** Sidecars: running and past the startup probe. Plain: true while running. */
  readonly started: boolean;
  readonly ready: boolean;
  /** It ran, but in a sandbox that is gone: it is `not-started` and will run anew. `lastRun` tells of the old run. */
  readonly rerun?: boolean;
  readonly backoff?: Backoff;
  /** Which run's log tells of the failure, or of what goes on: that of the present instance or of the one before. */
  readonly telling: 'current' | 'previous' | 'none';
}

export interface Run {
  readonly exitCode: number;
  readonly signal?: number;
  readonly reason?: string;
  readonly message?: string;
  /** RFC 3339; missing where Kubernetes has none (it writes 1970 for a run that never began). */
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly durationSeconds?: number;
}

export interface Backoff {
  readonly kind: 'crash' | 'image-pull';
  readonly delaySeconds?: number;
  readonly since?: string;
  /** The earliest moment; the kubelet looks in a while after it. Missing when it cannot be known. */
  readonly nextAttemptAt?: string;
  /** Never below 0. */
  readonly remainingSeconds?: number;
  /** `message`: the kubelet named the delay. `computed`: from the attempts. `events`: from the latest pull failure. */
  readonly basis: 'message' | 'computed' | 'events';
  /** Whether the delay is at its ceiling and grows no more. */
  readonly longest: boolean;
}

/** Exactly the columns of `kubectl get pods`. */
export interface Columns {
  readonly ready: string;
  readonly status: string;
  /** `7 (15m ago)` */
  readonly restarts: string;
}

/** Whether init can still succeed, with the reason as one clause. */
export interface Outlook {
  readonly canSucceed: boolean;
  readonly why?: string;
  /** When the pod (or its Job) is ended whatever happens; RFC 3339. */
  readonly deadline?: string;
}

export interface Moment {
  readonly at: string;
  readonly what: string;
  readonly container?: string;
  /** How long this took, where it has an end. */
  readonly seconds?: number;
}

/** One event about the pod (or its owner), read from either events API. */
export interface PodEvent {
  /** When it was last seen. RFC 3339; empty for an event that bears no time. */
  readonly at: string;
  readonly firstAt: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  /** From `fieldPath`. */
  readonly container?: string;
  /** Kubernetes folded different messages into this one. */
  readonly combined: boolean;
  readonly source: string;
  readonly about: { readonly kind: string; readonly name: string; readonly uid?: string };
}

export interface ProgressInput {
  readonly pod: Pod;
  /** Of this pod, any order. */
  readonly events: readonly CoreEvent[];
  readonly now: Date;
  /** As the server printed them; they win over what we compute. */
  readonly columns?: Columns;
}
