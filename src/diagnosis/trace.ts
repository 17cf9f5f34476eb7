import type { Pod } from '../cluster/kubernetes.ts';
import type { PodBehind, ResolvedWait } from '../waits/model.ts';
import type { Examination, Examiner } from './examine.ts';
import type { Station, Trace, TracedWait } from './facts.ts';
import { workloadOf } from './workload.ts';

/** How many pods one after the other are looked at; longer chains are said to go on. */
const farthest = 8;

/** Follows a wait to the pods behind its target, to what those wait for, and so on to the root. */
export async function traceWait(examiner: Examiner, resolved: ResolvedWait, waiting: Pod, path: readonly string[]): Promise<TracedWait> {
  const next = behind(resolved);
  if (!next) return resolved;
  const trace = await follow(examiner, next, [...path, workloadKey(waiting)]);
  return { ...resolved, trace };
}

/** One pod stands for all behind the target: they come from the same template. */
function behind({ outcome }: ResolvedWait): PodBehind | undefined {
  if (outcome.state !== 'no-endpoints' && outcome.state !== 'not-yet') return undefined;
  if (outcome.state === 'no-endpoints' && outcome.selfOnly) return undefined;
  return outcome.behind.find(({ ready }) => !ready);
}

async function follow(examiner: Examiner, { namespace, name }: PodBehind, path: readonly string[]): Promise<Trace> {
  if (path.length > farthest) return { stations: [], end: { kind: 'far' } };
  const read = await examiner.cluster.printedPod(namespace, name);
  if (read.state === 'absent') return { stations: [], end: { kind: 'working', detail: `pod ${name} has just gone` } };
  if (read.state === 'denied') return { stations: [], end: { kind: 'unreadable', reason: `pod ${name}: ${read.reason}` } };
  const key = workloadKey(read.value.pod);
  if (path.includes(key)) return { stations: [], end: { kind: 'cycle', names: path.slice(path.indexOf(key)).map(nameInKey) } };
  return onwards(await examiner.examine(read.value, path));
}

/** The way on from a pod that was examined: its own wait, when that has a trace, else what was found there. */
function onwards({ facts, findings, app }: Examination): Trace {
  const traced = facts.waits.find(({ trace }) => trace !== undefined);
  const station: Station = {
    namespace: facts.namespace,
    pod: facts.pod.metadata?.name ?? '',
    workload: facts.workload,
    status: facts.progress.columns.status,
    ...(facts.blocking && { container: facts.blocking.name }),
    ...(facts.waits[0] && { waitsFor: targetName(traced ?? facts.waits[0]) }),
  };
  if (traced?.trace) return { stations: [station, ...traced.trace.stations], end: traced.trace.end };
  const worst = app ?? findings.find(({ severity }) => severity !== 'info');
  if (worst) return { stations: [station], end: { kind: 'finding', finding: worst } };
  return { stations: [station], end: { kind: 'working', detail: `${station.pod} is ${station.status}` } };
}

/** `Service db:5432` */
export function targetName({ subject }: ResolvedWait): string {
  return `${subject.kind} ${subject.name}${subject.port === undefined ? '' : `:${subject.port}`}`;
}

function workloadKey(pod: Pod): string {
  const { kind, name } = workloadOf(pod);
  return `${pod.metadata?.namespace}/${kind}/${name}`;
}

const nameInKey = (key: string): string => key.split('/').slice(2).join('/');
