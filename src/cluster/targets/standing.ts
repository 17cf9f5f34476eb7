import type { DaemonSet, Job, Pod, StatefulSet } from '../kubernetes.ts';
import { type Cluster, found, type Read } from '../port.ts';
import type { WorkloadObject } from './model.ts';
import { controllerName } from './owned.ts';
import type { WorkloadName } from './scope.ts';
import { workloadObject } from './workload-object.ts';
import { replicaSetsOf } from './workload-pods.ts';

/** What a workload wants at present. */
export interface Standing {
  /** Whether its controller has seen the present spec, so that the rest is about that. */
  readonly observed: boolean;
  /** How many pods of the present template there should be; of a Job, that one has begun. */
  readonly wanted: number;
  /** Whether a pod of the workload is of the present template, not one that a rollout replaces. */
  isPresent(pod: Pod): boolean;
  readonly job?: Job;
}

const any = (): boolean => true;

/** Reads what a workload wants. It is to be asked anew after a while: rollouts begin, and controllers lag behind. */
export async function standingOf(cluster: Cluster, { kind, namespace, name }: WorkloadName): Promise<Read<Standing>> {
  const read = await cluster.get(kind, namespace, name);
  return read.state === 'found' ? found(await ofObject(cluster, namespace, workloadObject(kind, read.value))) : read;
}

async function ofObject(cluster: Cluster, namespace: string, workload: WorkloadObject): Promise<Standing> {
  if (workload.kind === 'Job') return { observed: true, wanted: 1, isPresent: any, job: workload.value };
  if (workload.kind === 'CronJob') return { observed: true, wanted: 1, isPresent: any };
  const { metadata, status } = workload.value;
  const observed = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  if (workload.kind === 'DaemonSet') {
    return { observed, wanted: workload.value.status?.desiredNumberScheduled ?? 0, isPresent: ofGeneration(workload.value) };
  }
  const wanted = workload.value.spec?.replicas ?? 1;
  if (workload.kind === 'ReplicaSet') return { observed, wanted, isPresent: any };
  if (workload.kind === 'StatefulSet') return { observed, wanted, isPresent: ofRevision(workload.value) };
  const [newest] = await replicaSetsOf(cluster, namespace, workload);
  return { observed, wanted, isPresent: newest === undefined ? any : (pod) => controllerName(pod) === newest.metadata?.name };
}

/** Where users replace pods themselves, or hold some back, old ones may stay as they are. */
function ofRevision({ spec, status }: StatefulSet): (pod: Pod) => boolean {
  const revision = status?.updateRevision;
  const heldBack = spec?.updateStrategy?.type === 'OnDelete' || (spec?.updateStrategy?.rollingUpdate?.partition ?? 0) > 0;
  return revision === undefined || heldBack ? any : ({ metadata }) => metadata?.labels?.['controller-revision-hash'] === revision;
}

/** The DaemonSet controller still writes the generation of its template to every pod (`IsPodUpdated`). */
function ofGeneration({ metadata, spec }: DaemonSet): (pod: Pod) => boolean {
  const generation = metadata?.annotations?.['deprecated.daemonset.template.generation'];
  if (generation === undefined || spec?.updateStrategy?.type === 'OnDelete') return any;
  return (pod) => (pod.metadata?.labels?.['pod-template-generation'] ?? generation) === generation;
}
