import type { EndpointSlice, Service } from '../../cluster/kubernetes.ts';
import type { Read } from '../../cluster/port.ts';
import type { HostTarget, WaitOutcome } from '../model.ts';
import { endpointsOf } from './endpoints.ts';
import { endpointsFromPods } from './endpoints-from-pods.ts';
import type { ServiceName } from './host-name.ts';
import { askedPort } from './ports.ts';
import { unreadable } from './refusal.ts';
import { whyNamespaceMissing, whyServiceMissing } from './service-missing.ts';
import { judgeNamedPod } from './service-pod.ts';
import { judgeService, type ServiceFacts } from './service-state.ts';
import type { Looked, Standpoint } from './standpoint.ts';

/** Looks a Service up, with its endpoints, and says whether a connection to it can succeed. ExternalName is told by `external`. */
export async function lookUpService(name: ServiceName, target: HostTarget, at: Standpoint): Promise<Looked> {
  const port = askedPort(target);
  const outcome = await stateOf(name, target, at);
  const missing = outcome.state === 'service-missing' || outcome.state === 'namespace-missing';
  const subject = name.pod === undefined || missing ? { kind: 'Service', name: name.service } : { kind: 'Pod', name: name.pod };
  return { subject: { ...subject, namespace: name.namespace, ...(port !== undefined && { port }) }, outcome };
}

async function stateOf(name: ServiceName, target: HostTarget, at: Standpoint): Promise<WaitOutcome> {
  const [service, slices] = await Promise.all([readService(name, at), readSlices(name, at)]);
  if (service.state === 'absent') return whyServiceMissing(name, target, at);
  if (service.state === 'denied')
    return (await whyNamespaceMissing(name, at)) ?? unreadable(`Service ${name.namespace}/${name.service}`, service.reason);
  if (service.value.spec?.type === 'ExternalName') return { state: 'external', host: service.value.spec.externalName ?? '' };
  const facts = await withEndpoints(service.value, slices, name, at);
  if ('state' in facts) return facts;
  return name.pod === undefined ? judgeService(facts, target, at) : judgeNamedPod(name.pod, facts, target, at);
}

/** By name; where only lists are allowed, from the list. */
export async function readService({ service, namespace }: ServiceName, { cluster }: Standpoint): Promise<Read<Service>> {
  const read = await cluster.get('Service', namespace, service);
  if (read.state !== 'denied') return read;
  const all = await cluster.list('Service', { namespace });
  if (all.state !== 'found') return read;
  const found = all.value.find(({ metadata }) => metadata?.name === service);
  return found ? { state: 'found', value: found } : { state: 'absent' };
}

const readSlices = ({ service, namespace }: ServiceName, { cluster }: Standpoint): Promise<Read<EndpointSlice[]>> =>
  cluster.list('EndpointSlice', { namespace, labelSelector: `kubernetes.io/service-name=${service}` });

/** The slices say it; where they may not be read, the pods do. */
async function withEndpoints(
  service: Service,
  slices: Read<EndpointSlice[]>,
  { namespace }: ServiceName,
  at: Standpoint,
): Promise<ServiceFacts | WaitOutcome> {
  if (slices.state !== 'denied') {
    return { service, namespace, endpoints: endpointsOf(slices.state === 'found' ? slices.value : [], namespace) };
  }
  const endpoints = await endpointsFromPods(service, namespace, at);
  return endpoints
    ? { service, namespace, endpoints }
    : unreadable(`endpoints of Service ${namespace}/${service.metadata?.name}`, slices.reason);
}
