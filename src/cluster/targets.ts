import { KnownError } from './errors.ts';
import { kinds } from './kinds.ts';
import { type Absent, absent, type Cluster, type Denied, found, type ListQuery, type PrintedPod, type Read } from './port.ts';
import { missing } from './targets/missing.ts';
import type { Resolution, Target, TargetFlags, WorkloadKind, WorkloadObject } from './targets/model.ts';
import { refused } from './targets/refused.ts';
import { workloadObject } from './targets/workload-object.ts';
import { podsOfUnread, resolveWorkload } from './targets/workload-pods.ts';

export type { Resolution, Target, TargetFlags, WorkloadObject } from './targets/model.ts';
export { parseTargets } from './targets/parse.ts';

/**
 * Finds the pods that targets mean, each once, in the order of the targets; for a workload that should have pods and has none,
 * the workload. Throws KnownError: exit code 4 when a named target does not exist or nothing is selected, 1 when it cannot be read.
 * Without names and selectors an empty namespace is no error.
 */
export const resolveTargets = async (cluster: Cluster, targets: readonly Target[], flags: TargetFlags): Promise<Resolution[]> => {
  const namespace = flags['all-namespaces'] ? undefined : (flags.namespace ?? cluster.defaultNamespace);
  const resolved: Resolution[] = [];
  for (const target of targets) {
    if (target.by === 'selector') resolved.push(...(await resolveSelected(cluster, target, namespace)));
    else resolved.push(...(await resolveNamed(cluster, target, namespace ?? cluster.defaultNamespace)));
  }
  return [...new Map(resolved.map((each) => [identity(each), each])).values()];
};

const identity = (resolution: Resolution): string => {
  const [kind, { metadata }] =
    resolution.is === 'pod' ? ['Pod', resolution.pod.pod] : [resolution.workload.kind, resolution.workload.value];
  return `${kind}/${metadata?.namespace}/${metadata?.name}`;
};

const resolveNamed = async (
  cluster: Cluster,
  { kind, name }: Extract<Target, { by: 'name' }>,
  namespace: string,
): Promise<Resolution[]> => {
  if (kind === 'Pod') {
    const pod = await namedPod(cluster, namespace, name);
    if (pod.state === 'found') return [{ is: 'pod', pod: pod.value }];
    throw await unavailable(cluster, { kind, namespace, name }, pod);
  }
  const workload = await cluster.get(kind, namespace, name);
  if (workload.state === 'found') return resolveWorkload(cluster, workloadObject(kind, workload.value));
  const pods = workload.state === 'denied' ? await podsOfUnread(cluster, namespace, kind, name) : [];
  if (pods.length > 0) return pods.map(podResolution);
  throw await unavailable(cluster, { kind, namespace, name }, workload);
};

/** A right to list without the right to get is as good. */
const namedPod = async (cluster: Cluster, namespace: string, name: string): Promise<Read<PrintedPod>> => {
  const pod = await cluster.printedPod(namespace, name);
  if (pod.state !== 'denied') return pod;
  const pods = await cluster.printedPods({ namespace, fieldSelector: `metadata.name=${name}` });
  if (pods.state !== 'found') return pod;
  const [only] = pods.value;
  return only ? found(only) : absent();
};

interface Named {
  readonly kind: Target['kind'];
  readonly namespace: string;
  readonly name: string;
}

const unavailable = (cluster: Cluster, { kind, namespace, name }: Named, read: Absent | Denied): Promise<KnownError> | KnownError =>
  read.state === 'denied' && cluster.source.kind === 'cluster'
    ? refused(cluster, { verb: 'get', kind, namespace, name }, read)
    : missing(cluster, kind, namespace, name, read.state === 'denied' && read.damaged ? read.reason : undefined);

const resolveSelected = async (
  cluster: Cluster,
  { kind, labelSelector, fieldSelector }: Extract<Target, { by: 'selector' }>,
  namespace: string | undefined,
): Promise<Resolution[]> => {
  const query = {
    ...(namespace !== undefined && { namespace }),
    ...(labelSelector && { labelSelector }),
    ...(fieldSelector && { fieldSelector }),
  };
  const list = kind === 'Pod' ? await cluster.printedPods(query) : await workloads(cluster, kind, query);
  if (list.state === 'denied') throw refused(cluster, { verb: 'list', kind, ...(namespace !== undefined && { namespace }) }, list);
  const selected = list.state === 'found' ? list.value : [];
  if (selected.length === 0) await refuseEmpty(cluster, kind, query);
  const resolved = await Promise.all(selected.map((each) => ('pod' in each ? [podResolution(each)] : resolveWorkload(cluster, each))));
  return resolved.flat();
};

const podResolution = (pod: PrintedPod): Resolution => ({ is: 'pod', pod });

const workloads = async (cluster: Cluster, kind: WorkloadKind, query: ListQuery): Promise<Read<WorkloadObject[]>> => {
  const list = await cluster.list(kind, query);
  return list.state === 'found' ? found(list.value.map((value) => workloadObject(kind, value))) : list;
};

/** An empty namespace is an answer; a namespace that does not exist, or a selector that selects nothing, is likely a slip. */
const refuseEmpty = async (
  cluster: Cluster,
  kind: Target['kind'],
  { namespace, labelSelector, fieldSelector }: ListQuery,
): Promise<void> => {
  const where = namespace === undefined ? 'in any namespace' : `in namespace ${namespace}`;
  const selectors = [labelSelector && `-l ${labelSelector}`, fieldSelector && `--field-selector ${fieldSelector}`].filter(Boolean);
  if (selectors.length > 0) throw new KnownError(`no ${kinds[kind].plural} ${where} match ${selectors.join(' ')}`, 4);
  const space = namespace === undefined ? undefined : await cluster.get('Namespace', undefined, namespace);
  if (space?.state === 'absent') throw new KnownError(`namespace ${namespace} does not exist`, 4);
};
