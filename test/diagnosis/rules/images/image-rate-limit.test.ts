import { imageRateLimit } from '../../../../src/diagnosis/rules/images/image-rate-limit.ts';
import { backOff, oldBackOff, specify } from '../container-facts.ts';

const hub = 'acme/tools:1.4';
const limit = 'toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit';
const onHub = (why: string) => ({ container: { image: hub }, ...backOff(why, hub) });

specify(imageRateLimit, {
  fires: [
    [
      'Docker Hub, anonymous',
      onHub(`unexpected status code https://registry-1.docker.io/v2/x: 429 Too Many Requests - Server message: ${limit}`),
      [/rate limit of Docker Hub is used up/, /anonymous/, /mirror/],
    ],
    ['up to 1.31', { container: { image: hub }, ...oldBackOff(`rpc error: code = Unknown desc = ${limit}`, hub) }, [/429/]],
    ['CRI-O', onHub(`initializing source docker://acme/tools:1.4: reading manifest 1.4 in docker.io/acme/tools: ${limit}`), [/Docker Hub/]],
    [
      'a Secret that nobody names',
      {
        ...onHub(limit),
        objects: [{ kind: 'Secret', metadata: { name: 'hub' }, type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': '' } }],
      },
      [/Secret hub exists, but the pod names no imagePullSecrets/, /"imagePullSecrets":\[\{"name":"hub"\}\]/],
    ],
    ['with credentials', { ...onHub(limit), spec: { imagePullSecrets: [{ name: 'hub' }] } }, [/though the pod names imagePullSecrets hub/]],
    [
      'Amazon ECR Public',
      { container: { image: 'public.ecr.aws/x/y:1' }, ...backOff('toomanyrequests: Rate exceeded', 'public.ecr.aws/x/y:1') },
      [/registry public\.ecr\.aws/],
    ],
    [
      'another registry, newer containerd',
      backOff('pulling from host ghcr.io failed with status code [manifests 1.4]: 429 Too Many Requests'),
      [/registry ghcr\.io/],
    ],
    [
      'the kubelet itself',
      backOff('pull QPS exceeded'),
      [/kubelet of node-1 begins no more pulls for the moment/, /registryPullQPS and registryBurst raised/],
    ],
  ],
  silent: [
    ['a tag with 429 in it', backOff('ghcr.io/acme/tools:429: not found')],
    ['refused', backOff('401 Unauthorized')],
    ['no answer', backOff('dial tcp 1.2.3.4:443: i/o timeout')],
  ],
});
