import type { Fix } from '../../finding.ts';
import { advise, inspect, mutate } from '../../words/commands.ts';
import { imageParts } from '../image-parts.ts';
import { changeImage } from '../remedies.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** What registries say when they know no such image, or do not give it to us. Their own words vary: they are matched loosely. */

const hostOf = ({ image }: SignatureContext) => {
  const { host } = imageParts(image);
  return host === 'docker.io' ? 'Docker Hub (docker.io)' : host;
};

function credentials(context: SignatureContext): readonly Fix[] {
  const { namespace } = context;
  const account = context.serviceAccount || 'default';
  return [
    inspect(
      'see which pull secrets exist and compare them with imagePullSecrets of the pod',
      'get',
      'secrets',
      '-n',
      namespace,
      '--field-selector',
      'type=kubernetes.io/dockerconfigjson',
    ),
    mutate(
      `make a pull secret with credentials for ${imageParts(context.image).host} (fill in USER and PASSWORD)`,
      ...['create', 'secret', 'docker-registry', 'registry-login', '-n', namespace],
      ...[`--docker-server=${loginServer(context)}`, '--docker-username=USER', '--docker-password=PASSWORD'],
    ),
    mutate(
      `name it in imagePullSecrets of service account ${account} (or of the pod), then recreate the pod`,
      ...['patch', 'serviceaccount', account, '-n', namespace, '-p', '{"imagePullSecrets":[{"name":"registry-login"}]}'],
    ),
  ];
}

function loginServer({ image }: SignatureContext): string {
  const { host } = imageParts(image);
  return host === 'docker.io' ? 'https://index.docker.io/v1/' : host;
}

export const registryAccess: readonly Signature[] = [
  {
    id: 'registry-rate-limit',
    code: 'image-rate-limit',
    category: 'image-rate-limit',
    pattern:
      /toomanyrequests|429 Too Many Requests|status(?: code)?:? (?:\S{1,20} )?429\b|pull rate limit|\bRate exceeded|rate limit exceeded|Quota exceeded for quota metric/i,
    in: 'message',
    cause: (_, context) =>
      `the registry ${hostOf(context)} answers 429 too many requests: the pull rate limit for ${context.image} is used up (anonymous pulls of all nodes behind one address count together)`,
    fixes: (_, context) => [
      ...credentials(context),
      advise(
        'or pull from a mirror or pull-through cache, with a fixed tag and imagePullPolicy IfNotPresent; a limit is lifted after some hours by itself',
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'failed to pull and unpack image "docker.io/library/redis:7": failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/redis/manifests/sha256:1: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit.',
      'pulling from host registry.test:5000 failed with status code [manifests 1]: 429 Too Many Requests',
      'Error response from daemon: toomanyrequests: Rate exceeded',
    ],
    lookAlikes: ['unexpected status from HEAD request: 403 Forbidden', 'failed size validation: 4290 != 1429'],
  },
  {
    id: 'registry-token-expired',
    code: 'image-auth',
    category: 'image-auth',
    pattern:
      /authorization token has expired|(?:token|credentials?) (?:is|are|has|have) expired|ExpiredToken|denied: Your (?:authorization|Authorization) token/i,
    in: 'message',
    cause: (_, context) =>
      `the credentials for ${hostOf(context)} have expired (an Amazon ECR token lives 12 hours), so the image ${context.image} is denied`,
    fixes: (_, context) => [
      ...credentials(context).slice(0, 1),
      advise(
        'renew the pull secret with a fresh token, and have it renewed by a CronJob or operator; on EKS let the node role (AmazonEC2ContainerRegistryReadOnly) or the kubelet credential provider do it',
      ),
      ...credentials(context).slice(1, 2),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'unexpected status from HEAD request to https://1.dkr.ecr.eu-west-1.amazonaws.com/v2/app/manifests/1: 403 Forbidden: denied: Your authorization token has expired. Reauthenticate and try again.',
      'Error response from daemon: denied: Your Authorization Token has expired. Please run aws ecr get-login',
    ],
    lookAlikes: ['x509: certificate has expired or is not yet valid', 'unexpected status: 401 Unauthorized'],
  },
  {
    id: 'registry-cloud-permission',
    code: 'image-auth',
    category: 'image-auth',
    pattern:
      /Permission "(?<right>(?:artifactregistry|storage)\.[\w.]{1,80})" denied|(?<right2>ecr:\w{1,40}) on resource|not authorized to perform:? (?<right3>ecr:\w{1,40})|don't have the needed permissions to perform this operation|client with IP '?(?<address>[\d.]{7,15})'? is not allowed access/,
    in: 'message',
    cause: (groups, context) =>
      groups.address
        ? `the firewall of the registry ${hostOf(context)} does not let ${groups.address} in, so ${context.image} is denied`
        : `the identity of the node may not pull ${context.image}${groups.right ? ` (it lacks ${groups.right})` : ''}: the registry ${hostOf(context)} denies it, or has no such repository`,
    fixes: (groups, context) => [
      ...credentials(context).slice(0, 1),
      advise(
        `ask the owner of the registry to grant the nodes' identity ${groups.right ?? 'the right to read the repository'} (roles/artifactregistry.reader, AmazonEC2ContainerRegistryReadOnly, AcrPull), and check project, region and repository in the image name`,
      ),
      ...credentials(context).slice(1),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'failed to authorize: failed to fetch oauth token: unexpected status: 403 Forbidden: Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/p/locations/eu/repositories/r" (or it may not exist)',
      'User: arn:aws:sts::1:assumed-role/node/i-1 is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:eu-west-1:2:repository/app',
      "denied: client with IP '20.1.2.3' is not allowed access. Refer https://aka.ms/acr/firewall to grant access",
    ],
    lookAlikes: ['Permission denied (publickey).', 'pods is forbidden: User "x" cannot list resource "pods"'],
  },
  {
    id: 'registry-pull-access-denied',
    code: 'image-auth',
    category: 'image-auth',
    pattern:
      /pull access denied(?: for (?<image>[^\s,]{1,200}))?|repository does not exist or may require|insufficient_scope|requested access to the resource is denied/,
    in: 'message',
    cause: (_, context) =>
      `pull access to ${context.image} is denied: the repository is private and the pod has no valid credentials (imagePullSecrets) for ${hostOf(context)}, or it does not exist`,
    fixes: (_, context) => [
      advise(
        `look up whether the repository ${imageParts(context.image).repository} exists on ${hostOf(context)}: a typo reads the same as a private image`,
      ),
      ...credentials(context),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'failed to resolve reference "docker.io/acme/app:1": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
      "Error response from daemon: pull access denied for acme/app, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    ],
    lookAlikes: ['unable to resolve host: access denied', 'manifest unknown'],
  },
  {
    id: 'registry-unauthorized',
    code: 'image-auth',
    category: 'image-auth',
    pattern:
      /\b(?<status>40[13] (?:Unauthorized|Forbidden))|no basic auth credentials|unable to retrieve auth token|invalid username\/password|unauthorized: (?<why>.{1,80})|: unauthorized$|authentication required|failed to fetch (?:anonymous|oauth) token|failed to authorize|: denied(?:$|: )|HTTP Basic: Access denied/i,
    in: 'message',
    cause: (groups, context) =>
      `the registry ${hostOf(context)} does not give out ${context.image} (${groups.status ?? 'unauthorized'}): it is private, and the pod's imagePullSecrets hold no valid credentials for it`,
    fixes: (_, context) => credentials(context),
    weight: 2,
    heals: 'no',
    matches: [
      'failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Aacme%2Fapp%3Apull&service=ghcr.io: 401 Unauthorized',
      'pulling from host registry.test failed with status code [manifests 1]: 401 Unauthorized',
      'reading manifest 1 in quay.io/acme/app: unauthorized: access to the requested resource is not authorized',
      'Get https://1.dkr.ecr.eu-west-1.amazonaws.com/v2/app/manifests/1: no basic auth credentials',
    ],
    lookAlikes: ['exec: "/x": permission denied', 'unexpected status: 500 Internal Server Error'],
  },
  {
    id: 'registry-not-found',
    code: 'image-not-found',
    category: 'image-not-found',
    pattern:
      /manifest unknown|name unknown|manifest for \S{1,300} not found|(?:failed to resolve reference|code = NotFound).{0,600}not found|repository name not known|404 Not Found|(?:image|artifact|tag|manifest tagged by|repository) .{1,200}(?:not found|does not exist)|Requested entity was not found|was deleted or has expired|Failed to fetch "[^"]{1,100}"|unknown (?:tag|manifest|repository)/i,
    in: 'message',
    cause: (_, context) => {
      const { repository, tag } = imageParts(context.image);
      return `the image ${context.image} does not exist: ${hostOf(context)} has no tag ${tag} in ${repository} (not found)`;
    },
    fixes: (_, context) => {
      const { repository, tag } = imageParts(context.image);
      const full =
        imageParts(context.image).host === 'docker.io'
          ? `docker.io/${repository.includes('/') ? repository : `library/${repository}`}`
          : repository;
      return [
        { text: 'list the tags that exist', command: `skopeo list-tags docker://${full.replace(/[^\w./:-]/g, '')}`, risk: 'inspect' },
        changeImage(
          context,
          `set an existing tag in place of TAG (quote tags such as "1.10" in YAML, else they are read as numbers), or push ${tag} to the registry`,
          `${repository}:TAG`,
        ),
      ];
    },
    weight: 2,
    heals: 'no',
    matches: [
      'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/redis:77": failed to resolve reference "docker.io/library/redis:77": docker.io/library/redis:77: not found',
      'initializing source docker://quay.io/acme/app:9: reading manifest 9 in quay.io/acme/app: manifest unknown',
      'Error response from daemon: manifest for redis:77 not found: manifest unknown: manifest unknown',
      "name unknown: The repository with name 'app' does not exist in the registry with id '123456789012'",
    ],
    lookAlikes: ['configmap "settings" not found', 'dial tcp: lookup registry.test: no such host'],
  },
];
