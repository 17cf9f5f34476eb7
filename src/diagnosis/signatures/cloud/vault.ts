import { advise, inspect } from '../../words/commands.ts';
import { showPod } from '../../words/show-pod.ts';
import { edit, showField } from '../remedies.ts';
import type { Groups, Signature, SignatureContext } from '../signature.ts';

/** Vault Agent, its CSI provider and External Secrets: how secrets do not reach the pod. */

const showAnnotations = (context: SignatureContext) =>
  showPod(context, 'see the vault.hashicorp.com annotations: role, auth-path, secret paths', '{.metadata.annotations}');
const accountOf = ({ namespace, serviceAccount }: SignatureContext) => `${namespace}/${serviceAccount || 'default'}`;
/** KV version 2 has `data` behind the mount: `kv/data/app`, not `kv/app`. */
const withData = (groups: Groups) => (groups.path && !groups.path.includes('/data/') ? groups.path.replace('/', '/data/') : groups.path);

export const vault: readonly Signature[] = [
  {
    id: 'vault-no-secret',
    code: 'vault',
    category: 'vault',
    pattern:
      /no secret exists at (?<path>[\w./-]{1,200})|vault\.read\((?<path2>[^)]{1,200})\): (?:no secret|Invalid path)|No value found at (?<path3>[\w./-]{1,200})|Invalid path for a versioned K\/V secrets engine|failed to find (?:key|secret|value) .{0,80}(?:in|at) (?<path4>[\w./-]{1,200})|no such secret/,
    in: 'both',
    cause: (groups, context) =>
      `Vault has no secret at ${groups.path ?? 'the path'} that ${context.container} is told to read (no secret exists), so the agent retries without end`,
    fixes: (groups, context) => [
      showAnnotations(context),
      edit(
        context,
        `correct the path in the annotation vault.hashicorp.com/agent-inject-secret-NAME: KV version 2 needs mount/data/name${groups.path ? ` (${withData(groups)})` : ''}`,
      ),
      advise(`or ask the owner of Vault to write the secret at ${groups.path ?? 'that path'}`),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      '[WARN] (view) vault.read(kv/shop/db): no secret exists at kv/shop/db (retry attempt 3 after "1s")',
      'Error making API request. Code: 404. Errors: * Invalid path for a versioned K/V secrets engine. See the API docs for the appropriate API endpoints to use.',
      'No value found at secret/data/shop',
    ],
    lookAlikes: ['secret "db" not found', '[INFO] (runner) rendered "(dynamic)" => "/vault/secrets/db"'],
  },
  {
    id: 'vault-auth',
    code: 'vault',
    category: 'vault',
    pattern:
      /invalid role name "(?<role>[^"]{1,100})"|role "(?<role2>[^"]{1,100})" (?:could not be found|not found)|(?:service account name|namespace) not authorized|error authenticating:.{0,300}(?:Code: 40[0-3]|permission denied|missing client token)|auth\/[\w/.-]{1,80}\/login.{0,300}(?:Code: 40[0-3]|permission denied|invalid audience|bound)|claim "aud" (?:is )?(?:invalid|does not match)|failed to (?:login|authenticate) (?:to|with) vault|unable to (?:log in|login) (?:to auth method|with Kubernetes auth)|lookup failed: (?:service account unauthorized|\[invalid bearer token)/,
    in: 'both',
    cause: (groups, context) =>
      `Vault does not let ${context.container} log in as service account ${accountOf(context)}: ${groups.role ? `the role ${groups.role} does not exist` : 'the role of its Kubernetes auth method is bound to another service account or namespace, or does not exist'}, or the auth path is wrong`,
    fixes: (_, context) => [
      showAnnotations(context),
      inspect('see the service account', 'get', 'serviceaccount', context.serviceAccount || 'default', '-n', context.namespace),
      advise(
        `ask the owner of Vault to bind the role to it (bound_service_account_names=${context.serviceAccount || 'default'}, bound_service_account_namespaces=${context.namespace}) and to check token reviewer and audience`,
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'error authenticating: error="Error making API request. URL: PUT https://vault:8200/v1/auth/kubernetes/login Code: 403. Errors: * permission denied" backoff=1s',
      '* invalid role name "web"',
      '* service account name not authorized',
      '* namespace not authorized',
    ],
    lookAlikes: ['agent.auth.handler: authentication successful, sending token to sinks', 'namespace shop created'],
  },
  {
    id: 'vault-permission',
    code: 'vault',
    category: 'vault',
    pattern:
      /vault\.(?:read|write)\((?<path>[^)]{1,200})\):.{0,600}(?:Code: 403|permission denied)|URL: (?:GET|PUT|POST) \S{0,120}\/v1\/(?<path2>(?!auth\/)[\w./-]{1,160}).{0,40}Code: 403|1 error occurred:\s{0,4}\* permission denied|preflight capability check returned 403/,
    in: 'both',
    cause: (groups, context) =>
      `Vault let ${context.container} log in, but its policy grants no read of ${groups.path ?? 'the path'} (permission denied, 403)`,
    fixes: (groups, context) => [
      showAnnotations(context),
      advise(
        `ask the owner of Vault for a policy of the role that grants read on ${withData(groups) ?? 'the path'}; with KV version 2 the path of the policy has data in it`,
      ),
      edit(context, 'or correct the path in the annotation'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      '[WARN] (view) vault.read(kv/data/shop): vault.read(kv/data/shop): Error making API request. URL: GET https://vault:8200/v1/kv/data/shop Code: 403. Errors: * 1 error occurred: * permission denied',
      'Error making API request. URL: GET http://vault:8200/v1/secret/data/web Code: 403. Errors: * permission denied',
    ],
    lookAlikes: [
      'URL: PUT https://vault:8200/v1/auth/kubernetes/login Code: 403. Errors: * permission denied',
      'open /vault/secrets/db: permission denied',
    ],
  },
  {
    id: 'vault-sealed',
    code: 'vault',
    category: 'vault',
    pattern:
      /Vault is sealed|error.{0,80}(?:Code: 503|vault is sealed)|local node not active but active cluster node not found|Vault is not initialized/i,
    in: 'both',
    cause: (_, context) => `Vault is sealed or has no active node, so it gives ${context.container} no secrets`,
    fixes: (_, context) => [
      inspect('see the pods of Vault', 'get', 'pods', '-A', '-l', 'app.kubernetes.io/name=vault'),
      advise(
        `ask the owner of Vault to unseal it (vault operator unseal, or repair auto-unseal); the agent in ${context.container} then goes on by itself`,
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'Error making API request. URL: PUT https://vault:8200/v1/auth/kubernetes/login Code: 503. Errors: * Vault is sealed',
      'local node not active but active cluster node not found',
    ],
    lookAlikes: ['the envelope is sealed', 'HTTP/1.1 503 Service Unavailable'],
  },
  {
    id: 'vault-tls',
    code: 'tls-untrusted',
    category: 'tls',
    pattern: /(?:vault|agent\.auth|auth\/[\w-]{1,40}\/login).{0,300}x509: (?<why>certificate signed by unknown authority|[\w ,.-]{1,120})/i,
    in: 'both',
    cause: (groups, context) =>
      `${context.container} does not trust Vault's TLS certificate (${groups.why}): the CA bundle is missing, hidden by a mount over /etc/ssl/certs, or not that of Vault`,
    fixes: (_, context) => [
      showAnnotations(context),
      showField(context, 'see what is mounted over the CA bundle of the image', '.volumeMounts', '.env'),
      edit(
        context,
        "name a Secret with the CA in vault.hashicorp.com/tls-secret and ca-cert; set secret-volume-path to another path than /etc/ssl/certs, which hides the image's certificates",
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      '[ERROR] agent.auth.handler: error authenticating: error="Put "https://vault.test/v1/auth/kubernetes/login": tls: failed to verify certificate: x509: certificate signed by unknown authority" backoff=1s',
      'Get "https://vault.vault.svc:8200/v1/sys/health": x509: certificate is valid for localhost, not vault.vault.svc',
    ],
    lookAlikes: ['Get "https://api.test": x509: certificate signed by unknown authority', 'vault.read(kv/x): no secret exists at kv/x'],
  },
  {
    id: 'vault-template',
    code: 'vault',
    category: 'vault',
    pattern:
      /template server.{0,160}(?:execute|parse): template: .{0,160}?(?:map has no entry for key \\{0,3}"(?<key>[^"\\]{1,80})|function \\{0,3}"(?<function>[^"\\]{1,60})\\{0,3}" not defined|nil pointer evaluating|can't evaluate field (?<key2>\w{1,60})|unexpected )|template server.{0,160}(?:execute|parse): template/,
    in: 'both',
    cause: (groups, context) =>
      `Vault Agent in ${context.container} cannot render its template: ${groups.key ? `the secret has no key ${groups.key}` : groups.function ? `it calls ${groups.function}, which is no function` : 'the template has a mistake, or the secret lacks the key that it names'} (KV version 2: .Data.data.KEY, version 1: .Data.KEY)`,
    fixes: (_, context) => [
      showAnnotations(context),
      edit(
        context,
        'correct the annotation vault.hashicorp.com/agent-inject-template-NAME so that it names keys that the secret has (index .Data.data "KEY" for keys with a dash)',
      ),
      advise('or ask the owner of Vault to add the key to the secret (vault kv get shows its keys)'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      '[ERROR] agent: runtime error encountered: error="template server: (dynamic): execute: template: :2:22: executing \\"\\" at <.Data.data.password>: map has no entry for key \\"password\\""',
      'template server: (dynamic): parse: template: :1: function "secrets" not defined',
    ],
    lookAlikes: ['[INFO] agent.template.server: template server received new token', 'rendered "(dynamic)" => "/vault/secrets/db"'],
  },
  {
    id: 'vault-client',
    code: 'vault',
    category: 'vault',
    pattern:
      /(?:[Ff]ailed|[Uu]nable|[Cc]annot|[Cc]ould not|[Ee]rror)(?:(?!dial tcp|lookup |x509).){0,60}(?:\b[Vv]ault (?:auth |client |api )?(?:token|secret|credential|lease)|(?:tokens?|secrets?|credentials?|lease|config) (?:from|of|in)(?: vault| Vault)\b)(?!.{0,300}(?:dial tcp|x509|no such host))(?<why>.{0,120})|no handler for route "(?<path>[\w./-]{1,160})"/,
    in: 'log',
    cause: (groups, context) =>
      groups.path
        ? `Vault has no secrets engine mounted at ${groups.path}, which ${context.container} reads (no handler for route)`
        : `${context.container} gets no token or secret from Vault${groups.why ? `: ${groups.why.replace(/^[\s:,.]+/, '')}` : ''}`.replace(
            /[\s.!"]+$/,
            '',
          ),
    fixes: (groups, context) => [
      showAnnotations(context),
      inspect('see the pods of Vault and of its controller or injector', 'get', 'pods', '-A', '-l', 'app.kubernetes.io/name'),
      advise(
        `ask the owner of Vault whether the role (AppRole or Kubernetes auth) of service account ${accountOf(context)} exists, may read ${groups.path ?? 'the secret'} by its policy, and whether the controller that hands out secret_id or tokens runs and sees this pod`,
      ),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'Failed to create vault auth token because we timed out after 5m0s before receiving the secret_id. Exiting.',
      'failed to get secrets from vault: context deadline exceeded',
      'error fetching credentials from Vault: 1 error occurred: * lease expired',
      'Error reading secret/data/app: no handler for route "secret/data/app". route entry not found.',
    ],
    lookAlikes: [
      'failed to get secrets from vault: Get "https://vault:8200": dial tcp: lookup vault: no such host',
      'rendered secrets from vault without an error',
      'error: secret "vault" not found',
    ],
  },
  {
    id: 'vault-external-secret',
    code: 'vault',
    category: 'vault',
    pattern:
      /SecretProviderClass(?:es)? .{0,120}(?:not found|could not be found)|provider not found: provider "(?<provider>[^"]{1,60})"|failed to mount secrets store objects.{0,600}?(?:err: )?(?<why>.{1,160})|could not get secret data from provider|(?:ClusterSecretStore|SecretStore) "?(?<store>[\w.-]{1,100})"? is not ready|Secrets Manager can't find the specified secret|SecretNotFound|NOT_FOUND: Secret \[(?<name>[^\]]{1,200})\]/,
    in: 'both',
    cause: (groups, context) =>
      `the secrets for ${context.container} cannot be fetched from their store${groups.provider ? `: the CSI provider ${groups.provider} does not run on the node` : groups.store ? `: the store ${groups.store} is not ready` : groups.name ? `: ${groups.name} does not exist` : groups.why ? `: ${groups.why}` : ''}`,
    fixes: (_, context) => [
      inspect('see what the operators say', 'get', 'events', '-n', context.namespace, '--field-selector', 'type=Warning'),
      inspect('see the objects that ask for secrets', 'get', 'secretproviderclasses,externalsecrets,secretstores', '-n', context.namespace),
      advise('correct name and path of the secret there, or ask the owner of the store to create it and to grant read access'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'MountVolume.SetUp failed for volume "secrets" : rpc error: code = Unknown desc = failed to mount secrets store objects for pod shop/web, err: rpc error: code = Unknown desc = error making mount request: couldn\'t read secret "db"',
      'failed to find provider, err: provider not found: provider "vault"',
      "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
    ],
    lookAlikes: ['secret "db" not found', 'secret provider started'],
  },
];
