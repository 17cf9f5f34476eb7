import { distance } from 'fastest-levenshtein';
import { KnownError } from '../errors.ts';
import type { Cluster } from '../port.ts';
import { shortNames, type TargetKind } from './model.ts';

/**
 * Says that a target does not exist, and what may have been meant instead, as far as that can be read.
 * @param damage why a part of the dump could not be read: the target may be there
 */
export const missing = async (
  cluster: Cluster,
  kind: TargetKind,
  namespace: string,
  name: string,
  damage?: string,
): Promise<KnownError> => {
  const [near, others] = await Promise.all([namesakes(cluster, kind, namespace, name), otherKinds(cluster, kind, namespace, name)]);
  const meant = [...others, ...near.map((each) => (kind === 'Pod' ? each : `${shortNames[kind]}/${each}`))];
  const elsewhere = meant.length === 0 ? await otherNamespaces(cluster, kind, name) : [];
  const hint =
    meant.length > 0 ? `; did you mean ${listed(meant)}?` : elsewhere.length > 0 ? `; it exists in namespace ${listed(elsewhere)}` : '';
  const dump = damage === undefined ? 'the dump' : `what could be read of the dump (${damage})`;
  const where = cluster.source.kind === 'dump' ? `is not in ${dump}, namespace ${namespace}` : `not found in namespace ${namespace}`;
  return new KnownError(`${kind.toLowerCase()} ${name} ${where}${hint}`, damage === undefined ? 4 : 1);
};

const mostNames = 3;

const namesakes = async (cluster: Cluster, kind: TargetKind, namespace: string, name: string): Promise<string[]> => {
  const list = await cluster.list(kind, { namespace });
  if (list.state !== 'found') return [];
  return nearestNames(
    name,
    list.value.flatMap(({ metadata }) => metadata?.name ?? []),
  );
};

const otherKinds = async (cluster: Cluster, kind: TargetKind, namespace: string, name: string): Promise<string[]> => {
  const candidates: TargetKind[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job', 'ReplicaSet', 'Pod'];
  const others = candidates.filter((candidate) => candidate !== kind);
  const reads = await Promise.all(others.map((other) => cluster.get(other, namespace, name)));
  return others.flatMap((other, index) => (reads[index]?.state === 'found' ? [`${shortNames[other]}/${name}`] : []));
};

const otherNamespaces = async (cluster: Cluster, kind: TargetKind, name: string): Promise<string[]> => {
  const list = await cluster.list(kind, { fieldSelector: `metadata.name=${name}` });
  return list.state === 'found' ? list.value.flatMap(({ metadata }) => metadata?.namespace ?? []).slice(0, mostNames) : [];
};

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

/** Names that may have been meant, best first: a few letters off, its beginning, or of the same workload. */
const nearestNames = (name: string, names: readonly string[]): string[] =>
  names
    .flatMap((candidate) => {
      const far = remoteness(name, candidate);
      return far === undefined ? [] : [{ candidate, far }];
    })
    .sort((one, other) => one.far - other.far || one.candidate.localeCompare(other.candidate))
    .slice(0, mostNames)
    .map(({ candidate }) => candidate);

const remoteness = (name: string, candidate: string): number | undefined => {
  const slips = distance(name.slice(0, 253), candidate);
  if (slips <= Math.max(1, Math.floor(name.length / 6))) return slips;
  if (candidate.startsWith(`${name}-`)) return 100;
  // The last words of a pod's name are drawn by lot, so the successor of a pod differs there.
  if (stem(name, 1) !== '' && stem(name, 1) === stem(candidate, 1)) return 200;
  if (stem(name, 2) !== '' && stem(name, 2) === stem(candidate, 2)) return 300;
  return candidate.startsWith(name) && name.length > 2 ? 400 : undefined;
};

const stem = (name: string, words: number): string => name.split('-').slice(0, -words).join('-');
