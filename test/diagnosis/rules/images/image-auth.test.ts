import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageAuth } from '../../../../src/diagnosis/rules/images/image-auth.ts';
import { backOff, oldBackOff, oneInit, only, wordsOf } from '../container-facts.ts';

const denied =
  'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
const unauthorized =
  'failed to resolve reference "ghcr.io/acme/tools:1.4": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token: 401 Unauthorized';
const pullSecret = (name: string) => ({
  kind: 'Secret',
  metadata: { name },
  type: 'kubernetes.io/dockerconfigjson',
  data: { '.dockerconfigjson': '' },
});
const named = (...names: string[]) => ({ spec: { imagePullSecrets: names.map((name) => ({ name })) } });

const fires: readonly [string, Parameters<typeof oneInit>[0], RegExp[]][] = [
  [
    'no credentials at all',
    backOff(unauthorized),
    [/401 Unauthorized/, /names imagePullSecrets/, /kubectl create secret docker-registry .* -n shop --docker-server=ghcr\.io/],
  ],
  [
    'a frozen registry',
    {
      container: { image: 'k8s.gcr.io/tools:1' },
      ...backOff('unexpected status from HEAD request to https://eu-docker.pkg.dev/v2/x: 403 Forbidden', 'k8s.gcr.io/tools:1'),
    },
    [/this registry is frozen: its images are at registry\.k8s\.io/],
  ],
  [
    'CRI-O: the registry gives no token',
    backOff(
      'initializing source docker://ghcr.io/acme/tools:1.4: requesting bearer token: invalid status code from registry 403 (Forbidden)',
    ),
    [/refuses to hand out image .*403 Forbidden/],
  ],
  [
    'the registry of OpenShift, another project',
    {
      container: { image: 'image-registry.openshift-image-registry.svc:5000/builds/tools:1' },
      ...backOff('unauthorized: authentication required', 'image-registry.openshift-image-registry.svc:5000/builds/tools:1'),
    },
    [
      /belongs to project builds, where service account default of project shop lacks the role system:image-puller/,
      /create rolebinding image-puller-shop --clusterrole=system:image-puller --serviceaccount=shop:default -n builds/,
    ],
  ],
  ['up to 1.31', oldBackOff(`rpc error: code = Unknown desc = ${denied}`), [/or repository acme\/tools does not exist/]],
  [
    'a Secret that nobody names',
    { ...backOff(denied), objects: [pullSecret('ghcr-login')] },
    [/pull secret ghcr-login exists in namespace shop/, /kubectl patch deploy\/web .*"imagePullSecrets":\[\{"name":"ghcr-login"\}\]/],
  ],
  [
    'a named Secret that does not exist',
    { ...backOff(unauthorized), ...named('regcred') },
    [/Secret regcred named in imagePullSecrets does not exist in namespace shop/],
  ],
  [
    'a named Secret that does not exist, and one of nearly that name',
    { ...backOff(unauthorized), ...named('regcreds'), objects: [pullSecret('regcred')] },
    [/but pull secret regcred does/],
  ],
  [
    'secrets may not be read, but the event names the missing one',
    {
      ...backOff(unauthorized),
      ...named('regcred'),
      denied: ['Secret'],
      podEvents: [
        [
          'FailedToRetrieveImagePullSecret',
          'Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.',
        ],
      ],
    },
    [/does not exist/],
  ],
  [
    'a Secret of the wrong type',
    {
      ...backOff(unauthorized),
      ...named('regcred'),
      objects: [{ kind: 'Secret', metadata: { name: 'regcred' }, type: 'Opaque', data: { username: '', password: '' } }],
    },
    [/type Opaque with keys username and password/],
  ],
  [
    'a good Secret that the registry refuses',
    {
      ...backOff('reading manifest 1.4 in ghcr.io/acme/tools: denied: requested access to the resource is denied'),
      ...named('regcred'),
      objects: [pullSecret('regcred')],
    },
    [/expired, or lacks the right/],
  ],
  [
    'an ECR token after 12 hours',
    {
      container: { image: '1.dkr.ecr.eu-west-1.amazonaws.com/tools:1' },
      ...backOff(
        'Error response from daemon: denied: Your authorization token has expired. Reauthenticate and try again.',
        '1.dkr.ecr.eu-west-1.amazonaws.com/tools:1',
      ),
      ...named('ecr'),
      objects: [pullSecret('ecr')],
    },
    [/token in it has expired/, /12 hours/],
  ],
  [
    'the ServiceAccount got its secret after the pod',
    {
      ...backOff(unauthorized),
      objects: [{ kind: 'ServiceAccount', metadata: { name: 'default' }, imagePullSecrets: [{ name: 'regcred' }] }],
    },
    [/only new pods get it/, /kubectl delete pod/],
  ],
  [
    'Artifact Registry',
    {
      container: { image: 'europe-docker.pkg.dev/p/r/tools:1' },
      ...backOff(
        'unexpected status from HEAD request to https://europe-docker.pkg.dev/v2/p/r/tools/manifests/1: 403 Forbidden',
        'europe-docker.pkg.dev/p/r/tools:1',
      ),
    },
    [/artifactregistry\.reader/],
  ],
];
for (const [name, input, patterns] of fires) {
  test(`fires: ${name}`, () => {
    const finding = only(imageAuth, input);
    assert.equal(finding.category, 'image-auth');
    for (const pattern of patterns) assert.match(wordsOf(finding), pattern);
  });
}

const silent: readonly [string, Parameters<typeof oneInit>[0]][] = [
  ['rate limit', backOff('429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit')],
  ['an official image that does not exist', { container: { image: 'busybocks' }, ...backOff(denied, 'busybocks') }],
  [
    'the token server cannot be reached',
    backOff('failed to authorize: failed to fetch anonymous token: Get "https://auth.docker.io/token": dial tcp 1.2.3.4:443: i/o timeout'),
  ],
  ['CRI-O: the registry is out of order', backOff('requesting bearer token: invalid status code from registry 502 (Bad Gateway)')],
  [
    'a container that may not write',
    { waiting: { reason: 'CrashLoopBackOff' }, lastTerminated: { exitCode: 1, message: 'permission denied' }, restarts: 2 },
  ],
];
for (const [name, input] of silent) test(`silent: ${name}`, () => assert.deepEqual(imageAuth.judge(oneInit(input)), []));
