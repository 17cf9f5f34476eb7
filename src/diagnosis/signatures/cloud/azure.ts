import { advise, inspect } from '../../words/commands.ts';
import { nodeOf, patchPod, showField } from '../remedies.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** Credentials of Azure. */

const accountName = ({ serviceAccount }: SignatureContext) => serviceAccount || 'default';
const showAccount = (context: SignatureContext) =>
  inspect(
    'see its annotation azure.workload.identity/client-id',
    ...['get', 'serviceaccount', accountName(context), '-n', context.namespace, '-o', 'yaml'],
  );

export const azure: readonly Signature[] = [
  {
    id: 'azure-federated',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /AADSTS(?<number>70021|700211|700212|700213|700016|90002|7000222|7000215|50034)\b:? ?(?<why>.{0,120})|No matching federated identity record found/,
    in: 'log',
    cause: (groups, context) =>
      `Azure (Entra ID) does not accept the identity of ${context.container}${groups.number ? ` (AADSTS${groups.number})` : ''}: ${
        /^(?:7000222|7000215|700016|90002|50034)$/.test(groups.number ?? '')
          ? 'the client, its secret or the tenant is wrong or expired'
          : `no federated credential matches service account ${context.namespace}/${accountName(context)}`
      }`,
    fixes: (_, context) => [
      showAccount(context),
      advise(
        `ask the owner of the Azure identity for a federated credential with subject system:serviceaccount:${context.namespace}:${accountName(context)}, the issuer URL of this cluster and audience api://AzureADTokenExchange, or for a new client secret`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'AADSTS70021: No matching federated identity record found for presented assertion.',
      "AADSTS7000222: The provided client secret keys for app '1' are expired.",
      "AADSTS700016: Application with identifier '1' was not found in the directory 'acme'.",
    ],
    lookAlikes: ['AADSTS login page loaded', 'no matching record in table'],
  },
  {
    id: 'azure-managed-identity',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /ManagedIdentityCredential.{0,200}(?:unavailable|failed|timed? ?out|no (?:managed identity|response))|DefaultAzureCredential(?:: | failed)|WorkloadIdentityCredential.{0,200}(?:unavailable|not fully configured|not set|no (?:client|token))|169\.254\.169\.254\/metadata\/identity.{0,200}|Identity not found|no azure identity found for request|EnvironmentCredential authentication unavailable|No managed identity endpoint found/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} finds no Azure identity: neither managed identity nor workload identity is set up for the pod, or the metadata service of ${nodeOf(context)} does not know the identity`,
    fixes: (_, context) => [
      showAccount(context),
      showField(context, 'see AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_FEDERATED_TOKEN_FILE, which the webhook injects', '.env'),
      patchPod(
        context,
        'set serviceAccountName to the annotated service account, and put the label azure.workload.identity/use: "true" on the pod template',
        { serviceAccountName: accountName(context) },
      ),
      advise('ask the owner of the node pool to assign the managed identity to it'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'DefaultAzureCredential: failed to acquire a token. Attempted credentials: EnvironmentCredential: missing environment variable AZURE_TENANT_ID',
      'ManagedIdentityCredential authentication unavailable, no response from the IMDS endpoint.',
      'WorkloadIdentityCredential authentication unavailable. The workload options are not fully configured.',
    ],
    lookAlikes: ['Identity service started', 'DefaultAzureRegion is set'],
  },
  {
    id: 'azure-denied',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /AuthorizationFailed\b.{0,60}|AuthorizationPermissionMismatch|does not have authorization to perform action '(?<action>[^']{1,120})'|does not have secrets? (?<action2>get|list) permission on key vault|ForbiddenByRbac|ForbiddenByFirewall|ForbiddenByPolicy|This request is not authorized to perform this operation|Server failed to authenticate the request/,
    in: 'log',
    cause: (groups, context) =>
      `the Azure identity of ${context.container} lacks a right${groups.action ? ` (${groups.action})` : ''}, or a firewall of the service does not let the node in`,
    fixes: (_, context) => [
      showAccount(context),
      advise(
        'ask the owner of the subscription to assign the identity a role on the resource (Storage Blob Data Reader, Key Vault Secrets User), or to let the cluster into its firewall',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "The client '1' with object id '1' does not have authorization to perform action 'Microsoft.Storage/storageAccounts/listKeys/action' over scope '/subscriptions/1'",
      'ERROR CODE: AuthorizationPermissionMismatch',
      "The user, group or application 'appid=1' does not have secrets get permission on key vault 'shop;location=westeurope'.",
    ],
    lookAlikes: ['authorization succeeded', 'Access denied for user'],
  },
];
