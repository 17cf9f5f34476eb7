import type { Pod, Service } from '../../cluster/kubernetes.ts';
import type { HostTarget, ServicePortInfo, WaitOutcome } from '../model.ts';
import { countReady, type Endpoint } from './endpoints.ts';
import { podsOf } from './endpoints-from-pods.ts';
import { whyNoEndpoints } from './no-endpoints.ts';
import { isReady } from './own-workload.ts';
import { type Destination, policyAgainst } from './policy-check.ts';
import { askedPort, listeningPorts, meantPort, namesOfPort, portsOf, protocolOf } from './ports.ts';
import type { Standpoint } from './standpoint.ts';

/** A Service as it was read. */
export interface ServiceFacts {
  readonly service: Service;
  readonly namespace: string;
  readonly endpoints: readonly Endpoint[];
}

/** Whether a connection from the waiting pod can come through, from the outside in: port, endpoints, target port, policies. */
export async function judgeService(facts: ServiceFacts, target: HostTarget, at: Standpoint): Promise<WaitOutcome> {
  const { service, endpoints } = facts;
  const headless = service.spec?.clusterIP === 'None';
  const port = askedPort(target);
  const wrong = port === undefined || headless ? undefined : wrongServicePort(port, facts, target);
  if (wrong) return wrong;
  if (target.check === 'dns' && !headless) {
    return { state: 'healthy', detail: `the name resolves to ${service.spec?.clusterIP ?? 'its cluster IP'}, ${countReady(endpoints)}` };
  }
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  if (ready.length === 0) return whyNoEndpoints(service, endpoints, at);
  const remote = onlyOnOtherNodes(service, ready, at.pod);
  if (remote) return { ...(await whyNoEndpoints(service, ready, at)), node: remote };
  return port === undefined
    ? { state: 'healthy', detail: withoutPort(facts, target, headless) }
    : throughPort(port, ready, facts, target, at);
}

/** kube-proxy drops what has no endpoint on the client's node. */
function onlyOnOtherNodes({ spec }: Service, ready: readonly Endpoint[], pod: Pod): string | undefined {
  const node = pod.spec?.nodeName;
  if (spec?.internalTrafficPolicy !== 'Local' || spec.clusterIP === 'None' || !node) return undefined;
  return ready.some((endpoint) => endpoint.node === undefined || endpoint.node === node) ? undefined : node;
}

const withoutPort = ({ endpoints }: ServiceFacts, { check }: HostTarget, headless: boolean): string =>
  check === 'ping' && !headless ? `${countReady(endpoints)}, but cluster IPs do not answer ping` : countReady(endpoints);

function wrongServicePort(asked: number | string, { service, endpoints }: ServiceFacts, target: HostTarget): WaitOutcome | undefined {
  const ports = portsOf(service);
  const sameProtocol = ports.filter(({ protocol = 'TCP' }) => protocol === protocolOf(target));
  if (sameProtocol.some(({ port }) => port === asked)) return undefined;
  const behind = endpoints
    .flatMap((endpoint) => endpoint.ports)
    .flatMap(({ port, name }) => (port === undefined ? [] : [{ port, name: targetName(ports, name) }]));
  const meant = meantPort(asked, service, sameProtocol, behind);
  return { state: 'wrong-port', asked, ports, ...(meant && { meant }), headless: false };
}

/** The name of the container port that a named target port goes to. */
function targetName(ports: readonly ServicePortInfo[], name: string): string {
  const targetPort = ports.find((port) => (port.name ?? '') === name)?.targetPort;
  return typeof targetPort === 'string' ? targetPort : '';
}

/** From the Service's port to the container: a headless Service translates nothing. */
async function throughPort(
  asked: number | string,
  ready: readonly Endpoint[],
  facts: ServiceFacts,
  target: HostTarget,
  at: Standpoint,
): Promise<WaitOutcome> {
  const { service, namespace, endpoints } = facts;
  const headless = service.spec?.clusterIP === 'None';
  const pods = (await podsOf(service, namespace, at)) ?? [];
  const behind = pods.filter(({ metadata }) => ready.some(({ pod }) => pod?.name === metadata?.name));
  const wrong = headless ? wrongPodPort(asked, behind, facts) : wrongTargetPort(asked, ready, behind, facts, target);
  if (wrong) return wrong;
  const early = await publishedEarly(ready, pods, facts, at);
  if (early) return early;
  const destinations = ready.map((endpoint) => destinationOf(endpoint, asked, behind, facts, target));
  const known = destinations.filter((destination) => destination !== undefined);
  const what = `Service ${service.metadata?.name}`;
  const blocked = known.length === destinations.length ? await policyAgainst(known, what, at) : undefined;
  return blocked ?? { state: 'healthy', detail: countReady(endpoints) };
}

/** `publishNotReadyAddresses` calls every endpoint ready, so that only the pods tell. */
async function publishedEarly(
  ready: readonly Endpoint[],
  pods: readonly Pod[],
  { service }: ServiceFacts,
  at: Standpoint,
): Promise<WaitOutcome | undefined> {
  if (service.spec?.publishNotReadyAddresses !== true || pods.length === 0 || pods.some(isReady)) return undefined;
  const why = await whyNoEndpoints(service, ready, at);
  if (why.selfOnly) return why;
  const detail = 'its endpoints are published before their pods are ready, and no pod behind it is';
  return { state: 'not-yet', detail, behind: why.behind.map((pod) => ({ ...pod, ready: false })) };
}

/** A headless name leads to the pods themselves, so that the port has to be one of theirs. */
export function wrongPodPort(asked: number | string, behind: readonly Pod[], { service }: ServiceFacts): WaitOutcome | undefined {
  const ports = portsOf(service);
  const listening = behind.flatMap(listeningPorts);
  const served = listening.some(({ port }) => port === asked) || ports.some(({ port, targetPort = port }) => targetPort === asked);
  if (served) return undefined;
  const translated = ports.some(({ port, targetPort }) => port === asked && typeof targetPort === 'number');
  if (listening.length === 0 && !translated && typeof asked === 'number') return undefined;
  const meant = ports.find(({ port }) => port === asked) ?? meantPort(asked, service, ports, listening);
  return { state: 'wrong-port', asked, ports, ...(meant && { meant }), headless: true };
}

/** The Service has the port, and it leads nowhere: a name that no container port has, or a number that none declares or probes. */
function wrongTargetPort(
  asked: number | string,
  ready: readonly Endpoint[],
  behind: readonly Pod[],
  { service }: ServiceFacts,
  target: HostTarget,
): WaitOutcome | undefined {
  const ports = portsOf(service);
  const meant = ports.find(({ port, protocol = 'TCP' }) => port === asked && protocol === protocolOf(target));
  if (!meant) return undefined;
  const targetPort = meant.targetPort ?? meant.port;
  const mapped = ready.flatMap((endpoint) => endpoint.ports.filter(({ name }) => name === (meant.name ?? '')));
  const listening = behind.flatMap(listeningPorts);
  const containerPorts = [...new Set(listening.map(({ port }) => port))];
  const silent = behind.length === 0 || behind.some((pod) => listeningPorts(pod).length === 0);
  const leadsNowhere =
    typeof targetPort === 'string' ? mapped.length === 0 : !silent && protocolOf(target) === 'TCP' && !containerPorts.includes(targetPort);
  return leadsNowhere ? { state: 'wrong-port', asked, ports, meant, headless: false, target: { targetPort, containerPorts } } : undefined;
}

/** Where a connection to the asked port ends; undefined where it cannot be told, as of a pod that may not be read. */
function destinationOf(
  { address, ports, pod: ref }: Endpoint,
  asked: number | string,
  behind: readonly Pod[],
  { service }: ServiceFacts,
  target: HostTarget,
): Destination | undefined {
  const headless = service.spec?.clusterIP === 'None';
  const name = service.spec?.ports?.find(({ port }) => port === asked)?.name ?? '';
  const mapped = headless ? undefined : ports.find((candidate) => candidate.name === name)?.port;
  const port = mapped ?? asked;
  const pod = behind.find(({ metadata }) => metadata?.name === ref?.name);
  if (typeof port !== 'number' || (ref && !pod)) return undefined;
  const names = pod ? namesOfPort(pod, port) : [];
  return { port: { port, names, protocol: protocolOf(target) }, address, ...(pod && { pod }) };
}
