import type { PodSpec } from '../cluster/kubernetes.ts';
import type { WorkloadObject } from '../cluster/targets.ts';
import type { PodEvent } from '../init/model.ts';
import type { Surroundings, Workload } from './facts.ts';

/** All that was read about a workload that has no pods: what owner rules judge. Immutable. */
export interface OwnerFacts {
  readonly now: Date;
  readonly namespace: string;
  /** The workload to edit. */
  readonly workload: Workload;
  readonly object: WorkloadObject;
  /** What its pods would be made from. */
  readonly template: PodSpec;
  /** Of the workload and of the ReplicaSet or Job that it made last, oldest first. */
  readonly events: readonly PodEvent[];
  /** Of the workload and of the ReplicaSet or Job that it made last. */
  readonly conditions: readonly OwnerCondition[];
  /** Objects around the workload, as far as a rule's `needs` asked for them. */
  readonly around: Surroundings;
}

export interface OwnerCondition {
  /** `Deployment web`, `ReplicaSet web-7d9f`: whose it is. */
  readonly of: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  readonly at?: string;
}

export interface OwnerInput {
  readonly now: Date;
  readonly namespace: string;
  readonly object: WorkloadObject;
  /** The ReplicaSet of the present template, or the latest Job: events and conditions of failed creations stand there. */
  readonly made?: WorkloadObject;
  readonly events: readonly PodEvent[];
  readonly around: Surroundings;
}

export function ownerFacts({ now, namespace, object, made, events, around }: OwnerInput): OwnerFacts {
  return {
    now,
    namespace,
    workload: { kind: object.kind, name: object.value.metadata?.name ?? '' },
    object,
    template: templateOf(object) ?? { containers: [] },
    events,
    conditions: [object, ...(made ? [made] : [])].flatMap(conditionsOf),
    around,
  };
}

function templateOf({ kind, value }: WorkloadObject): PodSpec | undefined {
  return kind === 'CronJob' ? value.spec?.jobTemplate?.spec?.template?.spec : value.spec?.template?.spec;
}

function conditionsOf({ kind, value }: WorkloadObject): OwnerCondition[] {
  if (kind === 'CronJob') return [];
  return (value.status?.conditions ?? []).map(({ type, status, reason = '', message = '', lastTransitionTime }) => ({
    of: `${kind} ${value.metadata?.name ?? ''}`,
    type,
    status,
    reason,
    message,
    ...(lastTransitionTime !== undefined && { at: lastTransitionTime }),
  }));
}
