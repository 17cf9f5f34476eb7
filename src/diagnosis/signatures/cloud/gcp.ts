import { advise, inspect } from '../../words/commands.ts';
import { edit, nodeOf, showField } from '../remedies.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** Credentials of Google Cloud. */

const accountName = ({ serviceAccount }: SignatureContext) => serviceAccount || 'default';
const showAccount = (context: SignatureContext) =>
  inspect(
    'see which Google service account it is annotated with (iam.gke.io/gcp-service-account)',
    ...['get', 'serviceaccount', accountName(context), '-n', context.namespace, '-o', 'yaml'],
  );
const member = (context: SignatureContext) => `PROJECT.svc.id.goog[${context.namespace}/${accountName(context)}]`;

export const gcp: readonly Signature[] = [
  {
    id: 'gcp-workload-identity',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /iam\.serviceAccounts\.getAccessToken|Unable to generate access token|(?:metadata\.google\.internal|169\.254\.169\.254\/computeMetadata).{0,300}(?:403|404|500|Forbidden|not found|refused|timed? ?out|deadline|unavailable|unreachable|retries)|Compute Engine Metadata server (?:is )?unavailable|MetadataServerException|problem refreshing your current auth tokens|compute: Received 40\d|GKE Metadata Server encountered an error|impersonat\w{1,8}.{0,120}Permission .{0,60}denied|gcp-service-account.{0,80}not (?:found|exist)/i,
    in: 'log',
    cause: (_, context) =>
      `Google's metadata server gives ${context.container} no token: Kubernetes service account ${context.namespace}/${accountName(context)} may not use the Google service account (workload identity binding missing), or the server is not reachable yet`,
    fixes: (_, context) => [
      showAccount(context),
      advise(
        `ask the owner of the Google project to grant roles/iam.workloadIdentityUser on the Google service account to ${member(context)}`,
      ),
      edit(
        context,
        `or correct serviceAccountName; a metadata server that is only slow at the start of a pod on ${nodeOf(context)} heals with a retry`,
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
      'Get "http://169.254.169.254/computeMetadata/v1/instance/service-accounts/default/token": dial tcp 169.254.169.254:80: connect: connection refused',
      'oauth2/google: compute: Received 403 `Unable to generate access token; IAM returned 403 Forbidden: The caller does not have permission`',
      'WARNING: Compute Engine Metadata server unavailable on attempt 3 of 3. Reason: timed out',
      'ERROR: (gcloud.storage.cp) There was a problem refreshing your current auth tokens: ("Failed to retrieve http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token", None)',
    ],
    lookAlikes: ['metadata written to google bucket', 'googleapi: Error 404: The specified bucket does not exist., notFound'],
  },
  {
    id: 'gcp-key',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /invalid_grant.{0,60}(?:JWT|account not found|reauth)|Invalid JWT Signature|\(gcloud\.auth\.activate-service-account\) (?<why>.{1,160})|service account (?:info|key) was not in the expected format|(?:account|key) .{0,80}(?:has been|is) disabled.{0,60}iam\.gserviceaccount/i,
    in: 'log',
    cause: (groups, context) =>
      `Google does not accept the service account key of ${context.container}${groups.why ? `: ${groups.why}` : ''}: the key is revoked or deleted, its file is empty or no JSON, or the clock of ${nodeOf(context)} is wrong`,
    fixes: (_, context) => [
      showField(context, 'see GOOGLE_APPLICATION_CREDENTIALS and its mounts', '.env', '.volumeMounts'),
      advise(
        'make a new key of the Google service account, write its JSON into the Secret (once base64, not twice) and restart the pod; workload identity needs no key at all',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "google.auth.exceptions.RefreshError: ('invalid_grant: Invalid JWT Signature.', {'error': 'invalid_grant'})",
      'ERROR: (gcloud.auth.activate-service-account) Could not read json file /var/secrets/key.json: Expecting value: line 1 column 1 (char 0)',
    ],
    lookAlikes: ['invalid_grant: Invalid user credentials', 'JWT signature does not match locally computed signature'],
  },
  {
    id: 'gcp-none',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /[Cc]ould not (?:(?:find|load) (?:the )?default|automatically determine) credentials|DefaultCredentialsError|Your default credentials were not found|The Application Default Credentials are not available|You do not currently have an active account selected|GOOGLE_APPLICATION_CREDENTIALS.{0,120}(?:does not exist|not found|no such file)|File (?<path>\S{1,200}) was not found\.?$|Anonymous caller does not have/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} finds no Google credentials (default credentials)${groups.path ? `: ${groups.path} does not exist` : ''}: no key file is mounted and service account ${accountName(context)} has no workload identity`,
    fixes: (_, context) => [
      showAccount(context),
      showField(context, 'see GOOGLE_APPLICATION_CREDENTIALS and its mounts', '.env', '.volumeMounts'),
      advise(
        'annotate the service account for workload identity, or mount a key file from a Secret and name it in GOOGLE_APPLICATION_CREDENTIALS',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'google: could not find default credentials. See https://cloud.google.com/docs/authentication/external/set-up-adc for more information',
      'google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found.',
      'ERROR: (gcloud.storage.cp) You do not currently have an active account selected.',
    ],
    lookAlikes: ['Unable to locate credentials.', 'could not find default route'],
  },
  {
    id: 'gcp-denied',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /googleapi: Error 40[13]: (?!\d{6,20}-compute@)(?<why>.{1,160})|(?<nodes>\d{6,20}-compute@developer)\.gserviceaccount\.com does not have (?<right3>[a-z]{1,40}\.[\w.]{1,60})|does not have (?<right>(?:storage|secretmanager|cloudsql|pubsub|bigquery|cloudkms|container)\.[\w.]{1,60}) (?:access|permission)|Permission '(?<right2>[a-z]{1,40}\.[\w.]{1,60})' denied|ACCESS_TOKEN_SCOPE_INSUFFICIENT|insufficient authentication scopes|PERMISSION_DENIED: (?<why2>.{1,160})|AccessDeniedException: 403|NOT_AUTHORIZED: (?<why3>.{1,120})/,
    in: 'log',
    cause: (groups, context) =>
      `${groups.nodes ? `${context.container} asks Google as its node (the default account ${groups.nodes} of Compute Engine), as service account ${context.namespace}/${accountName(context)} has no workload identity: that account` : `the Google identity of ${context.container}`} lacks a right${groups.right ? ` (${groups.right})` : groups.why ? `: ${groups.why}` : ' or scope'}`,
    fixes: (groups, context) => [
      showAccount(context),
      advise(
        `ask the owner of the Google project to grant the identity a role with ${groups.right ?? 'that right'} (cloudsql.client, storage.objectViewer, secretmanager.secretAccessor), or nodes with the scope cloud-platform`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'googleapi: Error 403: web@p.iam.gserviceaccount.com does not have storage.objects.get access to the Google Cloud Storage object., forbidden',
      "rpc error: code = PermissionDenied desc = Permission 'secretmanager.versions.access' denied for resource 'projects/p/secrets/db/versions/latest' (or it may not exist).",
      'Request had insufficient authentication scopes.',
      'googleapi: Error 403: 123456789012-compute@developer.gserviceaccount.com does not have storage.objects.get access to the Google Cloud Storage object., forbidden',
    ],
    lookAlikes: ["Permission 'iam.serviceAccounts.getAccessToken' deferred", 'ERROR: permission denied for table users'],
  },
];
