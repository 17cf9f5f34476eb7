import type { PodEvent } from '../../../init/model.ts';
import type { Facts } from '../../facts.ts';
import { understand } from '../../files/row.ts';
import { sandbox } from '../../files/sandbox.ts';
import type { Finding } from '../../finding.ts';
import { heldUp, isPreparing, lately } from '../../owners/pod-trouble.ts';
import type { Rule } from '../../rule.ts';
import { unknownRuntime } from '../../scheduling/runtime-handler.ts';
import { inspect } from '../../words/commands.ts';
import { fromEvent } from '../../words/evidence.ts';
import { clause, withoutRpcCode } from '../../words/words.ts';

/** The pod has a node, but no sandbox: network, pause image or the container runtime of the node. */
export const sandboxFailed: Rule = {
  id: 'sandbox-failed',
  judge(facts) {
    const event = isPreparing(facts) ? worst(facts) : undefined;
    if (!event || unknownRuntime(facts)) return [];
    const node = facts.pod.spec?.nodeName ?? 'its node';
    const context = { namespace: facts.namespace, node };
    const found = understand(event.message, sandbox);
    const words =
      found?.row.cause(found.groups, context) ?? `node ${node} cannot make the sandbox of the pod: ${clause(own(event.message), 260)}`;
    const finding: Finding = {
      code: 'sandbox-failed',
      category: found?.row.category ?? 'sandbox-cni',
      severity: 'error',
      ...heldUp(facts),
      cause: `${words}; no init container can start before`,
      fixes: [
        inspect(
          found?.row.fix(found.groups, context) ??
            `see to node ${node}: its network plugin and container runtime; ask the cluster's administrator`,
          ...(found?.row.look?.(found.groups, context) ?? ['describe', 'node', node]),
        ),
        inspect(
          'see which other pods of the node have the same trouble',
          'get',
          'events',
          '-A',
          '--field-selector',
          'reason=FailedCreatePodSandBox',
        ),
      ],
      evidence: [fromEvent(event)],
      heals: found?.row.heals ?? 'maybe',
      confidence: found ? 'certain' : 'likely',
      depth: found ? 'cause' : 'symptom',
    };
    return [finding];
  },
};

/** What repeats says more than what came once, when the runtime was restarted, say. */
function worst(facts: Facts): PodEvent | undefined {
  const events = lately(facts, 'FailedCreatePodSandBox', 'NetworkNotReady', 'FailedPodSandBoxStatus');
  const [newest] = events;
  return events.find((event) => event.count > 1 && event.count > 3 * (newest?.count ?? 0)) ?? newest;
}

const own = (message: string): string => withoutRpcCode(message.replace(/^Failed to create pod sandbox: /, ''));
