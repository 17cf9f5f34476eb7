import { scriptEvidence, waitsFor, waitsIn } from '../../dependencies/waiting.ts';
import type { Finding } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';
import { inspect, mutate } from '../../words/commands.ts';

/** A NetworkPolicy forbids the way, or the pod's DNS settings keep cluster names from resolving. */
export const waitBlocked: Rule = {
  id: 'wait-blocked',
  judge: (facts) => [
    ...waitsIn(facts, 'blocked-by-policy').map((waiting): Finding => {
      const { policy, direction, detail } = waiting.wait.outcome;
      const namespace = direction === 'egress' ? facts.namespace : (waiting.wait.subject.namespace ?? facts.namespace);
      return {
        code: 'wait-blocked',
        category: 'network-blocked',
        severity: 'error',
        container: waiting.step.name,
        cause: `${waitsFor(waiting, facts.namespace)}, which is ready, but NetworkPolicy ${policy} does not allow this ${direction}: ${detail}`,
        fixes: [
          inspect(
            `read NetworkPolicy ${policy}; its ${direction} rules have to allow this connection (labels, namespace and port)`,
            'describe',
            'networkpolicy',
            policy,
            '-n',
            namespace,
          ),
          mutate(`add a rule for it to NetworkPolicy ${policy}`, 'edit', 'networkpolicy', policy, '-n', namespace),
        ],
        evidence: [scriptEvidence(waiting), { from: 'object', ref: `NetworkPolicy ${namespace}/${policy}`, text: detail }],
        heals: 'no',
        // Whether a policy is enforced is up to the network plugin.
        confidence: 'likely',
        depth: 'root',
        explains: ['connection-refused', 'connection-timeout', 'dns-failed', 'timeout-exit'],
      };
    }),
    ...waitsIn(facts, 'no-cluster-dns').map(
      (waiting): Finding => ({
        code: 'wait-blocked',
        category: 'dns',
        severity: 'error',
        container: waiting.step.name,
        cause: `${waitsFor(waiting, facts.namespace)}, a name that cannot resolve in this pod: ${waiting.wait.outcome.detail}`,
        fixes: [
          editSpec(
            facts,
            `set dnsPolicy: ${facts.pod.spec?.hostNetwork ? 'ClusterFirstWithHostNet (the pod is on hostNetwork)' : 'ClusterFirst'} in the pod's spec`,
          ),
        ],
        evidence: [scriptEvidence(waiting)],
        heals: 'no',
        confidence: 'likely',
        depth: 'root',
        explains: ['dns-failed'],
      }),
    ),
  ],
};
