import { refusal } from '../../owners/refusals.ts';
import type { OwnerRule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';
import { inspect } from '../../words/commands.ts';
import { clause } from '../../words/words.ts';

/** `maximum memory usage per Container is 1Gi, but limit is 2Gi`, `cpu max limit to request ratio per Pod is 2, but provided ratio is 4.0` */
const outside =
  /(?<what>(?:maximum|minimum) (?<resource>[\w./-]{1,100}) usage per (?<per>Container|Pod)|(?<ratio>[\w./-]{1,100}) max limit to request ratio per (?:Container|Pod)) is (?<bound>[\w.]{1,40}), but (?<given>[^,\]]{1,80})/;

/** A LimitRange of the namespace refuses the resources of a container. */
export const limitRange: OwnerRule = {
  id: 'limit-range',
  judge(owner) {
    const refused = refusal(owner);
    const groups = refused && outside.exec(refused.message)?.groups;
    if (!groups) return [];
    const resource = groups.resource ?? groups.ratio ?? '';
    const given = /(?:limit|request) is (?<amount>[\w.]{1,40})/.exec(groups.given ?? '')?.groups?.amount;
    const asks = (owner.template.initContainers ?? []).find(
      ({ resources }) => given !== undefined && (resources?.limits?.[resource] === given || resources?.requests?.[resource] === given),
    );
    return [
      {
        code: 'quota-exceeded',
        category: 'quota',
        severity: 'error',
        ...(asks && { container: asks.name }),
        cause: `a LimitRange of namespace ${owner.namespace} refuses ${asks ? `init container ${asks.name}` : 'the pod'}: ${clause(`${groups.what} is ${groups.bound}, but ${groups.given}`)}`,
        fixes: [
          editSpec(
            owner,
            `set ${resource} of ${asks ? `init container ${asks.name}` : 'the containers'} within the LimitRange (${groups.bound}), or have the LimitRange changed by whoever owns namespace ${owner.namespace}`,
          ),
          inspect('see the LimitRange', 'describe', 'limitrange', '-n', owner.namespace),
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
