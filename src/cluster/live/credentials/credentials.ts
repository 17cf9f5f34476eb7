import { ConnectionError } from '../../errors.ts';
import type { KubeconfigCluster, KubeconfigUser } from '../kubeconfig/kubeconfig-file.ts';
import type { Environment } from '../kubeconfig/options.ts';
import { readSettings } from '../settings-file.ts';

/** In PEM. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

/** What shows the server who asks. */
export interface Credentials {
  /** Value of the Authorization header. */
  readonly authorization?: string;
  readonly certificate?: ClientCertificate;
  /** Milliseconds since 1970 from which on they must be had anew. */
  readonly expires?: number;
}

/** client-go reads a token file again after a minute: the kubelet and others replace it while we run. */
const tokenFileLifetime = 60_000;

/** The credentials of one user, had once and renewed when they expire or are refused. */
export class CredentialSource {
  readonly #user: KubeconfigUser;
  readonly #cluster: KubeconfigCluster;
  readonly #env: Environment;
  #current: Promise<Credentials> | undefined;

  constructor(user: KubeconfigUser, cluster: KubeconfigCluster, env: Environment) {
    this.#user = user;
    this.#cluster = cluster;
    this.#env = env;
  }

  /** @throws ConnectionError when they cannot be had. */
  async current(): Promise<Credentials> {
    const held = this.#current;
    const credentials = await held;
    if (credentials !== undefined && (credentials.expires === undefined || credentials.expires > Date.now())) return credentials;
    if (this.#current === held) this.#current = this.#obtain();
    return this.#current ?? this.current();
  }

  /** Whether asking again could give others than the ones that were just refused. */
  get renewable(): boolean {
    return this.#user.token === undefined && Boolean(this.#user.exec ?? this.#user.tokenFile);
  }

  /** Forgets credentials that the server refused, unless others have already taken their place. */
  async forget(refused: Credentials): Promise<void> {
    if ((await this.#current) === refused) this.#current = undefined;
  }

  async #obtain(): Promise<Credentials> {
    const user = this.#user;
    const certificate = clientCertificate(user);
    if (user.tokenFile !== undefined) {
      return { certificate, authorization: bearer(tokenFrom(user.tokenFile)), expires: Date.now() + tokenFileLifetime };
    }
    if (user.token !== undefined) return { certificate, authorization: bearer(user.token) };
    if (user.username !== undefined || user.password !== undefined) {
      const login = Buffer.from(`${user.username ?? ''}:${user.password ?? ''}`).toString('base64');
      return { certificate, authorization: `Basic ${login}` };
    }
    if (user.exec !== undefined) {
      const { execCredential } = await import('./exec-plugin.ts');
      const given = await execCredential(user, user.exec, this.#cluster, this.#env);
      const { token, certificate: cert, key, expires } = given;
      return {
        authorization: token === undefined ? undefined : bearer(token),
        certificate: cert !== undefined && key !== undefined ? { cert, key } : certificate,
        expires,
      };
    }
    if (user.authProvider !== undefined) {
      const { authProviderToken } = await import('./auth-provider.ts');
      return { certificate, authorization: bearer(await authProviderToken(user)) };
    }
    return { certificate };
  }
}

function clientCertificate(user: KubeconfigUser): ClientCertificate | undefined {
  const cert = pem(user.certData, user.certFile, 'client-certificate', user.name);
  const key = pem(user.keyData, user.keyFile, 'client-key', user.name);
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    throw new ConnectionError(
      `user ${JSON.stringify(user.name)} has a client ${cert ? 'certificate without its key' : 'key without a certificate'}`,
    );
  }
  return { cert, key };
}

function pem(data: string | undefined, file: string | undefined, field: string, userName: string): string | undefined {
  if (data !== undefined) return Buffer.from(data, 'base64').toString('latin1');
  if (file === undefined) return undefined;
  try {
    return readSettings(file, 'latin1');
  } catch {
    throw new ConnectionError(`${field} ${file} of user ${JSON.stringify(userName)} could not be read`);
  }
}

function tokenFrom(file: string): string {
  let token = '';
  try {
    token = readSettings(file, 'utf8').trim();
  } catch {
    throw new ConnectionError(`token file ${file} could not be read`);
  }
  if (token === '') throw new ConnectionError(`token file ${file} is empty`);
  return token;
}

function bearer(token: string): string {
  const trimmed = token.trim();
  if (!/^[\x21-\x7e]+$/.test(trimmed)) throw new ConnectionError('the token has characters in it that no token has');
  return `Bearer ${trimmed}`;
}
