import { selectorText } from '../../cluster/selector.ts';
import type { SelectorMismatch } from '../../waits/model.ts';
import type { Facts, Station, Trace } from '../facts.ts';
import type { Evidence, Finding, Fix } from '../finding.ts';
import { editSpec } from '../words/change-spec.ts';
import { inspect, kubectl, mutate } from '../words/commands.ts';
import { fromObject } from '../words/evidence.ts';
import { describePod } from '../words/pod-commands.ts';
import { causeBehind, stationName, type Waiting } from './waiting.ts';

type Wait = Waiting<'no-endpoints'>;

/** Why a Service that a container waits for has no ready endpoint, and what to do. */
interface Why extends Pick<Finding, 'heals'> {
  readonly reason: string;
  readonly fixes: readonly Fix[];
  readonly proof: Finding['evidence'];
}

/** The root of a chain, pods that are not ready, a selector that misses by a label, or nobody at all. */
export function whyNoEndpoints(facts: Facts, waiting: Wait): Why {
  const { outcome, trace } = waiting.wait;
  const last = trace?.stations.at(-1);
  if (trace && last) return root(trace, last, waiting.wait.subject.kind === 'Pod');
  if (outcome.behind.length > 0) return notReady(facts, waiting);
  if (outcome.mismatch) return offByALabel(facts, waiting, outcome.mismatch);
  return nobody(facts, waiting);
}

function root({ stations, end }: Trace, last: Station, named: boolean): Why {
  const who =
    last.pod === undefined
      ? `${stationName(last)}, whose pods it selects, has none`
      : named
        ? stationName(last)
        : `${stationName(last)} behind it`;
  if (end.kind === 'finding') {
    const { finding } = end;
    const via = stations.length === 1 ? who : `the root is ${stationName(last)}`;
    return { reason: `${via}: ${causeBehind(finding)}`, fixes: finding.fixes, heals: finding.heals, proof: finding.evidence };
  }
  if (end.kind === 'working') {
    const reason = last.pod === undefined ? `${who} yet` : `${who} is not ready yet (${end.detail})`;
    return { reason, fixes: [look(last)], heals: 'maybe', proof: [] };
  }
  const open = end.kind === 'unreadable' ? `what keeps it could not be read: ${end.reason}` : 'the chain goes on from there';
  return { reason: `${who} is ${last.status}; ${open}`, fixes: [look(last)], heals: 'maybe', proof: [] };
}

const look = (station: Station): Fix =>
  inspect(`look at ${stationName(station)}`, 'describe', ...describable(station), '-n', station.namespace);

const describable = ({ pod, workload }: Station): [string, string] =>
  pod === undefined ? [workload.kind.toLowerCase(), workload.name] : ['pod', pod];

function notReady({ namespace }: Facts, { wait: { outcome, trace } }: Wait): Why {
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
  const unread = trace?.end.kind === 'unreadable' ? `; what keeps it could not be read: ${trace.end.reason}` : '';
  const reason = `0 of ${names.length} pods behind it are ready (${names.slice(0, 3).join(', ')})${unread}`;
  return {
    reason,
    fixes: [describePod({ pod: first?.name ?? '', namespace: first?.namespace ?? namespace }, `look at pod ${first?.name}`)],
    heals: 'maybe',
    proof: [],
  };
}

function offByALabel(
  facts: Facts,
  { wait: { outcome, subject } }: Wait,
  { candidate, label, selectorValue, podValue }: SelectorMismatch,
): Why {
  const namespace = subject.namespace ?? facts.namespace;
  const who = `${candidate.kind} ${candidate.name}`;
  const off = podValue === undefined ? `has no label ${label}` : `has ${label}=${podValue}, not ${label}=${selectorValue}`;
  const selector = labelsOf(outcome);
  return {
    reason: `its selector ${selector} matches no pod; ${who} ${off}`,
    fixes: [
      podValue === undefined
        ? {
            text: `correct the selector of Service ${subject.name} by the labels of ${who}, or give its pods the label ${label}=${selectorValue}`,
            command: kubectl('edit', 'service', subject.name, '-n', namespace),
            risk: 'mutating',
          }
        : mutate(
            `make the selector of Service ${subject.name} match the labels of ${who}: ${label}=${podValue}`,
            'patch',
            'service',
            subject.name,
            '-n',
            namespace,
            '-p',
            JSON.stringify({ spec: { selector: { [label]: podValue } } }),
          ),
      compareLabels(namespace),
    ],
    heals: 'no',
    proof: [selectorEvidence(namespace, subject.name, selector)],
  };
}

function nobody(facts: Facts, { step, wait: { outcome, subject } }: Wait): Why {
  const namespace = subject.namespace ?? facts.namespace;
  const { workload, selector } = outcome;
  const labels = labelsOf(outcome);
  const proof = [selectorEvidence(namespace, subject.name, labels)];
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
  const unread = outcome.unreadable;
  return {
    reason:
      unread === undefined
        ? `its selector ${labels} matches no pod, and no workload makes such pods`
        : `no pod of its selector ${labels} is seen; not all pods and workloads could be read (${unread})`,
    fixes: [
      editSpec(
        facts,
        `start what should stand behind Service ${subject.name}, correct the selector, or let ${step.name} wait for another Service`,
      ),
      compareLabels(namespace),
    ],
    heals: 'maybe',
    proof,
  };
}

const labelsOf = ({ selector }: Wait['wait']['outcome']): string => selectorText({ matchLabels: selector });

const selectorEvidence = (namespace: string, service: string, labels: string): Evidence =>
  fromObject(`Service ${namespace}/${service}`, `spec.selector: ${labels}`);

const compareLabels = (namespace: string): Fix =>
  inspect('compare the labels of the pods with the selector', 'get', 'pods', '-n', namespace, '--show-labels');
