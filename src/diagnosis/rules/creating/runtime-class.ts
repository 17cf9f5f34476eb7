import { heldUp } from '../../owners/pod-trouble.ts';
import type { Rule } from '../../rule.ts';
import { unknownRuntime } from '../../scheduling/runtime-handler.ts';
import { editSpec } from '../../words/change-spec.ts';
import { inspect } from '../../words/commands.ts';
import { fromObject, fromSpec } from '../../words/evidence.ts';

/** The node does not know the runtime that the pod's RuntimeClass asks for. */
export const runtimeClass: Rule = {
  id: 'runtime-class',
  needs: (facts) => (unknownRuntime(facts) ? [{ kind: 'RuntimeClass' }] : []),
  judge(facts) {
    const unknown = unknownRuntime(facts);
    if (!unknown) return [];
    const { pod, around } = facts;
    const node = pod.spec?.nodeName ?? 'its node';
    const name = pod.spec?.runtimeClassName ?? unknown.missingClass ?? '';
    const read = around.get('RuntimeClass', name);
    const handler = unknown.handler ?? (read.state === 'found' ? read.value.handler : name);
    const absent = unknown.missingClass !== undefined || (read.state === 'absent' && unknown.handler === undefined);
    const nvidia = /nvidia/.test(handler) ? ' (for nvidia: let the NVIDIA container toolkit write it there)' : '';
    return [
      {
        code: 'runtime-class',
        category: 'runtime-class',
        severity: 'error',
        ...heldUp(facts),
        cause: absent
          ? `RuntimeClass ${name}, which the pod asks for, does not exist`
          : `the container runtime of node ${node} has no handler ${handler}, which RuntimeClass ${name} of the pod asks for`,
        fixes: absent
          ? [inspect(`create RuntimeClass ${name}, or correct runtimeClassName; see which there are`, 'get', 'runtimeclass')]
          : [
              inspect(
                `have handler ${handler} configured in the container runtime of node ${node} (containerd: /etc/containerd/config.toml, the file that it really reads) and the runtime restarted${nvidia}; ask the cluster's administrator`,
                'describe',
                'node',
                node,
              ),
              editSpec(
                facts,
                'or let the pod run on nodes that have it (nodeSelector, or scheduling of the RuntimeClass), or without runtimeClassName',
              ),
            ],
        evidence: [
          unknown.evidence,
          fromSpec('spec.runtimeClassName', name || '(none: the default runtime of the node)'),
          ...(read.state === 'found' ? [fromObject(`RuntimeClass ${name}`, `handler: ${read.value.handler}`)] : []),
        ],
        heals: 'maybe',
        confidence: 'certain',
        depth: 'root',
        explains: ['sandbox-failed'],
      },
    ];
  },
};
