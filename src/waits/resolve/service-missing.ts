import type { Service } from '../../cluster/kubernetes.ts';
import { likeness, nearMisses } from '../../cluster/near-miss.ts';
import type { HostTarget, WaitOutcome } from '../model.ts';
import type { ServiceName } from './host-name.ts';
import { askedPort } from './ports.ts';
import type { Standpoint } from './standpoint.ts';

/** What there is in place of a Service that does not exist: one of nearly that name, or the same in another namespace. */
export async function whyServiceMissing(name: ServiceName, target: HostTarget, at: Standpoint): Promise<WaitOutcome> {
  const { cluster } = at;
  const [there, otherNamespaces, noNamespace] = await Promise.all([
    cluster.list('Service', { namespace: name.namespace }),
    namesakes(name, at),
    whyNamespaceMissing(name, at),
  ]);
  if (noNamespace) return noNamespace;
  const services = there.state === 'found' ? there.value : [];
  return { state: 'service-missing', nearMisses: alike(name.service, services, askedPort(target), familyOf(at)), otherNamespaces };
}

/** Undefined where the namespace is there, as far as it may be read. */
export async function whyNamespaceMissing(name: ServiceName, at: Standpoint): Promise<WaitOutcome | undefined> {
  if (name.namespace === at.namespace) return undefined;
  const read = await at.cluster.get('Namespace', undefined, name.namespace);
  if (read.state !== 'absent') return undefined;
  const near = nearMisses(name.namespace, await namespaces(at));
  return { state: 'namespace-missing', namespace: name.namespace, nearMisses: near, otherNamespaces: await namesakes(name, at) };
}

/** Where else there is a Service of that name; where all namespaces may not be listed, the pod's own. */
async function namesakes({ service, namespace }: ServiceName, at: Standpoint): Promise<string[]> {
  const everywhere = await at.cluster.list('Service', { fieldSelector: `metadata.name=${service}` });
  if (everywhere.state !== 'found') {
    const own = namespace === at.namespace ? undefined : await at.cluster.get('Service', at.namespace, service);
    return own?.state === 'found' ? [at.namespace] : [];
  }
  const same = everywhere.value.filter(({ metadata }) => metadata?.name === service);
  return same.flatMap(({ metadata }) => metadata?.namespace ?? []).filter((other) => other !== namespace);
}

async function namespaces({ cluster }: Standpoint): Promise<string[]> {
  const all = await cluster.list('Namespace', {});
  return all.state === 'found' ? all.value.flatMap(({ metadata }) => metadata?.name ?? []) : [];
}

/** Ports that so many Services have that they tell nothing. */
const commonPorts = new Set<number | string>([80, 443, 3000, 5000, 8000, 8080, 8443, 9090]);

/** By name; where no name is alike, the only one with the port that was asked. */
function alike(wanted: string, services: readonly Service[], port: number | string | undefined, family: ReadonlySet<string>): string[] {
  const near = nearMisses(
    wanted,
    services.flatMap(({ metadata }) => metadata?.name ?? []).filter((name) => meansTheSame(wanted, name, family)),
  );
  if (near.length > 0 || port === undefined || commonPorts.has(port)) return near;
  const withPort = services.filter(({ spec }) => spec?.ports?.some((candidate) => candidate.port === port));
  return withPort.flatMap(({ metadata }) => metadata?.name ?? []).slice(0, 3);
}

/** The words that all names of a release begin with: those of the namespace and of the release. */
function familyOf({ namespace, pod }: Standpoint): ReadonlySet<string> {
  const { 'app.kubernetes.io/instance': instance = '', 'app.kubernetes.io/part-of': whole = '', release = '' } = pod.metadata?.labels ?? {};
  return new Set([namespace, instance, whole, release].flatMap((text) => text.split('-')));
}

/** Whether something is alike beyond what the release calls all that it has: `shop-api` is not meant by `shop-postgresql`. */
function meansTheSame(wanted: string, name: string, family: ReadonlySet<string>): boolean {
  const [own, other] = [beyond(wanted, family), beyond(name, family)];
  if (own === '' || likeness(wanted, name) > 0.8) return true;
  return other === '' ? general.test(own) : likeness(own, other) > 0;
}

const beyond = (name: string, family: ReadonlySet<string>): string =>
  name
    .split('-')
    .filter((word) => !family.has(word))
    .join('-');

const general = /^(?:(?:svc|services?|headless|hl|server|cluster|primary|master|main)-?)+$/;
