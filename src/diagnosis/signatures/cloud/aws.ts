import { advise, inspect } from '../../words/commands.ts';
import { askNodeOwner, edit, nodeOf, recreate, showField } from '../remedies.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** Credentials of AWS, as its SDKs and command line tell of them. */

const accountName = ({ serviceAccount }: SignatureContext) => serviceAccount || 'default';
const showRole = (context: SignatureContext) =>
  inspect(
    'see which IAM role the service account is annotated with (eks.amazonaws.com/role-arn)',
    ...['get', 'serviceaccount', accountName(context), '-n', context.namespace, '-o', 'yaml'],
  );
const subject = (context: SignatureContext) => `system:serviceaccount:${context.namespace}:${accountName(context)}`;

export const aws: readonly Signature[] = [
  {
    id: 'aws-assume-role',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /[Nn]ot authorized to perform:? sts:AssumeRole(?:WithWebIdentity)?(?: on resource: (?<role>arn:\S{1,200}))?|InvalidIdentityToken(?:Exception)?\)?:?(?: when calling the \w{1,40} operation:)? ?(?<why>[^:]{1,100}?)(?: for https|:|$)|InvalidIdentityToken|No OpenIDConnect provider found|AssumeRoleWithWebIdentity.{0,120}(?:AccessDenied|failed|ValidationError)|WebIdentityErr: (?<why2>.{1,120})/,
    in: 'log',
    cause: (groups, context) =>
      `AWS STS denies AssumeRoleWithWebIdentity${groups.role ? ` for ${groups.role}` : ''}: the trust policy of the IAM role does not admit service account ${context.namespace}/${accountName(context)}, or the cluster's OIDC provider is not registered${groups.why ? ` (${groups.why})` : ''}`,
    fixes: (_, context) => [
      showRole(context),
      advise(
        `ask the owner of the AWS account to correct the trust relationship of the role: subject ${subject(context)}, audience sts.amazonaws.com, and the OIDC provider of this cluster`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity',
      'An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: No OpenIDConnect provider found in your account for https://oidc.test/id/0A',
      'InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.eu-west-1.amazonaws.com/id/1',
      'WebIdentityErr: failed to retrieve credentials',
    ],
    lookAlikes: ['An error occurred (403) when calling the HeadObject operation: Forbidden', 'assumed role web'],
  },
  {
    // The session of a role that a machine gives is called after the machine: assumed-role/ROLE/i-0be2f4a9c17d53e10.
    id: 'aws-node-role',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /assumed-role\/(?<role>[\w+=,.@-]{1,64})\/i-[\da-f]{8,17} is not authorized to perform:? (?<action>[a-z0-9-]{2,30}:\w{1,60})(?: on resource:? (?<resource>\S{1,200}))?/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} asks AWS as its node (instance role ${groups.role}), which may not do ${groups.action}${groups.resource ? ` on ${groups.resource}` : ''}: service account ${context.namespace}/${accountName(context)} has no IAM role of its own, or the pod is older than the annotation or association`,
    fixes: (groups, context) => [
      showRole(context),
      advise(
        `give the service account an IAM role that may do ${groups.action ?? 'the action'}: annotate it with eks.amazonaws.com/role-arn (IRSA) or make an EKS Pod Identity association`,
      ),
      recreate(context, 'then delete the pod: the credentials are put into new pods only'),
      edit(
        context,
        'or name the service account that has the role (serviceAccountName); an SDK that is too old for web identity tokens falls back on the node too',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'User: arn:aws:sts::123456789012:assumed-role/eksctl-prod-NodeInstanceRole-1QX3/i-0be2f4a9c17d53e10 is not authorized to perform: secretsmanager:GetSecretValue on resource: shop/db because no identity-based policy allows it',
      'AccessDenied: User: arn:aws:sts::1:assumed-role/karpenter-node/i-0123456789abcdef0 is not authorized to perform: s3:GetObject',
    ],
    lookAlikes: [
      'User: arn:aws:sts::1:assumed-role/web/botocore-session-17 is not authorized to perform: s3:GetObject',
      'assumed-role/web/i-am-a-session is authorized',
    ],
  },
  {
    id: 'aws-access-denied',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /An error occurred \((?:AccessDenied(?:Exception)?|403|UnauthorizedOperation|Forbidden)\) when calling the (?<action>\w{1,60}) operation|is not authorized to perform:? (?<action2>[a-z0-9-]{2,30}:\w{1,60})(?: on resource:? (?<resource>\S{1,200}))?|fatal error: An error occurred \(403\)|(?:s3|S3|kms|KMS|ssm|SSM|sqs|SQS|secretsmanager).{0,80}(?:AccessDenied|Access Denied)(?:Exception)?|^AccessDenied(?:Exception)?: |: AccessDenied: /,
    in: 'log',
    cause: (groups, context) =>
      `the IAM identity of ${context.container} may not ${groups.action ? `do ${groups.action}` : 'do what it asks'}${groups.resource ? ` on ${groups.resource}` : ''} in AWS (AccessDenied): a policy of its role lacks the action, or it runs as the node's role in place of its own`,
    fixes: (groups, context) => [
      showRole(context),
      advise(
        `ask the owner of the AWS account to allow ${groups.action ?? 'the action'}${groups.resource ? ` on ${groups.resource}` : ''} in the role's policy (and in the bucket or key policy)`,
      ),
      edit(context, 'or name the service account whose role has the right (serviceAccountName)'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'An error occurred (AccessDenied) when calling the GetObject operation: Access Denied',
      'fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden',
      'User: arn:aws:sts::1:assumed-role/web/s is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:1:secret:db',
    ],
    lookAlikes: ['Not authorized to perform sts:AssumeRoleWithWebIdentity', 'Access denied for user'],
  },
  {
    id: 'aws-clock',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /RequestTimeTooSkewed|RequestExpired|InvalidSignatureException.{0,20}Signature (?:expired|not yet current)|difference between the request time and the (?:current|server)/,
    in: 'log',
    cause: (_, context) =>
      `the clock of ${nodeOf(context)} is wrong: the request of ${context.container} is signed with a time that differs too much from the server's (clock skew), so AWS or S3 refuses it`,
    fixes: (_, context) => [
      askNodeOwner(context, 'to set its clock by NTP (chrony: chronyc tracking); the credentials themselves are not at fault'),
      recreate(context, 'or delete the pod, so that it may run on another node'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'fatal error: An error occurred (RequestTimeTooSkewed) when calling the HeadObject operation: The difference between the request time and the current time is too large.',
      "mc: <ERROR> The difference between the request time and the server's time is too large.",
    ],
    lookAlikes: ['An error occurred (ExpiredToken) when calling the ListObjectsV2 operation', 'request time 12ms'],
  },
  {
    id: 'aws-expired',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /ExpiredToken(?:Exception)?|security token included in the request is (?<why>expired|invalid)|InvalidClientTokenId|InvalidAccessKeyId|Access Key Id you provided does not exist|SignatureDoesNotMatch|UnrecognizedClientException|AuthFailure\b/,
    in: 'log',
    cause: (groups, context) =>
      `AWS does not accept the credentials of ${context.container}: the access key or token is ${groups.why ?? 'expired, wrong or deleted'} (or the clock of ${nodeOf(context)} is wrong)`,
    fixes: (_, context) => [
      showField(context, 'see where its credentials come from', '.env', '.envFrom', '.volumeMounts'),
      showRole(context),
      edit(context, 'renew the access key in the Secret, or better let the pod use the IAM role of its service account'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'An error occurred (ExpiredToken) when calling the ListObjectsV2 operation: The provided token has expired.',
      'An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid.',
      'SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided.',
    ],
    lookAlikes: ['token has expired for user', 'x509: certificate has expired'],
  },
  {
    id: 'aws-pod-identity',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /credentials from container-role|retrieve container metadata|169\.254\.170\.23\b.{0,200}(?:timed? ?out|deadline exceeded|refused|40[034]|500|no route|failed)|(?:[Tt]imed? ?out|[Rr]efused|[Ff]ailed).{0,120}169\.254\.170\.23\b|EKS does not have permissions to assume the associated role/,
    in: 'log',
    cause: (_, context) =>
      `the EKS Pod Identity agent of ${nodeOf(context)} (169.254.170.23) gives ${context.container} no credentials: the agent does not run there or is blocked, or no association ties an IAM role to service account ${context.namespace}/${accountName(context)}`,
    fixes: (_, context) => [
      inspect(
        'see whether the agent runs on every node',
        ...['get', 'pods', '-n', 'kube-system', '-l', 'app.kubernetes.io/name=eks-pod-identity-agent', '-o', 'wide'],
      ),
      advise(
        `ask the owner of the AWS account for a Pod Identity association of ${subject(context)} with a role that trusts pods.eks.amazonaws.com; a NetworkPolicy or a proxy must let 169.254.170.23 through (NO_PROXY)`,
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'fatal error: Error when retrieving credentials from container-role: Error retrieving metadata: Received error when attempting to retrieve container metadata: Connect timeout on endpoint URL: "http://169.254.170.23/v1/credentials"',
      'dial tcp 169.254.170.23:80: connect: connection refused while getting credentials: Get "http://169.254.170.23/v1/credentials": connection refused',
    ],
    lookAlikes: ['credentials loaded from 169.254.170.23', 'EC2RoleRequestError: no EC2 instance role found'],
  },
  {
    id: 'aws-metadata',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /(?:EC2MetadataError|ec2metadata|EC2 IMDS|EC2RoleRequestError|instance metadata|IMDS|169\.254\.169\.254\/latest).{0,200}(?:timed? ?out|deadline exceeded|exceeded|refused|40[134]|failed|no route|canceled|EOF)|failed to refresh cached credentials, (?<why>no EC2 IMDS role found.{0,80})|no EC2 IMDS role found/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} gets no credentials from the metadata service of ${nodeOf(context)}: pods may not reach it (IMDSv2 hop limit 1, NetworkPolicy), or the node has no IAM role; it has no role of its own service account either`,
    fixes: (_, context) => [
      showRole(context),
      showField(context, 'see its AWS variables', '.env', '.envFrom'),
      advise(
        'annotate the service account with an IAM role (IRSA) or use EKS Pod Identity, then recreate the pod; the hop limit of the node (http-put-response-hop-limit 2) is for whoever runs the nodes',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'operation error ec2imds: GetMetadata, failed to refresh cached credentials, no EC2 IMDS role found, operation error ec2imds: GetMetadata, exceeded maximum number of attempts',
      'EC2RoleRequestError: no EC2 instance role found caused by: RequestError: send request failed',
    ],
    lookAlikes: ['Unable to locate credentials', 'instance metadata cached'],
  },
  {
    id: 'aws-none',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /Unable to locate credentials|NoCredentialProviders|NoCredentialsError|Unable to load (?:AWS )?credentials from any|Could not load credentials from any providers|CredentialsProviderError|Unable to load credentials|no valid providers in chain|The config profile \((?<profile>[^)]{1,60})\) could not be found|MissingAuthenticationToken/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} finds no AWS credentials${groups.profile ? ` (profile ${groups.profile} does not exist)` : ''}: neither environment, Secret nor an IAM role of service account ${accountName(context)} gives it any`,
    fixes: (_, context) => [
      showRole(context),
      showField(context, 'see its AWS variables and mounts', '.env', '.envFrom', '.volumeMounts'),
      advise(
        'annotate the service account with eks.amazonaws.com/role-arn (or make an EKS Pod Identity association) and recreate the pod, or give the container a Secret with keys',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Unable to locate credentials. You can configure credentials by running "aws configure".',
      'NoCredentialProviders: no valid providers in chain. Deprecated.',
      'Error: Could not load credentials from any providers',
    ],
    lookAlikes: ['loaded credentials from file', 'git: could not read Username'],
  },
  {
    id: 'aws-region',
    code: 'cloud-credentials',
    category: 'config',
    pattern:
      /You must specify a region|MissingRegion|NoRegionError|Could not (?:find|resolve) region|Missing region in config|Unable to find a region via the region provider chain|Invalid Configuration: Missing Region/i,
    in: 'log',
    cause: (_, context) => `${context.container} does not know its AWS region: AWS_REGION is not set`,
    fixes: (_, context) => [
      showField(context, 'see its environment', '.env', '.envFrom'),
      edit(context, `set env AWS_REGION (AWS_DEFAULT_REGION) on ${context.container}`),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'You must specify a region. You can also configure your region by running "aws configure".',
      'MissingRegion: could not find region configuration',
      'ConfigError: Missing region in config',
    ],
    lookAlikes: ['region eu-west-1 selected', 'The bucket is in this region: us-east-1'],
  },
  {
    id: 'aws-no-object',
    code: 'app-error',
    category: 'config',
    pattern: /\b(?<why>NoSuchBucket|NoSuchKey)\b|(?<why2>404)\) when calling the (?<action>\w{1,40}) operation/,
    in: 'log',
    cause: (groups, context) =>
      `the bucket or object that ${context.container} asks S3 for does not exist${groups.why ? ` (${groups.why})` : ''}`,
    fixes: (_, context) => [
      showField(context, 'see which bucket and key it uses', '.command', '.args', '.env'),
      edit(context, 'correct bucket, key, region or endpoint URL, or upload the object first'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist',
      'fatal error: An error occurred (404) when calling the HeadObject operation: Key "seed.sql" does not exist',
    ],
    lookAlikes: ['An error occurred (403) when calling the HeadObject operation: Forbidden', 'HTTP 404'],
  },
  {
    id: 'aws-other-region',
    code: 'bad-config',
    category: 'config',
    pattern:
      /PermanentRedirect|must be addressed using the specified endpoint|(?:\(301\)|301 Moved Permanently).{0,60}(?:HeadObject|GetObject|HeadBucket|ListObjects\w{0,2})|AuthorizationHeaderMalformed|[Tt]he (?:region '(?<wrong>[\w-]{1,30})' is wrong; expecting '|bucket is in this region: )(?<region>[a-z]{2}-[\w-]{1,26})|IllegalLocationConstraint/,
    in: 'log',
    cause: (groups, context) =>
      `the bucket that ${context.container} asks for is in another region${groups.region ? ` (${groups.region})` : ''} than the one it sends its request to, so S3 redirects it to another endpoint (301)`,
    fixes: (groups, context) => [
      showField(context, 'see its region and endpoint', '.command', '.args', '.env', '.envFrom'),
      edit(
        context,
        `set AWS_REGION (or --region, the endpoint URL) to the region of the bucket${groups.region ? `: ${groups.region}` : ' (aws s3api get-bucket-location tells it)'}`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'fatal error: An error occurred (PermanentRedirect) when calling the HeadObject operation: The bucket you are attempting to access must be addressed using the specified endpoint.',
      "AuthorizationHeaderMalformed: The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'",
      'The bucket is in this region: us-east-1. Please use this region to retry the request',
    ],
    lookAlikes: ['An error occurred (404) when calling the HeadObject operation: Not Found', '301 Moved Permanently'],
  },
];
