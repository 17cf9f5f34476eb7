import { BlockList, isIP } from 'node:net';
import type { LabelSelector, NetworkPolicy } from '../../cluster/kubernetes.ts';
import { matchesLabels } from '../../cluster/selector.ts';

type Labels = Readonly<Record<string, string>>;

/** One end of a connection: a pod, or an address outside. */
export interface Party {
  readonly pod?: {
    readonly namespace: string;
    readonly labels: Labels;
    /** Missing where the Namespace could not be read. */
    readonly namespaceLabels?: Labels;
  };
  /** Missing where nobody knows it. */
  readonly address?: string;
}

/** A port of the accepting end, with the names that its containers give it. */
export interface PolicyPort {
  readonly port: number;
  readonly names: readonly string[];
  readonly protocol: string;
}

export type Direction = 'egress' | 'ingress';

type Rule = { readonly peers: readonly Peer[]; readonly ports: NonNullable<NonNullable<NetworkPolicy['spec']>['egress']>[number]['ports'] };
type Peer = {
  readonly ipBlock?: { cidr: string; except?: string[] };
  readonly namespaceSelector?: LabelSelector;
  readonly podSelector?: LabelSelector;
};

/** The policies that isolate a pod in this direction; without any, everything is allowed. */
export function isolating(policies: readonly NetworkPolicy[], direction: Direction, podLabels: Labels): NetworkPolicy[] {
  return policies.filter(({ spec }) => spec && matchesLabels(spec.podSelector ?? {}, podLabels) && typesOf(spec).has(direction));
}

/** Whether any of the isolating policies lets a connection through. What cannot be known counts as allowed. */
export function allows(policies: readonly NetworkPolicy[], direction: Direction, peer: Party, port: PolicyPort): boolean {
  return policies.some((policy) =>
    rulesOf(policy, direction).some(
      (rule) => allowsPort(rule.ports, port) && allowsPeer(rule.peers, peer, policy.metadata?.namespace ?? ''),
    ),
  );
}

/** Whether what these policies say depends on labels of namespaces. */
export const asksForNamespaces = (policies: readonly NetworkPolicy[], direction: Direction): boolean =>
  policies.some((policy) => rulesOf(policy, direction).some(({ peers }) => peers.some(({ namespaceSelector }) => namespaceSelector)));

/** Without `policyTypes`, a policy is about ingress, and about egress only if it has egress rules. */
function typesOf({ policyTypes, egress }: NonNullable<NetworkPolicy['spec']>): ReadonlySet<string> {
  if (policyTypes && policyTypes.length > 0) return new Set(policyTypes.map((type) => type.toLowerCase()));
  return new Set(egress && egress.length > 0 ? ['ingress', 'egress'] : ['ingress']);
}

function rulesOf({ spec }: NetworkPolicy, direction: Direction): Rule[] {
  return direction === 'egress'
    ? (spec?.egress ?? []).map(({ to, ports }) => ({ peers: to ?? [], ports }))
    : (spec?.ingress ?? []).map(({ from, ports }) => ({ peers: from ?? [], ports }));
}

function allowsPort(ports: Rule['ports'], { port, names, protocol }: PolicyPort): boolean {
  if (!ports || ports.length === 0) return true;
  return ports.some((allowed) => {
    if ((allowed.protocol ?? 'TCP') !== protocol) return false;
    if (allowed.port === undefined) return true;
    if (typeof allowed.port === 'string') return names.includes(allowed.port);
    return port >= allowed.port && port <= (allowed.endPort ?? allowed.port);
  });
}

function allowsPeer(peers: readonly Peer[], party: Party, home: string): boolean {
  return peers.length === 0 || peers.some((peer) => (peer.ipBlock ? inBlock(peer.ipBlock, party.address) : selects(peer, party, home)));
}

function selects({ namespaceSelector, podSelector }: Peer, { pod }: Party, home: string): boolean {
  if (!pod || (!namespaceSelector && !podSelector)) return false;
  const inNamespace = namespaceSelector ? selectsNamespace(namespaceSelector, pod) : pod.namespace === home;
  return inNamespace && (!podSelector || matchesLabels(podSelector, pod.labels));
}

const nameLabel = 'kubernetes.io/metadata.name';

function selectsNamespace(selector: LabelSelector, { namespace, namespaceLabels }: NonNullable<Party['pod']>): boolean {
  const keys = [...Object.keys(selector.matchLabels ?? {}), ...(selector.matchExpressions ?? []).map(({ key }) => key)];
  // The API server sets the name label on every namespace, so that one is known without a read.
  if (!namespaceLabels && keys.some((key) => key !== nameLabel)) return true;
  return matchesLabels(selector, { ...namespaceLabels, [nameLabel]: namespace });
}

/** Whether plug-ins apply blocks to pods too differs; a pod's address in a block counts as allowed. */
function inBlock({ cidr, except = [] }: NonNullable<Peer['ipBlock']>, address: string | undefined): boolean {
  if (address === undefined || isIP(address) === 0) return true;
  return contains(cidr, address) && !except.some((part) => contains(part, address));
}

function contains(cidr: string, address: string): boolean {
  const [net = '', prefix = ''] = cidr.split('/');
  const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
  const bits = Number(prefix);
  if (isIP(net) === 0 || prefix === '' || !Number.isInteger(bits) || bits < 0 || bits > (family === 'ipv6' ? 128 : 32)) return true;
  if (isIP(net) !== isIP(address)) return false;
  const block = new BlockList();
  block.addSubnet(net, bits, family);
  return block.check(address, family);
}
