import type { Container, Pod } from '../../cluster/kubernetes.ts';
import type { UnknownValue } from '../model.ts';
import { type Unknowns, withoutMarks } from './unknowns.ts';

/** Reads a key of a ConfigMap in the pod's namespace; undefined when it is absent or may not be read. */
export type ConfigMapValue = (name: string, key: string) => string | undefined;

export interface EnvironmentInput {
  readonly container: Container;
  readonly pod: Pod;
  readonly configMapValue?: ConfigMapValue;
  readonly unknowns: Unknowns;
}

/** What the container's processes see in their environment, as far as the pod and its ConfigMaps say. */
export interface Environment {
  readonly variables: ReadonlyMap<string, string>;
  /** A variable that `env` does not name: from `envFrom`, or the address of a Service that the kubelet sets. */
  readonly lookUp: (name: string) => string | undefined;
}

export function readEnvironment(input: EnvironmentInput): Environment {
  const variables = new Map<string, string>();
  const fallback = (name: string) => fromSources(input, name) ?? serviceVariable(input, name);
  const lookUp = (name: string) => variables.get(name) ?? fallback(name);
  for (const entry of input.container.env ?? []) {
    if (typeof entry?.name !== 'string') continue;
    variables.set(entry.name, entryValue(input, entry, lookUp));
  }
  return { variables, lookUp: fallback };
}

type EnvironmentEntry = NonNullable<Container['env']>[number];

function entryValue(input: EnvironmentInput, entry: EnvironmentEntry, lookUp: (name: string) => string | undefined): string {
  const { unknowns, pod, configMapValue } = input;
  const from = entry.valueFrom;
  const elsewhere = (value: UnknownValue) => unknowns.mark({ kind: 'elsewhere', name: entry.name, value });
  if (from?.secretKeyRef) {
    return elsewhere({ source: 'secret', text: `key ${from.secretKeyRef.key} of Secret ${from.secretKeyRef.name ?? ''}` });
  }
  if (from?.configMapKeyRef) {
    const { name = '', key } = from.configMapKeyRef;
    const value = configMapValue?.(name, key);
    return value === undefined ? elsewhere({ source: 'config-map', text: `key ${key} of ConfigMap ${name}` }) : withoutMarks(value);
  }
  if (from?.fieldRef) {
    const path = from.fieldRef.fieldPath ?? '';
    return podField(pod, path) ?? elsewhere({ source: 'field', text: `field ${path} of the pod` });
  }
  if (from?.resourceFieldRef) return elsewhere({ source: 'field', text: `resource ${from.resourceFieldRef.resource} of the container` });
  return expandReferences(withoutMarks(asText(entry.value)), lookUp);
}

/** `envFrom`: later sources win; a Secret may hold any variable that nothing else gives. */
function fromSources({ container, configMapValue, unknowns }: EnvironmentInput, name: string): string | undefined {
  const sources = (container.envFrom ?? []).filter((source) => name.startsWith(source?.prefix ?? '')).reverse();
  for (const source of sources) {
    const map = source.configMapRef?.name;
    const value = map === undefined ? undefined : configMapValue?.(map, name.slice((source.prefix ?? '').length));
    if (value !== undefined) return withoutMarks(value);
  }
  const secret = sources.find((source) => source.secretRef)?.secretRef;
  if (!secret) return undefined;
  return unknowns.mark({ kind: 'elsewhere', name, value: { source: 'secret', text: `Secret ${secret.name ?? ''}` } });
}

/** The kubelet sets `REDIS_SERVICE_HOST` for each Service of the namespace unless `enableServiceLinks` is false. */
function serviceVariable({ pod, unknowns }: EnvironmentInput, name: string): string | undefined {
  if (name === 'KUBERNETES_SERVICE_HOST') return 'kubernetes.default.svc';
  if (name === 'KUBERNETES_SERVICE_PORT' || name === 'KUBERNETES_SERVICE_PORT_HTTPS') return '443';
  if (name === 'HOSTNAME') return pod.spec?.hostname ?? pod.metadata?.name;
  if (pod.spec?.enableServiceLinks === false) return undefined;
  const host = /^([A-Z0-9_]{1,63})_SERVICE_HOST$/.exec(name) ?? /^([A-Z0-9_]{1,63})_PORT_\d{1,5}_TCP_ADDR$/.exec(name);
  if (host?.[1]) return host[1].toLowerCase().replaceAll('_', '-');
  const port = /^([A-Z0-9_]{1,63})_SERVICE_PORT(?:_[A-Z0-9_]{1,20})?$/.exec(name)?.[1];
  if (port) {
    const text = `port of Service ${port.toLowerCase().replaceAll('_', '-')}`;
    return unknowns.mark({ kind: 'elsewhere', name, value: { source: 'field', text } });
  }
  return /^[A-Z0-9_]{1,63}_PORT_(\d{1,5})_TCP_PORT$/.exec(name)?.[1];
}

function podField(pod: Pod, path: string): string | undefined {
  const keyed = /^metadata\.(labels|annotations)\['([^']{1,320})'\]$/.exec(path);
  if (keyed?.[2]) return pod.metadata?.[keyed[1] === 'labels' ? 'labels' : 'annotations']?.[keyed[2]];
  const fields: Readonly<Record<string, string | undefined>> = {
    'metadata.name': pod.metadata?.name,
    'metadata.namespace': pod.metadata?.namespace,
    'metadata.uid': pod.metadata?.uid,
    'spec.nodeName': pod.spec?.nodeName,
    'spec.serviceAccountName': pod.spec?.serviceAccountName,
    'status.podIP': pod.status?.podIP,
    'status.podIPs': pod.status?.podIP,
    'status.hostIP': pod.status?.hostIP,
    'status.hostIPs': pod.status?.hostIP,
  };
  return Object.hasOwn(fields, path) ? fields[path] : undefined;
}

/** Kubernetes' own `$(NAME)`: one that names nothing stays as it is, `$$(NAME)` is an escaped one. */
export function expandReferences(text: string, lookUp: (name: string) => string | undefined): string {
  return text.replace(/\$\$|\$\(([^)]{0,256})\)/g, (whole, name: string | undefined) => {
    if (name === undefined) return '$';
    return lookUp(name) ?? whole;
  });
}

/** Manifests that were not checked carry numbers and booleans where the API wants strings. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
