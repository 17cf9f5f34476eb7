import type { Container, ContainerStatus, Pod } from '../cluster/kubernetes.ts';
import { entries, objects } from './guard.ts';
import { conditionOf, isSidecar } from './pod.ts';
import { addQuantities, compareQuantities, largerQuantity, parseQuantity, type Quantity, ZERO } from './quantity.ts';

/** What the scheduler and a quota count for one resource of a pod (KEP-753). */
export interface EffectiveRequest {
  /** `cpu`, `memory`, `nvidia.com/gpu`, ... */
  readonly resource: string;
  /** All in all, overhead included. */
  readonly total: Quantity;
  /** What the pod needs once init is done: app containers and sidecars. */
  readonly app: Quantity;
  /** The init container that makes the pod need more than `app`. */
  readonly setBy?: string;
  /** Of the runtime class. */
  readonly overhead?: Quantity;
  /** Whether `spec.resources` of the pod replaces what the containers ask for. */
  readonly podLevel: boolean;
}

type Amounts = Readonly<Record<string, unknown>> | null | undefined;

/** Sorted by resource. A pod template does as well as a pod: `{ spec: template.spec }`. */
export function effectiveRequests(pod: Pick<Pod, 'spec' | 'status'>): EffectiveRequest[] {
  const inits = objects(pod.spec?.initContainers);
  const asked = [...objects(pod.spec?.containers), ...inits].flatMap((container) => resourcesOf(container));
  const held = [...objects(pod.status?.containerStatuses), ...objects(pod.status?.initContainerStatuses)];
  const others = [
    pod.spec?.overhead,
    pod.spec?.resources?.requests,
    ...held.flatMap(({ resources, allocatedResources }) => [resources?.requests, allocatedResources]),
  ].flatMap((amounts) => entries<unknown>(amounts).map(([name]) => name));
  return [...new Set([...asked, ...others])].sort().map((resource) => effectiveRequest(pod, inits, resource));
}

function effectiveRequest(pod: Pick<Pod, 'spec' | 'status'>, inits: readonly Container[], resource: string): EffectiveRequest {
  let sidecars = ZERO;
  let peak: { readonly name: string; readonly use: Quantity } | undefined;
  for (const container of inits) {
    const own = requestOf(pod, container, resource, isSidecar(container));
    const use = isSidecar(container) ? addQuantities(sidecars, own) : addQuantities(own, sidecars);
    if (isSidecar(container)) sidecars = use;
    else if (!peak || compareQuantities(use, peak.use) > 0) peak = { name: container.name, use };
  }
  const mains = objects(pod.spec?.containers).map((container) => requestOf(pod, container, resource, true));
  const app = addQuantities(mains.reduce(addQuantities, ZERO), sidecars);
  const whole = replacesContainers(resource) ? amountOf(pod.spec?.resources?.requests, resource) : undefined;
  const overhead = amountOf(pod.spec?.overhead, resource);
  const needed = whole ?? (peak ? largerQuantity(app, peak.use) : app);
  const raised = whole === undefined && peak !== undefined && compareQuantities(peak.use, app) > 0;
  return {
    resource,
    total: overhead ? addQuantities(needed, overhead) : needed,
    app,
    ...(raised && { setBy: peak?.name }),
    ...(overhead && { overhead }),
    podLevel: whole !== undefined,
  };
}

function requestOf(pod: Pick<Pod, 'spec' | 'status'>, container: Container, resource: string, resizable: boolean): Quantity {
  const asked = specRequest(container, resource) ?? ZERO;
  const status = resizable ? statusOf(pod, container.name) : undefined;
  if (!status?.resources) return asked;
  // In-place resize: what is still allocated counts until the kubelet has given it back.
  const held = [amountOf(status.resources.requests, resource), amountOf(status.allocatedResources, resource)];
  const resize = conditionOf(pod, 'PodResizePending');
  return held.reduce(
    (most: Quantity, amount) => (amount ? largerQuantity(most, amount) : most),
    resize?.reason === 'Infeasible' ? ZERO : asked,
  );
}

/** A limit without a request is a request too: the API server fills it in, a manifest may lack it. */
function specRequest({ resources }: Container, resource: string): Quantity | undefined {
  return amountOf(resources?.requests, resource) ?? amountOf(resources?.limits, resource);
}

function resourcesOf({ resources }: Container): string[] {
  return [...entries<unknown>(resources?.requests), ...entries<unknown>(resources?.limits)].map(([name]) => name);
}

function amountOf(amounts: Amounts, resource: string): Quantity | undefined {
  return parseQuantity(entries(amounts).find(([name]) => name === resource)?.[1]);
}

function statusOf({ status }: Pick<Pod, 'spec' | 'status'>, name: string): ContainerStatus | undefined {
  return [...objects(status?.containerStatuses), ...objects(status?.initContainerStatuses)].find((one) => one.name === name);
}

function replacesContainers(resource: string): boolean {
  return resource === 'cpu' || resource === 'memory' || resource.startsWith('hugepages-');
}
