import type { LabelSelector, ReplicaSet } from '../kubernetes.ts';
import type { Cluster, PrintedPod } from '../port.ts';
import { selectorText } from '../selector.ts';
import type { Resolution, WorkloadKind, WorkloadObject } from './model.ts';
import { controllerName, isOwnedBy, newestFirst, newestPodsFirst, stemsFrom } from './owned.ts';
import { refused } from './refused.ts';

/** The pods of a workload; the workload itself where it should have made pods and did not; both where it made too few. */
export const resolveWorkload = async (cluster: Cluster, workload: WorkloadObject): Promise<Resolution[]> => {
  const namespace = workload.value.metadata?.namespace ?? 'default';
  if (workload.kind === 'CronJob') return resolveCronJob(cluster, namespace, workload);
  const pods = await podsOf(cluster, namespace, workload);
  if (workload.kind === 'Deployment') return resolveDeployment(cluster, namespace, workload, pods);
  if (pods.length === 0) return [{ is: 'workload', workload }];
  if (workload.kind === 'Job') return asResolutions(newestPodsFirst(pods), workload);
  return [...asResolutions(pods, workload), ...asTooFew(pods, workload)];
};

/** Of a workload that may not be read, its pods by the names of their owners. */
export const podsOfUnread = async (cluster: Cluster, namespace: string, kind: WorkloadKind, name: string): Promise<PrintedPod[]> => {
  const pods = await cluster.printedPods({ namespace });
  return pods.state === 'found' ? newestPodsFirst(pods.value.filter(({ pod }) => stemsFrom({ kind, name }, pod))) : [];
};

const podsOf = async (cluster: Cluster, namespace: string, workload: WorkloadObject): Promise<PrintedPod[]> => {
  const { kind, value } = workload;
  const { name = '', uid } = value.metadata ?? {};
  const labelSelector = kind === 'CronJob' ? '' : selectorOf(value.spec?.selector);
  const pods = await cluster.printedPods({ namespace, ...(labelSelector !== '' && { labelSelector }) });
  if (pods.state === 'found') return pods.value.filter(({ pod }) => stemsFrom({ kind, name, ...(uid && { uid }) }, pod));
  // A dump of a workload without pods may have no list of pods either.
  if (cluster.source.kind === 'dump' || pods.state === 'absent') return [];
  throw refused(cluster, { verb: 'list', kind: 'Pod', namespace }, pods);
};

const selectorOf = (selector: LabelSelector | undefined): string => (selector === undefined ? '' : selectorText(selector));

const asResolutions = (pods: readonly PrintedPod[], workload: WorkloadObject): Resolution[] =>
  pods.map((pod) => ({ is: 'pod', pod, workload }));

type DeploymentObject = Extract<WorkloadObject, { kind: 'Deployment' }>;

/** During a rollout the pods of the new ReplicaSet come first: it is they that keep it from ending. */
const resolveDeployment = async (
  cluster: Cluster,
  namespace: string,
  workload: DeploymentObject,
  pods: readonly PrintedPod[],
): Promise<Resolution[]> => {
  const names = new Set(pods.map(({ pod }) => controllerName(pod)));
  const isWhole = names.size === 1 && !lacksUpdatedPods(workload);
  if (isWhole && asTooFew(pods, workload).length === 0) return asResolutions(pods, workload);
  const [newest, ...older] = await replicaSetsOf(cluster, namespace, workload);
  if (newest === undefined) return pods.length === 0 ? [{ is: 'workload', workload }] : asResolutions(newestPodsFirst(pods), workload);
  const made: WorkloadObject = { kind: 'ReplicaSet', value: newest };
  const ofNewest = pods.filter(isOf(newest));
  const isBarren = newest.spec?.replicas !== 0 && ofNewest.length === 0;
  const scaledDown = older.filter(({ spec }) => spec?.replicas === 0);
  const others = pods.filter((pod) => !ofNewest.includes(pod) && !scaledDown.some((replicaSet) => isOf(replicaSet)(pod)));
  const ordered = [...ofNewest, ...newestPodsFirst(others)];
  const itself: Resolution[] = isBarren || ordered.length === 0 ? [{ is: 'workload', workload, made }] : [];
  return [...itself, ...asResolutions(ordered, workload), ...(itself.length === 0 ? asTooFew(ofNewest, made, workload) : [])];
};

/** The workload once more when it wants more pods than it has: the API may refuse the next one. */
const asTooFew = (pods: readonly PrintedPod[], made: WorkloadObject, workload = made): Resolution[] => {
  const wanted = wantedPods(made);
  if (pods.length >= wanted) return [];
  return [{ is: 'workload', workload, ...(made !== workload && { made }), lacks: { pods: pods.length, wanted } }];
};

const wantedPods = ({ kind, value }: WorkloadObject): number => {
  if (kind === 'Job' || kind === 'CronJob') return 0;
  return kind === 'DaemonSet' ? (value.status?.desiredNumberScheduled ?? 0) : (value.spec?.replicas ?? 1);
};

const isOf =
  ({ metadata }: ReplicaSet) =>
  ({ pod }: PrintedPod): boolean =>
    controllerName(pod) === metadata?.name;

/** Whether the controller could not make a single pod of the present template, although old ones are there. */
const lacksUpdatedPods = ({ value: { metadata, spec, status } }: DeploymentObject): boolean =>
  status !== undefined && spec?.replicas !== 0 && !status.updatedReplicas && status.observedGeneration === metadata?.generation;

/** The newest template first. Empty when they may not be read. */
export const replicaSetsOf = async (cluster: Cluster, namespace: string, { value }: DeploymentObject): Promise<ReplicaSet[]> => {
  const { name = '', uid } = value.metadata ?? {};
  const labelSelector = selectorOf(value.spec?.selector);
  const list = await cluster.list('ReplicaSet', { namespace, ...(labelSelector !== '' && { labelSelector }) });
  if (list.state !== 'found') return [];
  const own = list.value.filter(({ metadata }) => isOwnedBy({ kind: 'Deployment', name, ...(uid && { uid }) }, metadata));
  return newestFirst(own).sort((one, other) => revisionOf(other) - revisionOf(one));
};

/** A rollback gives an old ReplicaSet a new revision, so age alone does not tell which one is meant. */
const revisionOf = ({ metadata }: ReplicaSet): number => Number(metadata?.annotations?.['deployment.kubernetes.io/revision']) || 0;

const resolveCronJob = async (
  cluster: Cluster,
  namespace: string,
  workload: Extract<WorkloadObject, { kind: 'CronJob' }>,
): Promise<Resolution[]> => {
  const { name = '', uid } = workload.value.metadata ?? {};
  const jobs = await cluster.list('Job', { namespace });
  if (jobs.state === 'denied' && cluster.source.kind === 'cluster') {
    const pods = await podsOfUnread(cluster, namespace, 'CronJob', name);
    if (pods.length === 0) throw refused(cluster, { verb: 'list', kind: 'Job', namespace }, jobs);
    return asResolutions(
      pods.filter(({ pod }) => controllerName(pod) === controllerName(pods[0]?.pod ?? {})),
      workload,
    );
  }
  const own =
    jobs.state === 'found' ? jobs.value.filter(({ metadata }) => isOwnedBy({ kind: 'CronJob', name, ...(uid && { uid }) }, metadata)) : [];
  const [newest] = newestFirst(own);
  if (newest === undefined) return [{ is: 'workload', workload }];
  const made: WorkloadObject = { kind: 'Job', value: newest };
  const pods = newestPodsFirst(await podsOf(cluster, namespace, made));
  return pods.length === 0 ? [{ is: 'workload', workload, made }] : asResolutions(pods, workload);
};
