import type { InitEntry, Report, Subject } from './document.ts';

/** The same report a while later: ages and timers go on, nothing is read. */
export function ticked(report: Report, now: Date): Report {
  const seconds = (now.getTime() - Date.parse(report.generatedAt)) / 1000;
  if (Number.isNaN(seconds)) return report;
  return { ...report, generatedAt: now.toISOString(), subjects: report.subjects.map((subject) => tickedSubject(subject, seconds, now)) };
}

function tickedSubject(subject: Subject, seconds: number, now: Date): Subject {
  const age = subject.age === undefined ? {} : { age: Math.max(0, Math.round(subject.age + seconds)) };
  return { ...subject, ...age, init: subject.init.map((entry) => tickedEntry(entry, now)) };
}

function tickedEntry(entry: InitEntry, now: Date): InitEntry {
  const started = entry.state === 'running' ? Date.parse(entry.startedAt ?? '') : Number.NaN;
  const next = Date.parse(entry.backoff?.nextAttemptAt ?? '');
  return {
    ...entry,
    ...(!Number.isNaN(started) && { durationSeconds: Math.max(0, Math.round((now.getTime() - started) / 1000)) }),
    ...(entry.backoff &&
      !Number.isNaN(next) && {
        backoff: { ...entry.backoff, remainingSeconds: Math.max(0, Math.ceil((next - now.getTime()) / 1000)) },
      }),
  };
}
