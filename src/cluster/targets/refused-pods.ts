import type { CoreEvent } from '../kubernetes.ts';
import type { Cluster } from '../port.ts';
import type { Resolution, WorkloadKind } from './model.ts';
import { workloadObject } from './workload-object.ts';
import { resolveWorkload } from './workload-pods.ts';

/** What makes pods itself; its events say when the API takes none. */
const makers = ['ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job'] as const;
type Maker = (typeof makers)[number];
const most = 50;

/**
 * Workloads that lack pods because the API takes none of them: nobody finds those by their pods. Asks one question where there are none.
 * @param namespace all when missing
 */
export const refusedWorkloads = async (cluster: Cluster, namespace: string | undefined): Promise<Resolution[]> => {
  const place = namespace === undefined ? {} : { namespace };
  const events = await cluster.list('Event', { ...place, fieldSelector: 'reason=FailedCreate' });
  if (events.state !== 'found') return [];
  const named = new Map(events.value.flatMap((event) => makerOf(event)).map((maker) => [Object.values(maker).join('/'), maker]));
  const resolved = await Promise.all([...named.values()].slice(0, most).map((maker) => lacking(cluster, maker)));
  return resolved.flat();
};

interface MakerName {
  readonly kind: Maker;
  readonly namespace: string;
  readonly name: string;
}

const makerOf = ({ involvedObject }: CoreEvent): MakerName[] => {
  const { kind, namespace, name } = involvedObject ?? {};
  const maker = makers.find((one) => one === kind);
  return maker !== undefined && namespace && name ? [{ kind: maker, namespace, name }] : [];
};

/** An event may be an hour old: only what still lacks pods counts. */
const lacking = async (cluster: Cluster, { kind, namespace, name }: MakerName): Promise<Resolution[]> => {
  const read = await cluster.get(kind, namespace, name);
  if (read.state !== 'found') return [];
  const owner = (read.value.metadata?.ownerReferences ?? []).find(({ kind: of }) => of === 'Deployment')?.name;
  const workload = owner === undefined ? undefined : await cluster.get('Deployment', namespace, owner);
  const object =
    workload?.state === 'found' ? workloadObject('Deployment', workload.value) : workloadObject<WorkloadKind>(kind, read.value);
  if (object.kind === 'Job' && object.value.status?.completionTime !== undefined) return [];
  return (await resolveWorkload(cluster, object)).filter(({ is }) => is === 'workload');
};
