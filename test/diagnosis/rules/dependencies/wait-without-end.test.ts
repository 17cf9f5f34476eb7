import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitWithoutEnd } from '../../../../src/diagnosis/rules/dependencies/wait-without-end.ts';
import { oneInit } from '../container-facts.ts';
import { gaveUpOn, noEndpoints, waitingFor } from '../wait-facts.ts';

const db = 'Service db:5432';

test('a loop without an end is a warning beside the cause', () => {
  const [finding] = waitWithoutEnd.judge(oneInit(waitingFor(db, noEndpoints())));
  assert.equal(finding?.severity, 'warning');
  assert.match(finding?.cause ?? '', /has no end/);
});

for (const [name, more, says] of [
  ['seconds', { limit: { seconds: 300 } }, /gives up after 300 s/],
  ['tries', { limit: { tries: 30 } }, /gives up after 30 tries/],
  [
    'a deadline of the pod',
    { spec: { initContainers: [{ name: 'setup' }], containers: [], activeDeadlineSeconds: 600 } },
    /activeDeadlineSeconds/,
  ],
] as const) {
  test(`when it gives up is said: ${name}`, () => {
    const [finding] = waitWithoutEnd.judge(oneInit(waitingFor(db, noEndpoints(), more as object)));
    assert.equal(finding?.severity, 'info');
    assert.match(finding?.cause ?? '', says);
  });
}

for (const [name, input] of [
  ['a single check', waitingFor(db, noEndpoints(), { repeated: false })],
  ['a wait that gave up', gaveUpOn(db, noEndpoints())],
  ['no wait', { running: '2026-06-01T11:55:00Z' }],
] as const) {
  test(`silent: ${name}`, () => assert.deepEqual(waitWithoutEnd.judge(oneInit(input)), []));
}
