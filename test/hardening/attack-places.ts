/** Where text of somebody hostile comes in: a dump of one namespace whose pods do not get through init, with the text at one place. */
export interface Dump {
  /** Plural of core/v1 to objects. */
  readonly lists: Readonly<Record<string, readonly object[]>>;
  /** Of init container `load` of pod `web`. */
  readonly log?: Buffer;
}

export const namespace = 'shop';
const at = '2026-11-01T11:50:00Z';
const metadata = (name: string, more: object = {}) => ({ name, namespace, uid: 'u1', creationTimestamp: at, ...more });
const crashed = { exitCode: 1, reason: 'Error', startedAt: at, finishedAt: '2026-11-01T11:50:01Z', containerID: 'containerd://a' };
const crashing = { restartCount: 4, ready: false, lastState: { terminated: crashed }, state: { waiting: { reason: 'CrashLoopBackOff' } } };

interface PodParts {
  readonly name?: string;
  readonly meta?: object;
  readonly container?: string;
  readonly init?: object;
  readonly spec?: object;
  readonly status?: object;
  /** Of the pod. */
  readonly conditions?: readonly object[];
}

function pod({ name = 'web', meta = {}, container = 'load', init = {}, spec = {}, status = crashing, conditions = [] }: PodParts): object {
  const statuses = [{ name: container, image: 'app:1', imageID: '', ...status }];
  return {
    kind: 'Pod',
    metadata: metadata(name, meta),
    spec: {
      nodeName: 'node-1',
      initContainers: [{ name: container, image: 'app:1', command: ['sh', '-c', 'exit 1'], ...init }],
      containers: [{ name: 'app', image: 'app:1' }],
      ...spec,
    },
    status: { phase: 'Pending', conditions, initContainerStatuses: conditions.length > 0 ? [] : statuses, startTime: at },
  };
}

const event = (message: string, more: object = {}) => ({
  kind: 'Event',
  metadata: metadata('e1'),
  involvedObject: { kind: 'Pod', namespace, name: 'web', uid: 'u1', fieldPath: 'spec.initContainers{load}' },
  reason: 'Failed',
  type: 'Warning',
  count: 3,
  lastTimestamp: at,
  message,
  ...more,
});
const waiting = (reason: string, message: string) => ({ restartCount: 0, ready: false, state: { waiting: { reason, message } } });
const running = { restartCount: 0, ready: false, state: { running: { startedAt: at } } };
const waitsFor = (host: string): PodParts => ({
  init: { command: ['sh', '-c', 'until nc -z "$HOST" 80; do sleep 1; done'], env: [{ name: 'HOST', value: host }] },
  status: running,
});
const service = (name: string, spec: object) => ({ kind: 'Service', metadata: metadata(name), spec: { ports: [{ port: 80 }], ...spec } });
const pods = (parts: PodParts): Dump => ({ lists: { pods: [pod(parts)] } });

export const places: Readonly<Record<string, (text: string, bytes: Buffer) => Dump>> = {
  'name of the pod': (name) => pods({ name }),
  'labels and annotations': (text) => pods({ meta: { labels: { [text]: text, app: text }, annotations: { [text]: text } } }),
  'owner of the pod': (name) =>
    pods({ meta: { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name, uid: 'o', controller: true }] } }),
  'kind of the owner': (kind) =>
    pods({ meta: { ownerReferences: [{ apiVersion: 'x/v1', kind, name: 'web', uid: 'o', controller: true }] } }),
  'name of the container': (container) => pods({ container }),
  'message of the status': (text) => pods({ status: waiting('CreateContainerError', `failed to create: ${text}`) }),
  'reason of the status': (text) => pods({ status: waiting(text, text) }),
  'termination message': (message) => pods({ status: { ...crashing, lastState: { terminated: { ...crashed, message } } } }),
  'a log': (_, bytes) => ({ ...pods({}), log: bytes }),
  'a log line that is known': (text, bytes) => ({
    ...pods({}),
    log: Buffer.concat([Buffer.from(`FATAL: password authentication failed for user "${text.slice(0, 300)}"\n`), bytes]),
  }),
  'message of an event': (text) => ({ lists: { ...pods({}).lists, events: [event(text)] } }),
  'reason of an event': (reason) => ({ lists: { ...pods({}).lists, events: [event('x', { reason, type: reason })] } }),
  'an image': (image) =>
    pods({ init: { image }, status: { ...waiting('ImagePullBackOff', `Back-off pulling image "${image}": not found`), image } }),
  'a pull secret': (name) =>
    pods({
      spec: { imagePullSecrets: [{ name }] },
      init: { image: 'reg.example.com/app:1' },
      status: { ...waiting('ErrImagePull', 'pull access denied, 401 Unauthorized'), image: 'reg.example.com/app:1' },
    }),
  'name of the node': (nodeName) => pods({ spec: { nodeName } }),
  'a node selector': (text) =>
    pods({
      spec: { nodeName: undefined, nodeSelector: { [text]: text } },
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: `0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. ${text}`,
        },
      ],
    }),
  'a Service that is waited for': (name) => ({
    lists: { pods: [pod(waitsFor(name))], services: [service(name, { selector: { app: name } })], endpointslices: [] },
  }),
  'a Service that points elsewhere': (text) => ({
    lists: { pods: [pod(waitsFor('db'))], services: [service('db', { type: 'ExternalName', externalName: text })] },
  }),
  'text of the command': (text) => pods({ init: { command: ['sh', '-c', text, text], args: [text] } }),
  'a script': (text) =>
    pods({ init: { command: ['sh', '-c', `until curl http://${text}:80/; do echo ${text}; sleep 1; done`] }, status: running }),
  'a command that is not there': (text) =>
    pods({
      init: { command: [text] },
      status: {
        ...crashing,
        lastState: { terminated: { ...crashed, exitCode: 127, message: `exec: "${text}": executable file not found in $PATH` } },
      },
    }),
  'variables of the environment': (text) => pods({ init: { env: [{ name: text, value: text }] } }),
  'a ConfigMap that is missing': (name) => ({
    lists: {
      pods: [
        pod({
          init: { envFrom: [{ configMapRef: { name } }] },
          status: waiting('CreateContainerConfigError', `configmap "${name}" not found`),
        }),
      ],
      configmaps: [],
    },
  }),
  'a key that is missing': (key) => ({
    lists: {
      pods: [
        pod({
          init: { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: key, key } } }] },
          status: waiting('CreateContainerConfigError', `couldn't find key ${key} in Secret ${namespace}/${key}`),
        }),
      ],
    },
  }),
  'a claim': (claimName) => ({
    lists: {
      pods: [
        pod({
          spec: { nodeName: undefined, volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] },
          conditions: [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message: '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.',
            },
          ],
        }),
      ],
      persistentvolumeclaims: [{ kind: 'PersistentVolumeClaim', metadata: metadata(claimName), spec: {}, status: { phase: 'Pending' } }],
    },
  }),
  counts: (text) => ({
    lists: {
      pods: [pod({ status: { ...crashing, restartCount: Number.MAX_SAFE_INTEGER } })],
      events: [event(text, { count: 1e300 }), event(text, { count: -1, lastTimestamp: '99999-01-01T00:00:00Z' })],
    },
  }),
};
