import { isIP } from 'node:net';
import { distance } from 'fastest-levenshtein';
import type { Pod } from '../../cluster/kubernetes.ts';

/** A Service by name, or one pod of it (`db-0.db`). */
export interface ServiceName {
  readonly service: string;
  readonly namespace: string;
  /** The endpoint's host name, where the name is that of one pod. */
  readonly pod?: string;
}

/** What a host name means to a pod that resolves it by the cluster's DNS. */
export type HostMeaning =
  | { readonly kind: 'loopback' }
  /** The pod itself, by its own host name. */
  | { readonly kind: 'own-pod' }
  | { readonly kind: 'address'; readonly address: string }
  /** `domain` where the name ends in another cluster domain than the usual one, which some clusters have. */
  | { readonly kind: 'service'; readonly name: ServiceName; readonly domain?: string }
  /** Dots without `.svc`: one of these Services, in the order of the search path, or a host outside. */
  | { readonly kind: 'service-or-outside'; readonly readings: readonly ServiceName[]; readonly publicEnding: boolean }
  /** Cannot resolve in any cluster with the usual domain. */
  | { readonly kind: 'bad-domain'; readonly suffix: string; readonly suggestion: string }
  | { readonly kind: 'outside' }
  /** No host name at all, such as a variable that nobody could fill in. */
  | { readonly kind: 'unknown' };

const clusterDomain = 'cluster.local';

/** Endings that nobody calls a namespace. */
const publicEndings = new Set(
  'com net org io co edu gov mil info biz eu uk de fr es nl be ch se dk fi pl cz pt ru ua cn jp kr tw br mx ar'.split(' '),
);

/** Endings of names outside that are names of namespaces as well. */
const doubtfulEndings = new Set(
  (
    'dev app cloud ai me tv cc sh so to gg fm ly int it at no ie tr il in hk sg au nz ca us za tech online site store shop team tools ' +
    'local lan internal intranet corp home localdomain private'
  ).split(' '),
);

/** @param host as written; a trailing dot and upper case are understood */
export const meaningOf = (host: string, pod: Pod, namespace: string): HostMeaning => meaningWith(host, pod, namespace);

/** What DNS alone answers, which `nslookup` and the like ask without a look into /etc/hosts. */
export const meaningInDns = (host: string, namespace: string): HostMeaning => meaningWith(host, undefined, namespace);

function meaningWith(host: string, pod: Pod | undefined, namespace: string): HostMeaning {
  const name = host.trim().toLowerCase();
  const bare = name.replace(/^\[|\]$/g, '');
  if (isIP(bare)) return isLoopback(bare) ? { kind: 'loopback' } : { kind: 'address', address: bare };
  if (!/^[a-z0-9_]([a-z0-9._-]{0,252}[a-z0-9_.])?$/.test(name) || name.includes('..')) return { kind: 'unknown' };
  if (name === 'localhost' || name.endsWith('.localhost')) return { kind: 'loopback' };
  if (name === 'host.docker.internal' || name === 'host.minikube.internal') return { kind: 'outside' };
  const absolute = name.endsWith('.');
  const labels = name.replace(/\.$/, '').split('.');
  return (pod && inHostsFile(labels.join('.'), pod, namespace)) ?? byLabels(labels, absolute, namespace);
}

const isLoopback = (address: string): boolean =>
  address.startsWith('127.') || address === '::1' || address === '0.0.0.0' || address === '::';

/** The kubelet writes the pod's own name and its `hostAliases` into /etc/hosts, which is read before DNS. */
function inHostsFile(name: string, { metadata, spec }: Pod, namespace: string): HostMeaning | undefined {
  const alias = spec?.hostAliases?.find(({ hostnames }) => hostnames?.includes(name));
  if (alias) return isLoopback(alias.ip) ? { kind: 'loopback' } : { kind: 'address', address: alias.ip };
  if (spec?.hostNetwork) return undefined;
  const own = spec?.hostname ?? metadata?.name;
  if (!own) return undefined;
  const full = spec?.subdomain ? `${own}.${spec.subdomain}.${namespace}.svc.${clusterDomain}` : own;
  return name === own || name === full ? { kind: 'own-pod' } : undefined;
}

function byLabels(labels: readonly string[], absolute: boolean, namespace: string): HostMeaning {
  const [first = '', second, third] = labels;
  const at = labels.indexOf('svc', 1);
  if (at > 0) return afterService(labels.slice(0, at), labels.slice(at + 1), absolute, namespace);
  const address = /^\d+-\d+-\d+-\d+$/.test(first) && third === 'pod' ? first.replaceAll('-', '.') : '';
  if (isIP(address)) return { kind: 'address', address };
  const inDomain = lacksService(labels, namespace);
  if (inDomain) return inDomain;
  if (second === undefined) return absolute ? { kind: 'outside' } : { kind: 'service', name: { service: first, namespace } };
  const ending = labels.at(-1) ?? '';
  if (absolute || labels.length > 3 || publicEndings.has(ending)) return { kind: 'outside' };
  const readings =
    third === undefined
      ? [
          { pod: first, service: second, namespace },
          { service: first, namespace: second },
        ]
      : [{ pod: first, service: second, namespace: third }];
  return { kind: 'service-or-outside', readings, publicEnding: doubtfulEndings.has(ending) };
}

/** `NAME.svc.DOMAIN`, of which NAME should be `service.namespace` or `pod.service.namespace`, and DOMAIN empty or the cluster's. */
function afterService(before: readonly string[], domain: readonly string[], absolute: boolean, namespace: string): HostMeaning {
  // SRV names: `_http._tcp.web.shop.svc`
  const labels = before.filter((label) => !label.startsWith('_')).slice(-3);
  const suffix = ['svc', ...domain].join('.');
  const whole = labels.length === 1 ? [...labels, namespace] : labels;
  const suggestion = `${whole.join('.')}.svc.${clusterDomain}`;
  const [service = '', home = '', end] = whole;
  const name = end === undefined ? { service, namespace: home } : { pod: service, service: home, namespace: end };
  if (labels.length === 1 || brokenDomain(domain.join('.')) || (absolute && domain.length === 0)) {
    return { kind: 'bad-domain', suffix, suggestion };
  }
  const usual = domain.length === 0 || domain.join('.') === clusterDomain;
  return usual ? { kind: 'service', name } : { kind: 'service', name, domain: domain.join('.') };
}

/** A domain that is plainly a slip: `cluster.lokal`, `cluster`, `default.svc.cluster.local`. Others may be the cluster's own. */
function brokenDomain(domain: string): boolean {
  if (domain === '' || domain === clusterDomain) return false;
  if (domain === 'cluster' || domain === 'local' || domain.split('.').includes('svc') || domain.endsWith(clusterDomain)) return true;
  return distance(domain, clusterDomain) <= 3;
}

/** `redis.shop.cluster.local`, `redis.shop.service.cluster.local`: the zone is the cluster's, and there is no such name in it. */
function lacksService(labels: readonly string[], namespace: string): HostMeaning | undefined {
  if (labels.length < 3 || labels.slice(-2).join('.') !== clusterDomain || labels.includes('pod')) return undefined;
  const names = labels.slice(0, -2).filter((label) => !/^(services?|scv|sv|srv)$/.test(label));
  const suffix = labels.slice(Math.min(names.length, 2)).join('.');
  const whole = names.length === 1 ? [...names, namespace] : names.slice(0, 3);
  return { kind: 'bad-domain', suffix, suggestion: `${whole.join('.')}.svc.${clusterDomain}` };
}
