import { isIP } from 'node:net';
import type { HostTarget, WaitOutcome } from '../model.ts';
import { lookUpAddress } from './address.ts';
import { type HostMeaning, meaningInDns, meaningOf, type ServiceName } from './host-name.ts';
import { ownPort } from './own-pod.ts';
import { lacksClusterDns, searchesNamespace, skipsSearchOnMusl } from './pod-dns.ts';
import { policyAgainst, policyAgainstDns } from './policy-check.ts';
import { askedPort, protocolOf } from './ports.ts';
import { lookUpService, readService } from './service.ts';
import type { Looked, Standpoint } from './standpoint.ts';

/** Names that lead to names: an ExternalName may point at another Service. */
const mostAliases = 3;

/** What a host is to the pod that waits for it, and what is there. */
export async function lookUpHost(target: HostTarget, at: Standpoint, aliases = 0): Promise<Looked> {
  const meaning = meaningOf(target.host, at.pod, at.namespace);
  const looked = await byMeaning(meaning, target, at);
  const { outcome } = looked;
  if (outcome.state !== 'external') return looked;
  const alias = outcome.host !== target.host && isServiceName(outcome.host, at) && aliases < mostAliases;
  if (alias) return lookUpHost({ ...target, host: outcome.host }, at, aliases + 1);
  return { ...looked, outcome: (await blockedOutside(outcome.host, target, at)) ?? outcome };
}

const isServiceName = (host: string, at: Standpoint): boolean =>
  /\.svc(\.|$)/.test(host) && meaningOf(host, at.pod, at.namespace).kind === 'service';

async function byMeaning(meaning: HostMeaning, target: HostTarget, at: Standpoint): Promise<Looked> {
  const port = askedPort(target);
  const subject = { kind: 'Host', name: target.host, ...(port !== undefined && { port }) };
  const external: Looked = { subject, outcome: { state: 'external', host: target.host } };
  switch (meaning.kind) {
    case 'unknown':
      return { subject, outcome: { state: 'unreadable', reason: whyUnknown(target) } };
    case 'loopback':
      // On the host's network this is the node, where anything may listen.
      return at.pod.spec?.hostNetwork ? external : { subject, outcome: ownPort(port, at) };
    case 'own-pod':
      return target.check === 'dns'
        ? byMeaning(meaningInDns(target.host, at.namespace), target, at)
        : { subject, outcome: ownPort(port, at) };
    case 'address':
      return lookUpAddress(meaning.address, target, at);
    case 'service':
      return meaning.domain === undefined ? throughDns(meaning.name, target, at) : inOtherDomain(meaning.name, meaning.domain, target, at);
    case 'service-or-outside':
      return (await firstReading(meaning, target, at)) ?? external;
    case 'bad-domain':
      return { subject, outcome: { state: 'bad-domain', suffix: meaning.suffix, suggestion: meaning.suggestion } };
    case 'outside':
      return external;
  }
}

const whyUnknown = ({ host, unknown }: HostTarget): string =>
  unknown
    ? `the host comes from ${unknown.text}, which is not in the script`
    : `the host cannot be worked out from ${JSON.stringify(host)}`;

/** The Service, unless the pod cannot resolve its name at all, which comes before any connection. */
async function throughDns(name: ServiceName, target: HostTarget, at: Standpoint): Promise<Looked> {
  const looked = await lookUpService(name, target, at);
  const { state } = looked.outcome;
  const lacking = lacksClusterDns(at.pod) ?? lacksSearch(target, at);
  if (lacking === undefined)
    return state === 'healthy' || state === 'blocked-by-policy'
      ? { ...looked, outcome: await reachingDns(looked.outcome, target, at) }
      : looked;
  // A short name in the node's DNS may be a host of the company's.
  if (state === 'service-missing')
    return { subject: { ...looked.subject, kind: 'Host', name: target.host }, outcome: { state: 'external', host: target.host } };
  return { ...looked, outcome: { state: 'no-cluster-dns', detail: lacking } };
}

function lacksSearch({ host }: HostTarget, at: Standpoint): string | undefined {
  if (/\.svc\./.test(host) || searchesNamespace(at.pod, at.namespace)) return undefined;
  return `dnsPolicy None without a search domain ${at.namespace}.svc.cluster.local resolves full names only`;
}

async function reachingDns(outcome: WaitOutcome, { host }: HostTarget, at: Standpoint): Promise<WaitOutcome> {
  const blocked = await policyAgainstDns(at);
  if (blocked || outcome.state !== 'healthy' || !skipsSearchOnMusl(host, at.pod) || /\.svc\./.test(host)) return blocked ?? outcome;
  return { state: 'healthy', detail: `${outcome.detail}, but ndots keeps musl (Alpine) from completing ${host}` };
}

/** A domain that may be the cluster's own: suspect only if nothing is wrong with the Service itself. */
async function inOtherDomain(name: ServiceName, domain: string, target: HostTarget, at: Standpoint): Promise<Looked> {
  const looked = await throughDns(name, target, at);
  if (looked.outcome.state !== 'healthy') return looked;
  const names = [name.pod, name.service, name.namespace].filter((label) => label !== undefined);
  return { ...looked, outcome: { state: 'bad-domain', suffix: `svc.${domain}`, suggestion: `${names.join('.')}.svc.cluster.local` } };
}

type Ambiguous = Extract<HostMeaning, { kind: 'service-or-outside' }>;

/** The reading for which there is a Service; where there is none, the likeliest, or undefined for a host outside. */
async function firstReading({ readings, publicEnding }: Ambiguous, target: HostTarget, at: Standpoint): Promise<Looked | undefined> {
  if (lacksClusterDns(at.pod) !== undefined && publicEnding) return undefined;
  const [ofPod, last = ofPod] = readings;
  if (!last) return undefined;
  // Three labels are hardly ever `pod.service.namespace`, which most people write with `.svc`: the namespace tells.
  const services = readings.length > 1 ? await Promise.all(readings.map((name) => readService(name, at))) : [];
  const existing = readings.filter((_, index) => services[index]?.state === 'found');
  const certain = existing.find(({ pod }) => pod === undefined) ?? existing.find(({ pod }) => looksLikePod(pod));
  if (certain) return throughDns(certain, target, at);
  const namespace = await at.cluster.get('Namespace', undefined, last.namespace);
  if (namespace.state === 'found') return throughDns(last, target, at);
  if (existing[0]) return throughDns(existing[0], target, at);
  const isPod = looksLikePod(ofPod?.pod);
  if (publicEnding || (readings.length === 1 && !isPod)) return undefined;
  return throughDns(ofPod && isPod ? ofPod : last, target, at);
}

/** As a StatefulSet calls its pods. */
const looksLikePod = (name: string | undefined): boolean => name !== undefined && /-\d{1,3}$/.test(name);

/** A host outside is not blamed, unless the pod's own policies keep it from it. */
async function blockedOutside(host: string, target: HostTarget, at: Standpoint): Promise<WaitOutcome | undefined> {
  const address = isIP(host) ? host : undefined;
  const dns = address === undefined ? await policyAgainstDns(at) : undefined;
  const port = askedPort(target);
  if (dns || typeof port !== 'number') return dns;
  const destination = { port: { port, names: [], protocol: protocolOf(target) }, ...(address !== undefined && { address }) };
  return policyAgainst([destination], host, at);
}
