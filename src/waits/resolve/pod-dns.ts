import { BlockList } from 'node:net';
import type { Pod } from '../../cluster/kubernetes.ts';

/**
 * Why names of Services do not resolve in this pod, as one clause; undefined where they do as far as its spec says.
 * A pod on the host's network falls back to the node's DNS unless its policy is ClusterFirstWithHostNet.
 */
export function lacksClusterDns({ spec }: Pod): string | undefined {
  const policy = spec?.dnsPolicy ?? 'ClusterFirst';
  if (policy === 'Default') return "dnsPolicy Default uses the node's DNS, which knows no Services";
  if (policy === 'ClusterFirst' && spec?.hostNetwork) {
    return "a hostNetwork pod with dnsPolicy ClusterFirst uses the node's DNS, which knows no Services";
  }
  const servers = spec?.dnsConfig?.nameservers ?? [];
  if (policy === 'None' && servers.length > 0 && !servers.some(mayBeClusterDns)) {
    return `dnsPolicy None asks only ${servers.join(', ')}, which knows no Services`;
  }
  return undefined;
}

/** Whether the search path lets a name without its full domain be found; only `dnsPolicy: None` replaces it. */
export function searchesNamespace({ spec }: Pod, namespace: string): boolean {
  if (spec?.dnsPolicy !== 'None') return true;
  return (spec.dnsConfig?.searches ?? []).some((domain) => domain.startsWith(`${namespace}.svc`));
}

/** A name with as many dots as `ndots` is tried as it is; musl (Alpine) does not try the search path after that. */
export function skipsSearchOnMusl(host: string, { spec }: Pod): boolean {
  const option = spec?.dnsConfig?.options?.find(({ name }) => name === 'ndots')?.value;
  const ndots = option === undefined ? 5 : Number(option);
  return host.split('.').length - 1 >= ndots && host.includes('.');
}

const privateRanges = [
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
] as const;

/** Whether an address can be one of a cluster: pods and Services nearly always have private ones. */
export function isPrivate(address: string): boolean {
  const ranges = new BlockList();
  for (const [net, prefix, family] of privateRanges) ranges.addSubnet(net, prefix, family);
  return ranges.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
}

const mayBeClusterDns = (server: string): boolean => isPrivate(server);
