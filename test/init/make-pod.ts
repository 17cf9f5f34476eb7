import type { Container, ContainerStatus, CoreEvent, Pod, PodCondition } from '../../src/cluster/kubernetes.ts';

export const NOW = new Date('2026-03-04T12:00:00Z');

/** RFC 3339, so many seconds before NOW. */
export const ago = (seconds: number): string => new Date(NOW.getTime() - seconds * 1000).toISOString().replace('.000Z', 'Z');

export const container = (name: string, more: Partial<Container> = {}): Container => ({ name, image: `registry.test/${name}:1`, ...more });
export const sidecar = (name: string, more: Partial<Container> = {}): Container => container(name, { restartPolicy: 'Always', ...more });

type State = Pick<ContainerStatus, 'state' | 'lastState'>;

export const running = (seconds = 30): State => ({ state: { running: { startedAt: ago(seconds) } } });
export const waiting = (reason?: string, message?: string): State => ({
  state: { waiting: { ...(reason && { reason }), ...(message && { message }) } },
});
/** A run that ended so many seconds before NOW, after so many seconds. */
export const terminated = (exitCode: number, { seconds = 5, took = 2, reason = exitCode === 0 ? 'Completed' : 'Error' } = {}): State => ({
  state: { terminated: { exitCode, reason, startedAt: ago(seconds + took), finishedAt: ago(seconds), containerID: 'containerd://1' } },
});
/** The run before the present instance. */
export const before = (exitCode: number, options: Parameters<typeof terminated>[1] = {}): State => ({
  lastState: terminated(exitCode, options).state ?? {},
});

export const status = (name: string, more: Partial<ContainerStatus> = {}): ContainerStatus => ({
  name,
  image: '',
  imageID: '',
  ready: false,
  restartCount: 0,
  ...more,
});

export const condition = (type: string, value: string, more: Partial<PodCondition> = {}): PodCondition => ({
  type,
  status: value,
  ...more,
});

interface Parts {
  readonly inits?: readonly Container[];
  readonly apps?: readonly Container[];
  readonly initStatuses?: readonly ContainerStatus[];
  readonly appStatuses?: readonly ContainerStatus[];
  readonly conditions?: readonly PodCondition[];
  readonly metadata?: Pod['metadata'];
  readonly spec?: Partial<Pod['spec']>;
  readonly status?: Pod['status'];
}

/** A pod on a node with its sandbox; one app container unless said otherwise. */
export function pod(parts: Parts = {}): Pod {
  const { inits = [], apps = [container('app')], initStatuses = [], appStatuses = [status('app', waiting('PodInitializing'))] } = parts;
  return {
    metadata: { name: 'shop-0', namespace: 'shop', uid: 'uid-1', creationTimestamp: ago(600), ...parts.metadata },
    spec: { nodeName: 'node-1', restartPolicy: 'Always', initContainers: [...inits], ...parts.spec, containers: [...apps] },
    status: {
      phase: 'Pending',
      startTime: ago(599),
      conditions: [...(parts.conditions ?? [condition('PodReadyToStartContainers', 'True', { lastTransitionTime: ago(598) })])],
      initContainerStatuses: [...initStatuses],
      containerStatuses: [...appStatuses],
      ...parts.status,
    },
  };
}

/** An event of the kubelet about a container, or about the pod without one. */
export function event(
  reason: string,
  message: string,
  { seconds = 10, container: name = '', count = 1, type = 'Warning' } = {},
): CoreEvent {
  return {
    metadata: {},
    involvedObject: { kind: 'Pod', name: 'shop-0', uid: 'uid-1', ...(name && { fieldPath: `spec.initContainers{${name}}` }) },
    type,
    reason,
    message,
    count,
    firstTimestamp: ago(seconds + 60),
    lastTimestamp: ago(seconds),
    source: { component: 'kubelet' },
  };
}
