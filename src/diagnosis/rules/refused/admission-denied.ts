import type { Finding, Fix } from '../../finding.ts';
import type { OwnerFacts } from '../../owner-facts.ts';
import { refusal } from '../../owners/refusals.ts';
import type { OwnerRule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';
import { advise, inspect } from '../../words/commands.ts';
import { clause } from '../../words/words.ts';

interface Denial {
  /** Who said no, as a noun. */
  readonly by: string;
  readonly why: string;
  /** Where it is no policy. */
  readonly fix?: string;
  readonly look: Fix;
  /** How to do without what is denied, where that is known. */
  readonly way?: string | undefined;
}

/** An admission webhook or a policy of the cluster said no, with its reasons. */
export const admissionDenied: OwnerRule = {
  id: 'admission-denied',
  judge(owner) {
    const refused = refusal(owner);
    const denial = refused && denialIn(refused.message);
    if (!denial) return [];
    const init = initNamed(owner, denial.why);
    const finding: Finding = {
      code: 'admission-denied',
      category: 'admission',
      severity: 'error',
      ...(init !== undefined && { container: init }),
      cause: `${denial.by} denied the pod${init === undefined ? '' : ` for its init container ${init}`}: ${clause(denial.why, 320)}`,
      fixes: [
        editSpec(
          owner,
          denial.fix ??
            `change the template of ${owner.workload.kind} ${owner.workload.name} so that the policy allows it (${denial.way ?? clause(denial.why, 120)}), or ask the policy's owner for an exception`,
        ),
        denial.look,
        advise('the controller tries again by itself once the template or the policy has changed'),
      ],
      evidence: [refused.evidence],
      heals: 'no',
      confidence: 'certain',
      depth: 'root',
      explains: ['no-pods'],
    };
    return [finding];
  },
};

function denialIn(message: string): Denial | undefined {
  const webhook = /admission webhook "(?<name>[^"]{1,253})" denied the request(?:: (?<why>.{0,3000})| without explanation)/s.exec(
    message,
  )?.groups;
  if (webhook) return fromWebhook(webhook.name ?? '', webhook.why ?? 'it gave no reason');
  const policy = /ValidatingAdmissionPolicy '(?<name>[^']{1,253})' with binding '[^']{1,253}' denied request: (?<why>.{1,2000})/s.exec(
    message,
  )?.groups;
  if (policy) {
    const { name = '', why = '' } = policy;
    return {
      by: `ValidatingAdmissionPolicy ${name}`,
      why,
      look: inspect('read the policy', 'get', 'validatingadmissionpolicy', name, '-o', 'yaml'),
    };
  }
  const image = /image policy webhook backend denied (?<why>.{1,500})/.exec(message)?.groups?.why;
  if (image) return { by: 'the image policy of the cluster', why: image, look: inspect('see the events', 'get', 'events', '-A') };
  const plain = /(?:pods|jobs\.batch|replicasets\.apps) "[^"]{0,253}" is forbidden: (?<why>.{1,2000})/s.exec(message)?.groups?.why;
  if (
    !plain ||
    /quota:|violates PodSecurity|unable to validate against|service ?account|RuntimeClass| usage per | max limit to request ratio /i.test(
      plain,
    )
  )
    return undefined;
  return fromPlugin(plain);
}

function fromWebhook(name: string, why: string): Denial {
  const kyverno = /following policies\s*(?<policy>[\w.-]{1,253}):\s*(?<text>.{1,2000})/s.exec(why)?.groups;
  if (kyverno) {
    const { policy = '', text = '' } = kyverno;
    return {
      by: `Kyverno policy ${policy}`,
      why: text,
      look: inspect('read the policy', 'get', 'clusterpolicy', policy, '-o', 'yaml'),
      way: signing(text),
    };
  }
  const gatekeeper = name.endsWith('gatekeeper.sh') ? /^\[(?<constraint>[^\]]{1,253})\] (?<text>.{1,2000})/s.exec(why)?.groups : undefined;
  if (gatekeeper) {
    const { constraint = '', text = '' } = gatekeeper;
    return { by: `Gatekeeper constraint ${constraint}`, why: text, look: inspect('see the constraints', 'get', 'constraints') };
  }
  const warden = /^GKE Warden rejected.{0,200}?Violations details: \{(?<details>.{1,1500}?)\}(?: Requested by|\s*$)/s.exec(
    why.replaceAll('\n', ' '),
  )?.groups?.details;
  if (warden) {
    const look = inspect(
      'see the security contexts and volumes of the template',
      'get',
      'events',
      '-A',
      '--field-selector',
      'reason=FailedCreate',
    );
    return { by: 'GKE Autopilot (GKE Warden)', why: warden.replaceAll(/[[\]"]/g, ''), look, way: autopilotWay(warden) };
  }
  const look = inspect('see which webhooks there are', 'get', 'validatingwebhookconfigurations,mutatingwebhookconfigurations');
  return { by: `admission webhook ${name}`, why, look, way: signing(why) };
}

const unsigned =
  /no (?:matching |valid )?signatures?(?: found)?\b|signature (?:key )?(?:validation|verification) failed|not signed\b|failed to verify (?:image|signature)/i;
const signing = (why: string): string | undefined =>
  unsigned.test(why)
    ? 'sign the image with the key that the policy names (cosign sign), or use one that is signed: init containers count as well'
    : undefined;

const autopilotWay = (details: string): string =>
  /privileged|sysctl|capabilit/i.test(details)
    ? 'no privileged init container: leave the sysctl out (Elasticsearch: node.store.allow_mmap: false), set it by the allowed DaemonSet or node system configuration of Autopilot, or use a Standard node pool'
    : 'no hostPath, host network or privilege; a Standard node pool allows them';

/** Admission plugins of the API server: priority classes, node selectors of a namespace, a namespace that is going. */
function fromPlugin(why: string): Denial {
  const priority = /no PriorityClass with name (?<name>\S{1,253}) was found/.exec(why)?.groups?.name;
  if (priority) {
    return {
      by: 'the API server',
      why: `PriorityClass ${priority} does not exist`,
      fix: `set priorityClassName to a class that exists, or leave it out, or have PriorityClass ${priority} made by the cluster's administrator`,
      look: inspect('see which priority classes there are', 'get', 'priorityclasses'),
    };
  }
  const going = /because it is being terminated/.test(why);
  const look = going
    ? inspect('see what keeps the namespace', 'get', 'namespaces')
    : inspect('see the recent refusals', 'get', 'events', '-A', '--field-selector', 'reason=FailedCreate');
  return { by: 'the API server', why, look };
}

/** Policies name the container in their reason, between quotes, brackets or after a colon. */
const initNamed = ({ template }: OwnerFacts, why: string): string | undefined =>
  template.initContainers?.find(
    ({ name }, index) => why.includes(`initContainers/${index}/`) || why.includes(`initContainers[${index}]`) || wordIn(why, name),
  )?.name;

function wordIn(text: string, word: string): boolean {
  const words = text.split(/[^\w.-]+/);
  return word.length > 2 && words.includes(word);
}
