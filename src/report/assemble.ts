import type { Cluster } from '../cluster/port.ts';
import type { Examination, OwnerExamination } from '../diagnosis/examine.ts';
import type { Facts, TracedWait } from '../diagnosis/facts.ts';
import type { Evidence, Finding } from '../diagnosis/finding.ts';
import type { Sight } from '../diagnosis/sight.ts';
import type { PodEvent, Step } from '../init/model.ts';
import { timeText } from '../init/time.ts';
import type { EventEntry, FindingEntry, InitEntry, Report, Subject, WaitsForEntry } from './document.ts';
import { headlineOf, verdictOf } from './headline.ts';
import { outcomeInWords } from './outcome.ts';

/** How many lines of a log and how many events a report quotes; the diagnosis has read more. */
const quotedLines = 12;
const quotedEvents = 20;

/** @param sight what the rules looked at on the way */
export function assembleReport(cluster: Cluster, subjects: readonly Subject[], sight: Sight): Report {
  return {
    schemaVersion: 1,
    generatedAt: cluster.now().toISOString(),
    source: cluster.source,
    subjects,
    unreadable: cluster.unreadable.map((unreadable) => ({ ...unreadable, mightChange: sight.lookedAt(unreadable) })),
  };
}

export function podSubject({ facts, findings }: Examination): Subject {
  const { pod, progress, namespace, now } = facts;
  const { columns, outlook } = progress;
  const verdict = verdictOf(facts, findings);
  return {
    kind: 'Pod',
    namespace,
    name: pod.metadata?.name ?? '',
    ...(facts.workload.kind !== 'Pod' && { owner: facts.workload }),
    ...(pod.spec?.nodeName && { node: pod.spec.nodeName }),
    ...ageOf(pod.metadata?.creationTimestamp, now),
    status: columns.status,
    ready: columns.ready,
    restarts: Number.parseInt(columns.restarts, 10) || 0,
    verdict,
    headline: headlineOf(facts, findings, verdict),
    init: progress.steps.map((step) => initEntry(step, facts)),
    apps: progress.apps.map(({ name, state, reason }) => ({ name, state, ...(reason && { reason }) })),
    findings: findings.map((finding) => findingEntry(finding, columns.status)),
    events: quoted(facts).map(eventEntry),
    timeline: progress.timeline,
    ...(outlook.deadline && { deadline: outlook.deadline }),
  };
}

/** A workload that has no pods, or fewer than it wants. */
export function ownerSubject({ facts, findings }: OwnerExamination, lacks?: { readonly pods: number; readonly wanted: number }): Subject {
  const symptom = lacks ? `${lacks.pods} of ${lacks.wanted} pods` : 'no pod';
  const { workload, namespace, events, now, object } = facts;
  const created = object.value.metadata?.creationTimestamp;
  return {
    kind: workload.kind,
    namespace,
    name: workload.name,
    ...ageOf(created, now),
    status: '',
    ready: '',
    restarts: 0,
    verdict: 'no-pod',
    headline: findings[0]?.cause ?? `${workload.kind} ${workload.name} has no pods`,
    init: [],
    apps: [],
    findings: findings.map((finding) => findingEntry(finding, symptom)),
    events: events.slice(-quotedEvents).map(eventEntry),
    timeline: [],
  };
}

function ageOf(created: string | undefined, now: Date): { age?: number } {
  const since = Date.parse(created ?? '');
  return Number.isNaN(since) ? {} : { age: Math.max(0, Math.round((now.getTime() - since) / 1000)) };
}

function initEntry(step: Step, facts: Facts): InitEntry {
  const { lastRun, runningSince } = step;
  const ended = runningSince === undefined ? lastRun : undefined;
  const startedAt = runningSince ?? ended?.startedAt;
  const blocking = step === facts.blocking;
  const log = blocking ? facts.logs.get(step.name) : undefined;
  return {
    index: step.index,
    name: step.name,
    sidecar: step.role === 'sidecar',
    image: step.image,
    state: step.state,
    blocking,
    ...(step.reason && { reason: step.reason }),
    ...(step.message && { message: step.message }),
    ...(lastRun && { exitCode: lastRun.exitCode }),
    ...(lastRun?.signal && { signal: lastRun.signal }),
    attempts: step.attempts,
    ...(startedAt && { startedAt }),
    ...(ended?.finishedAt && { finishedAt: ended.finishedAt }),
    ...durationOf(step, facts.now),
    ...(step.backoff && { backoff: step.backoff }),
    ...(blocking && facts.waits.length > 0 && { waitsFor: facts.waits.map(waitsFor) }),
    ...(log && { log: { run: log.run, lines: log.lines.slice(-quotedLines) } }),
  };
}

function durationOf({ runningSince, lastRun }: Step, now: Date): { durationSeconds?: number } {
  if (runningSince !== undefined) return { durationSeconds: Math.max(0, Math.round((now.getTime() - Date.parse(runningSince)) / 1000)) };
  return lastRun?.durationSeconds === undefined ? {} : { durationSeconds: lastRun.durationSeconds };
}

function waitsFor({ subject, outcome }: TracedWait): WaitsForEntry {
  return { ...subject, state: outcome.state, detail: outcomeInWords(outcome) };
}

function findingEntry({ depth: _depth, explains: _explains, ...finding }: Finding, status: string): FindingEntry {
  return { ...finding, symptom: finding.symptom ?? status, evidence: finding.evidence.map(evidenceEntry) };
}

/** Rules quote the times of objects as they are: what is no time is left out. */
function evidenceEntry({ at, ...evidence }: Evidence): Evidence {
  const time = timeText(at);
  return { ...evidence, ...(time && { at: time }) };
}

/** Events of the blocking container and of the pod itself, in order; without a blocking container, all of them. */
function quoted({ events, blocking }: Facts): readonly PodEvent[] {
  const telling = blocking ? events.filter(({ container }) => container === undefined || container === blocking.name) : events;
  return telling.slice(-quotedEvents);
}

const eventEntry = ({ at, type, reason, message, count, container }: PodEvent): EventEntry => ({
  ...(at && { at }),
  type,
  reason,
  message,
  count,
  ...(container && { container }),
});
