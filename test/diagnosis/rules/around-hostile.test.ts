import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ownerRules, rules } from '../../../src/diagnosis/rules/index.ts';
import { processorTime } from '../../processor-time.ts';
import { initialized, owner, preparing, running, unscheduled } from './around-facts.ts';

/** Pieces on which the patterns hang; repeated, they are what a careless pattern takes long for. */
const pieces = fc.constantFrom(
  '0/3 nodes are available: ',
  '1 Insufficient cpu, ',
  'exceeded quota: ',
  'requested: a=1, ',
  'used: ',
  'limited: ',
  'mount.nfs: ',
  'pause "',
  'failed (add): ',
  'plugin type="',
  'violates PodSecurity "',
  'containers "a", ',
  'failed calling webhook "',
  'Post "https://a.b.svc:443/',
  'is invalid: spec.initContainers[0].',
  'rpc error: code = ',
  '"',
  '(',
  '[',
  ' ',
  ', ',
  'a',
  '\n',
  '\u001b[31m',
  'following policies ',
  'flyway -a ',
  'tail -f ',
  'listening on ',
  '10:00:00 ',
  '9'.repeat(40),
);
const hostile = fc
  .tuple(fc.array(pieces, { maxLength: 12 }), fc.nat(300))
  .map(([parts, times]) => parts.join('').repeat(times).slice(0, 20_000));
const slowest = 2_000;

test('no rule throws or hangs on what a message says', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const pods = [
        unscheduled(text),
        preparing([
          ['FailedMount', text],
          ['FailedCreatePodSandBox', text],
          ['FailedAttachVolume', text],
        ]),
        running(
          '2026-06-01T11:00:00Z',
          { command: ['sh', '-c', text], image: text, restartPolicy: 'Always', startupProbe: {} },
          { events: [['Unhealthy', text]], logs: { setup: [text] } },
        ),
        running('2026-06-01T11:00:00Z', { command: ['sh', '-c', text], image: text }, { logs: { setup: [text, text, text] } }),
        initialized({ state: { waiting: { reason: text, message: text } } }, { logs: { web: [text] } }),
        preparing([], { status: { phase: 'Failed', reason: 'Evicted', message: text } }),
      ];
      const took = processorTime(() => {
        for (const facts of pods) for (const rule of rules) rule.judge(facts);
        for (const rule of ownerRules) rule.judge(owner(text));
      });
      assert.ok(took < slowest, `${took} ms`);
    }),
    { numRuns: 60 },
  );
});

test('no rule throws on objects with nothing in them', () => {
  const bare = [
    {},
    { metadata: null },
    { metadata: { name: 'x' }, spec: {} },
    { spec: { containers: [{}], initContainers: [{}] }, status: { initContainerStatuses: [{}] } },
  ];
  for (const pod of bare) {
    const facts = { ...preparing([]), pod: pod as never };
    for (const rule of rules) assert.doesNotThrow(() => [rule.needs?.(facts), rule.judge(facts)], rule.id);
  }
  for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'] as const) {
    const facts = { ...owner('x', { kind }), object: { kind, value: {} } as never, template: { containers: [] } };
    for (const rule of ownerRules) assert.doesNotThrow(() => [rule.needs?.(facts), rule.judge(facts)], rule.id);
  }
});
