import type { CoreEvent } from '../cluster/kubernetes.ts';
import { count, objects, text } from './guard.ts';
import type { PodEvent } from './model.ts';
import { knownTime, timeText } from './time.ts';

const COMBINED = '(combined from similar events): ';
const FIELD_PATH = /^spec\.(?:initContainers|containers|ephemeralContainers)\{([^{}]{1,253})\}$/;

/** An event as events.k8s.io/v1 has it, which a dump may hold. */
interface NewerEvent {
  readonly regarding?: CoreEvent['involvedObject'];
  readonly note?: string;
  readonly reportingController?: string;
  readonly deprecatedCount?: number;
  readonly deprecatedFirstTimestamp?: string;
  readonly deprecatedLastTimestamp?: string;
  readonly deprecatedSource?: CoreEvent['source'];
}

/** Events of either API in one shape, oldest first. `at` is empty for an event that bears no time; those come first. */
export function readEvents(events: readonly CoreEvent[]): PodEvent[] {
  const known = new Set<string>();
  const readings = objects(events).flatMap((event) => {
    // One event may come twice, once through each API.
    const uid = text(event.metadata?.uid);
    if (uid !== undefined && known.has(uid)) return [];
    if (uid !== undefined) known.add(uid);
    return [readEvent(event)];
  });
  return readings.sort(
    (one, other) => second(one.at) - second(other.at) || second(one.firstAt) - second(other.firstAt) || byReporter(one, other),
  );
}

/** The kubelet writes whole seconds, the scheduler fractions: within a second their order is not in the times. */
const second = (time: string): number => Math.floor((knownTime(time) ?? 0) / 1000);

/** A pod is scheduled before anything else happens to it. */
const byReporter = (one: PodEvent, other: PodEvent): number => Number(other.reason === 'Scheduled') - Number(one.reason === 'Scheduled');

function readEvent(event: CoreEvent & NewerEvent): PodEvent {
  const about = event.involvedObject ?? event.regarding;
  const message = text(event.message) ?? text(event.note) ?? '';
  const combined = message.startsWith(COMBINED);
  const container = FIELD_PATH.exec(text(about?.fieldPath) ?? '')?.[1];
  const uid = text(about?.uid);
  return {
    at: lastSeen(event),
    firstAt: firstSeen(event),
    type: text(event.type) ?? 'Normal',
    reason: text(event.reason) ?? '',
    message: combined ? message.slice(COMBINED.length) : message,
    // The scheduler leaves `count` at 0 and counts repeats in the series.
    count: Math.max(1, count(event.count ?? event.deprecatedCount), count(event.series?.count)),
    ...(container === undefined ? {} : { container }),
    combined,
    source: sourceOf(event),
    about: { kind: text(about?.kind) ?? '', name: text(about?.name) ?? '', ...(uid === undefined ? {} : { uid }) },
  };
}

function lastSeen(event: CoreEvent & NewerEvent): string {
  return firstTime([
    event.series?.lastObservedTime,
    event.lastTimestamp,
    event.deprecatedLastTimestamp,
    event.eventTime,
    event.firstTimestamp,
    event.deprecatedFirstTimestamp,
    event.metadata?.creationTimestamp,
  ]);
}

function firstSeen(event: CoreEvent & NewerEvent): string {
  const created = event.metadata?.creationTimestamp;
  return firstTime([event.firstTimestamp, event.deprecatedFirstTimestamp, event.eventTime, created, lastSeen(event)]);
}

function firstTime(candidates: readonly unknown[]): string {
  return candidates.map(timeText).find((time) => time !== undefined) ?? '';
}

function sourceOf(event: CoreEvent & NewerEvent): string {
  const candidates = [event.source?.component, event.deprecatedSource?.component, event.reportingComponent, event.reportingController];
  return candidates.map(text).find((component) => component !== undefined) ?? '';
}
