import { scriptEvidence, type Waiting, waitsFor, waitsIn } from '../../dependencies/waiting.ts';
import type { Facts } from '../../facts.ts';
import type { Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';
import { inspect } from '../../words/commands.ts';
import { lookInside } from '../../words/pod-commands.ts';

type Wait = Waiting<'unreadable'>;

/** What it waits for is not known, or may not be read: nothing is claimed about it. */
export const waitUnreadable: Rule = {
  id: 'wait-unreadable',
  judge: (facts) => waitsIn(facts, 'unreadable').map((waiting) => (unset(waiting) ? nameless(facts, waiting) : unseen(facts, waiting))),
};

const unset = ({ wait }: Wait) => wait.wait.doubts.find(({ code }) => code === 'unresolved-variable');

/** Nobody gives the variable a value: then the check asks for nothing, and that is the cause. */
function nameless(facts: Facts, waiting: Wait): Finding {
  const { step, wait } = waiting;
  const other = ofApp(facts, unset(waiting)?.text ?? '');
  const has = other ? `; container ${other.container} has ${other.name}` : '';
  return {
    code: 'wait-unreadable',
    category: 'config',
    severity: 'error',
    container: step.name,
    cause: `${step.name} waits for no host at all with "${wait.wait.text}": ${unset(waiting)?.text}, so it is empty${has}`,
    fixes: [
      editSpec(
        facts,
        `set the variable in env of init container ${step.name} (a value, a ConfigMap or a Secret); env of the app container is not its own`,
      ),
      seeVariables(facts, step.name),
    ],
    evidence: [scriptEvidence(waiting)],
    heals: 'no',
    confidence: 'likely',
    depth: 'root',
    explains: ['dns-failed', 'connection-refused', 'connection-timeout', 'bad-config', 'exit-code'],
  };
}

/** An app container that has the variable in its own environment. */
function ofApp({ pod }: Facts, text: string): { container: string; name: string } | undefined {
  const name = /\b[A-Z][A-Z0-9_]{1,60}\b/.exec(text)?.[0];
  const container = pod.spec?.containers?.find(({ env }) => env?.some((one) => one.name === name))?.name;
  return name && container ? { container, name } : undefined;
}

function unseen(facts: Facts, waiting: Wait): Finding {
  const { wait, step } = waiting;
  const { target } = wait.wait;
  const source = target.kind === 'host' ? target.unknown : undefined;
  return {
    code: 'wait-unreadable',
    category: 'timeout',
    severity: 'error',
    container: step.name,
    cause: source
      ? `${step.name} waits for a host that comes from ${source.text}${wait.subject.port === undefined ? '' : `, port ${wait.subject.port}`}; its value is not read here, so that whether it is there cannot be said`
      : `${waitsFor(waiting, facts.namespace)}; whether that is there cannot be said: ${wait.outcome.reason}`,
    fixes: source ? [seeVariables(facts, step.name)] : [lookUp(facts, waiting)],
    evidence: [scriptEvidence(waiting)],
    heals: 'maybe',
    confidence: 'possible',
    depth: 'symptom',
  };
}

const seeVariables = (facts: Facts, container: string): Fix =>
  lookInside(facts, container, 'see which values its variables have, and whether there is a Service of that name', 'printenv');

function lookUp(facts: Facts, { step, wait: { subject } }: Wait): Fix {
  const { kind, name, namespace } = subject;
  if (namespace === undefined)
    return inspect(`read its log`, 'logs', facts.pod.metadata?.name ?? '', '-n', facts.namespace, '-c', step.name, '--tail=20');
  return inspect(`ask who may read it to look at ${kind} ${name}`, 'get', kind.toLowerCase(), name, '-n', namespace);
}
