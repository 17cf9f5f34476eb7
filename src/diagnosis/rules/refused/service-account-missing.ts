import { nearMisses } from '../../../cluster/near-miss.ts';
import { refusal } from '../../owners/refusals.ts';
import type { OwnerRule } from '../../rule.ts';
import { changeSpec } from '../../words/change-spec.ts';
import { inspect, mutate } from '../../words/commands.ts';
import { listed } from '../../words/words.ts';

const lookedUp = /service ?account "?(?:[^\s"/]{1,253}\/)?(?<name>[^\s":/]{1,253})"?(?: was)? not found/i;

/** The pod's ServiceAccount does not exist, so the API server refuses the pod. */
export const serviceAccountMissing: OwnerRule = {
  id: 'service-account-missing',
  needs: (owner) => (lookedUp.test(refusal(owner)?.message ?? '') ? [{ kind: 'ServiceAccount' }] : []),
  judge(owner) {
    const refused = refusal(owner);
    const name = refused && lookedUp.exec(refused.message)?.groups?.name;
    if (!name) return [];
    const { namespace } = owner;
    const accounts = owner.around.list('ServiceAccount');
    const there = accounts.state === 'found' ? accounts.value.flatMap(({ metadata }) => metadata?.name ?? []) : [];
    const near = nearMisses(name, there);
    const create = mutate(
      `create ServiceAccount ${name} in namespace ${namespace} (then bind the roles it needs)`,
      'create',
      'serviceaccount',
      name,
      '-n',
      namespace,
    );
    const rename = (meant: string) =>
      changeSpec(owner, `set serviceAccountName to ${meant}, which exists, instead of ${name}`, {
        op: 'replace',
        path: '/serviceAccountName',
        value: meant,
      });
    return [
      {
        code: 'service-account-missing',
        category: 'admission',
        severity: 'error',
        cause: `ServiceAccount ${name} does not exist in namespace ${namespace}, so no pod can be created${there.length > 0 ? `; there is ${listed(there)}` : ''}`,
        fixes: [...(near[0] ? [rename(near[0])] : []), create, inspect('see which there are', 'get', 'serviceaccounts', '-n', namespace)],
        evidence: [refused.evidence],
        heals: 'no',
        confidence: 'certain',
        depth: 'root',
        explains: ['no-pods'],
      },
    ];
  },
};
