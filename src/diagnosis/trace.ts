import { KnownError } from '../cluster/errors.ts';
import type { Pod } from '../cluster/kubernetes.ts';
import { type Resolution, resolveTargets, type Target } from '../cluster/targets.ts';
import type { PodBehind, ResolvedWait } from '../waits/model.ts';
import { inBrief } from '../waits/resolve/refusal.ts';
import type { Examination, Examiner, OwnerExamination } from './examine.ts';
import type { Station, Trace, TracedWait, Workload } from './facts.ts';
import type { Finding } from './finding.ts';
import { workloadOf } from './workload.ts';

/** How many pods one after the other are looked at; longer chains are said to go on. */
const farthest = 8;

/** What stands behind a target: a pod, or the workload that should have made one. */
type Next =
  | { readonly is: 'pod'; readonly pod: PodBehind }
  | { readonly is: 'workload'; readonly namespace: string; readonly target: Named };
type Named = Extract<Target, { by: 'name' }>;

/** Follows a wait to the pods behind its target, to what those wait for, and so on to the root. */
export async function traceWait(examiner: Examiner, resolved: ResolvedWait, waiting: Pod, path: readonly string[]): Promise<TracedWait> {
  const next = behind(resolved);
  if (!next) return resolved;
  const onThisPath = [...path, workloadKey(waiting)];
  const trace = next.is === 'pod' ? await follow(examiner, next.pod, onThisPath) : await followWorkload(examiner, next, onThisPath);
  return trace ? { ...resolved, trace } : resolved;
}

/** One pod stands for all behind the target: they come from the same template. */
function behind({ outcome, subject }: ResolvedWait): Next | undefined {
  if (outcome.state !== 'no-endpoints' && outcome.state !== 'not-yet') return undefined;
  if (outcome.state === 'no-endpoints' && outcome.selfOnly) return undefined;
  const pod = outcome.behind.find(({ ready }) => !ready);
  if (pod) return { is: 'pod', pod };
  if (outcome.behind.length > 0) return undefined;
  return asWorkload(outcome.state === 'no-endpoints' ? outcome.workload : subject);
}

function asWorkload(ref: { readonly kind: string; readonly namespace?: string; readonly name: string } | undefined): Next | undefined {
  if (!ref?.namespace || !isWorkloadKind(ref.kind)) return undefined;
  return { is: 'workload', namespace: ref.namespace, target: { by: 'name', kind: ref.kind, name: ref.name } };
}

const workloadKinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'] as const;
const isWorkloadKind = (kind: string): kind is (typeof workloadKinds)[number] => workloadKinds.some((known) => known === kind);

async function follow(examiner: Examiner, { namespace, name }: PodBehind, path: readonly string[]): Promise<Trace> {
  if (path.length > farthest) return { stations: [], end: { kind: 'far' } };
  const read = await examiner.cluster.printedPod(namespace, name);
  if (read.state === 'absent') return { stations: [], end: { kind: 'working', detail: `pod ${name} has just gone` } };
  if (read.state === 'denied') return { stations: [], end: { kind: 'unreadable', reason: `pod ${name}: ${inBrief(read.reason)}` } };
  const key = workloadKey(read.value.pod);
  if (path.includes(key)) return { stations: [], end: { kind: 'cycle', names: path.slice(path.indexOf(key)).map(nameInKey) } };
  return onwards(await examiner.examine(read.value, path));
}

/** A workload without pods says itself why it has none. */
async function followWorkload(
  examiner: Examiner,
  { namespace, target }: Extract<Next, { is: 'workload' }>,
  path: readonly string[],
): Promise<Trace | undefined> {
  const [found] = await resolved(examiner, target, namespace);
  if (found?.is === 'workload') return barren(await examiner.examineOwner(found.workload, found.made));
  const { namespace: where = namespace, name = '' } = found?.pod.pod.metadata ?? {};
  return found ? follow(examiner, { namespace: where, name, ready: false }, path) : undefined;
}

/** Nothing where the workload may not be read: then the Service is all there is to say. */
async function resolved(examiner: Examiner, target: Named, namespace: string): Promise<Resolution[]> {
  try {
    return await resolveTargets(examiner.cluster, [target], { namespace });
  } catch (error) {
    if (error instanceof KnownError) return [];
    throw error;
  }
}

function barren({ facts, findings }: OwnerExamination): Trace {
  const station: Station = { namespace: facts.namespace, workload: facts.workload, status: 'no pods' };
  return { stations: [station], end: endOf(findings, `${facts.workload.kind} ${facts.workload.name} has no pods yet`) };
}

/** The way on from a pod that was examined: its own wait, when that has a trace, else what was found there. */
function onwards({ facts, findings }: Examination): Trace {
  const traced = facts.waits.find(({ trace }) => trace !== undefined);
  const pod = facts.pod.metadata?.name ?? '';
  const station: Station = {
    namespace: facts.namespace,
    pod,
    workload: facts.workload,
    status: facts.progress.columns.status,
    ...(facts.blocking && { container: facts.blocking.name }),
    ...(facts.waits[0] && { waitsFor: targetName(traced ?? facts.waits[0]) }),
  };
  if (traced?.trace) return { stations: [station, ...traced.trace.stations], end: traced.trace.end };
  return { stations: [station], end: endOf(findings, `${pod} is ${station.status}`) };
}

function endOf(findings: readonly Finding[], detail: string): Trace['end'] {
  const worst = findings.find(({ severity }) => severity !== 'info');
  return worst ? { kind: 'finding', finding: worst } : { kind: 'working', detail };
}

/** `Service db:5432` */
export function targetName({ subject }: ResolvedWait): string {
  return `${subject.kind} ${subject.name}${subject.port === undefined ? '' : `:${subject.port}`}`;
}

function workloadKey(pod: Pod): string {
  const { kind, name }: Workload = workloadOf(pod);
  return `${pod.metadata?.namespace}/${kind}/${name}`;
}

const nameInKey = (key: string): string => key.split('/').slice(2).join('/');
