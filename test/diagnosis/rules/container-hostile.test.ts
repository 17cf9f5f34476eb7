import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rules } from '../../../src/diagnosis/rules/index.ts';
import { processorTime } from '../../processor-time.ts';
import { configError, dockerError, exited, oldBackOff, oneInit, startError } from './container-facts.ts';

/** Pieces on which the patterns hang; repeated, they are what a careless pattern takes long for. */
const pieces = fc.constantFrom(
  'exec: "',
  '": executable file not found in $PATH',
  'error mounting "/a" to rootfs at "/b": ',
  "couldn't find key a in Secret ",
  'configmap "',
  'Failed to pull image "',
  'https://',
  'dial tcp: lookup ',
  'repository name ',
  'sh: 1: ',
  ': not found',
  "mkdir: '/data/",
  'Permission denied ',
  'Read-only file system',
  'File exists ',
  'timeout ',
  'A_B_C',
  ' is required ',
  '/a/b/c',
  '${',
  '{{',
  ':',
  '"',
  "'",
  ' ',
  'a',
  '\r',
  '9'.repeat(40),
);
const hostile = fc
  .tuple(fc.array(pieces, { maxLength: 10 }), fc.nat(300))
  .map(([parts, times]) => parts.join('').repeat(times).slice(0, 20_000));
const slowest = 2_000;

test('no rule throws or hangs on what messages, logs and names hold', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const container = { image: text, command: [text], args: ['-c', text], volumeMounts: [{ name: text, mountPath: text }] };
      const pods = [
        oneInit({ container, ...oldBackOff(text, text) }),
        oneInit({ container, waiting: { reason: 'InvalidImageName', message: text } }),
        oneInit({ container, ...configError(text) }),
        oneInit({ container, ...startError(text) }),
        oneInit({ container, ...dockerError(text) }),
        oneInit({ container, ...exited(1, [text, text, text]) }),
        oneInit({ container, ...exited(137, [text]) }),
        oneInit({ container, running: '2026-06-01T11:00:00Z', logs: { setup: { run: 'current', lines: [text, text, text] } } }),
      ];
      for (const facts of pods) {
        for (const rule of rules) {
          const took = processorTime(() => {
            rule.needs?.(facts);
            rule.judge(facts);
          });
          assert.ok(took < slowest, `${rule.id}: ${took} ms`);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('no rule throws on a pod that lacks what its type promises', () => {
  const broken: object[] = [
    { volumeMounts: [{}] },
    { env: [{}], envFrom: [{}] },
    { command: [] },
    { resources: { limits: {} } },
    { securityContext: {} },
  ];
  for (const container of broken) {
    for (const state of [
      exited(1, ['x: /a: Permission denied']),
      startError('exec: "x": permission denied'),
      configError('secret "a" not found'),
      oldBackOff(''),
    ]) {
      const facts = oneInit({ container, ...state, spec: { volumes: [{}], containers: [{}] } });
      for (const rule of rules) assert.doesNotThrow(() => [rule.needs?.(facts), rule.judge(facts)], rule.id);
    }
  }
});
