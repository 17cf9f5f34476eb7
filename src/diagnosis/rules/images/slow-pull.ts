import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { advise, inspect } from '../../words/commands.ts';
import { fromEvent } from '../../words/evidence.ts';
import { secondsBetween, spell } from '../../words/words.ts';

const worthTelling = 30;
const tooLong = 600;

/** The image is being pulled, for long, and nothing has failed. */
export const slowPull: Rule = {
  id: 'slow-pull',
  judge(facts) {
    const step = facts.blocking;
    if (!step || step.state === 'running' || step.state === 'failed' || (step.reason ?? 'PodInitializing') !== 'PodInitializing') return [];
    const own = facts.events.filter(({ container }) => container === step.name);
    const pulling = own.findLast(({ reason }) => reason === 'Pulling');
    const seconds = secondsBetween(pulling?.at, facts.now);
    if (!pulling || seconds === undefined || seconds < worthTelling) return [];
    if (own.some(({ at, reason }) => reason !== 'Pulling' && at >= pulling.at)) return [];
    const node = facts.pod.spec?.nodeName;
    const onNode = node ? ` on node ${node}` : '';
    return [
      {
        code: 'slow-pull',
        category: 'slow-pull',
        severity: seconds > tooLong ? 'error' : 'warning',
        container: step.name,
        cause: `image ${step.image} of ${roleOf(step)} ${step.name} is still being pulled${onNode} after ${spell(seconds)}, and no pull has failed: it is large, or the registry or network is slow`,
        fixes: [
          advise(
            `wait for the pull; if it stays slow, use a smaller image or a registry nearby, or preload it on the nodes. The kubelet pulls one image at a time unless serializeImagePulls is false, so another pod's large image may be in front`,
          ),
          ...(node ? [inspect(`see what else ${node} is pulling`, 'get', 'events', '-A', '--field-selector=reason=Pulling')] : []),
        ],
        evidence: [fromEvent(pulling)],
        heals: 'by-itself',
        confidence: 'likely',
        depth: 'cause',
        explains: ['running-long'],
      },
    ];
  },
};
