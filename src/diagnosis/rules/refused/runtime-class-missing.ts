import { nearMisses } from '../../../cluster/near-miss.ts';
import type { Need } from '../../facts.ts';
import { refusal } from '../../owners/refusals.ts';
import type { OwnerRule } from '../../rule.ts';
import { changeSpec } from '../../words/change-spec.ts';
import { inspect } from '../../words/commands.ts';
import { listed } from '../../words/words.ts';

const rejected = /RuntimeClass "(?<name>[^"]{1,253})" not found/;

/** The API server refuses pods whose RuntimeClass does not exist. */
export const runtimeClassMissing: OwnerRule = {
  id: 'runtime-class-missing',
  needs: (owner): Need[] => (rejected.test(refusal(owner)?.message ?? '') ? [{ kind: 'RuntimeClass' }] : []),
  judge(owner) {
    const refused = refusal(owner);
    const name = refused && rejected.exec(refused.message)?.groups?.name;
    if (!name) return [];
    const read = owner.around.list('RuntimeClass');
    const there = read.state === 'found' ? read.value.flatMap(({ metadata }) => metadata?.name ?? []) : [];
    const [near] = nearMisses(name, there);
    const rename =
      near === undefined
        ? []
        : [changeSpec(owner, `set runtimeClassName to ${near}, which exists`, { op: 'replace', path: '/runtimeClassName', value: near })];
    return [
      {
        code: 'runtime-class',
        category: 'runtime-class',
        severity: 'error',
        cause: `RuntimeClass ${name}, which the template asks for, does not exist, so no pod can be created${there.length > 0 ? `; there is ${listed(there)}` : ''}`,
        fixes: [
          ...rename,
          inspect(
            `have RuntimeClass ${name} made together with its handler on the nodes (by the cluster's administrator), or remove runtimeClassName`,
            'get',
            'runtimeclass',
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
