import { lastWordOf, scriptEvidence, type Waiting, waitsFor, waitsIn } from '../../dependencies/waiting.ts';
import type { Facts } from '../../facts.ts';
import type { Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';
import { inspect, mutate } from '../../words/commands.ts';

type Wait = Waiting<'external'>;

/** The target is outside the cluster: said, not blamed. What its log says of it, signatures tell. */
export const waitExternal: Rule = {
  id: 'wait-external',
  judge: (facts) =>
    waitsIn(facts, 'external').map((waiting) =>
      waiting.wait.subject.kind === 'Service' ? alias(facts, waiting) : outside(facts, waiting),
    ),
};

function outside(facts: Facts, waiting: Wait): Finding {
  const { step, wait } = waiting;
  const { host } = wait.outcome;
  const port = wait.subject.port === undefined ? '' : `:${wait.subject.port}`;
  const isAddress = privateAddress.test(host);
  const what = isAddress
    ? 'an address that no Service and no pod has, as far as can be seen: that of one that is gone (such addresses change), or of a host outside the cluster'
    : 'which is outside the cluster; whether it answers cannot be seen from here';
  const byName = editSpec(facts, `let ${step.name} ask for a Service by its name, where one is meant, instead of the IP address ${host}`);
  return {
    code: 'wait-external',
    category: 'network-blocked',
    severity: 'error',
    container: step.name,
    cause: `${step.name} waits for ${host}${port}, ${what}`,
    fixes: isAddress ? [tryIt(facts), byName] : [tryIt(facts)],
    evidence: [scriptEvidence(waiting)],
    heals: 'maybe',
    confidence: 'possible',
    depth: 'symptom',
  };
}

const privateAddress = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)[\d.]{1,11}$/;

/** A Service that is only another name: its own name resolves, if that one does. */
function alias(facts: Facts, waiting: Wait): Finding {
  const { wait, step } = waiting;
  const { name, namespace = facts.namespace } = wait.subject;
  const { host } = wait.outcome;
  const said = lastWordOf(facts, step.name);
  const unknown = said?.code === 'dns-failed';
  // pg_isready says the same of a name that does not resolve and of a host that is silent.
  const mute = !unknown && said !== undefined && /no response/.test(said.evidence.text);
  const state = unknown
    ? 'and that name cannot be resolved (does not exist in DNS)'
    : mute
      ? 'outside the cluster: either that name does not resolve (renamed or deleted), or the host does not answer'
      : 'outside the cluster; whether that answers cannot be seen from here';
  return {
    code: 'wait-external',
    category: unknown ? 'dns' : mute ? 'dep-not-found' : 'network-blocked',
    severity: 'error',
    container: step.name,
    cause: `${waitsFor(waiting, facts.namespace)}, which is an ExternalName for ${host}, ${state}`,
    fixes: [
      mutate(`correct externalName of Service ${name}, or make ${host} resolve and answer`, 'edit', 'service', name, '-n', namespace),
      tryIt(facts),
    ],
    evidence: [
      scriptEvidence(waiting),
      { from: 'object', ref: `Service ${namespace}/${name}`, text: `spec.externalName: ${host}` },
      ...(said && (unknown || mute) ? [said.evidence] : []),
    ],
    heals: 'maybe',
    confidence: unknown ? 'certain' : mute ? 'likely' : 'possible',
    depth: unknown ? 'root' : mute ? 'cause' : 'symptom',
    ...(unknown && { explains: ['dns-failed'] }),
    ...(mute && { explains: ['connection-refused'] }),
  };
}

const tryIt = ({ pod, namespace }: Facts): Fix =>
  inspect(
    `try it from a pod on the same network: name, firewall, egress policy and proxy are the usual suspects`,
    'debug',
    pod.metadata?.name ?? '',
    '-n',
    namespace,
    '-it',
    '--image=busybox',
    '--',
    'sh',
  );
