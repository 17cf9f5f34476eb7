import type { Need } from '../../facts.ts';
import type { Evidence, Fix } from '../../finding.ts';
import type { OwnerFacts } from '../../owner-facts.ts';
import { behindWebhook } from '../../owners/behind-webhook.ts';
import { refusal } from '../../owners/refusals.ts';
import type { OwnerRule } from '../../rule.ts';
import { inspect, showEndpoints } from '../../words/commands.ts';
import { clause } from '../../words/words.ts';

/** `failed calling webhook "w": failed to call webhook: Post "https://svc.ns.svc:443/?timeout=10s": no endpoints available for service "svc"` */
const failed =
  /failed calling webhook "(?<webhook>[^"]{1,253})": (?:failed to call webhook: )?(?:Post "?(?<url>https?:\/\/[^\s"]{1,500})"?: )?(?<why>.{1,1500})$/s;
const certificate = /x509|certificate|\btls: /;
const inCluster = /^https:\/\/(?<service>[a-z\d-]{1,63})\.(?<namespace>[a-z\d-]{1,63})\.svc[.:/]/;

/** A webhook that must agree to every new pod does not answer. */
export const webhookFailed: OwnerRule = {
  id: 'webhook-failed',
  needs(owner): Need[] {
    const call = callOf(owner);
    if (!call?.service || certificate.test(call.why)) return [];
    return [
      { kind: 'Service', name: call.service, namespace: call.namespace },
      { kind: 'Pod', namespace: call.namespace },
    ];
  },
  judge(owner) {
    const call = callOf(owner);
    if (!call) return [];
    // Who shows a certificate answers.
    const behind = call.service && !certificate.test(call.why) ? behindWebhook(owner, call.service, call.namespace) : undefined;
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

function otherFixes({ webhook, why, service, namespace }: Call): Fix[] {
  const x509 = certificate.test(why)
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
