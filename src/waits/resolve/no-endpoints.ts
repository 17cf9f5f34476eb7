import type { Deployment, Pod, Service, StatefulSet } from '../../cluster/kubernetes.ts';
import { matchesLabels, selectorText } from '../../cluster/selector.ts';
import type { PodBehind, WaitOutcome, WorkloadRef } from '../model.ts';
import { type Endpoint, podsBehind } from './endpoints.ts';
import { controllerOf, hasEnded, isPastInit, isReady, sameWorkload } from './own-workload.ts';
import { inBrief } from './refusal.ts';
import { type Candidate, mismatchOf } from './selector-mismatch.ts';
import type { Standpoint } from './standpoint.ts';

type Labels = Readonly<Record<string, string>>;
type NoEndpoints = Extract<WaitOutcome, { state: 'no-endpoints' }>;

/** Why no endpoint of a Service is ready: the pods behind it, or why there are none. */
export async function whyNoEndpoints(service: Service, endpoints: readonly Endpoint[], at: Standpoint): Promise<NoEndpoints> {
  const selector = service.spec?.selector ?? {};
  const hasSelector = Object.keys(selector).length > 0;
  const base = {
    state: 'no-endpoints' as const,
    ...(hasSelector && { selector }),
    headless: service.spec?.clusterIP === 'None',
  };
  const namespace = service.metadata?.namespace ?? at.namespace;
  const behind = podsBehind(endpoints);
  if (behind.length > 0) return { ...base, ...(await orderBehind(behind, selector, namespace, at)) };
  if (!hasSelector) return { ...base, behind: [], selfOnly: false };
  return { ...base, ...(await whyNoPods(selector, service.metadata?.name ?? '', namespace, at)) };
}

/**
 * Pods of other workloads first, then those of the own one, itself last: the first is the one to follow. Names tell the
 * workload mostly; pods are read only where all names look like the own workload's.
 */
async function orderBehind(behind: readonly PodBehind[], selector: Labels, namespace: string, at: Standpoint) {
  const own = at.pod.metadata?.name ?? '';
  const workload = controllerOf(at.pod, at.namespace);
  const isOwn = (pod: PodBehind) => pod.namespace === at.namespace && (pod.name === own || mayBelong(pod.name, workload));
  const rank = (pod: PodBehind) => (pod.name === own ? 2 : isOwn(pod) ? 1 : 0);
  const ordered = [...behind].sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
  if (!behind.every(isOwn)) return { behind: ordered, selfOnly: false };
  if (behind.every(({ name }) => name === own)) return { behind: ordered, selfOnly: true };
  const pods = await at.cluster.list('Pod', { namespace, labelSelector: selectorText({ matchLabels: selector }) });
  if (pods.state !== 'found') return { behind: ordered, selfOnly: false };
  const { others, selfOnly } = ownAndOthers(pods.value, workload, at.namespace);
  const rest = ordered.filter(({ name }) => !others.some((other) => other.name === name));
  return { behind: [...others, ...rest], selfOnly };
}

const mayBelong = (pod: string, { kind, name }: WorkloadRef): boolean => kind !== 'Pod' && pod.startsWith(`${name}-`);

/** What may be followed: pods of other workloads, and pods of the own one that are past init, whose trouble is another. */
function ownAndOthers(pods: readonly Pod[], workload: WorkloadRef, home: string) {
  const worthwhile = pods.filter((pod) => !hasEnded(pod) && (!sameWorkload(controllerOf(pod, home), workload) || isPastInit(pod)));
  return { others: worthwhile.map((pod) => asBehind(pod, home)), selfOnly: worthwhile.length === 0 };
}

const asBehind = (pod: Pod, home: string): PodBehind => ({
  namespace: pod.metadata?.namespace ?? home,
  name: pod.metadata?.name ?? '',
  ready: isReady(pod),
});

async function whyNoPods(selector: Labels, service: string, namespace: string, at: Standpoint) {
  const { cluster } = at;
  const [pods, deployments, statefulSets] = await Promise.all([
    cluster.list('Pod', { namespace }),
    cluster.list('Deployment', { namespace }),
    cluster.list('StatefulSet', { namespace }),
  ]);
  const workloads = [
    ...(deployments.state === 'found' ? deployments.value.map((each) => templateOf('Deployment', each, namespace)) : []),
    ...(statefulSets.state === 'found' ? statefulSets.value.map((each) => templateOf('StatefulSet', each, namespace)) : []),
  ];
  const all = pods.state === 'found' ? pods.value : [];
  const matching = all.filter((pod) => matches(selector, pod.metadata?.labels));
  const workload = workloads.find(({ labels }) => matches(selector, labels))?.workload;
  const found = { ...(workload && { workload }) };
  if (matching.length > 0) {
    const alive = matching.filter((pod) => !hasEnded(pod));
    const { selfOnly } = ownAndOthers(matching, controllerOf(at.pod, at.namespace), at.namespace);
    const behind = (alive.length > 0 ? alive : matching).map((pod) => asBehind(pod, namespace));
    return { ...found, behind, selfOnly: selfOnly && alive.length > 0 };
  }
  const unseen = [pods, deployments, statefulSets].find((read) => read.state === 'denied');
  const nobody = { behind: [], selfOnly: false, ...(unseen?.state === 'denied' && { unreadable: inBrief(unseen.reason) }) };
  if (workload) return { ...nobody, workload };
  const mismatch = mismatchOf(selector, service, candidates(all, workloads, at));
  if (mismatch) return { ...nobody, mismatch };
  const daemonSet = await daemonSetOf(selector, namespace, at);
  return { ...nobody, ...(daemonSet && { workload: daemonSet }) };
}

/** Asked last: few Services lead to a DaemonSet, and fewer DaemonSets have no pods. */
async function daemonSetOf(selector: Labels, namespace: string, { cluster }: Standpoint): Promise<WorkloadRef | undefined> {
  const all = await cluster.list('DaemonSet', { namespace });
  const match = all.state === 'found' && all.value.find(({ spec }) => matches(selector, spec?.template?.metadata?.labels));
  return match ? { kind: 'DaemonSet', namespace, name: match.metadata?.name ?? '' } : undefined;
}

const matches = (matchLabels: Labels, labels: Labels | undefined): boolean => matchesLabels({ matchLabels }, labels);

function templateOf(kind: string, { metadata, spec }: Deployment | StatefulSet, home: string): Candidate {
  const namespace = metadata?.namespace ?? home;
  const workload = { kind, namespace, name: metadata?.name ?? '', replicas: spec?.replicas ?? 1 };
  return { workload, labels: spec?.template?.metadata?.labels ?? {} };
}

/** Workloads by their templates, and pods of workloads that were not read; never the waiting pod's own. */
function candidates(pods: readonly Pod[], workloads: readonly Candidate[], at: Standpoint): Candidate[] {
  const own = controllerOf(at.pod, at.namespace);
  const known = [...workloads];
  for (const pod of pods) {
    const workload = controllerOf(pod, at.namespace);
    if (hasEnded(pod) || known.some((candidate) => sameWorkload(candidate.workload, workload))) continue;
    known.push({ workload, labels: pod.metadata?.labels ?? {} });
  }
  return known.filter(({ workload }) => !sameWorkload(workload, own));
}
