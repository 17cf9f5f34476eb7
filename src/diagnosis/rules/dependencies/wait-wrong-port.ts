import { scriptEvidence, surenessOf, type Waiting, waitsFor, waitsIn } from '../../dependencies/waiting.ts';
import type { Facts } from '../../facts.ts';
import type { Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';
import { inspect, mutate } from '../../words/commands.ts';

type Wait = Waiting<'wrong-port'>;

/** The Service is there, but not on the port that is asked for; or the port leads where nothing listens. */
export const waitWrongPort: Rule = {
  id: 'wait-wrong-port',
  judge: (facts) =>
    waitsIn(facts, 'wrong-port').map((waiting): Finding => {
      const { namespace = facts.namespace, name } = waiting.wait.subject;
      return {
        code: 'wait-wrong-port',
        category: 'dep-wrong-port',
        severity: 'error',
        container: waiting.step.name,
        cause: `${waitsFor(waiting, facts.namespace)}, ${mismatch(waiting)}`,
        fixes: [remedy(facts, waiting), inspect(`see the ports of Service ${name}`, 'get', 'service', name, '-n', namespace, '-o', 'wide')],
        evidence: [
          scriptEvidence(waiting),
          { from: 'object', ref: `Service ${namespace}/${name}`, text: `spec.ports: ${portsText(waiting)}` },
        ],
        heals: 'no',
        ...surenessOf(facts, waiting),

        explains: ['connection-refused', 'connection-timeout', 'timeout-exit'],
      };
    }),
};

function mismatch({ wait: { outcome } }: Wait): string {
  const { asked, meant, headless, target } = outcome;
  if (target) {
    const listen = target.containerPorts.length > 0 ? `; the containers declare ${target.containerPorts.join(', ')}` : '';
    return `whose port ${asked} leads to targetPort ${target.targetPort}, on which no container behind it listens${listen}`;
  }
  if (headless)
    return `but nothing listens on port ${asked} there: a headless Service leads straight to its pods, whose ports are ${podPorts(outcome) || 'unknown'}${translated(outcome)}`;
  const container =
    meant && meant.targetPort === asked && meant.port !== asked ? ` (${asked} is the container port behind its port ${meant.port})` : '';
  return `but that Service has no port ${asked}, only ${portsOf(outcome)}${container}`;
}

/** A headless Service does not make its targetPort of its port. */
const translated = ({ asked, meant }: Wait['wait']['outcome']): string =>
  meant?.port === asked ? ` (its port ${asked} is not translated to targetPort ${meant.targetPort ?? asked})` : '';

const podPorts = ({ ports }: Wait['wait']['outcome']): string =>
  ports.map(({ port, targetPort = port }) => (typeof targetPort === 'number' ? targetPort : `the one named ${targetPort}`)).join(', ');

const portsOf = ({ ports }: Wait['wait']['outcome']): string =>
  ports.map(({ name, port }) => (name ? `${port} (${name})` : `${port}`)).join(', ') || 'none';

const portsText = ({ wait: { outcome } }: Wait): string =>
  outcome.ports.map(({ name, port, targetPort }) => `${name ? `${name} ` : ''}${port} to ${targetPort ?? port}`).join(', ');

function remedy(facts: Facts, { step, wait }: Wait): Fix {
  const { meant, asked, target } = wait.outcome;
  if (target) {
    const { namespace = facts.namespace, name } = wait.subject;
    const text = `correct targetPort of port ${asked} in Service ${name}, or the port that the app listens on`;
    return mutate(text, 'edit', 'service', name, '-n', namespace);
  }
  if (meant && wait.outcome.headless) {
    const own = meant.targetPort ?? meant.port;
    const port = typeof own === 'number' ? `port ${own}` : `the container port named ${own}`;
    return editSpec(facts, `let ${step.name} ask for ${port} of the pods instead of ${asked}, or for a Service with a clusterIP`);
  }
  if (meant)
    return editSpec(
      facts,
      `let ${step.name} ask for port ${meant.port} instead of ${asked}, or add port ${asked} to Service ${wait.subject.name}`,
    );
  return editSpec(facts, `let ${step.name} ask for a port that Service ${wait.subject.name} has, or add port ${asked} to it`);
}
