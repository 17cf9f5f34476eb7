import { KnownError } from '../errors.ts';
import { kinds, resourceName } from '../kinds.ts';
import type { Kind } from '../kubernetes.ts';
import type { Cluster, Denied } from '../port.ts';

interface Attempt {
  readonly verb: 'get' | 'list';
  readonly kind: Kind;
  /** All namespaces when missing. */
  readonly namespace?: string;
  readonly name?: string;
}

/** Why nothing can be said, and how to find out whether a right is missing. */
export const refused = ({ source }: Cluster, { verb, kind, namespace, name }: Attempt, { reason, damaged }: Denied): KnownError => {
  const { plural } = kinds[kind];
  const where = namespace === undefined ? 'in all namespaces' : `in namespace ${namespace}`;
  const what = name === undefined ? plural : `${kind} ${name}`;
  if (source.kind === 'dump') return new KnownError(`no ${what} ${where} in ${source.name}: ${reason}`, damaged ? 1 : 4);
  const scope = namespace === undefined ? '-A' : `-n ${namespace}`;
  const check = /forbidden|cannot|unauthorized/i.test(reason)
    ? `; check the right with: kubectl auth can-i ${verb} ${resourceName(kind)} ${scope}`
    : '';
  return new KnownError(`cannot ${verb} ${what} ${where}: ${reason}${check}`);
};
