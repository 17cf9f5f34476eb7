import type { Facts } from '../../facts.ts';
import type { Finding } from '../../finding.ts';
import { imageNameProblem } from '../../images/image-reference.ts';
import { type PullFailure, pullFailure } from '../../images/pull-failure.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { editContainer } from '../../words/change-container.ts';
import { setImage } from '../../words/change-spec.ts';
import { advise } from '../../words/commands.ts';
import { showPod } from '../../words/show-pod.ts';

/** The image name is none: no registry was asked. */
export const imageName: Rule = {
  id: 'image-name',
  judge(facts) {
    const failure = pullFailure(facts);
    if (!failure || (failure.cause !== 'name' && !/invalid reference format/.test(failure.text))) return [];
    const { step, image, text } = failure;
    if (shortName.test(text)) return [unqualified(facts, failure)];
    const problem = imageNameProblem(image) ?? text.split(': ').at(-1) ?? 'invalid reference format';
    return [
      {
        code: 'image-name',
        category: 'image-name',
        severity: 'error',
        container: step.name,
        cause: `image name ${image.trim() === '' ? '(empty)' : image} of ${roleOf(step)} ${step.name} is invalid: ${problem}`,
        fixes: [
          editContainer(
            facts,
            step.name,
            `write a valid image name for ${step.name}: registry/repository:tag with a lower-case repository and one concrete tag; if a template or pipeline fills it in, see that it does so for init containers too`,
          ),
          showPod(facts, 'see the image names of the pod', '{.spec.initContainers[*].image}'),
        ],
        evidence: failure.evidence,
        heals: 'no',
        confidence: 'certain',
        depth: 'cause',
      },
    ];
  },
};

const shortName = /short-?name|unqualified-search registries/i;

/** CRI-O and Podman ask no registry for a name without one, unless /etc/containers/registries.conf says which. */
function unqualified(facts: Facts, { step, image, evidence }: PullFailure): Finding {
  const whole = `docker.io/${image.includes('/') ? image : `library/${image}`}`;
  const node = facts.pod.spec?.nodeName ?? 'of the pod';
  return {
    code: 'image-name',
    category: 'image-name',
    severity: 'error',
    container: step.name,
    cause: `image name ${image} of ${roleOf(step)} ${step.name} is a short name without a registry, which the runtime of node ${node} does not resolve: registries.conf names no unqualified-search registries, or several answer`,
    fixes: [
      setImage(facts, `use the fully qualified name with its registry: ${whole}`, step.name, whole),
      advise(`or have an alias or unqualified-search-registries = ["docker.io"] set in /etc/containers/registries.conf on the nodes`),
    ],
    evidence,
    heals: 'no',
    confidence: 'certain',
    depth: 'root',
  };
}
