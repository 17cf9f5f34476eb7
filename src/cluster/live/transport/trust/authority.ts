import { ConnectionError } from '../../../errors.ts';
import type { KubeconfigCluster } from '../../kubeconfig/kubeconfig-file.ts';
import { readSettings } from '../../settings-file.ts';

type Authority = Pick<KubeconfigCluster, 'name' | 'caData' | 'caFile'>;

export const hasOwnAuthority = ({ caData, caFile }: Authority): boolean => caData !== undefined || caFile !== undefined;

/**
 * The certificates that the kubeconfig names for a cluster, in PEM.
 * @returns undefined where it names none.
 * @throws ConnectionError when they cannot be read.
 */
export function ownAuthority({ name, caData, caFile }: Authority): string | undefined {
  if (caData !== undefined) return Buffer.from(caData, 'base64').toString('latin1');
  if (caFile === undefined) return undefined;
  const text = certificatesIn(caFile);
  if (text === undefined) throw new ConnectionError(`certificate-authority ${caFile} of cluster ${JSON.stringify(name)} could not be read`);
  return text;
}

/** The text of a file; undefined where it cannot be read. */
export function certificatesIn(path: string): string | undefined {
  try {
    return readSettings(path, 'latin1');
  } catch {
    return undefined;
  }
}
