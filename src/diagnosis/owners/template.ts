import type { Container, PodSpec } from '../../cluster/kubernetes.ts';
import type { Facts, Need } from '../facts.ts';

type Owned = Pick<Facts, 'pod' | 'workload' | 'around'>;

/** The template that this very pod was made from: that of its ReplicaSet, as the Deployment's may have changed since. */
export function templateNeeds({ pod, workload }: Pick<Facts, 'pod' | 'workload'>): Need[] {
  const set = replicaSetOf(pod);
  const { kind, name } = workload;
  const own: Need[] = kind === 'CronJob' || isTemplated(kind) ? [{ kind, name }] : [];
  return set === undefined ? own : [{ kind: 'ReplicaSet', name: set }, ...own];
}

/** Undefined for a bare pod, and where the workload may not be read. */
export function templateOf({ pod, workload, around }: Owned): PodSpec | undefined {
  const set = replicaSetOf(pod);
  const made = set === undefined ? undefined : around.get('ReplicaSet', set);
  if (made?.state === 'found') return made.value.spec?.template?.spec;
  const { kind, name } = workload;
  if (kind === 'CronJob') {
    const read = around.get('CronJob', name);
    return read.state === 'found' ? read.value.spec?.jobTemplate?.spec?.template?.spec : undefined;
  }
  if (!isTemplated(kind)) return undefined;
  const read = around.get(kind, name);
  return read.state === 'found' ? read.value.spec?.template?.spec : undefined;
}

export const containersOf = (spec: PodSpec | undefined): Container[] => [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];

const templated = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'] as const;
const isTemplated = (kind: string): kind is (typeof templated)[number] => (templated as readonly string[]).includes(kind);

const replicaSetOf = (pod: Facts['pod']): string | undefined =>
  pod.metadata?.ownerReferences?.find(({ kind }) => kind === 'ReplicaSet')?.name;
