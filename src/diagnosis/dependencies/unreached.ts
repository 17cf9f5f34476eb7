import type { Service } from '../../cluster/kubernetes.ts';
import { table } from '../../cluster/table.ts';
import type { Facts, Need } from '../facts.ts';
import { type Told, told } from '../runs/telling-line.ts';

/** A host that the log of the blocking container says it cannot reach. */
export interface Unreached {
  readonly told: Told;
  readonly host: string;
  readonly port?: number;
  readonly how: 'dns' | 'refused' | 'timeout';
}

const ways = table<Unreached['how']>({
  'dns-failed': 'dns',
  'connection-refused': 'refused',
  'connection-timeout': 'timeout',
});

export function unreached(facts: Facts): Unreached | undefined {
  const line = told(facts);
  const how = ways[line?.match.signature.code ?? ''];
  const { host, name, port } = line?.match.groups ?? {};
  const where = (host ?? name)?.toLowerCase().replace(/\.$/, '');
  // Where a variable is empty, the port stands in the place of the host: `nc -z $HOST 5432`.
  if (!line || !how || !where || /^\d{1,5}$/.test(where)) return undefined;
  return { told: line, host: where, ...(port !== undefined && /^\d+$/.test(port) && { port: Number(port) }), how };
}

/** What the cluster has under a host name or address. */
export type Target =
  | { readonly state: 'outside' }
  | { readonly state: 'unknown' }
  | { readonly state: 'missing'; readonly namespace: string; readonly name: string; readonly others: readonly string[] }
  | { readonly state: 'there'; readonly namespace: string; readonly name: string; readonly service: Service; readonly ready?: number };

export function targetNeeds(facts: Facts, { host }: Unreached): Need[] {
  const place = placeOf(facts, host);
  return place
    ? [
        { kind: 'Service', namespace: place.namespace },
        { kind: 'EndpointSlice', namespace: place.namespace },
      ]
    : [];
}

/** A Service by its name (`db`, `db.data`, `db.data.svc...`) or by its cluster address; other names are outside. */
export function targetOf(facts: Facts, { host }: Unreached): Target {
  const place = placeOf(facts, host);
  if (!place) return { state: 'outside' };
  const { namespace, name } = place;
  const list = facts.around.list('Service', namespace);
  if (list.state !== 'found') return { state: 'unknown' };
  const service = list.value.find(({ metadata, spec }) => (name === undefined ? spec?.clusterIP === host : metadata?.name === name));
  if (service) {
    const own = service.metadata?.name ?? '';
    const ready = readyEndpoints(facts, namespace, own);
    return { state: 'there', namespace, name: own, service, ...(ready !== undefined && { ready }) };
  }
  if (name === undefined || (host.includes('.') && !host.includes('.svc') && list.value.length === 0)) return { state: 'outside' };
  return { state: 'missing', namespace, name, others: list.value.flatMap(({ metadata }) => metadata?.name ?? []) };
}

/** Undefined for names and addresses that no Service can have. */
function placeOf({ namespace }: Facts, host: string): { namespace: string; name?: string } | undefined {
  if (host === 'localhost' || host.startsWith('127.') || host.includes(':')) return undefined;
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(host)) return { namespace };
  const [name = '', where, kind, ...rest] = host.split('.');
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return undefined;
  if (where === undefined) return { namespace, name };
  return kind === 'svc' && (rest.length === 0 || rest.join('.') === 'cluster.local') ? { namespace: where, name } : undefined;
}

function readyEndpoints({ around }: Facts, namespace: string, service: string): number | undefined {
  const list = around.list('EndpointSlice', namespace);
  if (list.state !== 'found') return undefined;
  const own = list.value.filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === service);
  return own.flatMap(({ endpoints }) => endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false).length;
}

/** Waits that the script tells of say more than a line of the log. */
export const waitsKnown = ({ waits }: Facts): boolean =>
  waits.some(({ outcome }) => !['healthy', 'external', 'unreadable', 'own-pod'].includes(outcome.state));
