import type { Node } from '../../../cluster/kubernetes.ts';
import { compareQuantities, humanQuantity, parseQuantity, type Quantity } from '../../../init/quantity.ts';
import { type EffectiveRequest, effectiveRequests } from '../../../init/requests.ts';
import type { Facts } from '../../facts.ts';
import type { Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { noNewNode } from '../../scheduling/autoscaler.ts';
import { nodeName } from '../../scheduling/node-fit.ts';
import { schedulingFailure } from '../../scheduling/scheduling.ts';
import { changeContainer } from '../../words/change-container.ts';
import { editSpec } from '../../words/change-spec.ts';
import { advise, inspect } from '../../words/commands.ts';

/** No node has room: the pod asks for more than any node has, or than is free. */
export const unschedulableResources: Rule = {
  id: 'unschedulable-resources',
  needs: (facts) => (shortages(facts).length > 0 ? [{ kind: 'Node' }] : []),
  judge(facts) {
    const [first, ...others] = shortages(facts)
      .map((resource) => shortageOf(resource, facts))
      .toSorted(
        (one, other) =>
          Number(other.hopeless) - Number(one.hopeless) || Number(Boolean(other.request?.setBy)) - Number(Boolean(one.request?.setBy)),
      );
    const failure = schedulingFailure(facts);
    if (!first || !failure) return [];
    const init = first.request?.setBy;
    const autoscaler = noNewNode(facts);
    const finding: Finding = {
      code: 'unschedulable-resources',
      category: 'unschedulable-resources',
      severity: 'error',
      ...(init !== undefined && { container: init }),
      cause: [clauseOf(first), ...others.map((other) => `${other.resource} is short too`), ...(autoscaler ? [autoscaler.clause] : [])].join(
        '; ',
      ),
      fixes: [
        ...fixes(first, facts),
        ...(autoscaler?.full
          ? [advise('or have the maximum size of the node group raised, so that the cluster autoscaler can add a node')]
          : []),
      ],
      evidence: [failure.evidence, ...evidence(first, facts), ...(autoscaler ? [autoscaler.evidence] : [])],
      heals: first.hopeless ? 'no' : 'maybe',
      confidence: first.hopeless || first.largest ? 'certain' : 'likely',
      depth: first.hopeless || init !== undefined ? 'root' : 'cause',
    };
    return [finding];
  },
};

interface Shortage {
  readonly resource: string;
  readonly request?: EffectiveRequest;
  /** The most that one node has to give. */
  readonly largest?: { readonly node: string; readonly amount: Quantity };
  /** Whether the request is larger than any node: waiting never helps. */
  readonly hopeless: boolean;
}

/** `Insufficient cpu`, `Too many pods`; not what a device plugin or a claim says. */
function shortages(facts: Facts): string[] {
  const names = (schedulingFailure(facts)?.reasons ?? []).map(({ text }) =>
    text.startsWith('Too many pods') ? 'pods' : /^Insufficient (\S+)/.exec(text)?.[1],
  );
  return [...new Set(names.filter((name) => name !== undefined))];
}

function shortageOf(resource: string, facts: Facts): Shortage {
  const request = effectiveRequests(facts.pod).find((one) => one.resource === resource);
  const nodes = facts.around.list('Node');
  const largest = nodes.state === 'found' ? largestOf(resource, nodes.value) : undefined;
  const none = nodes.state === 'found' && nodes.value.length > 0 && !largest && resource !== 'pods';
  return {
    resource,
    ...(request && { request }),
    ...(largest && { largest }),
    hopeless: none || (request !== undefined && largest !== undefined && compareQuantities(request.total, largest.amount) > 0),
  };
}

function largestOf(resource: string, nodes: readonly Node[]): Shortage['largest'] {
  const having = nodes.flatMap((node) => {
    const amount = parseQuantity(node.status?.allocatable?.[resource]);
    return amount && amount.nano > 0n ? [{ node: nodeName(node), amount }] : [];
  });
  return having.toSorted((one, other) => compareQuantities(other.amount, one.amount))[0];
}

function clauseOf({ resource, request, largest, hopeless }: Shortage): string {
  const most = largest && `${humanQuantity(largest.amount, resource)} on ${largest.node}`;
  if (resource === 'pods')
    return `every node that would do runs as many pods as it may${largest ? ` (${most} at most)` : ''}: too many pods`;
  if (!request) return `no node has enough ${resource} left`;
  const total = humanQuantity(request.total, resource);
  const who =
    request.setBy === undefined
      ? `the pod requests ${total} ${resource}`
      : `init container ${request.setBy} makes the pod request ${total} ${resource}, where its app containers need ${humanQuantity(request.app, resource)}`;
  if (hopeless)
    return largest ? `${who}, more than any node has: the largest can give ${most}` : `${who}, and no node offers ${resource} at all`;
  return `${who}, and no node has that much left${most ? ` (the largest has ${most} in all)` : ''}: the cluster is full`;
}

function fixes({ resource, request, largest, hopeless }: Shortage, facts: Facts): Fix[] {
  const look = inspect('see what the nodes have and what is taken', 'describe', 'nodes');
  const most = largest ? humanQuantity(largest.amount, resource) : undefined;
  if (resource === 'pods')
    return [
      inspect(
        "have a node added, or the nodes' maxPods raised, by the cluster's administrator; see how many pods each runs",
        'get',
        'pods',
        '-A',
        '-o',
        'wide',
      ),
    ];
  const init = request?.setBy;
  if (init !== undefined && request) {
    const app = request.app.nano > 0n ? humanQuantity(request.app, resource) : undefined;
    const text = `lower the ${resource} request of init container ${init} (${humanQuantity(request.total, resource)})${app ? ` to ${app}, which the pod needs anyway` : ''}${most ? `; it must fit beside what runs on a node of ${most}` : ''}`;
    return [app ? changeContainer(facts, init, text, { resources: { requests: { [resource]: app } } }) : editSpec(facts, text), look];
  }
  if (!most && hopeless) {
    return [
      inspect(
        `have nodes with ${resource} added, or the device plugin that offers it repaired (its DaemonSet, in kube-system mostly), by the cluster's administrator`,
        'get',
        'nodes',
        '-o',
        `custom-columns=NAME:.metadata.name,AMOUNT:.status.allocatable.${resource.replaceAll('.', '\\.')}`,
      ),
      editSpec(facts, `or remove ${resource} from the pod's resources`),
    ];
  }
  const lower = editSpec(
    facts,
    `lower the ${resource} request of the pod${most ? ` below ${most}` : ''}${hopeless ? ', or have a larger node added' : ', or have a node added, or other pods removed'}`,
  );
  return hopeless ? [lower, look] : [{ ...look, text: `${lower.text}; see what is taken` }, lower];
}

function evidence({ resource, request, largest }: Shortage, { pod }: Facts): Finding['evidence'][number][] {
  const index = (pod.spec?.initContainers ?? []).findIndex(({ name }) => name === request?.setBy);
  const asked = pod.spec?.initContainers?.[index]?.resources?.requests?.[resource];
  return [
    ...(asked === undefined
      ? []
      : [{ from: 'spec', ref: `spec.initContainers[${index}].resources.requests.${resource}`, text: asked } as const]),
    ...(largest
      ? [
          {
            from: 'object',
            ref: `Node ${largest.node}`,
            text: `status.allocatable.${resource}: ${humanQuantity(largest.amount, resource)}`,
          } as const,
        ]
      : []),
  ];
}
