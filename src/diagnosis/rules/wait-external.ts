import { inspect } from '../commands.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { scriptEvidence, waitsIn } from '../waiting.ts';

/** The target is outside the cluster (or comes from a Secret): said, not blamed. What its log says of it, signatures tell. */
export const waitExternal: Rule = {
  id: 'wait-external',
  judge: (facts) =>
    waitsIn(facts, 'external').map((waiting): Finding => {
      const { step, wait } = waiting;
      const port = wait.subject.port === undefined ? '' : `:${wait.subject.port}`;
      return {
        code: 'wait-external',
        category: 'network-blocked',
        severity: 'error',
        container: step.name,
        cause: `${step.name} waits for ${wait.outcome.host}${port}, which is outside the cluster; whether it answers cannot be seen from here`,
        fixes: [
          inspect(
            `try it from a pod on the same network: name, firewall, egress policy and proxy are the usual suspects`,
            'debug',
            facts.pod.metadata?.name ?? '',
            '-n',
            facts.namespace,
            '-it',
            '--image=busybox',
            '--',
            'sh',
          ),
        ],
        evidence: [scriptEvidence(waiting)],
        heals: 'maybe',
        confidence: 'possible',
        depth: 'symptom',
      };
    }),
};
