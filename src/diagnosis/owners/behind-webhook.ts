import type { Pod } from '../../cluster/kubernetes.ts';
import { matchesLabels, selectorText } from '../../cluster/selector.ts';
import type { Evidence, Fix } from '../finding.ts';
import type { OwnerFacts } from '../owner-facts.ts';
import { twice } from '../runs/raise-memory.ts';
import { advise, inspect, mutate, workloadName } from '../words/commands.ts';
import { describePod } from '../words/pod-commands.ts';
import { counted } from '../words/words.ts';
import { workloadOf } from '../workload.ts';
import { readiness } from './pod-readiness.ts';

/** Why the Service of a webhook does not answer. */
interface BehindWebhook {
  readonly clause: string;
  readonly fixes: readonly Fix[];
  readonly evidence: readonly Evidence[];
  readonly chain: readonly string[];
}

/** What stands behind the Service that a webhook is called at; undefined where its pods are ready or could not be read. */
export function behindWebhook(owner: OwnerFacts, name: string, namespace: string): BehindWebhook | undefined {
  const service = owner.around.get('Service', name, namespace);
  const called = `Service ${namespace}/${name}`;
  if (service.state === 'absent') {
    return {
      clause: `its ${called} does not exist`,
      fixes: [removeFix()],
      evidence: [{ from: 'object', ref: called, text: 'not found' }],
      chain: [],
    };
  }
  const pods = owner.around.list('Pod', namespace);
  if (service.state !== 'found' || pods.state !== 'found') return undefined;
  const selector = { matchLabels: service.value.spec?.selector };
  const labels = selectorText(selector);
  if (labels === '') return undefined;
  const selected = pods.value.filter(({ metadata }) => matchesLabels(selector, metadata?.labels));
  // A pod that bears the name but not the labels is the one meant, if it is in trouble itself.
  const namesakes = pods.value.filter((pod) => pod.metadata?.name?.startsWith(`${name}-`) && !readiness(pod).ready);
  const own = selected.length > 0 ? selected : namesakes;
  if (own.length === 0) {
    const look = inspect(
      `bring back the pods with ${labels} in namespace ${namespace}: none is there`,
      'get',
      'deploy,ds,pods',
      '-n',
      namespace,
    );
    return {
      clause: `no pod stands behind its ${called}`,
      fixes: [look],
      evidence: [{ from: 'object', ref: called, text: `selector: ${labels}` }],
      chain: [],
    };
  }
  const bad = own.find((pod) => !readiness(pod).ready);
  return bad && own.every((pod) => !readiness(pod).ready) ? brokenPod(bad, own.length, called) : undefined;
}

function brokenPod(pod: Pod, count: number, called: string): BehindWebhook {
  const { name = '', namespace = '' } = pod.metadata ?? {};
  const state = readiness(pod);
  const workload = workloadOf(pod);
  const memory = state.memoryLimit;
  const text = `raise the memory limit of container ${state.container} in ${workload.kind} ${namespace}/${workload.name} (it was OOMKilled at ${memory})`;
  const limits = ['-n', namespace, '-c', state.container ?? '', `--limits=memory=${twice(memory ?? '')}`];
  // The resources of a pod itself cannot be set so.
  const raise = workload.kind === 'Pod' ? advise(text) : mutate(text, 'set', 'resources', workloadName(workload), ...limits);
  const log = describePod({ pod, namespace }, `mend pod ${namespace}/${name}, which has to answer: ${state.trouble}`);
  const which = count === 1 ? 'the only pod' : `the ${counted(count, 'pod')}`;
  return {
    clause: `${which} behind its ${called}, ${name}, ${state.trouble}`,
    fixes: state.outOfMemory && memory ? [raise, log] : [log],
    evidence: [{ from: 'object', ref: `Pod ${namespace}/${name}`, text: state.trouble }],
    chain: [`Pod ${namespace}/${name}: ${state.trouble}`],
  };
}

const removeFix = (): Fix =>
  inspect(
    "install what the webhook belongs to again, or have its configuration removed by the cluster's administrator",
    'get',
    'mutatingwebhookconfigurations,validatingwebhookconfigurations',
  );
