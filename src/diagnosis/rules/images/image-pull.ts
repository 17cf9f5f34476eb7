import type { Finding } from '../../finding.ts';
import { type PullFailure, pullFailure } from '../../images/pull-failure.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { advise, inspect } from '../../words/commands.ts';
import { clause } from '../../words/words.ts';

/** Pulls that fail for want of disk, in words that are not known, or without any. */
export const imagePull: Rule = {
  id: 'image-pull',
  judge(facts) {
    const failure = pullFailure(facts);
    if (!failure || !['disk', 'unknown', 'silent'].includes(failure.cause)) return [];
    const { step, image } = failure;
    const pod = facts.pod.metadata?.name ?? '';
    const node = facts.pod.spec?.nodeName;
    const events = inspect(
      'see the events of the pod: the next attempt writes the reason there',
      'events',
      '-n',
      facts.namespace,
      '--for',
      `pod/${pod}`,
    );
    const disk = failure.cause === 'disk';
    const finding: Finding = {
      code: disk ? 'disk-full' : 'image-pull',
      category: disk ? 'disk' : 'image-network',
      severity: 'error',
      container: step.name,
      cause: `image ${image} of ${roleOf(step)} ${step.name} cannot be pulled: ${reasonOf(failure, node)}`,
      fixes: [
        ...(disk && node
          ? [inspect(`free disk space on node ${node} (unused images, logs) or enlarge its disk`, 'describe', 'node', node)]
          : [events]),
        advise(`try the pull on the node itself: crictl pull ${image}`),
      ],
      evidence: failure.evidence,
      heals: 'maybe',
      confidence: disk ? 'certain' : 'possible',
      depth: disk ? 'cause' : 'symptom',
    };
    return [finding];
  },
};

function reasonOf({ cause, text }: PullFailure, node = 'the node'): string {
  if (cause === 'disk') return `the disk of ${node} is full (no space left on device)`;
  return cause === 'silent' ? 'the status does not say why, and the event that did has gone' : clause(text);
}
