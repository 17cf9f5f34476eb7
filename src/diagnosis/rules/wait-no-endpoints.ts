import { editSpec, inspect, kubectl, mutate } from '../commands.ts';
import type { Facts } from '../facts.ts';
import type { Finding, Fix } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { chainOf, scriptEvidence, surenessOf, type Waiting, waitsFor, waitsIn } from '../waiting.ts';

type Wait = Waiting<'no-endpoints'>;

/** The Service is there, but no pod behind it is ready: the reason is its selector, its workload, or the root of a chain. */
export const waitNoEndpoints: Rule = {
  id: 'wait-no-endpoints',
  judge: (facts) =>
    waitsIn(facts, 'no-endpoints')
      .filter(({ wait }) => wait.trace?.end.kind !== 'cycle' && !wait.outcome.selfOnly)
      .map((waiting): Finding => {
        const { reason, fixes, heals, proof } = why(facts, waiting);
        return {
          code: 'wait-no-endpoints',
          category: 'dep-no-endpoints',
          severity: 'error',
          container: waiting.step.name,
          cause: `${waitsFor(waiting, facts.namespace)}, which has no ready endpoint: ${reason}`,
          fixes: [...fixes, seeEndpoints(facts, waiting)],
          evidence: [scriptEvidence(waiting), ...proof],
          heals,
          ...surenessOf(facts, waiting),
          ...(waiting.wait.trace && { chain: chainOf(facts, waiting) }),

          explains: ['dns-failed', 'connection-refused', 'connection-timeout', 'timeout-exit'],
        };
      }),
};

interface Why extends Pick<Finding, 'heals'> {
  readonly reason: string;
  readonly fixes: readonly Fix[];
  readonly proof: Finding['evidence'];
}

function why(facts: Facts, waiting: Wait): Why {
  const { outcome } = waiting.wait;
  if (waiting.wait.trace && waiting.wait.trace.stations.length > 0) return root(waiting);
  if (outcome.behind.length > 0) return notReady(facts, waiting);
  if (outcome.mismatch) return offByALabel(facts, waiting);
  return nobody(facts, waiting);
}

function root({ wait: { trace } }: Wait): Why {
  const last = trace?.stations.at(-1);
  const end = trace?.end;
  const who = `pod ${last?.pod} behind it`;
  if (end?.kind === 'finding') {
    const { finding } = end;
    const via = (trace?.stations.length ?? 0) > 1 ? `the root is pod ${last?.pod}` : who;
    return { reason: `${via}: ${finding.cause}`, fixes: finding.fixes, heals: finding.heals, proof: finding.evidence };
  }
  if (end?.kind === 'working') return { reason: `${who} is not ready yet (${end.detail})`, fixes: [look(last)], heals: 'maybe', proof: [] };
  const open = end?.kind === 'unreadable' ? `what keeps it could not be read: ${end.reason}` : 'the chain goes on from there';
  return { reason: `${who} is ${last?.status}; ${open}`, fixes: [look(last)], heals: 'maybe', proof: [] };
}

const look = (station: { readonly pod: string; readonly namespace: string } | undefined): Fix =>
  inspect(`look at pod ${station?.pod ?? ''}`, 'describe', 'pod', station?.pod ?? '', '-n', station?.namespace ?? '');

function notReady({ namespace }: Facts, { wait: { outcome } }: Wait): Why {
  const names = outcome.behind.map(({ name }) => name);
  const [first] = outcome.behind;
  if (outcome.node !== undefined) {
    return {
      reason: `internalTrafficPolicy is Local, and no ready pod of it runs on node ${outcome.node}`,
      fixes: [inspect('see where its pods run', 'get', 'pods', '-n', namespace, '-o', 'wide')],
      heals: 'no',
      proof: [],
    };
  }
  const reason = `0 of ${names.length} pods behind it are ready (${names.slice(0, 3).join(', ')})`;
  return {
    reason,
    fixes: [inspect(`look at pod ${first?.name}`, 'describe', 'pod', first?.name ?? '', '-n', first?.namespace ?? namespace)],
    heals: 'maybe',
    proof: [],
  };
}

function offByALabel(facts: Facts, { wait: { outcome, subject } }: Wait): Why {
  const { mismatch } = outcome;
  const { candidate, label, selectorValue, podValue } = mismatch ?? {
    candidate: { kind: '', name: '', namespace: '' },
    label: '',
    selectorValue: '',
  };
  const namespace = subject.namespace ?? facts.namespace;
  const has = podValue === undefined ? `lacks the label ${label}` : `has ${label}=${podValue}`;
  const patch = JSON.stringify({ spec: { selector: { [label]: podValue ?? null } } });
  return {
    reason: `its selector ${selectorText(outcome.selector)} matches no pod; ${candidate.kind} ${candidate.name} ${has}, not ${label}=${selectorValue}`,
    fixes: [
      mutate(
        `make the selector of Service ${subject.name} match the labels of ${candidate.kind} ${candidate.name}: ${label}=${podValue ?? '(none)'}`,
        'patch',
        'service',
        subject.name,
        '-n',
        namespace,
        '-p',
        patch,
      ),
      inspect('compare the labels of the pods with the selector', 'get', 'pods', '-n', namespace, '--show-labels'),
    ],
    heals: 'no',
    proof: [{ from: 'object', ref: `Service ${namespace}/${subject.name}`, text: `spec.selector: ${selectorText(outcome.selector)}` }],
  };
}

function nobody(facts: Facts, { step, wait: { outcome, subject } }: Wait): Why {
  const namespace = subject.namespace ?? facts.namespace;
  const { workload, selector } = outcome;
  const proof = [
    { from: 'object', ref: `Service ${namespace}/${subject.name}`, text: `spec.selector: ${selectorText(selector)}` },
  ] as const;
  if (workload) {
    const kind = workload.kind.toLowerCase();
    const scale: Fix = {
      text: `scale ${workload.kind} ${workload.name} up, so that a pod stands behind Service ${subject.name}`,
      command: kubectl('scale', `${kind}/${workload.name}`, '-n', workload.namespace, '--replicas=1'),
      risk: 'mutating',
    };
    const look = inspect(
      `see why ${workload.kind} ${workload.name} has no pods`,
      'describe',
      kind,
      workload.name,
      '-n',
      workload.namespace,
    );
    return { reason: `${workload.kind} ${workload.name}, whose pods it selects, has no pods`, fixes: [look, scale], heals: 'no', proof };
  }
  if (!selector) {
    const reason = 'it has no selector, so its endpoints are made by hand or by a controller, and there are none';
    return {
      reason,
      fixes: [inspect('see whether anybody makes its endpoints', 'get', 'endpointslices', '-n', namespace)],
      heals: 'maybe',
      proof,
    };
  }
  return {
    reason: `its selector ${selectorText(selector)} matches no pod, and no workload makes such pods`,
    fixes: [
      editSpec(
        facts,
        `start what should stand behind Service ${subject.name}, correct the selector, or let ${step.name} wait for another Service`,
      ),
      inspect('compare the labels of the pods with the selector', 'get', 'pods', '-n', namespace, '--show-labels'),
    ],
    heals: 'maybe',
    proof,
  };
}

const selectorText = (selector: Readonly<Record<string, string>> = {}): string =>
  Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');

function seeEndpoints(facts: Facts, { wait: { subject } }: Wait): Fix {
  const namespace = subject.namespace ?? facts.namespace;
  return inspect(
    `see the endpoints of Service ${subject.name}`,
    'get',
    'endpointslices',
    '-n',
    namespace,
    '-l',
    `kubernetes.io/service-name=${subject.name}`,
  );
}
