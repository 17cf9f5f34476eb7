import { basename, dirname, resolve } from 'node:path';
import type { Cluster, Context, User } from '@kubernetes/client-node';
import { codeOf } from '../../../system-error.ts';
import { KnownError } from '../../errors.ts';
import { isTooDeep } from '../../yaml-depth.ts';
import { readSettings } from '../settings-file.ts';
import { plainYaml } from './plain-yaml.ts';

/** A cluster of a kubeconfig, with what the client library does not read. */
export interface KubeconfigCluster extends Cluster {
  readonly disableCompression: boolean;
  /** The extension that exec plugins get as `spec.cluster.config`. */
  readonly execConfig?: unknown;
}

/** How a credential plugin is started (`client.authentication.k8s.io`). */
export interface ExecSettings {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly installHint?: string;
  readonly provideClusterInfo: boolean;
  readonly interactiveMode?: string;
}

/** A user of a kubeconfig, with what the client library does not read. */
export interface KubeconfigUser extends User {
  readonly exec?: ExecSettings;
  readonly tokenFile?: string;
  readonly impersonateGroups: readonly string[];
  readonly impersonateUid?: string;
  readonly impersonateExtra: Readonly<Record<string, readonly string[]>>;
}

/** One kubeconfig, or several merged. The first to define a name has defined it. */
export interface Kubeconfig {
  readonly clusters: ReadonlyMap<string, KubeconfigCluster>;
  readonly users: ReadonlyMap<string, KubeconfigUser>;
  readonly contexts: ReadonlyMap<string, Context>;
  readonly currentContext: string;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a kubeconfig file.
 * @returns undefined when there is no such file.
 * @throws KnownError when it cannot be read or is no kubeconfig.
 */
export async function readKubeconfigFile(path: string): Promise<Kubeconfig | undefined> {
  let text: string;
  try {
    text = readSettings(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw new KnownError(`kubeconfig ${path} could not be read: ${messageOf(error)}`);
  }
  return kubeconfigFrom(await parsed(text, path), resolve(dirname(path)));
}

async function parsed(text: string, path: string): Promise<Fields> {
  let value: unknown;
  try {
    value = text.trimStart().startsWith('{') ? JSON.parse(text) : await parseYaml(text);
  } catch (error) {
    throw new KnownError(`kubeconfig ${path} is broken: ${messageOf(error).split('\n')[0]}`);
  }
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new KnownError(`kubeconfig ${path} is broken: no mapping at its top`);
  return fieldsOf(value);
}

async function parseYaml(text: string): Promise<unknown> {
  const plain = plainYaml(text);
  if (plain !== undefined) return plain.value;
  if (isTooDeep(text)) throw new Error('its braces and brackets are nested too deeply');
  const { parse } = await import('yaml');
  return parse(text, { prettyErrors: true, uniqueKeys: true, logLevel: 'error' });
}

function kubeconfigFrom(file: Fields, directory: string): Kubeconfig {
  const absolute = (path: string | undefined) => (path === undefined ? undefined : resolve(directory, path));
  return {
    clusters: named(file.clusters, 'cluster', (name, fields) => clusterFrom(name, fields, absolute)),
    users: named(file.users, 'user', (name, fields) => userFrom(name, fields, absolute)),
    contexts: named(file.contexts, 'context', contextFrom),
    currentContext: textOf(file['current-context']) ?? '',
  };
}

function named<T>(list: unknown, key: string, from: (name: string, fields: Fields) => T): Map<string, T> {
  const entries = new Map<string, T>();
  for (const entry of listOf(list)) {
    const name = textOf(fieldsOf(entry).name);
    if (name !== undefined && !entries.has(name)) entries.set(name, from(name, fieldsOf(fieldsOf(entry)[key])));
  }
  return entries;
}

type Absolute = (path: string | undefined) => string | undefined;

function clusterFrom(name: string, fields: Fields, absolute: Absolute): KubeconfigCluster {
  const execExtension = listOf(fields.extensions).find((entry) => fieldsOf(entry).name === 'client.authentication.k8s.io/exec');
  return {
    name,
    server: textOf(fields.server) ?? '',
    caData: textOf(fields['certificate-authority-data']),
    caFile: absolute(textOf(fields['certificate-authority'])),
    skipTLSVerify: fields['insecure-skip-tls-verify'] === true,
    tlsServerName: textOf(fields['tls-server-name']),
    proxyUrl: textOf(fields['proxy-url']),
    disableCompression: fields['disable-compression'] === true,
    execConfig: fieldsOf(execExtension).extension,
  };
}

function userFrom(name: string, fields: Fields, absolute: Absolute): KubeconfigUser {
  return {
    name,
    certData: textOf(fields['client-certificate-data']),
    certFile: absolute(textOf(fields['client-certificate'])),
    keyData: textOf(fields['client-key-data']),
    keyFile: absolute(textOf(fields['client-key'])),
    token: textOf(fields.token),
    tokenFile: absolute(textOf(fields.tokenFile)),
    username: textOf(fields.username),
    password: textOf(fields.password),
    authProvider: fields['auth-provider'] ?? undefined,
    exec: execFrom(fields.exec, absolute),
    impersonateUser: textOf(fields.as),
    impersonateGroups: textsOf(fields['as-groups']),
    impersonateUid: textOf(fields['as-uid']),
    impersonateExtra: Object.fromEntries(Object.entries(fieldsOf(fields['as-user-extra'])).map(([key, value]) => [key, textsOf(value)])),
  };
}

function execFrom(value: unknown, absolute: Absolute): ExecSettings | undefined {
  if (value === null || value === undefined) return undefined;
  const fields = fieldsOf(value);
  const command = textOf(fields.command) ?? '';
  return {
    apiVersion: textOf(fields.apiVersion) ?? '',
    // A bare name is looked up on PATH; anything with a separator is a path beside the kubeconfig.
    command: basename(command) === command ? command : (absolute(command) ?? command),
    args: textsOf(fields.args),
    env: listOf(fields.env).map((entry) => ({ name: textOf(fieldsOf(entry).name) ?? '', value: textOf(fieldsOf(entry).value) ?? '' })),
    installHint: textOf(fields.installHint),
    provideClusterInfo: fields.provideClusterInfo === true,
    interactiveMode: textOf(fields.interactiveMode),
  };
}

function contextFrom(name: string, fields: Fields): Context {
  return { name, cluster: textOf(fields.cluster) ?? '', user: textOf(fields.user) ?? '', namespace: textOf(fields.namespace) };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A scalar as text: unquoted YAML numbers are common as tokens, namespaces and exec arguments. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function textsOf(value: unknown): string[] {
  return listOf(value).map((entry) => textOf(entry) ?? '');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
