import type { Authenticator } from '@kubernetes/client-node/dist/auth.js';
import { ConnectionError } from '../../errors.ts';
import type { KubeconfigUser } from '../kubeconfig/kubeconfig-file.ts';

/**
 * The token of a user with an `auth-provider` (oidc, gcp, azure), renewed by the client library where it has expired. The
 * library is loaded here and nowhere else: hardly anybody has these any more, and it is slow to load.
 * @throws ConnectionError when the provider is unknown or gives no token.
 */
export async function authProviderToken(user: KubeconfigUser): Promise<string> {
  const name: unknown = user.authProvider?.name;
  const login = `log in again, or use a credential plugin (exec) in its place`;
  const headers: Record<string, unknown> = {};
  try {
    const provider = await authenticator(name);
    if (provider === undefined)
      throw new ConnectionError(`auth-provider ${JSON.stringify(name)} of user ${JSON.stringify(user.name)} is not known: ${login}`);
    await provider.applyAuthentication(user, { headers });
  } catch (error) {
    if (error instanceof ConnectionError) throw error;
    throw new ConnectionError(
      `auth-provider ${name} of user ${JSON.stringify(user.name)} failed: ${error instanceof Error ? error.message : error}`,
    );
  }
  const token = typeof headers.Authorization === 'string' ? headers.Authorization.replace(/^Bearer /, '') : '';
  if (token === '' || token === 'undefined')
    throw new ConnectionError(`the ${name} token of user ${JSON.stringify(user.name)} has expired: ${login}`);
  return token;
}

async function authenticator(name: unknown): Promise<Authenticator | undefined> {
  if (name === 'oidc') return new (await import('@kubernetes/client-node/dist/oidc_auth.js')).OpenIDConnectAuth();
  if (name === 'gcp') return new (await import('@kubernetes/client-node/dist/gcp_auth.js')).GoogleCloudPlatformAuth();
  if (name === 'azure') return new (await import('@kubernetes/client-node/dist/azure_auth.js')).AzureAuth();
  return undefined;
}
