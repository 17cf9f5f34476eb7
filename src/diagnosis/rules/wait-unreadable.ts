import { inspect } from '../commands.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { scriptEvidence, waitsFor, waitsIn } from '../waiting.ts';

/** What it waits for is known, but may not be read: nothing is claimed about it. */
export const waitUnreadable: Rule = {
  id: 'wait-unreadable',
  judge: (facts) =>
    waitsIn(facts, 'unreadable').map((waiting): Finding => {
      const { wait, step } = waiting;
      return {
        code: 'wait-unreadable',
        category: 'timeout',
        severity: 'error',
        container: step.name,
        cause: `${waitsFor(waiting, facts.namespace)}; whether that is there could not be read (${wait.outcome.reason})`,
        fixes: [
          inspect(
            `ask who may read it to look at ${wait.subject.kind} ${wait.subject.name}`,
            'get',
            wait.subject.kind.toLowerCase(),
            wait.subject.name,
            '-n',
            wait.subject.namespace ?? facts.namespace,
          ),
        ],
        evidence: [scriptEvidence(waiting)],
        heals: 'maybe',
        confidence: 'possible',
        depth: 'symptom',
      };
    }),
};
