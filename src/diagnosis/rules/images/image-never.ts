import { imageHint } from '../../images/image-hint.ts';
import { pullFailure } from '../../images/pull-failure.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { changeContainer } from '../../words/change-container.ts';
import { advise, inspect } from '../../words/commands.ts';
import { fromSpec } from '../../words/evidence.ts';

/** imagePullPolicy Never, and the node does not have the image (or, from 1.35, the pod has no right to the one that is there). */
export const imageNever: Rule = {
  id: 'image-never',
  judge(facts) {
    const failure = pullFailure(facts);
    if (failure?.cause !== 'never') return [];
    const { step, image } = failure;
    const node = facts.pod.spec?.nodeName ?? 'the node';
    const hint = imageHint(facts, failure);
    return [
      {
        code: 'image-never',
        category: 'image-never',
        severity: 'error',
        container: step.name,
        cause: `image ${image} of ${roleOf(step)} ${step.name} is not present on node ${node}, and imagePullPolicy Never forbids to pull it${hint?.evidence ? `; ${hint.text}` : ''}`,
        fixes: [
          changeContainer(facts, step.name, 'set imagePullPolicy to IfNotPresent, if a registry has the image', {
            imagePullPolicy: 'IfNotPresent',
          }),
          advise(
            `or load ${image} on every node the pod may run on: kind load docker-image, minikube image load, k3s ctr images import, ctr -n k8s.io images import`,
          ),
          inspect(`see which images ${node} has`, 'get', 'node', node, '-o', 'jsonpath={range .status.images[*]}{.names}{"\\n"}{end}'),
        ],
        evidence: [...failure.evidence, fromSpec(`imagePullPolicy of ${step.name}`, step.spec.imagePullPolicy ?? 'Never')],
        heals: 'no',
        confidence: 'certain',
        depth: 'cause',
      },
    ];
  },
};
