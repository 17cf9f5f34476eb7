import { KnownError, RefusedError } from '../errors.ts';
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

/** Why nothing can be said; a RefusedError where a right may be missing. */
export const refused = ({ source }: Cluster, { verb, kind, namespace, name }: Attempt, { reason, damaged }: Denied): KnownError => {
  const { plural } = kinds[kind];
  const where = namespace === undefined ? 'in all namespaces' : `in namespace ${namespace}`;
  const what = name === undefined ? plural : `${kind} ${name}`;
  if (source.kind === 'dump') return new KnownError(`no ${what} ${where} in ${source.name}: ${reason}`, damaged ? 1 : 4);
  const message = `cannot ${verb} ${what} ${where}: ${reason}`;
  if (!/forbidden|cannot|unauthorized/i.test(reason)) return new KnownError(message);
  return new RefusedError(message, ['auth', 'can-i', verb, resourceName(kind), ...(namespace === undefined ? ['-A'] : ['-n', namespace])]);
};
