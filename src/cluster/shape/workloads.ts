import type * as k8s from '@kubernetes/client-node';
import type { CronJob, DaemonSet, Deployment, Job, ReplicaSet, StatefulSet, Wire } from '../kubernetes.ts';
import { conditions, labelSelector, labelSelectorOrEmpty, metadata, objectReference } from './metadata.ts';
import { template } from './pod.ts';
import { flag, list, listOrNone, name, number, object, or, type Shape, type Total, text, whole } from './shapes.ts';
import { persistentVolumeClaim } from './volume.ts';

const count = or(number, 0);

export const deployment: Total<Deployment> = whole<Deployment>({
  metadata,
  spec: object<Wire<k8s.V1DeploymentSpec>>({
    selector: labelSelectorOrEmpty,
    template,
    replicas: number,
    paused: flag,
    minReadySeconds: number,
    progressDeadlineSeconds: number,
    strategy: object<Wire<k8s.V1DeploymentStrategy>>({ type: text }),
  }),
  status: object<Wire<k8s.V1DeploymentStatus>>({
    replicas: number,
    readyReplicas: number,
    availableReplicas: number,
    unavailableReplicas: number,
    updatedReplicas: number,
    observedGeneration: number,
    conditions,
  }),
});

export const replicaSet: Total<ReplicaSet> = whole<ReplicaSet>({
  metadata,
  spec: object<Wire<k8s.V1ReplicaSetSpec>>({ selector: labelSelectorOrEmpty, template, replicas: number }),
  status: object<Wire<k8s.V1ReplicaSetStatus>>({
    replicas: count,
    readyReplicas: number,
    availableReplicas: number,
    observedGeneration: number,
    conditions,
  }),
});

export const statefulSet: Total<StatefulSet> = whole<StatefulSet>({
  metadata,
  spec: object<Wire<k8s.V1StatefulSetSpec>>({
    selector: labelSelectorOrEmpty,
    template,
    replicas: number,
    serviceName: text,
    podManagementPolicy: text,
    ordinals: object<Wire<k8s.V1StatefulSetOrdinals>>({ start: number }),
    updateStrategy: object<Wire<k8s.V1StatefulSetUpdateStrategy>>({ type: text }),
    volumeClaimTemplates: list(persistentVolumeClaim),
  }),
  status: object<Wire<k8s.V1StatefulSetStatus>>({
    replicas: count,
    readyReplicas: number,
    currentRevision: text,
    updateRevision: text,
    observedGeneration: number,
    conditions,
  }),
});

export const daemonSet: Total<DaemonSet> = whole<DaemonSet>({
  metadata,
  spec: object<Wire<k8s.V1DaemonSetSpec>>({
    selector: labelSelectorOrEmpty,
    template,
    updateStrategy: object<Wire<k8s.V1DaemonSetUpdateStrategy>>({ type: text }),
  }),
  status: object<Wire<k8s.V1DaemonSetStatus>>({
    currentNumberScheduled: count,
    desiredNumberScheduled: count,
    numberMisscheduled: count,
    numberReady: count,
    numberUnavailable: number,
    observedGeneration: number,
    conditions,
  }),
});

const podFailurePolicy = object<Wire<k8s.V1PodFailurePolicy>>({
  rules: listOrNone(
    object<Wire<k8s.V1PodFailurePolicyRule>>({
      action: name,
      onExitCodes: object<Wire<k8s.V1PodFailurePolicyOnExitCodesRequirement>>({
        containerName: text,
        operator: name,
        values: listOrNone(number),
      }),
      onPodConditions: list(object<Wire<k8s.V1PodFailurePolicyOnPodConditionsPattern>>({ type: name, status: name })),
    }),
  ),
});

const jobSpec: Shape<Wire<k8s.V1JobSpec>> = object<Wire<k8s.V1JobSpec>>({
  template,
  selector: labelSelector,
  activeDeadlineSeconds: number,
  backoffLimit: number,
  backoffLimitPerIndex: number,
  completions: number,
  completionMode: text,
  parallelism: number,
  podFailurePolicy,
  podReplacementPolicy: text,
  suspend: flag,
  ttlSecondsAfterFinished: number,
});

export const job: Total<Job> = whole<Job>({
  metadata,
  spec: jobSpec,
  status: object<Wire<k8s.V1JobStatus>>({
    active: number,
    failed: number,
    ready: number,
    succeeded: number,
    startTime: text,
    completionTime: text,
    conditions,
  }),
});

const jobTemplate: Total<Wire<k8s.V1JobTemplateSpec>> = whole<Wire<k8s.V1JobTemplateSpec>>({ metadata, spec: jobSpec });

export const cronJob: Total<CronJob> = whole<CronJob>({
  metadata,
  spec: object<Wire<k8s.V1CronJobSpec>>({ jobTemplate, schedule: name, suspend: flag, concurrencyPolicy: text, timeZone: text }),
  status: object<Wire<k8s.V1CronJobStatus>>({ active: list(objectReference), lastScheduleTime: text, lastSuccessfulTime: text }),
});
