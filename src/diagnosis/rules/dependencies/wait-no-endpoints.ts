import { whyNoEndpoints } from '../../dependencies/no-endpoints.ts';
import { chainOf, runsLessThan, scriptEvidence, surenessOf, type Waiting, waitsFor, waitsIn } from '../../dependencies/waiting.ts';
import type { Facts } from '../../facts.ts';
import type { Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { showEndpoints } from '../../words/commands.ts';
import { describePod } from '../../words/pod-commands.ts';

type Wait = Waiting<'no-endpoints'>;

/** In this time a server that starts gets ready. */
const patience = 60;

/** The Service is there, but no pod behind it is ready: the reason is its selector, its workload, or the root of a chain. */
export const waitNoEndpoints: Rule = {
  id: 'wait-no-endpoints',
  judge: (facts) =>
    waitsIn(facts, 'no-endpoints')
      .filter(({ wait }) => wait.trace?.end.kind !== 'cycle' && !wait.outcome.selfOnly)
      .map((waiting): Finding => {
        const { reason, fixes, heals, proof } = whyNoEndpoints(facts, waiting);
        return {
          code: 'wait-no-endpoints',
          category: 'dep-no-endpoints',
          severity: starting(facts, waiting) ? 'warning' : 'error',
          container: waiting.step.name,
          cause: `${waitsFor(waiting, facts.namespace)}, which ${waiting.wait.subject.kind === 'Pod' ? 'is no ready endpoint' : 'has no ready endpoint'}: ${reason}`,
          fixes: [...fixes, seeEndpoints(facts, waiting)],
          evidence: [scriptEvidence(waiting), ...proof],
          heals,
          ...surenessOf(facts, waiting),
          ...(waiting.wait.trace && { chain: chainOf(facts, waiting) }),
          explains: ['dns-failed', 'connection-refused', 'connection-timeout', 'timeout-exit'],
        };
      }),
};

/** What stands behind it is at work without trouble, and has had no time yet. */
const starting = (facts: Facts, { step, wait }: Wait): boolean => wait.trace?.end.kind === 'working' && runsLessThan(patience, step, facts);

function seeEndpoints(facts: Facts, { wait: { subject } }: Wait): Fix {
  const namespace = subject.namespace ?? facts.namespace;
  if (subject.kind === 'Pod') return describePod({ pod: subject.name, namespace }, `look at pod ${subject.name}`);
  return showEndpoints(`see the endpoints of Service ${subject.name}`, subject.name, namespace);
}
