import { refusal } from '../../owners/refusals.ts';
import type { OwnerRule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';
import { advise, inspect } from '../../words/commands.ts';
import { clause } from '../../words/words.ts';

/** OpenShift's SCC and the pod security policies of old clusters speak alike. */
const refusedBy = /unable to validate against any (?<what>security context constraint|pod security policy): ?\[?(?<why>.{0,3000})/;
/** `.initContainers[0].runAsUser: Invalid value: 0: must be in the ranges: [1000640000, 1000649999]` */
const invalid =
  /\.?(?:spec\.)?(?<list>initContainers|containers)\[(?<index>\d{1,3})\]\.(?<field>[\w.]{1,80}): Invalid value: (?<value>"[^"]{0,200}"|[^:]{0,200}): (?<rule>[^:]{1,200})/g;

/** The narrowest of OpenShift's own constraints that allows what is complained of. */
function enough(why: string): string {
  if (/\.privileged: Invalid|capabilities\.add: Invalid|hostPID|hostIPC|seLinuxOptions/.test(why)) return 'privileged';
  const [path, network] = [/hostPath volumes are not allowed/.test(why), /\.host(?:Network|Ports?)\b/.test(why)];
  if (path && network) return 'privileged';
  return path ? 'hostmount-anyuid' : network ? 'hostnetwork-v2' : 'anyuid';
}

/** OpenShift: no security context constraint that the service account may use allows the pod. */
export const securityContextConstraints: OwnerRule = {
  id: 'security-context-constraints',
  judge(owner) {
    const refused = refusal(owner);
    const groups = refused && refusedBy.exec(refused.message)?.groups;
    if (!groups) return [];
    const account = owner.template.serviceAccountName ?? 'default';
    const complaints = [...(groups.why ?? '').matchAll(invalid)].map(({ groups: found = {} }) => found);
    const first = complaints.find(({ list }) => list === 'initContainers') ?? complaints[0];
    const init = first?.list === 'initContainers' ? owner.template.initContainers?.[Number(first.index)]?.name : undefined;
    const field = first
      ? `${first.field}: ${clause(first.value ?? '', 60)}: ${clause(first.rule ?? '', 120)}`
      : clause(groups.why ?? '', 200);
    return [
      {
        code: 'pod-security',
        category: 'security-denied',
        severity: 'error',
        ...(init !== undefined && { container: init }),
        cause: `no ${groups.what} that service account ${account} may use allows ${init === undefined ? 'the pod' : `init container ${init}`}: ${field}`,
        fixes: [
          editSpec(
            owner,
            `remove ${first?.field ?? 'the forbidden setting'} from ${init === undefined ? 'the pod' : `init container ${init}`}, so that OpenShift gives it a user of the namespace's range`,
          ),
          inspect('see which constraints there are', 'get', 'securitycontextconstraints'),
          advise(
            `if it cannot do without, ask the cluster's administrator: oc adm policy add-scc-to-user ${enough(groups.why ?? '')} -z ${account} -n ${owner.namespace}`,
          ),
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
