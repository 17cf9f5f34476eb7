import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Container, CoreEvent, Pod } from '../../../src/cluster/kubernetes.ts';
import type { Facts } from '../../../src/diagnosis/facts.ts';
import type { Finding } from '../../../src/diagnosis/finding.ts';
import type { Rule } from '../../../src/diagnosis/rule.ts';
import { type FactsInput, makeFacts } from '../make-facts.ts';

type Status = NonNullable<NonNullable<Pod['status']>['initContainerStatuses']>[number];

export interface OneInit extends Omit<FactsInput, 'pod' | 'events'> {
  /** Fields of the one init container, `setup` with image `ghcr.io/acme/tools:1.4` unless given. */
  readonly container?: Partial<Container>;
  readonly waiting?: { readonly reason: string; readonly message?: string };
  readonly terminated?: object;
  readonly running?: string;
  readonly lastTerminated?: object;
  readonly restarts?: number;
  readonly spec?: object;
  readonly status?: object;
  readonly events?: readonly (readonly [reason: string, message: string, at?: string])[];
  readonly podEvents?: readonly (readonly [reason: string, message: string, at?: string])[];
}

/** A pod of Deployment `web` in namespace `shop` on `node-1`, whose only init container `setup` is in trouble. */
export function oneInit(input: OneInit): Facts {
  const {
    container,
    waiting,
    terminated,
    running,
    lastTerminated,
    restarts = 0,
    spec,
    status,
    events = [],
    podEvents = [],
    ...rest
  } = input;
  const setup = { name: 'setup', image: 'ghcr.io/acme/tools:1.4', ...container };
  const state = {
    ...(waiting && { waiting }),
    ...(terminated && { terminated: { ...times, ...terminated } }),
    ...(running && { running: { startedAt: running } }),
  };
  const initStatus = {
    name: setup.name,
    image: setup.image,
    restartCount: restarts,
    ready: false,
    state,
    ...(lastTerminated && { lastState: { terminated: { ...times, ...lastTerminated } } }),
  };
  const pod = {
    metadata: {
      name: 'web-5d8c7b9f4-x2x2x',
      namespace: 'shop',
      uid: 'u1',
      labels: { 'pod-template-hash': '5d8c7b9f4' },
      creationTimestamp: '2026-06-01T11:40:00Z',
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-5d8c7b9f4', uid: 'r1', controller: true }],
    },
    spec: { nodeName: 'node-1', initContainers: [setup], containers: [{ name: 'app', image: 'ghcr.io/acme/web:2.0' }], ...spec },
    status: {
      phase: 'Pending',
      startTime: '2026-06-01T11:40:01Z',
      conditions: [
        { type: 'PodScheduled', status: 'True' },
        { type: 'PodReadyToStartContainers', status: 'True' },
      ],
      initContainerStatuses: [initStatus as unknown as Status],
      containerStatuses: [
        { name: 'app', image: 'x', imageID: '', ready: false, restartCount: 0, state: { waiting: { reason: 'PodInitializing' } } },
      ],
      ...status,
    },
  };
  return makeFacts({
    pod: pod as unknown as Pod,
    events: [...events.map((event) => eventOf(event, setup.name)), ...podEvents.map((event) => eventOf(event))],
    ...rest,
  });
}

const times = { startedAt: '2026-06-01T11:58:00Z', finishedAt: '2026-06-01T11:58:02Z', containerID: 'containerd://aa' };

/** A crash loop after a run that ended so. */
export const crashed = (lastTerminated: object, restarts = 4): Partial<OneInit> => ({
  waiting: { reason: 'CrashLoopBackOff', message: 'back-off 2m40s restarting failed container=setup pod=web_shop(u1)' },
  lastTerminated,
  restarts,
});

function eventOf([reason, message, at = '2026-06-01T11:59:00Z']: readonly [string, string, string?], container?: string): CoreEvent {
  return {
    metadata: { name: `e-${reason}`, namespace: 'shop' },
    involvedObject: {
      kind: 'Pod',
      name: 'web-5d8c7b9f4-x2x2x',
      namespace: 'shop',
      uid: 'u1',
      ...(container && { fieldPath: `spec.initContainers{${container}}` }),
    },
    reason,
    message,
    type: 'Warning',
    count: 3,
    firstTimestamp: '2026-06-01T11:41:00Z',
    lastTimestamp: at,
    source: { component: 'kubelet' },
  } as unknown as CoreEvent;
}

/** The words of all fixes, commands included. */
export const wordsOf = ({ cause, fixes }: Finding): string =>
  [cause, ...fixes.flatMap(({ text, command = '' }) => [text, command])].join('\n');

export function only(rule: Rule, input: OneInit): Finding {
  const findings = rule.judge(oneInit(input));
  const [finding] = findings;
  if (!finding) throw new Error(`rule ${rule.id} found nothing`);
  return finding;
}

/** ImagePullBackOff of Kubernetes 1.32 and later, which says why. */
export const backOff = (why: string, image = 'ghcr.io/acme/tools:1.4'): { waiting: { reason: string; message: string } } => ({
  waiting: { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}": ErrImagePull: ${why}` },
});

/** ImagePullBackOff up to 1.31, where only the event says why. */
export const oldBackOff = (why: string, image = 'ghcr.io/acme/tools:1.4'): Pick<OneInit, 'waiting' | 'events'> => ({
  waiting: { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"` },
  events: [
    ['Pulling', `Pulling image "${image}"`, '2026-06-01T11:57:00Z'],
    ['Failed', `Failed to pull image "${image}": ${why}`],
    ['Failed', 'Error: ErrImagePull'],
    ['BackOff', `Back-off pulling image "${image}"`],
  ],
});

export interface Specification {
  /** Situation, what the finding must say, and its code where it is not the rule's id. */
  readonly fires: readonly (readonly [name: string, input: OneInit, says: readonly RegExp[], code?: string])[];
  readonly silent: readonly (readonly [name: string, input: OneInit])[];
}

/** Each situation as a test: one finding about the container with these words, none for the look-alikes. */
export function specify(rule: Rule, { fires, silent }: Specification): void {
  for (const [name, input, says, code] of fires) {
    test(`fires: ${name}`, () => {
      const finding = only(rule, input);
      if (code !== undefined) assert.equal(finding.code, code);
      for (const pattern of says) assert.match(wordsOf(finding), pattern);
      assert.ok(finding.evidence.length > 0, 'has evidence');
      assert.ok(finding.fixes.length > 0, 'has a fix');
    });
  }
  for (const [name, input] of silent) test(`silent: ${name}`, () => assert.deepEqual(rule.judge(oneInit(input)), []));
}

/** CreateContainerConfigError, as the kubelet says it. */
export const configError = (message: string): Pick<OneInit, 'waiting'> => ({ waiting: { reason: 'CreateContainerConfigError', message } });

/** containerd: the failed start is a run that ended at once. */
export const startError = (message: string): Partial<OneInit> =>
  crashed({
    exitCode: 128,
    reason: 'StartError',
    startedAt: '1970-01-01T00:00:00Z',
    message: `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${message}: unknown`,
  });

/** CRI-O: no container comes into being. */
export const createError = (message: string): Pick<OneInit, 'waiting'> => ({
  waiting: { reason: 'CreateContainerError', message: `container create failed: ${message}` },
});

/** Docker: a run with exit code 127 and quoted quotes. */
export const dockerError = (message: string): Partial<OneInit> =>
  crashed({
    exitCode: 127,
    reason: 'ContainerCannotRun',
    message: `OCI runtime create failed: container_linux.go:348: starting container process caused "${message.replaceAll('"', '\\"')}": unknown`,
  });

/** An exit with this code (and these fields) after which these lines were printed. */
export const exited = (exitCode: number, lines: readonly string[] = [], more: object = {}): Partial<OneInit> => ({
  ...crashed({ exitCode, reason: 'Error', ...more }),
  logs: { setup: lines },
});
