import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InitEntry, Report, Subject } from '../../src/report/document.ts';
import { ticked } from '../../src/report/ticked.ts';

const at = (second: number) => `2026-01-05T10:00:${String(second).padStart(2, '0')}.000Z`;
const entry = (more: Partial<InitEntry>): InitEntry => ({
  index: 1,
  name: 'migrate',
  sidecar: false,
  image: 'registry.test/migrate:1',
  state: 'running',
  blocking: true,
  attempts: 1,
  ...more,
});
const report = (...init: InitEntry[]): Report => {
  const subject: Subject = {
    ...{ kind: 'Pod', namespace: 'shop', name: 'web', status: 'Init:0/1', ready: '0/1', restarts: 0, age: 40 },
    ...{ verdict: 'initializing', headline: '', init, apps: [], findings: [], events: [], timeline: [] },
  };
  return { schemaVersion: 1, generatedAt: at(0), source: { kind: 'cluster', name: 'test' }, subjects: [subject], unreadable: [] };
};
const later = (init: InitEntry, second: number) => ticked(report(init), new Date(at(second))).subjects[0];

test('ages grow', () => assert.equal(later(entry({}), 7)?.age, 47));
test('a run grows longer', () => assert.equal(later(entry({ startedAt: at(0), durationSeconds: 0 }), 7)?.init[0]?.durationSeconds, 7));
test('a run that has ended does not', () => {
  assert.equal(later(entry({ state: 'failed', startedAt: at(0), durationSeconds: 2 }), 7)?.init[0]?.durationSeconds, 2);
});
test('back-off counts down, and not below 0', () => {
  const backoff = { kind: 'crash', nextAttemptAt: at(20), remainingSeconds: 20, basis: 'message', longest: false } as const;
  assert.equal(later(entry({ state: 'failed', backoff }), 7)?.init[0]?.backoff?.remainingSeconds, 13);
  assert.equal(later(entry({ state: 'failed', backoff }), 30)?.init[0]?.backoff?.remainingSeconds, 0);
});
test('the time of the report goes on', () => assert.equal(ticked(report(), new Date(at(9))).generatedAt, at(9)));
