import { movedTo } from '../../images/image-hint.ts';
import { readImage } from '../../images/image-reference.ts';
import { pullFailure } from '../../images/pull-failure.ts';
import { imagePuller, pullSecretNeeds, pullSecrets, secretFixes, secretTrouble } from '../../images/pull-secrets.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { editContainer, throughInjector } from '../../words/change-container.ts';
import { isAbsent } from './image-not-found.ts';

/** The registry wants credentials that the pod does not have, or refuses those it has. */
export const imageAuth: Rule = {
  id: 'image-auth',
  needs: (facts) => (pullFailure(facts)?.cause === 'auth' || pullFailure(facts)?.cause === 'expired' ? pullSecretNeeds(facts) : []),
  judge(facts) {
    const failure = pullFailure(facts);
    if (!failure || isAbsent(failure) || (failure.cause !== 'auth' && failure.cause !== 'expired')) return [];
    const { step, image, cause, text } = failure;
    const { registry, repository } = readImage(image);
    const secrets = pullSecrets(facts);
    const trouble = secretTrouble(facts, secrets, registry, cause === 'expired');
    const unsure = /repository does not exist|may not exist/.test(text) ? ` (or repository ${repository} does not exist)` : '';
    const answer = /\b40[13]\b/.exec(text)?.[0] === '403' ? '403 Forbidden' : '401 Unauthorized';
    const moved = movedTo(image);
    const puller = imagePuller(facts, image);
    const injected = throughInjector(facts, step.name, `use an image that the nodes may pull for ${step.name}`);
    return [
      {
        code: 'image-auth',
        category: 'image-auth',
        severity: 'error',
        container: step.name,
        cause: `registry ${registry} refuses to hand out image ${image} of ${roleOf(step)} ${step.name} without valid credentials (${answer})${unsure}: ${moved ?? puller?.text ?? trouble.text}`,
        fixes: [
          ...(moved
            ? [editContainer(facts, step.name, `name the image of ${step.name} where it is now (${moved}), with a tag that exists there`)]
            : []),
          ...(puller ? [puller.fix] : secretFixes(facts, trouble, image)),
          ...(injected ? [injected] : []),
        ],
        evidence: [...failure.evidence, ...trouble.evidence],
        heals: 'no',
        confidence: unsure ? 'likely' : 'certain',
        depth: trouble.proved ? 'root' : 'cause',
      },
    ];
  },
};
