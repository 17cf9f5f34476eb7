import type { HostTarget } from '../model.ts';
import { ownPort } from './own-pod.ts';
import { isReady } from './own-workload.ts';
import { isPrivate } from './pod-dns.ts';
import { askedPort } from './ports.ts';
import { lookUpService } from './service.ts';
import type { Looked, Standpoint } from './standpoint.ts';

/** What an address belongs to: this pod, a Service, another pod, or nothing that the cluster knows. */
export async function lookUpAddress(address: string, target: HostTarget, at: Standpoint): Promise<Looked> {
  const port = askedPort(target);
  const asked = { ...(port !== undefined && { port }) };
  const outside: Looked = { subject: { kind: 'Host', name: target.host, ...asked }, outcome: { state: 'external', host: address } };
  const { podIP, podIPs = [], hostIP } = at.pod.status ?? {};
  if (hostIP === address || !isPrivate(address) || address.startsWith('169.254.')) return outside;
  if (podIP === address || podIPs.some(({ ip }) => ip === address)) return { subject: outside.subject, outcome: ownPort(port, at) };
  const [services, pods] = await Promise.all([
    at.cluster.list('Service', {}),
    at.cluster.list('Pod', { fieldSelector: `status.podIP=${address}` }),
  ]);
  const reached = services.state === 'denied' ? await at.cluster.list('Service', { namespace: at.namespace }) : services;
  const service =
    reached.state === 'found'
      ? reached.value.find(({ spec }) => spec?.clusterIP === address || spec?.clusterIPs?.includes(address))
      : undefined;
  if (service?.metadata?.name) {
    return lookUpService({ service: service.metadata.name, namespace: service.metadata.namespace ?? at.namespace }, target, at);
  }
  const pod = pods.state === 'found' ? pods.value.find(({ spec, status }) => status?.podIP === address && !spec?.hostNetwork) : undefined;
  if (!pod?.metadata?.name) return outside;
  const namespace = pod.metadata.namespace ?? at.namespace;
  const ref = { namespace, name: pod.metadata.name, ready: isReady(pod) };
  return {
    subject: { kind: 'Pod', namespace, name: ref.name, ...asked },
    outcome: ref.ready
      ? { state: 'healthy', detail: 'the pod is ready' }
      : { state: 'not-yet', detail: `pod ${ref.name} is not ready`, behind: [ref] },
  };
}
