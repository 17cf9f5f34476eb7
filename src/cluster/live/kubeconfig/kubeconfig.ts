import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import type { Context } from '@kubernetes/client-node';
import { ConnectionError } from '../../errors.ts';
import { type InCluster, inCluster, serviceAccountDirectory } from './in-cluster.ts';
import { type Kubeconfig, type KubeconfigCluster, type KubeconfigUser, readKubeconfigFile } from './kubeconfig-file.ts';
import type { Environment, LiveOptions } from './options.ts';
import { unknownName } from './unknown-name.ts';

/** Whom to ask, and as whom. */
export interface Destination {
  /** The context's name, or the server's address where no context was used. */
  readonly name: string;
  readonly cluster: KubeconfigCluster;
  readonly user: KubeconfigUser;
  readonly namespace: string;
}

const nobody: KubeconfigUser = { name: '', impersonateGroups: [], impersonateExtra: {} };
const nowhere: KubeconfigCluster = { name: '', server: '', skipTLSVerify: false, disableCompression: false };

/**
 * Decides the destination as client-go does: `--kubeconfig` alone, else the files of KUBECONFIG merged, else `~/.kube/config`;
 * flags over the context; the cluster that this process runs in when no file says anything.
 * @throws ConnectionError when there is none, or a name is not defined.
 */
export async function destination(options: LiveOptions, accountDirectory = serviceAccountDirectory): Promise<Destination> {
  const env = options.env ?? process.env;
  const files = kubeconfigFiles(options, env);
  const config = await loaded(files, options.kubeconfig !== undefined && options.kubeconfig !== '');
  const own = inCluster(env, accountDirectory);
  const contextName = options.context || config.currentContext;
  if (contextName === '' && !options.cluster && !options.server) {
    if (own !== undefined) return inOwnCluster(own, options);
    throw nothingChosen(config, files);
  }
  const context = contextName === '' ? undefined : chosen('context', contextName, config.contexts, files);
  const cluster = withClusterFlags(chosenCluster(config, context, options, files), options);
  if (cluster.server === '') throw new ConnectionError(`cluster ${JSON.stringify(cluster.name)} has no server address in ${list(files)}`);
  return {
    name: contextName || cluster.server,
    cluster,
    user: withUserFlags(chosenUser(config, context, options, files), options),
    namespace: options.namespace || context?.namespace || own?.namespace || 'default',
  };
}

/** The names of what a kubeconfig holds, merged as for `destination`; none where there is no kubeconfig. */
export async function kubeconfigNames(of: 'context' | 'cluster' | 'user', kubeconfig?: string): Promise<string[]> {
  const config = await loaded(kubeconfigFiles({ kubeconfig }, process.env), false);
  return [...{ context: config.contexts, cluster: config.clusters, user: config.users }[of].keys()];
}

function kubeconfigFiles(options: LiveOptions, env: Environment): string[] {
  if (options.kubeconfig) return [resolve(options.kubeconfig)];
  if (env.KUBECONFIG) return [...new Set(env.KUBECONFIG.split(delimiter).filter((path) => path !== ''))];
  return [join(env.HOME || homedir(), '.kube', 'config')];
}

async function loaded(files: readonly string[], mustExist: boolean): Promise<Kubeconfig> {
  const clusters = new Map<string, KubeconfigCluster>();
  const users = new Map<string, KubeconfigUser>();
  const contexts = new Map<string, Context>();
  let currentContext = '';
  for (const file of files) {
    const config = await readKubeconfigFile(file);
    if (config === undefined && mustExist) throw new ConnectionError(`kubeconfig ${file} does not exist`);
    if (config === undefined) continue;
    keepFirst(clusters, config.clusters);
    keepFirst(users, config.users);
    keepFirst(contexts, config.contexts);
    currentContext ||= config.currentContext;
  }
  return { clusters, users, contexts, currentContext };
}

function keepFirst<T>(into: Map<string, T>, from: ReadonlyMap<string, T>): void {
  for (const [name, entry] of from) if (!into.has(name)) into.set(name, entry);
}

function chosenCluster(
  config: Kubeconfig,
  context: Context | undefined,
  options: LiveOptions,
  files: readonly string[],
): KubeconfigCluster {
  if (options.cluster) return chosen('cluster', options.cluster, config.clusters, files);
  if (!context?.cluster) return nowhere;
  return options.server ? (config.clusters.get(context.cluster) ?? nowhere) : chosen('cluster', context.cluster, config.clusters, files);
}

function chosenUser(config: Kubeconfig, context: Context | undefined, options: LiveOptions, files: readonly string[]): KubeconfigUser {
  const name = options.user || context?.user;
  return name ? chosen('user', name, config.users, files) : nobody;
}

function chosen<T>(what: string, name: string, entries: ReadonlyMap<string, T>, files: readonly string[]): T {
  const entry = entries.get(name);
  if (entry === undefined) throw new ConnectionError(unknownName(what, name, [...entries.keys()], list(files)));
  return entry;
}

function withClusterFlags(cluster: KubeconfigCluster, options: LiveOptions): KubeconfigCluster {
  const trustGiven = options.insecureSkipTlsVerify === true || Boolean(options.certificateAuthority);
  return {
    ...cluster,
    server: options.server || cluster.server,
    ...(trustGiven && {
      caData: undefined,
      caFile: options.certificateAuthority ? resolve(options.certificateAuthority) : undefined,
      skipTLSVerify: options.insecureSkipTlsVerify === true,
    }),
    // The name belongs to the server that the file gives: with another server it would be the wrong one.
    tlsServerName: options.tlsServerName || options.server ? options.tlsServerName : cluster.tlsServerName,
  };
}

function withUserFlags(user: KubeconfigUser, options: LiveOptions): KubeconfigUser {
  const certificate = options.clientCertificate && { certData: undefined, certFile: resolve(options.clientCertificate) };
  const key = options.clientKey && { keyData: undefined, keyFile: resolve(options.clientKey) };
  const token = options.token && {
    token: options.token,
    tokenFile: undefined,
    username: undefined,
    password: undefined,
    exec: undefined,
    authProvider: undefined,
  };
  return { ...user, ...certificate, ...key, ...token, ...impersonationFlags(user, options) };
}

function impersonationFlags(user: KubeconfigUser, options: LiveOptions): Partial<KubeconfigUser> {
  const extra: Record<string, string[]> = {};
  for (const pair of options.asUserExtra ?? []) {
    const separator = pair.indexOf('=');
    if (separator < 1) throw new ConnectionError(`--as-user-extra ${JSON.stringify(pair)} is not key=value`);
    const key = pair.slice(0, separator);
    extra[key] = [...(extra[key] ?? []), pair.slice(separator + 1)];
  }
  return {
    impersonateUser: options.as || user.impersonateUser,
    impersonateUid: options.asUid || user.impersonateUid,
    impersonateGroups: options.asGroups?.length ? options.asGroups : user.impersonateGroups,
    impersonateExtra: Object.keys(extra).length > 0 ? extra : user.impersonateExtra,
  };
}

function inOwnCluster(own: InCluster, options: LiveOptions): Destination {
  return {
    name: own.cluster.name,
    cluster: withClusterFlags(own.cluster, options),
    user: withUserFlags(own.user, options),
    namespace: options.namespace || own.namespace || 'default',
  };
}

function nothingChosen(config: Kubeconfig, files: readonly string[]): ConnectionError {
  const contexts = [...config.contexts.keys()];
  if (contexts.length === 0) {
    return new ConnectionError(`no cluster is configured in ${list(files)}: set KUBECONFIG, or give --kubeconfig or --server`);
  }
  return new ConnectionError(
    `no current context is set in ${list(files)}: give --context, or set one with: kubectl config use-context ${contexts[0]} (there is ${contexts.slice(0, 8).join(', ')})`,
  );
}

function list(files: readonly string[]): string {
  return files.join(', ');
}
