import { distance } from 'fastest-levenshtein';
import type { Pod, Service } from '../../cluster/kubernetes.ts';
import { table } from '../../cluster/table.ts';
import type { HostTarget, ServicePortInfo } from '../model.ts';

/** What a program asks when it is given no port. Checks that ask for none are not here. */
const usualPorts: Readonly<Partial<Record<HostTarget['check'], number>>> = {
  http: 80,
  https: 443,
  postgres: 5432,
  mysql: 3306,
  redis: 6379,
  mongodb: 27017,
  kafka: 9092,
  amqp: 5672,
  cassandra: 9042,
  etcd: 2379,
};

/** Names that /etc/services knows in nearly every image; names of Service ports are not known there. */
const wellKnown = table<number>({
  http: 80,
  https: 443,
  ssh: 22,
  ftp: 21,
  smtp: 25,
  domain: 53,
  ldap: 389,
  ldaps: 636,
  mysql: 3306,
  postgresql: 5432,
  amqp: 5672,
});

/** The port that is asked: a number, or a name that stands for none. Missing for pure look-ups. */
export function askedPort({ port, check }: HostTarget): number | string | undefined {
  if (check === 'dns' || check === 'ping') return undefined;
  if (port === undefined) return usualPorts[check];
  if (typeof port === 'number') return port;
  return /^\d{1,5}$/.test(port) ? Number(port) : (wellKnown[port] ?? port);
}

export const protocolOf = ({ check }: HostTarget): string => (check === 'udp' ? 'UDP' : 'TCP');

export function portsOf(service: Service): ServicePortInfo[] {
  return (service.spec?.ports ?? []).map(({ name, port, targetPort, protocol }) => ({
    port,
    ...(name && { name }),
    ...(targetPort !== undefined && targetPort !== 0 && { targetPort }),
    ...(protocol && protocol !== 'TCP' && { protocol }),
  }));
}

export interface NumberedPort {
  readonly port: number;
  readonly name?: string;
}

/**
 * The ports that a pod seems to listen on: those that its long-running containers declare, and those that its probes ask.
 * Declaring is voluntary, so an empty answer says nothing.
 */
export function listeningPorts({ spec }: Pick<Pod, 'spec'>): NumberedPort[] {
  const sidecars = (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...sidecars, ...(spec?.containers ?? [])].flatMap(({ ports = [], startupProbe, readinessProbe, livenessProbe }) => {
    const declared = ports.map(({ containerPort, name }) => ({ port: containerPort, ...(name && { name }) }));
    const probed = [startupProbe, readinessProbe, livenessProbe].map(
      (probe) => probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port,
    );
    return [...declared, ...probed.filter((port) => typeof port === 'number').map((port) => ({ port }))];
  });
}

/** What the containers of a pod call a port. */
export const namesOfPort = (pod: Pick<Pod, 'spec'>, port: number): string[] =>
  listeningPorts(pod).flatMap((candidate) => (candidate.port === port && candidate.name ? [candidate.name] : []));

/** The port of the Service that was probably meant by one that it does not have. */
export function meantPort(
  asked: number | string,
  service: Service,
  ports: readonly ServicePortInfo[],
  behind: readonly NumberedPort[],
): ServicePortInfo | undefined {
  const only = ports.length === 1 ? ports[0] : undefined;
  if (typeof asked === 'string') return ports.find(({ name }) => name === asked) ?? only;
  const named = behind.filter(({ port }) => port === asked).map(({ name }) => name);
  const nodePort = service.spec?.ports?.find((port) => port.nodePort === asked)?.port;
  return (
    ports.find(({ targetPort }) => targetPort === asked) ??
    ports.find(({ targetPort }) => typeof targetPort === 'string' && named.includes(targetPort)) ??
    ports.find(({ port }) => port === nodePort) ??
    only ??
    ports.find(({ port }) => distance(String(port), String(asked)) === 1)
  );
}
