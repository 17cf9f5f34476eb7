import type { Step } from '../../init/model.ts';
import type { ResolvedWait, WaitOutcome } from '../../waits/model.ts';
import type { Code } from '../codes.ts';
import type { Facts, Station, TracedWait } from '../facts.ts';
import type { Evidence, Finding } from '../finding.ts';
import { tellingLine } from '../runs/telling-line.ts';
import { secondsBetween } from '../words/words.ts';

/** A wait of the blocking container whose target is in one of the given states. */
export type WaitIn<State extends WaitOutcome['state']> = TracedWait & { readonly outcome: Extract<WaitOutcome, { state: State }> };

export interface Waiting<State extends WaitOutcome['state']> {
  readonly step: Step;
  readonly wait: WaitIn<State>;
}

/** Whatever state its target is in. */
export interface AnyWaiting {
  readonly step: Step;
  readonly wait: TracedWait;
}

/** The waits of the blocking container that are in one of these states. */
export function waitsIn<State extends WaitOutcome['state']>({ blocking, waits }: Facts, ...states: readonly State[]): Waiting<State>[] {
  if (!blocking) return [];
  const inState = (wait: TracedWait): wait is WaitIn<State> => (states as readonly string[]).includes(wait.outcome.state);
  return waits.filter(inState).map((wait) => ({ step: blocking, wait }));
}

/** `Service redis:6379`, with its namespace when that is not the pod's own. */
export function targetName({ subject }: ResolvedWait, home: string): string {
  const port = subject.port === undefined ? '' : `:${subject.port}`;
  const elsewhere = subject.namespace !== undefined && subject.namespace !== home ? ` in namespace ${subject.namespace}` : '';
  return `${subject.kind} ${subject.name}${port}${elsewhere}`;
}

/** `wait-db waits for Service db:5432 in namespace shop`: what every finding about a wait begins with. */
export function waitsFor({ step, wait }: AnyWaiting, namespace: string): string {
  const { subject } = wait;
  const where = subject.namespace === namespace ? ` in namespace ${namespace}` : '';
  return `${step.name} waits for ${targetName(wait, namespace)}${where}${askedFor(wait)}`;
}

/** The script may name an address or an ExternalName: then the Service is not what users see there. */
function askedFor({ subject, wait: { target } }: ResolvedWait): string {
  if (target.kind !== 'host' || subject.kind !== 'Service' || target.host.toLowerCase().startsWith(subject.name)) return '';
  return ` (asked for as ${target.host})`;
}

/** The code of the line in the log that says the most, with that line. */
export function lastWordOf({ logs }: Facts, container: string): { readonly code: Code; readonly evidence: Evidence } | undefined {
  const log = logs.get(container);
  const telling = log && tellingLine(log.lines);
  return telling && { code: telling.signature.code, evidence: { from: 'log', ref: `log ${container} (${log.run})`, text: telling.line } };
}

/** The piece of the script that waits, as evidence. */
export const scriptEvidence = ({ step, wait }: AnyWaiting): Evidence => ({
  from: 'spec',
  ref: `spec.initContainers[${step.name}].command`,
  text: wait.wait.text,
});

/** One line a station: this pod, those that were followed, and what was found at the end. */
export function chainOf(facts: Facts, { step, wait }: AnyWaiting): string[] {
  const first = `${facts.pod.metadata?.name}: ${step.name} waits for ${targetName(wait, facts.namespace)}`;
  const stations = wait.trace?.stations ?? [];
  return [first, ...stations.map((station) => inWords(station, facts.namespace))];
}

function inWords(station: Station, home: string): string {
  const { namespace, container, waitsFor: target, status } = station;
  const name = station.pod ?? `${station.workload.kind} ${station.workload.name}`;
  const where = namespace === home ? name : `${namespace}/${name}`;
  if (container !== undefined && target !== undefined) return `${where}: ${container} waits for ${target}`;
  return `${where}: ${status}`;
}

/** `pod db-0`, or `Deployment db` where that has no pods. */
export const stationName = ({ pod, workload }: Station): string => (pod === undefined ? `${workload.kind} ${workload.name}` : `pod ${pod}`);

const aboutInit = /^[^;]{1,100}; (?:the trouble is in )?(?=app container )/;

/** What keeps a pod behind the target. That its own init containers are done, or that it has none, is nothing to who waits for it. */
export const causeBehind = ({ cause }: Finding): string => cause.replace(aboutInit, '');

/** How long the wait goes on by itself: in words, or nothing when it has no end. */
export function limitInWords({ wait }: ResolvedWait): string | undefined {
  const { limit } = wait;
  if (limit?.seconds !== undefined) return `it gives up after ${limit.seconds} s`;
  return limit?.tries === undefined ? undefined : `it gives up after ${limit.tries} tries`;
}

/** What a check prints when its target is not there. Whatever else it prints is about the check itself. */
const absenceInLogs: ReadonlySet<Code> = new Set([
  'dns-failed',
  'connection-refused',
  'connection-timeout',
  'timeout-exit',
  'database-missing',
  'wait-external',
  'wait-object',
]);

/**
 * How far the state of a target explains the wait: to the root, unless the log says that the check itself cannot work (no such
 * program, not allowed to ask): then that comes first, whatever the target does.
 */
export function surenessOf({ logs }: Facts, { step }: AnyWaiting): Pick<Finding, 'depth' | 'confidence'> {
  const telling = tellingLine(logs.get(step.name)?.lines ?? []);
  const aboutTheCheck = telling !== undefined && telling.signature.weight > 1 && !absenceInLogs.has(telling.signature.code);
  return aboutTheCheck ? { depth: 'cause', confidence: 'possible' } : { depth: 'root', confidence: 'certain' };
}

/** Whether a container runs, and has done so for less than so many seconds. */
export const runsLessThan = (seconds: number, { runningSince }: Step, { now }: Facts): boolean =>
  (secondsBetween(runningSince, now) ?? Number.POSITIVE_INFINITY) < seconds;
