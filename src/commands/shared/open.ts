import { KnownError, RefusedError } from '../../cluster/errors.ts';
import { openLiveCluster } from '../../cluster/live/live.ts';
import { memoised } from '../../cluster/memo.ts';
import type { Cluster } from '../../cluster/port.ts';
import { clean } from '../../output/clean.ts';

/** The values of `clusterFlags`, as oclif parses them. */
export interface ClusterFlagValues {
  readonly from?: string;
  readonly namespace?: string;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly cluster?: string;
  readonly user?: string;
  readonly server?: string;
  readonly token?: string;
  readonly as?: string;
  readonly 'as-group'?: string[];
  readonly 'as-uid'?: string;
  readonly 'as-user-extra'?: string[];
  readonly 'request-timeout'?: string;
  readonly 'certificate-authority'?: string;
  readonly 'client-certificate'?: string;
  readonly 'client-key'?: string;
  readonly 'insecure-skip-tls-verify'?: boolean;
  readonly 'tls-server-name'?: string;
  readonly v: number;
}

/** Uses the cluster or dump that the flags name, asking for each thing once, and closes it whatever came of it. */
export const withCluster = <T>(flags: ClusterFlagValues, use: (cluster: Cluster) => Promise<T>): Promise<T> =>
  withUnremembered(flags, (cluster) => use(memoised(cluster)));

/** The same for who looks again and again. */
export async function withUnremembered<T>(flags: ClusterFlagValues, use: (cluster: Cluster) => Promise<T>): Promise<T> {
  const cluster = await open(flags);
  try {
    return await use(cluster);
  } catch (error) {
    throw error instanceof RefusedError ? await withCheck(error, flags) : error;
  } finally {
    cluster.close();
  }
}

/** The refusal with the command that asks this server, for this user, whether it is so. */
async function withCheck({ message, check }: RefusedError, flags: ClusterFlagValues): Promise<KnownError> {
  const [{ aimed }, { asSame }] = await Promise.all([import('../../report/aim.ts'), import('../../report/rights.ts')]);
  return new KnownError(`${message}; check the right with: ${aimed(asSame(check, flags), flags)}`);
}

async function open(flags: ClusterFlagValues): Promise<Cluster> {
  if (flags.from !== undefined) return openFrom(flags.from);
  return openLiveCluster({
    kubeconfig: flags.kubeconfig,
    context: flags.context,
    cluster: flags.cluster,
    user: flags.user,
    namespace: flags.namespace,
    server: flags.server,
    token: flags.token,
    as: flags.as,
    asGroups: flags['as-group'],
    asUid: flags['as-uid'],
    asUserExtra: flags['as-user-extra'],
    requestTimeout: flags['request-timeout'],
    certificateAuthority: flags['certificate-authority'],
    clientCertificate: flags['client-certificate'],
    clientKey: flags['client-key'],
    insecureSkipTlsVerify: flags['insecure-skip-tls-verify'],
    tlsServerName: flags['tls-server-name'],
    trace: flags.v >= 6 ? (line) => process.stderr.write(`${clean(line)}\n`) : undefined,
    traceLevel: flags.v,
  });
}

async function openFrom(path: string): Promise<Cluster> {
  const { openDump, openDumpStream } = await import('../../cluster/dump/dump.ts');
  return path === '-' ? openDumpStream(process.stdin, 'stdin') : openDump(path);
}
