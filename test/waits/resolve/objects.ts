import { kinds } from '../../../src/cluster/kinds.ts';
import type { Kind, Kinds, Pod } from '../../../src/cluster/kubernetes.ts';
import { absent, type Cluster, denied, found, type ListQuery, type Read } from '../../../src/cluster/port.ts';
import { matchesFields, parseFieldSelector, parseLabelSelector } from '../../../src/cluster/selector.ts';
import { shaped } from '../../../src/cluster/shape.ts';
import type { HostTarget, ResolvedWait, WaitTarget } from '../../../src/waits/model.ts';
import { resolveWaits } from '../../../src/waits/resolve/resolve-waits.ts';

type Labels = Readonly<Record<string, string>>;
export interface TestObject {
  readonly kind: Kind;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** A cluster of the given objects. Denied: a kind (`Secret`), or a kind in one namespace (`Service data`, `Service *` for lists of all). */
export class ObjectCluster implements Cluster {
  readonly source = { kind: 'cluster', name: 'test' } as const;
  readonly defaultNamespace = 'shop';
  readonly unreadable = [];
  requests = 0;
  readonly #objects: readonly TestObject[];
  readonly #denied: ReadonlySet<string>;

  constructor(objects: readonly TestObject[], deniedKinds: readonly string[] = []) {
    this.#objects = objects;
    this.#denied = new Set(deniedKinds);
  }

  now = (): Date => new Date('2026-06-01T12:00:00Z');
  close = (): void => {};
  printedPod = async (): Promise<Read<never>> => denied('not printed');
  printedPods = async (): Promise<Read<never>> => denied('not printed');
  log = async (): Promise<Read<never>> => denied('no logs');
  followLog = async (): Promise<Read<never>> => denied('no logs');
  watchChanges = (): never => {
    throw new Error('not watched');
  };
  watchPods = (): never => {
    throw new Error('not watched');
  };

  async get<K extends Kind>(kind: K, namespace: string | undefined, name: string): Promise<Read<Kinds[K]>> {
    this.requests += 1;
    if (this.#isDenied(kind, namespace, 'get')) return denied('forbidden');
    const object = this.#of(kind, namespace).find(({ metadata }) => metadata.name === name);
    return object ? found(shaped(kind, object)) : absent();
  }

  async list<K extends Kind>(kind: K, { namespace, labelSelector = '', fieldSelector = '' }: ListQuery): Promise<Read<Kinds[K][]>> {
    this.requests += 1;
    if (this.#isDenied(kind, namespace ?? '*', 'list')) return denied('forbidden');
    const matches = parseLabelSelector(labelSelector);
    const fields = parseFieldSelector(fieldSelector, kind);
    const objects = this.#of(kind, namespace).filter((object) => matches(object.metadata.labels) && matchesFields(fields, object));
    return found(objects.map((object) => shaped(kind, object)));
  }

  #of(kind: Kind, namespace: string | undefined): TestObject[] {
    const inNamespace = kinds[kind].namespaced && namespace !== undefined;
    return this.#objects.filter((object) => object.kind === kind && (!inNamespace || object.metadata.namespace === namespace));
  }

  #isDenied = (kind: Kind, namespace: string | undefined, verb: string): boolean =>
    [kind, `${kind} ${namespace}`, `${verb} ${kind}`].some((rule) => this.#denied.has(rule));
}

type Extra = Readonly<Record<string, unknown>>;
interface Place {
  readonly namespace?: string;
  readonly labels?: Labels;
}

export const namespace = (name: string, labels: Labels = {}): TestObject => ({
  kind: 'Namespace',
  metadata: { name, labels: { 'kubernetes.io/metadata.name': name, ...labels } },
});

export const service = (name: string, spec: Extra = {}, { namespace = 'shop' }: Place = {}): TestObject => ({
  kind: 'Service',
  metadata: { name, namespace },
  spec: { clusterIP: '10.96.0.10', selector: { app: name }, ports: [{ port: 6379, targetPort: 6379 }], ...spec },
});

export const headless = (name: string, spec: Extra = {}, place: Place = {}): TestObject =>
  service(name, { clusterIP: 'None', ...spec }, place);

export interface PodOptions extends Place {
  readonly ready?: boolean;
  readonly initialized?: boolean;
  readonly ip?: string;
  readonly phase?: string;
  /** `ReplicaSet web-5d5c`, with the hash of its template. */
  readonly owner?: string;
  readonly ports?: readonly object[];
  readonly spec?: Extra;
}

export function pod(
  name: string,
  { ready = false, initialized = ready, ip, phase, owner, ports, spec, ...place }: PodOptions = {},
): TestObject {
  const [kind = '', ownerName = ''] = owner?.split(' ') ?? [];
  const hash: Labels = kind === 'ReplicaSet' ? { 'pod-template-hash': ownerName.split('-').at(-1) ?? '' } : {};
  const status = (value: boolean) => (value ? 'True' : 'False');
  return {
    kind: 'Pod',
    metadata: {
      name,
      namespace: place.namespace ?? 'shop',
      labels: { app: name.replace(/-\d+$/, ''), ...place.labels, ...hash },
      ...(owner && { ownerReferences: [{ apiVersion: 'apps/v1', kind, name: ownerName, uid: ownerName, controller: true }] }),
    },
    spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'app', ...(ports && { ports }) }], ...spec },
    status: {
      phase: phase ?? (ready ? 'Running' : 'Pending'),
      ...(ip && { podIP: ip }),
      conditions: [
        { type: 'Initialized', status: status(initialized) },
        { type: 'Ready', status: status(ready) },
      ],
    },
  };
}

/** The slice of a Service: `db-0 ready`, `db-1 not-ready`, or an address. */
export function slice(
  serviceName: string,
  endpoints: readonly string[],
  {
    ports = [{ name: '', port: 6379, protocol: 'TCP' }],
    namespace = 'shop',
    hostnames = false,
    node = 'node-1',
  }: { ports?: readonly object[]; namespace?: string; hostnames?: boolean; node?: string } = {},
): TestObject {
  return {
    kind: 'EndpointSlice',
    metadata: { name: `${serviceName}-x7x`, namespace, labels: { 'kubernetes.io/service-name': serviceName } },
    addressType: 'IPv4',
    endpoints: endpoints.map((text, index) => {
      const [name = '', state] = text.split(' ');
      const isAddress = /^\d/.test(name);
      return {
        addresses: [isAddress ? name : `10.244.1.${index + 1}`],
        conditions: { ready: state !== 'not-ready' },
        nodeName: node,
        ...(hostnames && { hostname: name }),
        ...(!isAddress && { targetRef: { kind: 'Pod', namespace, name } }),
      };
    }),
    ports,
  };
}

export const policy = (name: string, spec: Extra, { namespace = 'shop' }: Place = {}): TestObject => ({
  kind: 'NetworkPolicy',
  metadata: { name, namespace },
  spec,
});

export const workload = (
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet',
  name: string,
  spec: Extra = {},
  status: Extra = {},
): TestObject => ({
  kind,
  metadata: { name, namespace: 'shop', generation: 1 },
  spec: { selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } } }, ...spec },
  status: { observedGeneration: 1, ...status },
});

/** The pod that waits, of Deployment web; its second init container is the one whose turn it is. */
export function waiting(spec: Extra = {}, options: PodOptions = {}): TestObject {
  const inits = [
    { name: 'prepare', image: 'busybox' },
    { name: 'wait', image: 'busybox' },
  ];
  const object = pod('web-5d5c-abcde', {
    owner: 'ReplicaSet web-5d5c',
    labels: { app: 'web' },
    ip: '10.244.0.9',
    ...options,
    spec: { initContainers: inits, ...spec },
  });
  const done = { name: 'prepare', state: { terminated: { exitCode: 0 } } };
  return { ...object, status: { ...(object.status as Extra), initContainerStatuses: [done, { name: 'wait', state: { running: {} } }] } };
}

export interface Scene {
  readonly objects?: readonly TestObject[];
  readonly pod?: TestObject;
  readonly denied?: readonly string[];
  readonly container?: string;
}

/** `redis:6379`, `postgres://db:5432`, `dns://redis`: the check, the host, the port. */
export function host(text: string): HostTarget {
  const [, check = 'tcp', name = '', port] = /^(?:(\w+):\/\/)?(.*?)(?::(\w+(?:-\w+)*))?$/.exec(text) ?? [];
  const number = port !== undefined && /^\d+$/.test(port) ? Number(port) : port;
  return { kind: 'host', host: name, check: check as HostTarget['check'], ...(number !== undefined && { port: number }) };
}

/** Looks one target up; the waiting pod is part of the cluster. */
export async function lookUp(target: WaitTarget | string, scene: Scene = {}): Promise<ResolvedWait & { readonly requests: number }> {
  const { objects = [], pod = waiting(), denied = [], container } = scene;
  const cluster = new ObjectCluster([...objects, pod], denied);
  const wait = { target: typeof target === 'string' ? host(target) : target, program: 'nc', text: 'nc', repeated: true, doubts: [] };
  const context = { cluster, pod: shaped('Pod', pod) satisfies Pod, ...(container && { container }) };
  const [resolved] = await resolveWaits([wait], context);
  if (!resolved) throw new Error('one wait gives one answer');
  return { ...resolved, requests: cluster.requests };
}
