import { spawn } from 'node:child_process';
import { ConnectionError } from '../../errors.ts';
import type { ExecSettings, KubeconfigCluster, KubeconfigUser } from '../kubeconfig/kubeconfig-file.ts';
import type { Environment } from '../kubeconfig/options.ts';
import { readSettings } from '../settings-file.ts';

/** What a credential plugin hands out. */
export interface ExecCredential {
  readonly token?: string;
  readonly certificate?: string;
  readonly key?: string;
  /** Milliseconds since 1970. */
  readonly expires?: number;
}

const versions = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];
const mostOutput = 1024 * 1024;

/** kubectl waits for ever; a plugin that may ask a person, or open a browser, gets longer. */
const limits = { unattended: 60_000, attended: 300_000 };

/**
 * Runs the credential plugin of a user, by the rules of client-go's `exec` authenticator. Its standard error goes to ours.
 * @throws ConnectionError when it is missing, fails, takes too long or says nothing of use.
 */
export async function execCredential(
  user: KubeconfigUser,
  exec: ExecSettings,
  cluster: KubeconfigCluster,
  env: Environment,
  limit?: number,
): Promise<ExecCredential> {
  if (exec.command === '') throw new ConnectionError(`user ${JSON.stringify(user.name)} has an exec plugin without a command`);
  if (!versions.includes(exec.apiVersion)) {
    throw new ConnectionError(
      `credential plugin ${exec.command} has apiVersion ${JSON.stringify(exec.apiVersion)}: ${versions.join(' and ')} are known`,
    );
  }
  const interactive = mayAsk(exec);
  const info = { kind: 'ExecCredential', apiVersion: exec.apiVersion, spec: { ...clusterInfo(exec, cluster), interactive } };
  const given = Object.fromEntries(exec.env.map(({ name, value }) => [name, value]));
  const output = await run(exec, { ...env, ...given, KUBERNETES_EXEC_INFO: JSON.stringify(info) }, interactive, limit);
  return credentialFrom(output, exec);
}

function mayAsk(exec: ExecSettings): boolean {
  const terminal = process.stdin.isTTY === true;
  if (exec.interactiveMode === 'Always' && !terminal) {
    throw new ConnectionError(`credential plugin ${exec.command} must ask on a terminal, and standard input is none`);
  }
  return terminal && exec.interactiveMode !== 'Never';
}

function clusterInfo(exec: ExecSettings, cluster: KubeconfigCluster): object {
  if (!exec.provideClusterInfo) return {};
  return {
    cluster: {
      server: cluster.server,
      'tls-server-name': cluster.tlsServerName,
      'insecure-skip-tls-verify': cluster.skipTLSVerify || undefined,
      'certificate-authority-data': cluster.caData ?? (cluster.caFile === undefined ? undefined : readSettings(cluster.caFile, 'base64')),
      'proxy-url': cluster.proxyUrl,
      'disable-compression': cluster.disableCompression || undefined,
      config: cluster.execConfig,
    },
  };
}

function run(exec: ExecSettings, env: Environment, interactive: boolean, limit?: number): Promise<string> {
  const allowed = limit ?? (interactive ? limits.attended : limits.unattended);
  return new Promise((resolve, reject) => {
    const plugin = spawn(exec.command, [...exec.args], {
      env,
      stdio: [interactive ? 'inherit' : 'ignore', 'pipe', 'inherit'],
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let length = 0;
    const fail = (happened: string) => {
      clearTimeout(timer);
      plugin.kill();
      plugin.stdout.destroy();
      reject(new ConnectionError(`credential plugin ${exec.command} ${happened}`));
    };
    const timer = setTimeout(() => fail(`gave no answer within ${allowed / 1000}s`), allowed);
    plugin.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > mostOutput) fail('printed more than 1 MiB');
      else chunks.push(chunk);
    });
    plugin.on('error', (error: NodeJS.ErrnoException) => fail(startFailure(error, exec)));
    plugin.on('close', (code, signal) => {
      if (code !== 0) return fail(code === null ? `was ended by ${signal}` : `failed with exit code ${code}`);
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
  });
}

function startFailure(error: NodeJS.ErrnoException, exec: ExecSettings): string {
  if (error.code === 'EACCES') return 'is not executable';
  if (error.code !== 'ENOENT') return `could not be started: ${error.message}`;
  return exec.installHint === undefined ? 'is not installed' : `is not installed\n\n${exec.installHint.trim()}`;
}

function credentialFrom(output: string, exec: ExecSettings): ExecCredential {
  const credential = fields(parsed(output));
  const status = fields(credential?.status);
  if (credential?.kind !== 'ExecCredential' || status === undefined) {
    throw new ConnectionError(`credential plugin ${exec.command} printed no ExecCredential`);
  }
  if (credential.apiVersion !== exec.apiVersion) {
    throw new ConnectionError(
      `credential plugin ${exec.command} answered in apiVersion ${JSON.stringify(credential.apiVersion)}, and was asked for ${exec.apiVersion}`,
    );
  }
  const { token, clientCertificateData: certificate, clientKeyData: key, expirationTimestamp } = status;
  const expires = typeof expirationTimestamp === 'string' ? Date.parse(expirationTimestamp) : Number.NaN;
  const found = {
    token: text(token),
    certificate: text(certificate),
    key: text(key),
    expires: Number.isNaN(expires) ? undefined : expires,
  };
  if (found.token === undefined && (found.certificate === undefined || found.key === undefined)) {
    throw new ConnectionError(`credential plugin ${exec.command} gave neither a token nor a certificate with its key`);
  }
  return found;
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

function fields(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
