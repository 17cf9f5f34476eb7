import { refusal } from '../../owners/refusals.ts';
import type { OwnerRule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';
import { advise, inspect } from '../../words/commands.ts';
import { clause } from '../../words/words.ts';

/** evanphx/json-patch: `add operation does not apply: doc is missing path: "/spec/initContainers/0": missing value` */
const failed =
  /(?<verb>add|remove|replace|move|copy|test) operation does not apply: (?<why>.{1,500})|testing (?:value|path) (?<tested>\/\S{1,300}) failed|(?<decode>failed to decode patch|error decoding (?:the )?patch|cannot unmarshal .{1,100} of type jsonpatch).{0,200}/s;
const lists = { initContainers: 'init containers', volumes: 'volumes', annotations: 'annotations', labels: 'labels', env: 'env' } as const;

/** A mutating webhook answers with a patch that does not fit the pod. */
export const webhookPatch: OwnerRule = {
  id: 'webhook-patch',
  judge(owner) {
    const refused = refusal(owner);
    const groups = refused && /Internal error occurred|webhook/.test(refused.message) ? failed.exec(refused.message)?.groups : undefined;
    if (!refused || !groups) return [];
    const why = groups.why ?? groups.tested ?? refused.message;
    const path = /"?(?<path>\/(?:spec|metadata)[^\s":]{0,300})/.exec(why)?.groups?.path;
    const named = Object.entries(lists).find(([field]) => path?.includes(`/${field}`))?.[1];
    const lacking = named !== undefined && /missing/.test(why) ? `: the pod has no ${named} yet` : '';
    return [
      {
        code: 'webhook-failed',
        category: 'admission',
        severity: 'error',
        cause: `no pod of ${owner.workload.kind} ${owner.workload.name} can be created, as a mutating webhook injects something by a JSON patch that does not fit${path ? ` (${groups.verb ?? 'test'} ${path})` : ''}${lacking}: ${clause(refused.message.replace(/^Internal error occurred: /, ''), 200)}`,
        fixes: [
          inspect(
            'find the mutating webhook of pods that injects it, and update it: it has to make the list before it adds to it',
            'get',
            'mutatingwebhookconfigurations',
          ),
          editSpec(
            owner,
            named === undefined
              ? 'until then leave the pod out of the injection (its label or annotation)'
              : `until then give the template ${named} of its own, or leave the pod out of the injection (its label or annotation)`,
          ),
          advise('the controller tries again by itself'),
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
