import type { Finding } from '../../finding.ts';
import type { OwnerFacts } from '../../owner-facts.ts';
import { refusal } from '../../owners/refusals.ts';
import type { OwnerRule } from '../../rule.ts';
import { largestAsker } from '../../scheduling/asks.ts';
import { advise, inspect } from '../../words/commands.ts';
import { listed } from '../../words/words.ts';

/** `pods "x" is forbidden: exceeded quota: team, requested: limits.memory=4Gi, used: limits.memory=6Gi, limited: limits.memory=8Gi` */
const exceeded =
  /exceeded quota: (?<quota>[^,]{1,253}), requested: (?<requested>.{1,600}), used: (?<used>.{1,600}), limited: (?<limited>.{1,600})$/;

/** A ResourceQuota of the namespace leaves no room for the pod. */
export const quotaExceeded: OwnerRule = {
  id: 'quota-exceeded',
  judge(owner) {
    const refused = refusal(owner);
    const groups = refused && exceeded.exec(refused.message)?.groups;
    if (!groups) return [];
    const { quota = '', requested = '', used = '', limited = '' } = groups;
    const wanted = amounts(requested);
    const [before, most] = [amounts(used), amounts(limited)];
    const rows = [...wanted].map(
      ([resource, amount]) => `${resource} (asked ${amount}, used ${before.get(resource) ?? '?'} of ${most.get(resource) ?? '?'})`,
    );
    const asker = [...wanted.keys()].map((resource) => largestAsker(owner.template, resource)).find((found) => found !== undefined);
    const finding: Finding = {
      code: 'quota-exceeded',
      category: 'quota',
      severity: 'error',
      ...(asker && { container: asker.container }),
      cause: `ResourceQuota ${quota} of namespace ${owner.namespace} has no room for ${/persistentvolumeclaims? "/.test(refused.message) ? 'a claim of the pod' : 'the pod'}: exceeded ${listed(rows)}${asker ? `; init container ${asker.container} alone asks for ${asker.amount} of it` : ''}`,
      fixes: fixes(owner, quota, [...wanted.keys()], asker),
      evidence: [refused.evidence],
      heals: 'maybe',
      confidence: 'certain',
      depth: 'root',
      explains: ['no-pods'],
    };
    return [finding];
  },
};

function fixes(owner: OwnerFacts, quota: string, resources: readonly string[], asker: { container: string; resource: string } | undefined) {
  const onlyCounts = resources.every((resource) => !/cpu|memory|storage/.test(resource));
  const lower = asker
    ? `lower ${asker.resource} of init container ${asker.container}`
    : onlyCounts
      ? `delete what is no longer needed, or lower the replicas`
      : resources.every((resource) => /(?:^|\/)(?:requests\.storage|persistentvolumeclaims)$/.test(resource))
        ? `delete claims that are no longer needed, or ask for less storage in the claim (volumeClaimTemplates)`
        : `lower the requests and limits of the pod`;
  return [
    inspect(
      `${lower}, or have ${listed(resources)} of ResourceQuota ${quota} raised by whoever owns namespace ${owner.namespace}; see what uses it up`,
      'describe',
      'resourcequota',
      quota,
      '-n',
      owner.namespace,
    ),
    advise('the controller tries again by itself, with longer and longer pauses, once there is room'),
  ];
}

/** `limits.cpu=2,limits.memory=4Gi` */
function amounts(list: string): Map<string, string> {
  const pairs = list.split(',').map((pair) => pair.trim().split('='));
  return new Map(pairs.flatMap(([resource, amount]) => (resource && amount ? [[resource, amount] as const] : [])));
}
