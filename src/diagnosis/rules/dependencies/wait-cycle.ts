import { type AnyWaiting, chainOf, scriptEvidence, surenessOf, waitsFor, waitsIn } from '../../dependencies/waiting.ts';
import type { Facts } from '../../facts.ts';
import type { Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';
import { advise, inspect } from '../../words/commands.ts';

/** The way from the target leads back to where it came from: each waits for the other, so none can begin. */
export const waitCycle: Rule = {
  id: 'wait-cycle',
  judge: (facts) =>
    waitsIn(facts, 'no-endpoints', 'not-yet').flatMap((waiting): Finding[] => {
      const end = waiting.wait.trace?.end;
      if (end?.kind !== 'cycle') return [];
      const { cause, fix } = end.names.length === 1 ? amongPeers(facts, waiting, end.names) : amongOthers(facts, waiting, end.names);
      return [
        {
          code: 'wait-cycle',
          category: 'dep-no-endpoints',
          severity: 'error',
          container: waiting.step.name,
          cause,
          fixes: [fix, inspect('see all that wait', 'get', 'pods', '-n', facts.namespace)],
          evidence: [scriptEvidence(waiting)],
          heals: 'no',
          ...surenessOf(facts, waiting),
          chain: [...chainOf(facts, waiting), `back at ${end.names[0]}`],
          explains: ['connection-refused', 'connection-timeout', 'dns-failed', 'timeout-exit'],
        },
      ];
    }),
};

interface Words {
  readonly cause: string;
  readonly fix: Fix;
}

/** A pod that is followed into the ring from outside is no part of it. */
function amongOthers(facts: Facts, waiting: AnyWaiting, names: readonly string[]): Words {
  const ring = [...names, names[0]].join(' → ');
  const inIt = names.includes(facts.workload.name);
  const how = inIt ? 'which waits for this one in turn: a circular wait' : 'which is caught in a circular wait';
  const advice = `break the cycle: let one of ${names.join(', ')} start without waiting, and retry its connection in the app instead`;
  return {
    cause: `${waitsFor(waiting, facts.namespace)}, ${how}, ${ring}; they wait for each other, so no endpoint ever gets ready`,
    // Only the workload at hand can be opened for a change here; of others their names are said.
    fix: inIt ? editSpec(facts, advice) : advise(advice),
  };
}

/** Pods of one workload: DNS knows each only when it is ready, unless the Service publishes them before. */
function amongPeers(facts: Facts, waiting: AnyWaiting, [name = '']: readonly string[]): Words {
  return {
    cause: `${waitsFor(waiting, facts.namespace)}, behind which pods of the same workload ${name} stand, which wait in the same way: a circular wait; they wait for each other, so none of them gets ready`,
    fix: editSpec(
      facts,
      `do not wait for peers in init: let the app look for them, or set publishNotReadyAddresses: true on the headless Service and wait for their names only`,
    ),
  };
}
