import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { unexplained } from '../../src/diagnosis/unexplained.ts';
import { type Around, type EventLine, factsOf } from './rules/around-facts.ts';

const placed = [{ type: 'PodScheduled', status: 'True', lastTransitionTime: '2026-06-01T11:40:01Z' }];
const spec = { nodeName: 'node-1' };
const waiting = (reason: string, message?: string) => ({
  startTime: '2026-06-01T11:40:02Z',
  conditions: placed,
  initContainerStatuses: [{ name: 'setup', state: { waiting: { reason, ...(message && { message }) } } }],
});
const warning: EventLine = ['FrobnicateFailed', 'the frobnicator is out of paint', { type: 'Warning' }];

const told: Record<string, [around: Around, cause: RegExp]> = {
  'a reason that no rule has, with its words': [
    { spec, status: waiting('FrobnicateError', 'code 42') },
    /^setup cannot start: FrobnicateError: "code 42"$/,
  ],
  'a reason without words': [{ spec, status: waiting('FrobnicateError') }, /^setup cannot start: FrobnicateError$/],
  'the last event, a warning': [
    { spec, status: waiting('PodInitializing'), events: [warning] },
    /the last that is said of the pod is FrobnicateFailed: "the frobnicator is out of paint"$/,
  ],
  'nothing since the kubelet took it up': [
    { spec, status: waiting('PodInitializing') },
    /^the kubelet of node node-1 took the pod up, and has not said anything since: no event for 19m/,
  ],
  'nothing since it was placed': [
    { spec, status: { conditions: placed } },
    /^the kubelet of node node-1 has not taken the pod up: no event for/,
  ],
};

const silent: Record<string, Around> = {
  'placed two minutes ago': { spec, status: { conditions: [{ ...placed[0], lastTransitionTime: '2026-06-01T11:58:00Z' }] } },
  'its image is being pulled': {
    spec,
    status: waiting('PodInitializing'),
    events: [['Pulling', 'Pulling image "x"', { type: 'Normal', lastTimestamp: '2026-06-01T11:50:00Z' }]],
  },
  'without a node, which others tell': { status: {} },
  'a warning that a rule knows, and has let pass': {
    spec,
    status: waiting('PodInitializing'),
    events: [['FailedCreatePodSandBox', 'Failed to create pod sandbox: cilium is not up yet', { type: 'Warning' }]],
  },
  'it runs, whatever was said before': {
    spec,
    status: { conditions: placed, initContainerStatuses: [{ name: 'setup', state: { running: { startedAt: '2026-06-01T11:59:00Z' } } }] },
    events: [warning],
  },
};

describe('a pod that hangs before init, and that no rule explains', () => {
  for (const [name, [around, cause]] of Object.entries(told))
    test(`is quoted: ${name}`, () => assert.match(unexplained(factsOf(around), true)[0]?.cause ?? '', cause));
  for (const [name, around] of Object.entries(silent))
    test(`is left alone: ${name}`, () => assert.deepEqual(unexplained(factsOf(around), true), []));
  test('is not said to be without events where they could not be read', () =>
    assert.deepEqual(unexplained(factsOf({ spec, status: { conditions: placed } }), false), []));
});
