import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageNotFound } from '../../../../src/diagnosis/rules/images/image-not-found.ts';
import { backOff, oldBackOff, oneInit, only, wordsOf } from '../container-facts.ts';

const image = (name: string) => ({ container: { image: name } });
const containerd = (full: string) =>
  `rpc error: code = NotFound desc = failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${full}: not found`;

const fires: readonly [string, Parameters<typeof oneInit>[0], RegExp[]][] = [
  [
    'containerd, 1.32 and later',
    { ...image('busybox:1.99.0'), ...backOff(containerd('docker.io/library/busybox:1.99.0'), 'busybox:1.99.0') },
    [
      /busybox:1\.99\.0 of init container setup does not exist/,
      /docker\.io has no such tag/,
      /kubectl set image deploy\/web -n shop setup=busybox:TAG/,
    ],
  ],
  [
    'containerd, up to 1.31: only the event says why',
    { ...image('busybox:1.99.0'), ...oldBackOff(containerd('docker.io/library/busybox:1.99.0'), 'busybox:1.99.0') },
    [/docker\.io has no such tag/],
  ],
  [
    'CRI-O',
    backOff('initializing source docker://ghcr.io/acme/tools:1.4: reading manifest 1.4 in ghcr.io/acme/tools: manifest unknown'),
    [/tools:1\.4 of .*ghcr\.io has no such tag/],
  ],
  [
    'docker',
    backOff(
      'rpc error: code = Unknown desc = Error response from daemon: manifest for ghcr.io/acme/tools:1.4 not found: manifest unknown: manifest unknown',
    ),
    [/ghcr\.io has no such tag/],
  ],
  [
    'no such repository',
    backOff('reading manifest 1.4 in quay.io/acme/tools: name unknown: repository not found'),
    [/has no such repository/],
  ],
  [
    'Amazon ECR',
    backOff("failed to resolve reference: NAME_UNKNOWN: The repository with name 'tools' does not exist in the registry with id '123'"),
    [/no such repository/, /correct the name of the image, or create repository/],
  ],
  [
    'no such repository, and a tag that looks cut off: another tag would not help',
    {
      ...image('alpin:3.2'),
      ...backOff('reading manifest 3.2 in docker.io/library/alpin: name unknown: repository not found', 'alpin:3.2'),
    },
    [/correct the name of the image, or create repository library\/alpin at docker\.io/, /put the right image in place of IMAGE/],
  ],
  [
    'a name under library/ that Docker Hub denies',
    {
      ...image('busybocks:1.36'),
      ...backOff(
        'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
        'busybocks:1.36',
      ),
    },
    [/no repository library\/busybocks/],
  ],
  [
    'a number that lost its zero',
    { ...image('alpine:3.2'), ...backOff(containerd('docker.io/library/alpine:3.2'), 'alpine:3.2') },
    [/3\.20 was meant/, /quote/, /setup=alpine:TAG/],
  ],
  [
    'no tag latest',
    { ...image('ghcr.io/acme/tools'), ...backOff(containerd('ghcr.io/acme/tools:latest'), 'ghcr.io/acme/tools') },
    [/no tag latest/],
  ],
  [
    'another container has a tag of the same repository',
    { ...backOff(containerd('ghcr.io/acme/tools:1.4')), spec: { containers: [{ name: 'app', image: 'ghcr.io/acme/tools:1.3.9' }] } },
    [/container app uses tag 1\.3\.9/, /setup=ghcr\.io\/acme\/tools:1\.3\.9/],
  ],
  [
    'a typo against the image of another container',
    { ...backOff(containerd('ghcr.io/acme/tools:1.4')), spec: { containers: [{ name: 'app', image: 'ghcr.io/acme/toolz:1.4' }] } },
    [/looks like a typo/],
  ],
  [
    'an image volume; the image of the container is there',
    {
      ...image('busybox:1.36'),
      ...backOff(containerd('ghcr.io/acme/models:v9'), 'ghcr.io/acme/models:v9'),
      spec: { volumes: [{ name: 'model', image: { reference: 'ghcr.io/acme/models:v9' } }] },
    },
    [
      /image ghcr\.io\/acme\/models:v9 of volume model, which init container setup mounts, does not exist/,
      /image\.reference of model/,
      /kubectl edit/,
    ],
  ],
  [
    'a variable that was never set',
    { ...image('ghcr.io/acme/tools:undefined'), ...backOff(containerd('ghcr.io/acme/tools:undefined'), 'ghcr.io/acme/tools:undefined') },
    [/never set/],
  ],
  [
    'a gone digest',
    {
      ...image(`nginx@sha256:${'a'.repeat(64)}`),
      ...backOff(containerd(`docker.io/library/nginx@sha256:${'a'.repeat(64)}`), `nginx@sha256:${'a'.repeat(64)}`),
    },
    [/no such digest/],
  ],
];

for (const [name, input, patterns] of fires) {
  test(`fires: ${name}`, () => {
    const finding = only(imageNotFound, input);
    assert.equal(finding.category, 'image-not-found');
    for (const pattern of patterns) assert.match(wordsOf(finding), pattern);
  });
}

const silent: readonly [string, Parameters<typeof oneInit>[0]][] = [
  ['a platform that is "not found"', backOff('failed to pull and unpack image "x": no match for platform in manifest: not found')],
  [
    'a host that is not found',
    backOff('failed to do request: Head "https://reg.acme/v2/": dial tcp: lookup reg.acme on 10.0.0.2:53: no such host'),
  ],
  [
    'a private repository',
    backOff(
      'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    ),
  ],
  [
    'a pull that worked in the end',
    {
      waiting: { reason: 'PodInitializing' },
      events: [
        ['Failed', 'Failed to pull image "x": not found', '2026-06-01T11:50:00Z'],
        ['Pulled', 'Successfully pulled image', '2026-06-01T11:59:00Z'],
      ],
    },
  ],
  ['a ConfigMap that is not found', { waiting: { reason: 'CreateContainerConfigError', message: 'configmap "x" not found' } }],
];
for (const [name, input] of silent) test(`silent: ${name}`, () => assert.deepEqual(imageNotFound.judge(oneInit(input)), []));

test('an injected container is changed through its injector', () => {
  const finding = only(imageNotFound, {
    container: { name: 'istio-init', image: 'istio/proxyv2:1.99' },
    ...backOff(containerd('docker.io/istio/proxyv2:1.99'), 'istio/proxyv2:1.99'),
  });
  assert.match(finding.fixes[0]?.text ?? '', /injected by Istio/);
  assert.equal(finding.fixes[0]?.command, undefined);
});
