import type { Evidence, Finding } from '../../finding.ts';
import type { OwnerFacts } from '../../owner-facts.ts';
import { refusal } from '../../owners/refusals.ts';
import type { OwnerRule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';
import { inspect, workloadName } from '../../words/commands.ts';
import { clause } from '../../words/words.ts';

/** `Pod "db-2" is invalid: spec.initContainers[0].image: Required value`, or a list of such in brackets. */
const invalid = /(?:Pod|ReplicaSet|Job)(?:\.\w{1,20})* "[^"]{1,260}" is invalid: (?<why>.{1,3000})$/;
const complaint =
  /(?:spec\.template\.)?spec\.(?<list>initContainers|containers|volumes)\[(?<index>\d{1,3})\]\.?(?<field>[\w.[\]]{0,120}): (?<rule>Required value|Duplicate value|Not found|Forbidden|Invalid value|Unsupported value)(?<rest>.{0,300})/;

/** The API server finds the pod's spec itself wrong. */
export const invalidTemplate: OwnerRule = {
  id: 'invalid-template',
  judge(owner) {
    const refused = refusal(owner);
    const why = refused && invalid.exec(refused.message)?.groups?.why;
    if (!why) return [];
    const groups = complaint.exec(why)?.groups;
    const place = groups ? placeOf(owner, groups.list ?? '', Number(groups.index)) : undefined;
    const field = groups?.field || 'the entry';
    const what =
      groups && place
        ? `${field} of ${place.called}: ${clause(`${groups.rule}${(groups.rest ?? '').replace(/, spec\..*$/, '').replace(/\]$/, '')}`, 160)}`
        : clause(why);
    const injected = place?.injected === true;
    if (injected && needsAlways.test(why)) return [droppedPolicy(owner, field, place.called, refused.evidence)];
    const missingImage = field === 'image' && groups?.rule === 'Required value';
    return [
      {
        code: 'invalid-template',
        category: 'admission',
        severity: 'error',
        ...(place?.init && !injected && { container: place.name }),
        cause: missingImage
          ? `${place?.called ?? 'a container'} has no image: it is empty in the template of ${owner.workload.kind} ${owner.workload.name}, so every pod is refused`
          : `the API server refuses every pod of ${owner.workload.kind} ${owner.workload.name} as invalid: ${what}`,
        fixes: [
          editSpec(
            owner,
            missingImage
              ? `set an image for ${place?.called ?? 'it'}; where a Helm chart makes it, give the value that is empty (an upgrade with --reuse-values leaves values out that are new in the chart)`
              : injected
                ? `correct it in the settings of the mutating webhook that injects ${place.called}: the template does not have it`
                : `correct ${place ? `${field} of ${place.called}` : 'the field that the message names'} in the template${needsAlways.test(why) ? ', or set restartPolicy: Always on it, if it is meant as a native sidecar' : ''}`,
          ),
          inspect('see the template', 'get', workloadName(owner.workload), '-n', owner.namespace, '-o', 'yaml'),
        ],
        evidence: [refused.evidence],
        heals: 'no',
        confidence: 'certain',
        depth: 'root',
        explains: ['no-pods'],
      },
    ];
  },
};

const needsAlways = /may not be set for init containers without restartPolicy=Always/;

/** An injector made a native sidecar, and a webhook after it wrote the pod back without the field that it does not know. */
function droppedPolicy({ workload }: OwnerFacts, field: string, called: string, evidence: Evidence): Finding {
  return {
    code: 'invalid-template',
    category: 'sidecar',
    severity: 'error',
    cause: `the API server refuses every pod of ${workload.kind} ${workload.name} as invalid: ${called}, which a webhook injects as a native sidecar, has ${field} but not restartPolicy: Always; another mutating webhook, built with an old client library, drops that field`,
    fixes: [
      inspect(
        'update the mutating webhook that rewrites pods after the injector to a version that knows restartPolicy of init containers, or switch native sidecars off in the injector (Istio: ENABLE_NATIVE_SIDECARS=false on istiod); see which webhooks there are',
        'get',
        'mutatingwebhookconfigurations',
      ),
    ],
    evidence: [evidence],
    heals: 'no',
    confidence: 'likely',
    depth: 'root',
    explains: ['no-pods'],
  };
}

interface Place {
  readonly name: string;
  readonly called: string;
  readonly init: boolean;
  /** The template has no such entry. */
  readonly injected: boolean;
}

/** The message counts from 0; people know containers by their names. */
function placeOf({ template }: OwnerFacts, list: string, index: number): Place {
  const init = list === 'initContainers';
  const entries = init ? template.initContainers : list === 'containers' ? template.containers : template.volumes;
  const name = entries?.[index]?.name || `number ${index + 1}`;
  return {
    name,
    init,
    injected: entries?.[index] === undefined,
    called: `${init ? 'init container' : list === 'containers' ? 'container' : 'volume'} ${name}`,
  };
}
