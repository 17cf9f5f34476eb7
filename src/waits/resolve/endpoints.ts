import type { EndpointSlice } from '../../cluster/kubernetes.ts';
import type { PodBehind } from '../model.ts';

/** One address of a Service, with the ports that its slice maps the Service's to. */
export interface Endpoint {
  readonly address: string;
  readonly ready: boolean;
  readonly hostname?: string;
  readonly node?: string;
  readonly pod?: PodBehind;
  readonly ports: readonly EndpointPort[];
}

export interface EndpointPort {
  /** As the Service's port is called; empty where it has no name. */
  readonly name: string;
  /** Missing: all ports. */
  readonly port?: number;
  readonly protocol: string;
}

/** The endpoints of all slices. A pod with two address families is in two slices, and stands here twice. */
export function endpointsOf(slices: readonly EndpointSlice[], namespace: string): Endpoint[] {
  return slices.flatMap(({ endpoints, ports }) =>
    (endpoints ?? []).map(({ addresses, conditions, hostname, nodeName, targetRef }): Endpoint => {
      // A missing `ready` counts as true (discovery.k8s.io/v1).
      const ready = conditions?.ready !== false;
      const isPod = targetRef?.kind === 'Pod' && targetRef.name;
      return {
        address: addresses?.[0] ?? '',
        ready,
        ports: (ports ?? []).map(({ name = '', port, protocol = 'TCP' }) => ({ name, protocol, ...(port !== undefined && { port }) })),
        ...(hostname && { hostname }),
        ...(nodeName && { node: nodeName }),
        ...(isPod && { pod: { namespace: targetRef.namespace ?? namespace, name: isPod, ready } }),
      };
    }),
  );
}

/** The pods behind, each once; ready if one of its addresses is. */
export function podsBehind(endpoints: readonly Endpoint[]): PodBehind[] {
  const pods = new Map<string, PodBehind>();
  for (const { pod } of endpoints) {
    if (pod && !pods.get(pod.name)?.ready) pods.set(pod.name, pod);
  }
  return [...pods.values()];
}

/** `2 of 3 endpoints ready` */
export function countReady(endpoints: readonly Endpoint[]): string {
  const names = (those: readonly Endpoint[]) => new Set(those.map(({ pod, address }) => pod?.name ?? address)).size;
  const all = names(endpoints);
  return `${names(endpoints.filter(({ ready }) => ready))} of ${all} ${all === 1 ? 'endpoint' : 'endpoints'} ready`;
}
