import type { PodEvent } from '../../../init/model.ts';
import type { Facts, Need } from '../../facts.ts';
import { attach } from '../../files/attach.ts';
import { mount } from '../../files/mount.ts';
import { understand } from '../../files/row.ts';
import { secretsStore } from '../../files/secrets-store.ts';
import { claimsOf, mounterOf } from '../../files/volumes.ts';
import type { Finding } from '../../finding.ts';
import { isPreparing, lately } from '../../owners/pod-trouble.ts';
import type { Rule } from '../../rule.ts';
import { inspect, mutate } from '../../words/commands.ts';
import { fromEvent } from '../../words/evidence.ts';
import { clause, withoutRpcCode } from '../../words/words.ts';

/** A volume cannot be attached to the node or mounted there. */
export const mountFailed: Rule = {
  id: 'mount-failed',
  needs: (facts): Need[] =>
    isPreparing(facts) && latest(facts) ? claimsOf(facts.pod).map(({ claim }) => ({ kind: 'PersistentVolumeClaim', name: claim })) : [],
  judge(facts) {
    const event = isPreparing(facts) ? latest(facts) : undefined;
    if (!event) return [];
    const found = understand(frameless(event.message), [...secretsStore, ...attach, ...mount]);
    const context = { namespace: facts.namespace, node: facts.pod.spec?.nodeName ?? '' };
    const volume = /(?:for volume|unmounted volumes=\[)\s?"?(?<name>[^"\]\s]{1,253})/.exec(event.message)?.groups?.name;
    const use = volume === undefined ? undefined : place(volume, facts);
    const words = found ? found.row.cause(found.groups, context) : `cannot be mounted: ${clause(own(event.message), 260)}`;
    const fix = found?.row.fix(found.groups, context) ?? 'see to what the message names; the driver of the volume says more in its log';
    const look = found?.row.look?.(found.groups, context) ?? ['describe', 'pod', facts.pod.metadata?.name ?? '', '-n', facts.namespace];
    const finding: Finding = {
      code: 'mount-failed',
      category: found?.row.category ?? 'mount-driver',
      severity: 'error',
      ...(use?.container !== undefined && { container: use.container }),
      cause: `${use?.called ?? 'a volume'} ${words}`,
      fixes: [look[0] === 'debug' ? mutate(fix, ...look) : inspect(fix, ...look)],
      evidence: [fromEvent(event)],
      heals: found?.row.heals ?? 'maybe',
      confidence: found ? 'certain' : 'likely',
      depth: found ? 'cause' : 'symptom',
    };
    return [finding];
  },
};

/** The summary of all volumes tells less than the word about one of them. */
function latest(facts: Facts): PodEvent | undefined {
  const events = lately(facts, 'FailedMount', 'FailedAttachVolume', 'FailedMapVolume').filter(
    ({ message }) => !missingObject.test(message),
  );
  return events.find(({ message }) => !message.startsWith('Unable to attach or mount volumes')) ?? events[0];
}

const missingObject =
  /(?:configmap|secret) "[^"]{1,253}" not found|references non-existent (?:config|secret) key|persistentvolumeclaim "[^"]{1,253}" not found/;

const frameless = (message: string): string =>
  message.replace(/^(?:\(combined from similar events\): )?\w{1,40}\.\w{1,40} failed for volume "[^"]{1,253}" : /, '');

/** What remains of a message without the frame of the kubelet, and without the command where the message has its output. */
const own = (message: string): string => withoutRpcCode(frameless(message.replace(/^[\s\S]{0,1500}?\nOutput: (?=\S)/, '')));

/** Events name a claim's volume by its PersistentVolume; people know the claim. */
function place(volume: string, { pod, around, namespace }: Facts): { called: string; container?: string } {
  const claim = claimsOf(pod).find((one) => {
    if (one.volume === volume) return true;
    const read = around.get('PersistentVolumeClaim', one.claim, namespace);
    return read.state === 'found' && read.value.spec?.volumeName === volume;
  });
  const container = mounterOf(pod, claim?.volume ?? volume);
  return {
    called: claim ? `volume ${claim.volume} (claim ${claim.claim})` : `volume ${volume}`,
    ...(container !== undefined && { container }),
  };
}
