import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CoreEvent } from '../../src/cluster/kubernetes.ts';
import { readEvents } from '../../src/init/events.ts';
import { ago, event } from './make-pod.ts';

/** As it comes over the wire, whatever the types say. */
const wire = (...events: object[]): CoreEvent[] => JSON.parse(JSON.stringify(events));
const about = { kind: 'Pod', name: 'shop-0', uid: 'uid-1' };

test('an event of the kubelet', () => {
  assert.deepEqual(readEvents([event('Failed', 'Error: ErrImagePull', { container: 'fetch', count: 4, seconds: 30 })]), [
    {
      at: ago(30),
      firstAt: ago(90),
      type: 'Warning',
      reason: 'Failed',
      message: 'Error: ErrImagePull',
      count: 4,
      container: 'fetch',
      combined: false,
      source: 'kubelet',
      about,
    },
  ]);
});

test('an event of the scheduler has no count and no first and last time', () => {
  const [scheduling] = readEvents(
    wire({
      metadata: { creationTimestamp: ago(100) },
      involvedObject: about,
      type: 'Warning',
      reason: 'FailedScheduling',
      message: '0/1 nodes are available',
      count: 0,
      firstTimestamp: null,
      lastTimestamp: null,
      eventTime: '2026-03-04T11:58:20.170467Z',
      series: { count: 7, lastObservedTime: ago(20) },
      source: {},
      reportingComponent: 'default-scheduler',
    }),
  );
  assert.deepEqual(
    [scheduling?.at, scheduling?.firstAt, scheduling?.count, scheduling?.source],
    [ago(20), '2026-03-04T11:58:20.170467Z', 7, 'default-scheduler'],
  );
});

test('an event of events.k8s.io', () => {
  const [newer] = readEvents(
    wire({
      apiVersion: 'events.k8s.io/v1',
      metadata: { creationTimestamp: ago(50) },
      regarding: { ...about, fieldPath: 'spec.initContainers{fetch}' },
      type: 'Normal',
      reason: 'Pulled',
      note: 'Container image "x" already present on machine',
      deprecatedCount: 3,
      deprecatedFirstTimestamp: ago(40),
      deprecatedLastTimestamp: ago(10),
      deprecatedSource: { component: 'kubelet' },
    }),
  );
  assert.deepEqual([newer?.at, newer?.firstAt, newer?.count, newer?.container, newer?.source], [ago(10), ago(40), 3, 'fetch', 'kubelet']);
  assert.equal(newer?.message, 'Container image "x" already present on machine');
});

test('the oldest come first, by when they were last seen', () => {
  const events = [event('C', '', { seconds: 5 }), event('A', '', { seconds: 500 }), event('B', '', { seconds: 50 })];
  assert.deepEqual(
    readEvents(events).map(({ reason }) => reason),
    ['A', 'B', 'C'],
  );
});

test('times are taken in the order of their worth', () => {
  const times = { lastTimestamp: ago(2), eventTime: ago(3), firstTimestamp: ago(4), metadata: { creationTimestamp: ago(5) } };
  const steps = [
    times,
    { ...times, lastTimestamp: null },
    { ...times, lastTimestamp: null, eventTime: null },
    { metadata: times.metadata },
    {},
  ];
  assert.deepEqual(
    steps.map((step) => readEvents(wire(step))[0]?.at),
    [ago(2), ago(3), ago(4), ago(5), ''],
  );
});

test('different messages folded into one are marked, and read without the mark', () => {
  const [folded] = readEvents([event('FailedMount', '(combined from similar events): secret "tls" not found')]);
  assert.deepEqual([folded?.combined, folded?.message], [true, 'secret "tls" not found']);
});

test('one event that comes through both APIs counts once', () => {
  const twice = { metadata: { uid: 'event-1', creationTimestamp: ago(1) }, reason: 'Pulled' };
  assert.equal(readEvents(wire(twice, twice, { ...twice, metadata: { uid: 'event-2' } })).length, 2);
});

test('fields of containers and nothing else name a container', () => {
  const paths = [
    'spec.initContainers{a}',
    'spec.containers{b}',
    'spec.ephemeralContainers{c}',
    'spec.volumes{d}',
    'spec.initContainers[0]',
    '',
  ];
  const containers = paths.map((fieldPath) => readEvents(wire({ involvedObject: { ...about, fieldPath } }))[0]?.container);
  assert.deepEqual(containers, ['a', 'b', 'c', undefined, undefined, undefined]);
});

test('whatever comes, nothing is thrown', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void readEvents(JSON.parse(JSON.stringify(value)))));
  fc.assert(
    fc.property(
      fc.array(fc.object({ key: fc.constantFrom('metadata', 'series', 'count', 'message', 'involvedObject', 'source') })),
      (events) => void readEvents(wire(...events)),
    ),
  );
});
