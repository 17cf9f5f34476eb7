import type { NetworkPolicy, Pod } from '../../cluster/kubernetes.ts';
import type { WaitOutcome } from '../model.ts';
import { allows, asksForNamespaces, type Direction, isolating, type Party, type PolicyPort } from './network-policy.ts';
import type { Standpoint } from './standpoint.ts';

type Blocked = Extract<WaitOutcome, { state: 'blocked-by-policy' }>;

/** One way to the target; it is open if the connection to any of them is. */
export interface Destination {
  readonly port: PolicyPort;
  readonly address?: string;
  /** Missing for addresses that are no pod's. */
  readonly pod?: Pod;
}

/**
 * The policy that keeps the waiting pod from every destination; undefined where none is known to. Policies say nothing of pods
 * on the host's network.
 */
export async function policyAgainst(destinations: readonly Destination[], what: string, at: Standpoint): Promise<Blocked | undefined> {
  if (at.pod.spec?.hostNetwork || destinations.length === 0) return undefined;
  return (await egressAgainst(destinations, what, at)) ?? (await ingressAgainst(destinations, what, at));
}

async function egressAgainst(destinations: readonly Destination[], what: string, at: Standpoint): Promise<Blocked | undefined> {
  const policies = await policiesAbout(at.pod, 'egress', at.namespace, at);
  if (policies.length === 0) return undefined;
  const namespaces = asksForNamespaces(policies, 'egress');
  const parties = await Promise.all(destinations.map((destination) => partyOf(destination, namespaces, at)));
  const open = destinations.some(
    ({ port, pod }, index) => pod?.spec?.hostNetwork || allows(policies, 'egress', parties[index] ?? {}, port),
  );
  return open ? undefined : blocked(policies, 'egress', `allows ${portText(destinations)} to ${what}`);
}

async function ingressAgainst(destinations: readonly Destination[], what: string, at: Standpoint): Promise<Blocked | undefined> {
  const verdicts = await Promise.all(destinations.map((destination) => ingressOf(destination, at)));
  const [first] = verdicts;
  if (!first || verdicts.some((verdict) => verdict === undefined)) return undefined;
  return blocked(first, 'ingress', `lets ${portText(destinations)} of ${what} be reached from this pod`);
}

/** The policies that keep this pod out of a destination; undefined if it is open. */
async function ingressOf({ port, pod }: Destination, at: Standpoint): Promise<NetworkPolicy[] | undefined> {
  if (!pod || pod.spec?.hostNetwork) return undefined;
  const policies = await policiesAbout(pod, 'ingress', pod.metadata?.namespace ?? at.namespace, at);
  if (policies.length === 0) return undefined;
  const from = await podParty(at.pod, asksForNamespaces(policies, 'ingress'), at);
  return allows(policies, 'ingress', from, port) ? undefined : policies;
}

/**
 * Whether egress policies cut the waiting pod off from DNS. The cluster's DNS runs in kube-system (in openshift-dns on
 * OpenShift, on port 5353) under a few usual labels, or on the node under a link-local address.
 */
export async function policyAgainstDns(at: Standpoint): Promise<Blocked | undefined> {
  if (at.pod.spec?.hostNetwork) return undefined;
  const policies = await policiesAbout(at.pod, 'egress', at.namespace, at);
  if (policies.length === 0) return undefined;
  const servers = await dnsServers(asksForNamespaces(policies, 'egress'), at);
  const open = servers.some((server) => dnsPorts.some((port) => allows(policies, 'egress', server, port)));
  return open ? undefined : blocked(policies, 'egress', 'allows DNS (port 53) to the DNS servers of the cluster');
}

const dnsPorts: readonly PolicyPort[] = [53, 5353].flatMap((port) => [
  { port, names: ['dns', 'domain'], protocol: 'UDP' },
  { port, names: ['dns-tcp', 'dns', 'domain'], protocol: 'TCP' },
]);

const dnsLabels: readonly Readonly<Record<string, string>>[] = [
  { 'k8s-app': 'kube-dns' },
  { 'k8s-app': 'coredns' },
  { 'k8s-app': 'node-local-dns' },
  { 'app.kubernetes.io/name': 'coredns' },
];

async function dnsServers(readNamespace: boolean, at: Standpoint): Promise<Party[]> {
  const labelled = readNamespace ? await labelsOfNamespace('kube-system', at) : undefined;
  return [
    ...dnsLabels.map((labels) => ({ pod: { namespace: 'kube-system', labels, ...(labelled && { namespaceLabels: labelled }) } })),
    { pod: { namespace: 'openshift-dns', labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' }, namespaceLabels: {} } },
    ...(at.pod.spec?.dnsConfig?.nameservers ?? []).map((address) => ({ address })),
    // The address of the DNS Service, or of a cache on the node: not known, so that any block may hold it.
    {},
  ];
}

async function policiesAbout(pod: Pod, direction: Direction, namespace: string, at: Standpoint): Promise<NetworkPolicy[]> {
  const policies = await at.cluster.list('NetworkPolicy', { namespace });
  return policies.state === 'found' ? isolating(policies.value, direction, pod.metadata?.labels ?? {}) : [];
}

async function partyOf({ pod, address }: Destination, readNamespaces: boolean, at: Standpoint): Promise<Party> {
  if (!pod) return address === undefined ? {} : { address };
  return { ...(await podParty(pod, readNamespaces, at)), ...(address !== undefined && { address }) };
}

async function podParty({ metadata, status }: Pod, readNamespace: boolean, at: Standpoint): Promise<Party> {
  const namespace = metadata?.namespace ?? at.namespace;
  const namespaceLabels = readNamespace ? await labelsOfNamespace(namespace, at) : undefined;
  const pod = { namespace, labels: metadata?.labels ?? {}, ...(namespaceLabels && { namespaceLabels }) };
  return { pod, ...(status?.podIP && { address: status.podIP }) };
}

async function labelsOfNamespace(name: string, at: Standpoint): Promise<Readonly<Record<string, string>> | undefined> {
  const read = await at.cluster.get('Namespace', undefined, name);
  return read.state === 'found' ? (read.value.metadata?.labels ?? {}) : undefined;
}

const portText = (destinations: readonly Destination[]): string =>
  [...new Set(destinations.map(({ port }) => `${port.protocol} ${port.port}`))].join(', ');

function blocked(policies: readonly NetworkPolicy[], direction: Direction, allowsWhat: string): Blocked {
  const names = policies.map(({ metadata }) => metadata?.name ?? '').sort();
  const others = names.length > 1 ? ` (nor of ${names.slice(1).join(', ')})` : '';
  return {
    state: 'blocked-by-policy',
    policy: names[0] ?? '',
    direction,
    detail: `no ${direction} rule of NetworkPolicy ${names[0]}${others} ${allowsWhat}`,
  };
}
