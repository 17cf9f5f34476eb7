import type { Rule } from '../../rule.ts';
import { exitEvidence, failedRun, roleOf } from '../../runs/failed-run.ts';
import { inspect } from '../../words/commands.ts';
import { recreatePod } from '../../words/replace-object.ts';

/** The container vanished from the node before the kubelet saw it end. */
export const containerGone: Rule = {
  id: 'container-gone',
  judge(facts) {
    const failed = failedRun(facts);
    const gone =
      failed && (failed.run.reason === 'ContainerStatusUnknown' || (failed.run.reason === 'Unknown' && failed.run.exitCode === 255));
    if (!failed || !gone || facts.pod.status?.reason) return [];
    const { step } = failed;
    const node = facts.pod.spec?.nodeName;
    const onNode = node ? ` from node ${node}` : '';
    return [
      {
        code: 'container-gone',
        category: 'node',
        severity: 'error',
        container: step.name,
        cause: `${roleOf(step)} ${step.name} vanished${onNode} while it ran, so nobody knows how it ended (${failed.run.reason}): the node was rebooted, its container runtime restarted or lost its data, or the pod was evicted`,
        fixes: [
          ...(node ? [inspect(`see whether node ${node} was rebooted or under pressure`, 'describe', 'node', node)] : []),
          recreatePod(facts, 'delete the pod, so that a new one runs it from the start'),
        ],
        evidence: [exitEvidence(failed)],
        heals: 'maybe',
        confidence: 'likely',
        depth: 'cause',
      },
    ];
  },
};
