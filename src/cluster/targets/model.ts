import type { CronJob, DaemonSet, Deployment, Job, Kind, ReplicaSet, StatefulSet } from '../kubernetes.ts';
import type { PrintedPod } from '../port.ts';

/** A workload with its kind, which the items of a list do not carry themselves. */
export type WorkloadObject =
  | { readonly kind: 'Deployment'; readonly value: Deployment }
  | { readonly kind: 'ReplicaSet'; readonly value: ReplicaSet }
  | { readonly kind: 'StatefulSet'; readonly value: StatefulSet }
  | { readonly kind: 'DaemonSet'; readonly value: DaemonSet }
  | { readonly kind: 'Job'; readonly value: Job }
  | { readonly kind: 'CronJob'; readonly value: CronJob };

export type WorkloadKind = WorkloadObject['kind'];
export type TargetKind = Extract<Kind, 'Pod' | WorkloadKind>;

/** What users call the kinds that can be targets, as their messages repeat it. */
export const shortNames: Readonly<Record<TargetKind, string>> = {
  Pod: 'pod',
  Deployment: 'deploy',
  StatefulSet: 'sts',
  DaemonSet: 'ds',
  ReplicaSet: 'rs',
  Job: 'job',
  CronJob: 'cronjob',
};

/** One thing that a user asked for. */
export type Target =
  | { readonly by: 'name'; readonly kind: TargetKind; readonly name: string }
  | { readonly by: 'selector'; readonly kind: TargetKind; readonly labelSelector?: string; readonly fieldSelector?: string };

/** The flags that choose, under the names that they have on the command line. */
export interface TargetFlags {
  readonly namespace?: string;
  readonly 'all-namespaces'?: boolean;
  readonly selector?: string;
  readonly 'field-selector'?: string;
}

/** A pod, or a workload that made no pods or too few, with what was read on the way. */
export type Resolution = PodResolution | WorkloadResolution;

export interface PodResolution {
  readonly is: 'pod';
  readonly pod: PrintedPod;
  /** The workload that was asked for; missing when the pod itself was, or when the workload could not be read. */
  readonly workload?: WorkloadObject;
}

export interface WorkloadResolution {
  readonly is: 'workload';
  readonly workload: WorkloadObject;
  /** The ReplicaSet of the present template, or the latest Job: where it failed to make pods. */
  readonly made?: WorkloadObject;
  /** It has pods, which are resolved as well, but fewer than it wants. */
  readonly lacks?: { readonly pods: number; readonly wanted: number };
}
