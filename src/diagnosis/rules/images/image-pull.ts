import type { Facts } from '../../facts.ts';
import type { Finding } from '../../finding.ts';
import { readImage } from '../../images/image-reference.ts';
import { type PullFailure, pullFailure } from '../../images/pull-failure.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { advise, inspect } from '../../words/commands.ts';
import { clause } from '../../words/words.ts';

type Verdict = Pick<Finding, 'code' | 'category' | 'fixes' | 'confidence' | 'depth'> & { readonly why: string };

/** Pulls that fail for want of disk, over damaged content, by a policy of the registry, in words that are not known, or without any. */
export const imagePull: Rule = {
  id: 'image-pull',
  judge(facts) {
    const failure = pullFailure(facts);
    const verdict = failure && verdictOf(failure, facts);
    if (!failure || !verdict) return [];
    const { step, image, evidence } = failure;
    const { why, ...kind } = verdict;
    const cause = `image ${image} of ${roleOf(step)} ${step.name} cannot be pulled: ${why}`;
    return [{ ...kind, severity: 'error', container: step.name, cause, evidence, heals: 'maybe' }];
  },
};

const known = { code: 'image-pull', confidence: 'certain', depth: 'cause' } as const;

function verdictOf({ cause, image, text }: PullFailure, facts: Facts): Verdict | undefined {
  const node = facts.pod.spec?.nodeName;
  const onNode = node ? `node ${node}` : 'the node';
  const see = (what: string) => (node ? inspect(what, 'describe', 'node', node) : advise(what));
  const byHand = advise(`try the pull on the node itself: crictl pull ${image}`);
  switch (cause) {
    case 'disk':
      return {
        ...known,
        code: 'disk-full',
        category: 'disk',
        why: `the disk of ${node ?? 'the node'} is full (no space left on device)`,
        fixes: [see(`free disk space on ${onNode} (unused images, logs) or enlarge its disk`), byHand],
      };
    case 'content':
      return content(text, image, onNode);
    case 'policy':
      return {
        ...known,
        category: 'security-denied',
        why: `${/signature|rejected/i.test(text) ? `${onNode} accepts no image without a valid signature` : `registry ${readImage(image).registry} holds it back by a policy of its project (vulnerabilities found, not scanned yet, or in quarantine)`}: ${tail(text)}`,
        fixes: [
          advise(
            'see what the scan of the image says on the page of the registry, then use an image that passes (newer base, signed), or have an exception to the policy made by whoever runs the registry',
          ),
        ],
      };
    case 'unknown':
    case 'silent':
      return {
        code: 'image-pull',
        category: 'image-network',
        confidence: 'possible',
        depth: 'symptom',
        why: cause === 'silent' ? 'the status does not say why, and the event that did has gone' : clause(text),
        fixes: [events(facts), byHand],
      };
    default:
      return undefined;
  }
}

/** A layer that containerd believes to have, or one that arrives other than it was announced. */
function content(text: string, image: string, onNode: string): Verdict {
  const lost = /content store|content digest/.test(text);
  return {
    ...known,
    category: lost ? 'node' : 'image-network',
    why: lost
      ? `the content store of containerd on ${onNode} is incomplete: a layer that it counts as present is not there (${tail(text)})`
      : `what arrives is not what the registry announced (${tail(text)}): a proxy or cache on the way damages or cuts off layers`,
    fixes: [
      advise(
        lost
          ? `remove the image on ${onNode} and pull it anew (crictl rmi ${image}, then crictl pull ${image}); if it goes on, the administrator has to clean up or restart containerd there, or let the pod run on another node`
          : `pull past the proxy or cache, or have the image removed from that cache; try it on the node: crictl pull ${image}`,
      ),
    ],
  };
}

const events = ({ namespace, pod }: Facts) =>
  inspect(
    'see the events of the pod: the next attempt writes the reason there',
    'events',
    '-n',
    namespace,
    '--for',
    `pod/${pod.metadata?.name ?? ''}`,
  );

/** The runtime repeats the image before it comes to the point. */
const tail = (text: string): string => clause(text.split(': ').slice(-2).join(': '), 200);
