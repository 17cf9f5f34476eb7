import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ProgressInput } from '../../src/init/model.ts';
import { readProgress } from '../../src/init/progress.ts';
import { effectiveRequests } from '../../src/init/requests.ts';
import { ago, before, condition, container, event, NOW, pod, running, sidecar, status, terminated, waiting } from './make-pod.ts';

const whole: Omit<ProgressInput, 'now'> = {
  pod: pod({
    inits: [
      container('prepare', { resources: { requests: { cpu: '2' } } }),
      sidecar('proxy'),
      container('migrate', { restartPolicy: 'OnFailure', restartPolicyRules: [] }),
    ],
    initStatuses: [
      status('prepare', terminated(0)),
      status('proxy', { ...running(), ...before(1), started: true }),
      status('migrate', {
        ...waiting('CrashLoopBackOff', 'back-off 40s restarting failed container=migrate'),
        ...before(1),
        restartCount: 3,
      }),
    ],
    conditions: [condition('Initialized', 'False'), condition('PodReadyToStartContainers', 'True', { lastTransitionTime: ago(50) })],
    spec: { activeDeadlineSeconds: 900, overhead: { cpu: '1' }, resources: { requests: { memory: '1Gi' } } },
  }),
  events: [
    event('SandboxChanged', 'changed'),
    event('Failed', 'Failed to pull image "x"', { container: 'prepare' }),
    event('Pulled', 'Successfully pulled image "x" in 2s'),
  ],
};

/** Every place in a value, as a list of keys. */
function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
}

/** The value with something else in one place. */
function replaced(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? replaced(item, rest, put) : item));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, name === key ? replaced(inner, rest, put) : inner]));
}

/** What a dump may hold there instead. The types are left behind on purpose. */
function broken(at: readonly string[], put: unknown): Omit<ProgressInput, 'now'> {
  return JSON.parse(JSON.stringify(replaced(whole, at, put)) ?? '{}');
}

function judge(input: Omit<ProgressInput, 'now'>): void {
  const progress = readProgress({ ...input, now: NOW });
  const moments = [...progress.timeline.map(({ at }) => at), ...progress.steps.flatMap(({ backoff }) => backoff?.nextAttemptAt ?? [])];
  for (const at of moments) assert.ok(!Number.isNaN(Date.parse(at)), at);
  for (const step of [...progress.steps, ...progress.apps]) assert.ok(step.attempts >= 0 && typeof step.name === 'string');
  assert.match(progress.columns.ready, /^\d+\/\d+$/);
  effectiveRequests(typeof input.pod === 'object' && input.pod !== null ? input.pod : {});
}

const oddities: readonly unknown[] = [
  null,
  0,
  -1,
  1e300,
  '',
  'text',
  true,
  [],
  {},
  [null],
  [[]],
  { name: null },
  '9999-12-31T23:59:59Z',
  '2026-13-45T99:99:99Z',
];

test('anything in any one place is borne', () => {
  for (const at of places(whole).slice(1)) for (const oddity of oddities) judge(broken(at, oddity));
});

test('several broken places are borne', () => {
  const all = places(whole).filter((at) => at.length > 1);
  const mutation = fc.tuple(fc.constantFrom(...all), fc.jsonValue({ maxDepth: 2 }));
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 2, maxLength: 6 }), (mutations) => {
      judge(JSON.parse(JSON.stringify(mutations.reduce((value, [at, put]) => replaced(value, at, put), whole as unknown))));
    }),
    { numRuns: 400 },
  );
});

test('a clock that is none is borne', () => {
  readProgress({ ...whole, now: new Date(Number.NaN) });
});
