import { editContainer } from '../change-container.ts';
import { inspect } from '../commands.ts';
import { roleOf } from '../failed-run.ts';
import { imageNameProblem } from '../image-reference.ts';
import { pullFailure } from '../pull-failure.ts';
import type { Rule } from '../rule.ts';

/** The image name is none: no registry was asked. */
export const imageName: Rule = {
  id: 'image-name',
  judge(facts) {
    const failure = pullFailure(facts);
    if (!failure || (failure.cause !== 'name' && !/invalid reference format/.test(failure.text))) return [];
    const { step, image, text } = failure;
    const problem = imageNameProblem(image) ?? text.split(': ').at(-1) ?? 'invalid reference format';
    const name = facts.pod.metadata?.name ?? '';
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
          inspect(
            'see the image names of the pod',
            'get',
            'pod',
            name,
            '-n',
            facts.namespace,
            '-o',
            'jsonpath={.spec.initContainers[*].image}',
          ),
        ],
        evidence: failure.evidence,
        heals: 'no',
        confidence: 'certain',
        depth: 'cause',
      },
    ];
  },
};
