import type { Pod, Service } from '../../cluster/kubernetes.ts';
import { selectorText } from '../../cluster/selector.ts';
import type { Endpoint } from './endpoints.ts';
import { hasEnded, isReady } from './own-workload.ts';
import type { Standpoint } from './standpoint.ts';

/** The pods that a Service selects; undefined where it selects none by label, or they may not be read. */
export async function podsOf({ spec }: Service, namespace: string, { cluster }: Standpoint): Promise<Pod[] | undefined> {
  if (Object.keys(spec?.selector ?? {}).length === 0) return undefined;
  const pods = await cluster.list('Pod', { namespace, labelSelector: selectorText({ matchLabels: spec?.selector ?? {} }) });
  return pods.state === 'found' ? pods.value : undefined;
}

/** What the endpoint controller would make of the pods: in it once they have an address, ready when they are. */
export async function endpointsFromPods(service: Service, namespace: string, at: Standpoint): Promise<Endpoint[] | undefined> {
  const pods = await podsOf(service, namespace, at);
  return pods
    ?.filter((pod) => pod.status?.podIP && !hasEnded(pod))
    .map((pod): Endpoint => {
      const ready = service.spec?.publishNotReadyAddresses === true || (isReady(pod) && !pod.metadata?.deletionTimestamp);
      const inService = pod.spec?.subdomain !== undefined && pod.spec.subdomain === service.metadata?.name;
      return {
        address: pod.status?.podIP ?? '',
        ready,
        ports: (service.spec?.ports ?? []).map(({ name = '', protocol = 'TCP' }) => ({ name, protocol })),
        pod: { namespace, name: pod.metadata?.name ?? '', ready },
        ...(pod.spec?.nodeName && { node: pod.spec.nodeName }),
        ...(inService && pod.spec?.hostname && { hostname: pod.spec.hostname }),
      };
    });
}
