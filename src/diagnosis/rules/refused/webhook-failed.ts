import type { Pod } from '../../../cluster/kubernetes.ts';
import type { Need } from '../../facts.ts';
import type { Evidence, Fix } from '../../finding.ts';
import type { OwnerFacts } from '../../owner-facts.ts';
import { readiness } from '../../owners/pod-readiness.ts';
import { refusal } from '../../owners/refusals.ts';
import type { OwnerRule } from '../../rule.ts';
import { inspect, mutate, showEndpoints, workloadName } from '../../words/commands.ts';
import { describePod } from '../../words/pod-commands.ts';
import { clause, counted } from '../../words/words.ts';
import { workloadOf } from '../../workload.ts';

/** `failed calling webhook "w": failed to call webhook: Post "https://svc.ns.svc:443/?timeout=10s": no endpoints available for service "svc"` */
const failed =
  /failed calling webhook "(?<webhook>[^"]{1,253})": (?:failed to call webhook: )?(?:Post "?(?<url>https?:\/\/[^\s"]{1,500})"?: )?(?<why>.{1,1500})$/s;
const inCluster = /^https:\/\/(?<service>[a-z\d-]{1,63})\.(?<namespace>[a-z\d-]{1,63})\.svc[.:/]/;

/** A webhook that must agree to every new pod does not answer. */
export const webhookFailed: OwnerRule = {
  id: 'webhook-failed',
  needs(owner): Need[] {
    const call = callOf(owner);
    if (!call?.service) return [];
    return [
      { kind: 'Service', name: call.service, namespace: call.namespace },
      { kind: 'Pod', namespace: call.namespace },
    ];
  },
  judge(owner) {
    const call = callOf(owner);
    if (!call) return [];
    const behind = call.service ? behindService(owner, call.service, call.namespace) : undefined;
    const answer = behind?.clause ?? clause(call.why);
    return [
      {
        code: 'webhook-failed',
        category: 'admission',
        severity: 'error',
        cause: `no pod of ${owner.workload.kind} ${owner.workload.name} can be created, as webhook ${call.webhook} fails: ${answer}`,
        fixes: [...(behind?.fixes ?? []), ...otherFixes(call)],
        evidence: [call.evidence, ...(behind?.evidence ?? [])],
        heals: 'maybe',
        confidence: 'certain',
        depth: 'root',
        explains: ['no-pods'],
        ...(behind && { chain: [`webhook ${call.webhook}`, `Service ${call.namespace}/${call.service}`, ...behind.chain] }),
      },
    ];
  },
};

interface Call {
  readonly webhook: string;
  readonly service?: string;
  readonly namespace: string;
  readonly why: string;
  readonly evidence: Evidence;
}

function callOf(owner: OwnerFacts): Call | undefined {
  const refused = refusal(owner);
  const groups = refused && failed.exec(refused.message)?.groups;
  if (!groups) return undefined;
  const target = inCluster.exec(groups.url ?? '')?.groups ?? /service "(?<service>[^"]{1,63})"/.exec(groups.why ?? '')?.groups;
  return {
    webhook: groups.webhook ?? '',
    ...(target?.service !== undefined && { service: target.service }),
    namespace: target?.namespace ?? owner.namespace,
    why: groups.why ?? '',
    evidence: refused.evidence,
  };
}

interface Behind {
  readonly clause: string;
  readonly fixes: readonly Fix[];
  readonly evidence: readonly Evidence[];
  readonly chain: readonly string[];
}

function behindService(owner: OwnerFacts, name: string, namespace: string): Behind | undefined {
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
  const selector = Object.entries(service.value.spec?.selector ?? {});
  if (selector.length === 0) return undefined;
  const selected = pods.value.filter(({ metadata }) => selector.every(([key, value]) => metadata?.labels?.[key] === value));
  // A pod that bears the name but not the labels is the one meant, if it is in trouble itself.
  const namesakes = pods.value.filter((pod) => pod.metadata?.name?.startsWith(`${name}-`) && !readiness(pod).ready);
  const own = selected.length > 0 ? selected : namesakes;
  const labels = selector.map(([key, value]) => `${key}=${value}`).join(',');
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

function brokenPod(pod: Pod, count: number, called: string): Behind {
  const { name = '', namespace = '' } = pod.metadata ?? {};
  const state = readiness(pod);
  const workload = workloadOf(pod);
  const memory = state.memoryLimit;
  const raise = mutate(
    `raise the memory limit of container ${state.container} in ${workload.kind} ${namespace}/${workload.name} (it was OOMKilled at ${memory})`,
    ...[
      'set',
      'resources',
      workloadName(workload),
      '-n',
      namespace,
      '-c',
      state.container ?? '',
      `--limits=memory=${doubled(memory ?? '')}`,
    ],
  );
  const log = describePod({ pod, namespace }, `mend pod ${namespace}/${name}, which has to answer: ${state.trouble}`);
  const which = count === 1 ? 'the only pod' : `the ${counted(count, 'pod')}`;
  return {
    clause: `${which} behind its ${called}, ${name}, ${state.trouble}`,
    fixes: state.outOfMemory && memory ? [raise, log] : [log],
    evidence: [{ from: 'object', ref: `Pod ${namespace}/${name}`, text: state.trouble }],
    chain: [`Pod ${namespace}/${name}: ${state.trouble}`],
  };
}

const doubled = (memory: string): string => memory.replace(/^\d+/, (digits) => String(Number(digits) * 2));

const removeFix = (): Fix =>
  inspect(
    "install what the webhook belongs to again, or have its configuration removed by the cluster's administrator",
    'get',
    'mutatingwebhookconfigurations,validatingwebhookconfigurations',
  );

function otherFixes({ webhook, why, service, namespace }: Call): Fix[] {
  const x509 = /x509|certificate/.test(why)
    ? [
        inspect(
          `renew the certificate of webhook ${webhook} or its caBundle (ask who runs it, or cert-manager)`,
          'get',
          'mutatingwebhookconfigurations,validatingwebhookconfigurations',
          '-o',
          'wide',
        ),
      ]
    : [];
  const reach =
    /deadline exceeded|timeout|refused|EOF/.test(why) && service
      ? [
          showEndpoints(
            `see whether the API server can reach Service ${namespace}/${service} (firewall, NetworkPolicy, host network) and its pods answer`,
            service,
            namespace,
          ),
        ]
      : [];
  return [
    ...x509,
    ...reach,
    inspect(
      'see the webhook and its failurePolicy; whoever owns it can set failurePolicy Ignore or leave this namespace out',
      'get',
      'mutatingwebhookconfigurations,validatingwebhookconfigurations',
    ),
  ];
}
