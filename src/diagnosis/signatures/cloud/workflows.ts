import { advise, inspect } from '../../words/commands.ts';
import { edit, showField } from '../remedies.ts';
import { showSecretKeys } from '../settings.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** Init containers of workflow and serving engines that fetch inputs: Argo Workflows, Kubeflow, KServe. */

const account = ({ serviceAccount }: SignatureContext) => serviceAccount || 'default';
const showAccount = (context: SignatureContext) =>
  inspect(
    'see the IAM role and the Secrets of the service account',
    'get',
    'serviceaccount',
    account(context),
    '-n',
    context.namespace,
    '-o',
    'yaml',
  );

export const workflows: readonly Signature[] = [
  {
    id: 'artifact-denied',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /artifact (?<name>\S{1,80}) failed to load: .{0,120}(?:Access Denied|AccessDenied|Forbidden|403)|failed to (?:get|put|stat|list|load|download|create new) (?:file|object|directory|s3 objects?|gcs|bucket|S3 client)s?[^:]{0,60}: .{0,80}(?:Access Denied|AccessDenied|Forbidden|403)|(?:failed to create new S3 client|failed to get (?:object|file)): .{0,60}(?:InvalidAccessKeyId|The Access Key Id|signature we calculated)/,
    in: 'log',
    cause: (groups, context) =>
      `the object storage refuses ${context.container} its input artifact${groups.name ? ` ${groups.name}` : ''} (access denied): the keys or the IAM role of service account ${context.namespace}/${account(context)} may not read that bucket and key`,
    fixes: (_, context) => [
      showAccount(context),
      showSecretKeys(context),
      advise(
        'ask the owner of the bucket to allow s3:GetObject on its objects and s3:ListBucket, s3:GetBucketLocation on the bucket itself in the policy of that role or key',
      ),
      edit(
        context,
        'or name the right bucket and credentials: accessKeySecret and secretKeySecret of the artifact, the artifact repository (artifactRepositoryRef), or a service account whose role has the right',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'level=fatal msg="artifact input failed to load: failed to get file: Access Denied."',
      'executor error: failed to put file: Access Denied.',
      'failed to get object: The Access Key Id you provided does not exist in our records.',
    ],
    lookAlikes: ['artifact input failed to load: failed to get file: The specified key does not exist.', 'artifact saved'],
  },
  {
    id: 'artifact-missing',
    code: 'wait-external',
    category: 'dep-not-found',
    pattern:
      /artifact (?<name>\S{1,80}) failed to load: .{0,160}(?:key does not exist|NoSuchKey|NoSuchBucket|bucket does not exist|not found|no such file)|required artifact (?<name2>\S{1,80}) not supplied|Failed to fetch model\. .{0,160}(?<why>Not Found|does not exist|no such).{0,60}|No model found in (?<name4>\S{1,200}?)\.?$|RuntimeError: (?:Cannot find|No such) (?<name3>\S{1,160})/,
    in: 'log',
    cause: (groups, context) =>
      `the input${groups.name ? ` ${groups.name}` : ''} that ${context.container} is to fetch does not exist in the object storage: bucket or key is wrong, or the step that should have written it did not`,
    fixes: (_, context) => [
      showField(context, 'see bucket and key that it asks for', '.command', '.args', '.env'),
      edit(
        context,
        'correct bucket, key or storage URI of the artifact, or write the object there first; mark it optional: true if it may be absent',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'level=fatal msg="artifact input failed to load: failed to get file: The specified key does not exist."',
      'RuntimeError: Failed to fetch model. No model found in s3://models/shop.',
      'artifact model failed to load: NoSuchBucket: The specified bucket does not exist',
    ],
    lookAlikes: ['artifact input failed to load: failed to get file: Access Denied.', 'artifact saved'],
  },
];
