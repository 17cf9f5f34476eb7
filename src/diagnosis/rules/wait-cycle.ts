import { editSpec, inspect } from '../commands.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { chainOf, scriptEvidence, surenessOf, waitsFor, waitsIn } from '../waiting.ts';

/** The way from the target leads back to where it came from: each waits for the other, so none can begin. */
export const waitCycle: Rule = {
  id: 'wait-cycle',
  judge: (facts) =>
    waitsIn(facts, 'no-endpoints', 'not-yet').flatMap((waiting): Finding[] => {
      const end = waiting.wait.trace?.end;
      if (end?.kind !== 'cycle') return [];
      const ring = [...end.names, end.names[0]].join(' → ');
      const inIt = end.names.includes(facts.workload.name);
      const how = inIt ? 'which waits for this one in turn: a circular wait (cycle)' : 'which is caught in a circular wait (cycle)';
      return [
        {
          code: 'wait-cycle',
          category: 'dep-no-endpoints',
          severity: 'error',
          container: waiting.step.name,
          cause: `${waitsFor(waiting, facts.namespace)}, ${how}, ${ring}; they wait for each other, so no endpoint ever gets ready`,
          fixes: [
            editSpec(
              facts,
              `break the cycle: let one of ${end.names.join(', ')} start without waiting, and retry its connection in the app instead`,
            ),
            inspect('see all that wait', 'get', 'pods', '-n', facts.namespace),
          ],
          evidence: [scriptEvidence(waiting)],
          heals: 'no',
          ...surenessOf(facts, waiting),
          chain: [...chainOf(facts, waiting), `back at ${end.names[0]}`],

          explains: ['connection-refused', 'connection-timeout', 'dns-failed', 'timeout-exit'],
        },
      ];
    }),
};
