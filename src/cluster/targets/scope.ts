import { KnownError, nothingMoves } from '../errors.ts';
import type { Pod } from '../kubernetes.ts';
import type { Cluster, PodQuery } from '../port.ts';
import { selectorText } from '../selector.ts';
import { shortNames, type Target, type TargetFlags, type WorkloadKind } from './model.ts';
import { isOwnedBy, newestFirst, stemsFrom } from './owned.ts';

/** The pods that a target means, as they come and go. */
export interface Scope {
  /** As users write it: `pod/web-0`, `deploy/web`. */
  readonly name: string;
  readonly query: PodQuery;
  /** Missing for pods that were asked for themselves. */
  readonly workload?: WorkloadName;
  belongs(pod: Pod): boolean;
}

export interface WorkloadName {
  readonly kind: Exclude<WorkloadKind, 'CronJob'>;
  readonly namespace: string;
  readonly name: string;
}

/**
 * What is to be followed for these targets; of a CronJob, its latest Job.
 * Throws KnownError where a workload is not there or cannot be read, and on a dump.
 */
export async function scopesOf(cluster: Cluster, targets: readonly Target[], flags: TargetFlags): Promise<Scope[]> {
  if (cluster.source.kind === 'dump') throw nothingMoves();
  const namespace = flags.namespace ?? cluster.defaultNamespace;
  const scopes = await Promise.all(
    targets.map((target): Promise<Scope[]> | Scope[] => {
      if (target.by === 'name') return named(cluster, target, namespace);
      if (target.kind !== 'Pod') return selectedWorkloads(cluster, target, namespace);
      const { labelSelector, fieldSelector } = target;
      const place = flags['all-namespaces'] ? {} : { namespace };
      const query = { ...place, ...(labelSelector && { labelSelector }), ...(fieldSelector && { fieldSelector }) };
      return [{ name: labelSelector ? `pods with ${labelSelector}` : 'pods', query, belongs: () => true }];
    }),
  );
  return scopes.flat();
}

function named(cluster: Cluster, { kind, name }: Extract<Target, { by: 'name' }>, namespace: string): Promise<Scope[]> | Scope[] {
  if (kind === 'Pod') return [{ name: `pod/${name}`, query: { namespace, name }, belongs: () => true }];
  if (kind === 'CronJob') return latestJob(cluster, namespace, name);
  return ofWorkload(cluster, { kind, namespace, name });
}

async function ofWorkload(cluster: Cluster, workload: WorkloadName): Promise<Scope[]> {
  const { kind, namespace, name } = workload;
  const read = await cluster.get(kind, namespace, name);
  if (read.state !== 'found') throw new KnownError(`${shortNames[kind]}/${name} cannot be followed: ${read.reason ?? 'it is not there'}`);
  const { metadata, spec } = read.value;
  const labelSelector = spec?.selector ? selectorText(spec.selector) : '';
  const owner = { kind, name, ...(metadata?.uid && { uid: metadata.uid }) };
  const query = { namespace, ...(labelSelector && { labelSelector }) };
  return [{ name: `${shortNames[kind]}/${name}`, query, workload, belongs: (pod) => stemsFrom(owner, pod) }];
}

async function latestJob(cluster: Cluster, namespace: string, name: string): Promise<Scope[]> {
  const jobs = await cluster.list('Job', { namespace });
  if (jobs.state !== 'found') throw new KnownError(`cronjob/${name} cannot be followed: ${jobs.reason ?? 'its Jobs cannot be read'}`);
  const [newest] = newestFirst(jobs.value.filter(({ metadata }) => isOwnedBy({ kind: 'CronJob', name }, metadata)));
  if (newest?.metadata?.name === undefined) throw new KnownError(`cronjob/${name} has no Job yet that could be followed`, 4);
  return ofWorkload(cluster, { kind: 'Job', namespace, name: newest.metadata.name });
}

async function selectedWorkloads(
  cluster: Cluster,
  { kind, labelSelector }: Extract<Target, { by: 'selector' }>,
  namespace: string,
): Promise<Scope[]> {
  const list = await cluster.list(kind, { namespace, ...(labelSelector && { labelSelector }) });
  if (list.state !== 'found') throw new KnownError(`${kind}s cannot be followed: ${list.reason ?? 'they are not there'}`);
  const names = list.value.flatMap(({ metadata }) => (metadata?.name ? [metadata.name] : []));
  const scopes = await Promise.all(names.map((name) => named(cluster, { by: 'name', kind, name }, namespace)));
  return scopes.flat();
}
