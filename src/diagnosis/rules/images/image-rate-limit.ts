import type { Facts } from '../../facts.ts';
import type { Finding } from '../../finding.ts';
import { readImage } from '../../images/image-reference.ts';
import { type PullFailure, pullFailure } from '../../images/pull-failure.ts';
import { pullSecretNeeds, pullSecrets } from '../../images/pull-secrets.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { changePod } from '../../words/change-spec.ts';
import { advise, inspect } from '../../words/commands.ts';
import { fromObject, fromSpec } from '../../words/evidence.ts';

/** The registry answers 429: too many pulls, mostly anonymous ones from Docker Hub. */
export const imageRateLimit: Rule = {
  id: 'image-rate-limit',
  needs: (facts) => (pullFailure(facts)?.cause === 'rate-limit' ? pullSecretNeeds(facts) : []),
  judge(facts) {
    const failure = pullFailure(facts);
    if (failure?.cause !== 'rate-limit') return [];
    const { step, image } = failure;
    if (/pull QPS exceeded/i.test(failure.text)) return [ofKubelet(failure, facts)];
    const { registry } = readImage(image);
    const { named, unnamed } = pullSecrets(facts);
    const hub = registry === 'docker.io';
    const spare = named.length === 0 ? unnamed[0] : undefined;
    const who =
      named.length > 0
        ? `though the pod names imagePullSecrets ${named.join(', ')}`
        : spare === undefined
          ? 'and the pod pulls as anonymous: it names no imagePullSecrets'
          : `because the pod pulls as anonymous: Secret ${spare} exists, but the pod names no imagePullSecrets`;
    const limited = `the rate limit of ${hub ? 'Docker Hub' : `registry ${registry}`} is used up (429 too many requests)`;
    const mirror = advise(
      `pull ${image} from a mirror or pull-through cache with a fixed tag and imagePullPolicy IfNotPresent; the limit counts all pulls from the address of the nodes and resets after some hours`,
    );
    const login = spare
      ? changePod(facts, `name Secret ${spare} in imagePullSecrets, so that the pod authenticates`, { imagePullSecrets: [{ name: spare }] })
      : advise(
          `authenticate the pull: a Secret of type kubernetes.io/dockerconfigjson named in imagePullSecrets has a rate limit of its own`,
        );
    return [
      {
        code: 'image-rate-limit',
        category: 'image-rate-limit',
        severity: 'error',
        container: step.name,
        cause: `${limited}, so image ${image} of ${roleOf(step)} ${step.name} cannot be pulled, ${who}`,
        fixes: [
          login,
          mirror,
          inspect(
            'see which pull secrets there are',
            'get',
            'secrets',
            '-n',
            facts.namespace,
            '--field-selector=type=kubernetes.io/dockerconfigjson',
          ),
        ],
        evidence: [
          ...failure.evidence,
          fromSpec('spec.imagePullSecrets', named.join(', ') || 'none'),
          ...(spare ? [fromObject(`Secret ${facts.namespace}/${spare}`, 'type kubernetes.io/dockerconfigjson')] : []),
        ],
        heals: 'maybe',
        confidence: 'certain',
        depth: spare ? 'root' : 'cause',
      },
    ];
  },
};

/** The kubelet's own limit on how many pulls begin a second; the registry is not even asked. */
function ofKubelet({ step, image, evidence }: PullFailure, { pod }: Facts): Finding {
  const node = pod.spec?.nodeName ?? 'the node';
  return {
    code: 'image-rate-limit',
    category: 'image-rate-limit',
    severity: 'error',
    container: step.name,
    cause: `the kubelet of ${node} begins no more pulls for the moment (pull QPS exceeded: registryPullQPS and registryBurst limit its rate), so image ${image} of ${roleOf(step)} ${step.name} waits its turn`,
    fixes: [
      advise(
        'wait for the next attempt; where many pods start at once, set imagePullPolicy IfNotPresent, or have registryPullQPS and registryBurst raised in the configuration of the kubelet',
      ),
    ],
    evidence,
    heals: 'by-itself',
    confidence: 'certain',
    depth: 'cause',
  };
}
