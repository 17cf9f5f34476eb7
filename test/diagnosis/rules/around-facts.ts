import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CoreEvent, Pod } from '../../../src/cluster/kubernetes.ts';
import type { WorkloadObject } from '../../../src/cluster/targets.ts';
import type { Facts } from '../../../src/diagnosis/facts.ts';
import type { Finding } from '../../../src/diagnosis/finding.ts';
import { type OwnerFacts, ownerFacts } from '../../../src/diagnosis/owner-facts.ts';
import type { OwnerRule, Rule } from '../../../src/diagnosis/rule.ts';
import { readEvents } from '../../../src/init/events.ts';
import { type FactsInput, makeFacts } from '../make-facts.ts';

const made = '2026-06-01T11:40:00Z';
export const now = '2026-06-01T12:00:00Z';

export type EventLine = readonly [reason: string, message: string, more?: object];

export interface Around extends Omit<FactsInput, 'pod' | 'events'> {
  readonly spec?: object;
  readonly status?: object;
  readonly metadata?: object;
  readonly events?: readonly EventLine[];
}

const inits = [{ name: 'setup', image: 'ghcr.io/acme/tools:1.4' }];
const containers = [{ name: 'web', image: 'ghcr.io/acme/web:2.1' }];

/** A pod of Deployment `web` in namespace `shop`, with the init container `setup`. */
export function podOf({ spec, status, metadata }: Around): Pod {
  return {
    metadata: {
      name: 'web-5d8c7b9f4-x2x2x',
      namespace: 'shop',
      uid: 'u1',
      labels: { 'pod-template-hash': '5d8c7b9f4' },
      creationTimestamp: made,
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-5d8c7b9f4', uid: 'r1', controller: true }],
      ...metadata,
    },
    spec: { initContainers: inits, containers, ...spec },
    status: { phase: 'Pending', ...status },
  } as unknown as Pod;
}

export function factsOf(input: Around): Facts {
  const { spec: _, status: __, metadata: ___, events = [], ...rest } = input;
  return makeFacts({ now, pod: podOf(input), events: events.map(eventOf), ...rest });
}

function eventOf([reason, message, more]: EventLine): CoreEvent {
  return {
    metadata: { namespace: 'shop' },
    involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-5d8c7b9f4-x2x2x', uid: 'u1' },
    type: 'Warning',
    reason,
    message,
    count: 4,
    firstTimestamp: made,
    lastTimestamp: '2026-06-01T11:59:00Z',
    ...more,
  } as unknown as CoreEvent;
}

/** No node yet; `message` is what the scheduler says. */
export function unscheduled(message: string, more: Around = {}): Facts {
  const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message, lastTransitionTime: made };
  return factsOf({ ...more, status: { conditions: [condition], ...more.status } });
}

const turn = { waiting: { reason: 'PodInitializing' } };

/** On node `node-1`, with no sandbox: volumes and network come first. */
export function preparing(events: readonly EventLine[], more: Around = {}): Facts {
  const names = ((more.spec as { initContainers?: { name: string }[] } | undefined)?.initContainers ?? inits).map(({ name }) => name);
  return factsOf({
    ...more,
    events,
    spec: { nodeName: 'node-1', ...more.spec },
    status: {
      startTime: made,
      conditions: [
        { type: 'PodReadyToStartContainers', status: 'False', lastTransitionTime: made },
        { type: 'PodScheduled', status: 'True', lastTransitionTime: made },
      ],
      initContainerStatuses: names.map((name) => ({ name, image: '', ready: false, restartCount: 0, state: turn })),
      containerStatuses: [{ name: 'web', image: '', ready: false, restartCount: 0, state: turn }],
      ...more.status,
    },
  });
}

/** `setup` has run since that moment. */
export function running(since: string, container: object = {}, more: Around = {}): Facts {
  const spec = { nodeName: 'node-1', initContainers: [{ ...inits[0], ...container }], ...more.spec };
  const name = spec.initContainers[0]?.name;
  return factsOf({
    ...more,
    spec,
    status: {
      startTime: made,
      podIP: '10.0.0.7',
      conditions: [{ type: 'PodReadyToStartContainers', status: 'True', lastTransitionTime: made }],
      initContainerStatuses: [{ name, image: '', ready: false, restartCount: 0, started: true, state: { running: { startedAt: since } } }],
      containerStatuses: [{ name: 'web', image: '', ready: false, restartCount: 0, state: turn }],
      ...more.status,
    },
  });
}

/** Init is done; `state` is that of the app container. */
export function initialized(status: object, more: Around = {}): Facts {
  const done = { exitCode: 0, reason: 'Completed', startedAt: made, finishedAt: '2026-06-01T11:40:12Z' };
  return factsOf({
    ...more,
    spec: { nodeName: 'node-1', ...more.spec },
    status: {
      startTime: made,
      podIP: '10.0.0.7',
      conditions: [{ type: 'Initialized', status: 'True', lastTransitionTime: made }],
      initContainerStatuses: [{ name: 'setup', image: '', ready: true, restartCount: 0, state: { terminated: done } }],
      containerStatuses: [{ name: 'web', image: '', ready: false, restartCount: 3, ...status }],
      ...more.status,
    },
  });
}

export interface OwnerCase {
  readonly kind?: WorkloadObject['kind'];
  readonly spec?: object;
  readonly template?: object;
  readonly status?: object;
  readonly metadata?: object;
  readonly events?: readonly EventLine[];
  readonly objects?: readonly object[];
  readonly denied?: FactsInput['denied'];
}

/** A workload `web` in namespace `shop` without pods; `refused` is what the API server answers when one is to be made. */
export function owner(refused: string | undefined, input: OwnerCase = {}): OwnerFacts {
  const { kind = 'Deployment', spec, template, status = {}, metadata, events = [], objects = [], denied = [] } = input;
  const pods = { template: { spec: { initContainers: inits, containers, ...template } } };
  const value = {
    metadata: { name: 'web', namespace: 'shop', creationTimestamp: made, ...metadata },
    spec: kind === 'CronJob' ? { schedule: '0 3 * * *', jobTemplate: { spec: pods }, ...spec } : { ...pods, ...spec },
    status,
  };
  const lines: EventLine[] = [...(refused === undefined ? [] : [['FailedCreate', refused] as const]), ...events];
  const about = {
    kind: kind === 'Deployment' ? 'ReplicaSet' : kind,
    namespace: 'shop',
    name: kind === 'Deployment' ? 'web-5d8c7b9f4' : 'web',
  };
  const { around } = makeFacts({ pod: podOf({}), objects, denied, now });
  return ownerFacts({
    now: new Date(now),
    namespace: 'shop',
    object: { kind, value } as unknown as WorkloadObject,
    events: readEvents(lines.map(([reason, message, more]) => eventOf([reason, message, { involvedObject: about, ...more }]))),
    around,
  });
}

export const refusedPod = (why: string): string => `Error creating: pods "web-5d8c7b9f4-x2x2x" is forbidden: ${why}`;

type Wanted = Partial<Omit<Finding, 'cause' | 'fixes'>> & { readonly cause: RegExp; readonly fix?: RegExp; readonly command?: RegExp };

/** Each situation brings one finding with these words. */
export function fires<Given extends Facts | OwnerFacts>(
  rule: { judge(facts: Given): readonly Finding[] } & (Rule | OwnerRule),
  situations: Readonly<Record<string, readonly [Given, Wanted]>>,
): void {
  for (const [name, [facts, { cause, fix, command, ...rest }]] of Object.entries(situations)) {
    test(`${rule.id}: ${name}`, () => {
      const findings = rule.judge(facts);
      assert.equal(findings.length, 1, `findings: ${JSON.stringify(findings.map((finding) => finding.cause))}`);
      const [finding] = findings;
      assert.match(finding?.cause ?? '', cause);
      if (fix) assert.match(finding?.fixes[0]?.text ?? '', fix);
      if (command) assert.match(finding?.fixes.map((one) => one.command ?? '').join('\n') ?? '', command);
      assert.ok((finding?.fixes.length ?? 0) > 0 || finding?.severity !== 'error', 'an error without a fix');
      assert.ok((finding?.evidence.length ?? 0) > 0, 'no evidence');
      assert.doesNotMatch(finding?.cause ?? '', /undefined|\[object|[^.]\.$/);
      assert.doesNotMatch(finding?.fixes.map((one) => `${one.text} ${one.command ?? ''}`).join(' ') ?? '', /undefined|\[object/);
      assert.deepEqual({ ...finding, ...rest }, finding);
    });
  }
}

/** None of these looks-alikes brings a finding. */
export function silent<Given extends Facts | OwnerFacts>(
  rule: { judge(facts: Given): readonly Finding[] } & (Rule | OwnerRule),
  situations: Readonly<Record<string, Given>>,
): void {
  for (const [name, facts] of Object.entries(situations)) {
    test(`${rule.id} is silent: ${name}`, () => assert.deepEqual(rule.judge(facts), []));
  }
}
