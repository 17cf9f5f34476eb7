import type { PodSpec } from '../../cluster/kubernetes.ts';
import { humanQuantity } from '../../init/quantity.ts';
import { effectiveRequests } from '../../init/requests.ts';

/** An init container that alone makes the pod ask for more than its app containers and sidecars do. */
export interface Asker {
  readonly container: string;
  /** `cpu`, `memory`, `nvidia.com/gpu` */
  readonly resource: string;
  /** What it asks for, for people. */
  readonly amount: string;
  /** What the pod would ask for without it. */
  readonly app: string;
}

/**
 * @param key as a quota or the scheduler names it: `requests.cpu`, `limits.memory`, `cpu`. Limits count as requests do, by the
 *   largest init container.
 */
export function largestAsker(spec: PodSpec | undefined, key: string): Asker | undefined {
  if (!spec) return undefined;
  const resource = key.replace(/^(?:requests|limits)\./, '');
  const counted = key.startsWith('limits.') ? limitsAsRequests(spec) : spec;
  const request = effectiveRequests({ spec: counted }).find((one) => one.resource === resource);
  if (!request?.setBy) return undefined;
  return {
    container: request.setBy,
    resource,
    amount: humanQuantity(request.total, resource),
    app: humanQuantity(request.app, resource),
  };
}

function limitsAsRequests(spec: PodSpec): PodSpec {
  const swap = <C extends { resources?: { limits?: Record<string, string> } }>(container: C): C => ({
    ...container,
    resources: { requests: container.resources?.limits ?? {} },
  });
  return { ...spec, containers: spec.containers.map(swap), initContainers: (spec.initContainers ?? []).map(swap) };
}
