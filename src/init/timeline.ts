import { parseDuration } from './duration.ts';
import { text } from './guard.ts';
import type { Moment, Step } from './model.ts';
import { conditionOf } from './pod.ts';
import type { Situation } from './situation.ts';
import { formatTime, knownTime, timeText } from './time.ts';

const PULL_TIME = /^Successfully pulled image .{1,1000}? in ([\d.a-zµμ]{1,40}) ?(?:\(([\d.a-zµμ]{1,40}) including waiting\))?/;

/** What happened to the pod and how long it took, oldest first; the last moment is now. */
export function timelineOf(situation: Situation, steps: readonly Step[], present: string, now: Date): Moment[] {
  const { pod, events } = situation;
  const past = [
    moment(pod.metadata?.creationTimestamp, 'created'),
    ...placing(situation),
    ...events.flatMap((event) => eventMoments(event)),
    ...steps.flatMap(runMoments),
  ].flat();
  const sorted = past.sort((one, other) => (knownTime(one.at) ?? 0) - (knownTime(other.at) ?? 0));
  const at = formatTime(now.getTime());
  return at === undefined ? sorted : [...sorted, { at, what: present }];
}

/** Scheduling and preparation: volumes and network. */
function placing({ pod }: Situation): Moment[] {
  const scheduled = conditionOf(pod, 'PodScheduled');
  const prepared = conditionOf(pod, 'PodReadyToStartContainers');
  const placedAt = scheduled?.status === 'True' ? scheduled.lastTransitionTime : undefined;
  const waited = secondsBetween(pod.metadata?.creationTimestamp, placedAt);
  const took = secondsBetween(pod.status?.startTime ?? placedAt, prepared?.lastTransitionTime);
  const node = text(pod.spec?.nodeName);
  return [
    ...moment(placedAt, node === undefined ? 'scheduled' : `scheduled to ${node}`, { seconds: waited }),
    ...(prepared?.status === 'True' ? moment(prepared.lastTransitionTime, 'volumes and network ready', { seconds: took }) : []),
  ];
}

function eventMoments({ reason, at, message, container }: Situation['events'][number]): Moment[] {
  if (reason === 'SandboxChanged') return moment(at, 'sandbox lost, init begins anew');
  if (reason !== 'Pulled') return [];
  const durations = PULL_TIME.exec(message.slice(0, 1200));
  if (!durations) return [];
  return moment(at, 'image pulled', { container, seconds: parseDuration(durations[2] ?? durations[1] ?? '') });
}

function runMoments(step: Step): Moment[] {
  const { name: container, lastRun, runningSince, attempts } = step;
  const again = attempts > 1 ? ` (attempt ${attempts})` : '';
  const running = moment(runningSince, `started${again}`, { container });
  if (!lastRun) return running;
  const outcome = lastRun.exitCode === 0 && lastRun.reason !== 'OOMKilled' ? 'done' : `failed with exit code ${lastRun.exitCode}`;
  return [
    ...moment(lastRun.startedAt, runningSince === undefined ? `started${again}` : 'started', { container }),
    ...moment(lastRun.finishedAt, outcome, { container, seconds: lastRun.durationSeconds }),
    ...running,
  ];
}

function moment(at: unknown, what: string, more: { container?: string | undefined; seconds?: number | undefined } = {}): Moment[] {
  const time = timeText(at);
  if (time === undefined) return [];
  const { container, seconds } = more;
  return [{ at: time, what, ...(container !== undefined && { container }), ...(seconds !== undefined && { seconds }) }];
}

function secondsBetween(from: unknown, to: unknown): number | undefined {
  const [start, end] = [knownTime(from), knownTime(to)];
  return start === undefined || end === undefined ? undefined : Math.max(0, (end - start) / 1000);
}
