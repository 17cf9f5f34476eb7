import type { Service } from '../../cluster/kubernetes.ts';
import { nearMisses } from '../../cluster/near-miss.ts';
import type { HostTarget, WaitOutcome } from '../model.ts';
import type { ServiceName } from './host-name.ts';
import { askedPort } from './ports.ts';
import type { Standpoint } from './standpoint.ts';

/** What there is in place of a Service that does not exist: one of nearly that name, or the same in another namespace. */
export async function whyServiceMissing(name: ServiceName, target: HostTarget, at: Standpoint): Promise<WaitOutcome> {
  const { cluster } = at;
  const elsewhere = name.namespace !== at.namespace;
  const [there, everywhere, namespace] = await Promise.all([
    cluster.list('Service', { namespace: name.namespace }),
    cluster.list('Service', { fieldSelector: `metadata.name=${name.service}` }),
    elsewhere ? cluster.get('Namespace', undefined, name.namespace) : undefined,
  ]);
  const same = everywhere.state === 'found' ? everywhere.value.filter(({ metadata }) => metadata?.name === name.service) : [];
  const otherNamespaces = same.flatMap(({ metadata }) => metadata?.namespace ?? []).filter((other) => other !== name.namespace);
  if (namespace?.state === 'absent') {
    const near = nearMisses(name.namespace, await namespaces(at));
    return { state: 'namespace-missing', namespace: name.namespace, nearMisses: near, otherNamespaces };
  }
  const services = there.state === 'found' ? there.value : [];
  return { state: 'service-missing', nearMisses: alike(name.service, services, askedPort(target)), otherNamespaces };
}

async function namespaces({ cluster }: Standpoint): Promise<string[]> {
  const all = await cluster.list('Namespace', {});
  return all.state === 'found' ? all.value.flatMap(({ metadata }) => metadata?.name ?? []) : [];
}

/** Ports that so many Services have that they tell nothing. */
const commonPorts = new Set<number | string>([80, 443, 3000, 5000, 8000, 8080, 8443, 9090]);

/** By name; where no name is alike, the only one with the port that was asked. */
function alike(wanted: string, services: readonly Service[], port: number | string | undefined): string[] {
  const near = nearMisses(
    wanted,
    services.flatMap(({ metadata }) => metadata?.name ?? []),
  );
  if (near.length > 0 || port === undefined || commonPorts.has(port)) return near;
  const withPort = services.filter(({ spec }) => spec?.ports?.some((candidate) => candidate.port === port));
  return withPort.flatMap(({ metadata }) => metadata?.name ?? []).slice(0, 3);
}
