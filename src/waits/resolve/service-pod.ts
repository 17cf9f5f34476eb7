import type { Pod } from '../../cluster/kubernetes.ts';
import type { HostTarget, WaitOutcome } from '../model.ts';
import { type Endpoint, podsBehind } from './endpoints.ts';
import { policyAgainst } from './policy-check.ts';
import { askedPort, namesOfPort, protocolOf } from './ports.ts';
import { type ServiceFacts, wrongPodPort } from './service-state.ts';
import type { Standpoint } from './standpoint.ts';

/**
 * One pod by its name in a Service (`db-0.db`). DNS has it while the pod is a ready endpoint, and only under the Service that
 * its `spec.subdomain` names.
 */
export async function judgeNamedPod(hostname: string, facts: ServiceFacts, target: HostTarget, at: Standpoint): Promise<WaitOutcome> {
  const endpoints = facts.endpoints.filter(
    (endpoint) => endpoint.hostname === hostname || endpoint.address.replaceAll(/[.:]/g, '-') === hostname,
  );
  if (endpoints.length === 0) return notAnEndpoint(hostname, facts, at);
  if (!endpoints.some(({ ready }) => ready)) return notReady(podsBehind(endpoints), facts, at);
  const port = askedPort(target);
  const healthy: WaitOutcome = { state: 'healthy', detail: `pod ${hostname} is ready` };
  const [ref] = podsBehind(endpoints);
  if (port === undefined || !ref) return healthy;
  const read = await at.cluster.get('Pod', ref.namespace, ref.name);
  if (read.state !== 'found') return healthy;
  return wrongPodPort(port, [read.value], facts) ?? (await behindPolicy(read.value, port, target, at)) ?? healthy;
}

async function behindPolicy(pod: Pod, port: number | string, target: HostTarget, at: Standpoint): Promise<WaitOutcome | undefined> {
  if (typeof port !== 'number') return undefined;
  return policyAgainst(
    [{ port: { port, names: namesOfPort(pod, port), protocol: protocolOf(target) }, pod }],
    `pod ${pod.metadata?.name}`,
    at,
  );
}

function notReady(behind: ReturnType<typeof podsBehind>, { service }: ServiceFacts, at: Standpoint): WaitOutcome {
  const selfOnly = behind.length > 0 && behind.every(({ namespace, name }) => namespace === at.namespace && name === at.pod.metadata?.name);
  const selector = service.spec?.selector;
  return { state: 'no-endpoints', ...(selector && { selector }), behind, selfOnly, headless: true };
}

/** The pod is missing, is a pod of another Service, or has no address yet. */
async function notAnEndpoint(hostname: string, facts: ServiceFacts, at: Standpoint): Promise<WaitOutcome> {
  const service = facts.service.metadata?.name ?? '';
  const pods = [...new Set(facts.endpoints.flatMap((endpoint: Endpoint) => endpoint.hostname ?? []))].sort();
  const missing = { state: 'pod-missing' as const, service, pods };
  const read = await at.cluster.get('Pod', facts.namespace, hostname);
  if (read.state !== 'found') return missing;
  const { metadata, spec } = read.value;
  const leftOut = isOfStatefulSet(read.value) && spec?.subdomain === undefined;
  const listed = leftOut ? facts.endpoints.filter(({ pod }) => pod?.name === hostname) : [];
  if (listed.some(({ ready }) => ready)) return { state: 'healthy', detail: `pod ${hostname} is ready` };
  const subdomain = spec?.subdomain ?? '';
  if (subdomain !== service && !leftOut) return { ...missing, subdomain };
  const outcome = notReady([{ namespace: facts.namespace, name: hostname, ready: false }], facts, at);
  const unmatched = Object.entries(facts.service.spec?.selector ?? {}).find(([label, value]) => metadata?.labels?.[label] !== value);
  if (!unmatched || outcome.state !== 'no-endpoints') return outcome;
  const [label, selectorValue] = unmatched;
  const podValue = metadata?.labels?.[label];
  const candidate = { kind: 'Pod', namespace: facts.namespace, name: hostname };
  return { ...outcome, behind: [], mismatch: { candidate, label, selectorValue, ...(podValue !== undefined && { podValue }) } };
}

/** Its controller names `spec.hostname` and `spec.subdomain` always: a manifest without them was shortened by somebody. */
function isOfStatefulSet({ metadata }: Pod): boolean {
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller);
  return /-\d{1,5}$/.test(metadata?.name ?? '') && (owner === undefined || owner.kind === 'StatefulSet');
}
