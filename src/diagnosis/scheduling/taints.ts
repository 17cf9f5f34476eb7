import type { Node } from '../../cluster/kubernetes.ts';
import { table } from '../../cluster/table.ts';
import type { Facts } from '../facts.ts';
import type { SpecChange } from '../words/change-spec.ts';
import { counted, listed } from '../words/words.ts';
import { demands, nodeName, taintText, untolerated } from './node-fit.ts';
import type { NodeReason } from './scheduling.ts';
import type { Verdict } from './verdict.ts';

/** From 1.34 on the scheduler no longer says which taint it is: the nodes do. */
const tainted =
  /^had (?:untolerated )?taints?(?:\(s\))?(?: that the pod didn't tolerate)?(?: \{(?<key>[^:}]{1,300}): ?(?<value>[^}]{0,100})\})?/;

/** Kubernetes itself taints nodes that are ill; `cordon` does so too. */
const illnesses = table<string>({
  'node.kubernetes.io/not-ready': 'not ready',
  'node.kubernetes.io/unreachable': 'unreachable',
  'node.kubernetes.io/disk-pressure': 'short of disk (disk pressure)',
  'node.kubernetes.io/memory-pressure': 'short of memory (memory pressure)',
  'node.kubernetes.io/pid-pressure': 'short of process ids (PID pressure)',
  'node.kubernetes.io/network-unavailable': 'without a network (its CNI plugin has not reported)',
  'node.kubernetes.io/unschedulable': 'cordoned (kubectl cordon or drain)',
  'node.cloudprovider.kubernetes.io/uninitialized': 'not yet initialized by the cloud controller',
  'node.cilium.io/agent-not-ready': 'without a ready Cilium agent',
  'ebs.csi.aws.com/agent-not-ready': 'without a ready EBS CSI driver',
  'efs.csi.aws.com/agent-not-ready': 'without a ready EFS CSI driver',
  'cni.istio.io/not-ready': 'without a ready agent of the Istio CNI plugin',
  'karpenter.sh/unregistered': 'not yet registered by Karpenter',
  'karpenter.sh/disrupted': 'being removed by Karpenter',
  ToBeDeletedByClusterAutoscaler: 'being removed by the cluster autoscaler',
  DeletionCandidateOfClusterAutoscaler: 'about to be removed by the cluster autoscaler',
});
/** Taints of a start: whoever is named takes them away when it is up. */
const starters: readonly (readonly [RegExp, string])[] = [
  [/^node\.cloudprovider\.kubernetes\.io\//, 'the cloud-controller-manager'],
  [/\/(?:agent-)?not-ready$/, 'the pod of that agent on the node (its DaemonSet)'],
  [/^karpenter\.sh\/unregistered$/, 'Karpenter'],
];
const controlPlane = /^node-role\.kubernetes\.io\/(?:control-plane|master|etcd)$/;

interface Held {
  readonly key: string;
  readonly text: string;
  readonly value: string;
  readonly effect: string;
  readonly nodes: readonly string[];
}

export function byTaints(reason: NodeReason, facts: Facts): Verdict | undefined {
  const named = tainted.exec(reason.text)?.groups;
  const cordoned = /^were unschedulable/.test(reason.text);
  if (!named && !cordoned) return undefined;
  const held = heldBack(facts).filter(({ key }) => (cordoned ? key === cordonTaint : !named?.key || key === named.key));
  const [first] = held.toSorted(
    (one, other) => Number(controlPlane.test(one.key)) - Number(controlPlane.test(other.key)) || other.nodes.length - one.nodes.length,
  );
  const key = cordoned ? cordonTaint : (named?.key ?? first?.key);
  const illness = key === undefined ? undefined : illnesses[key];
  const who = first ? `${first.nodes.length === 1 ? 'node' : 'nodes'} ${listed(first.nodes, 3)}` : counted(reason.nodes ?? 1, 'node');
  const text = first?.text ?? (key === undefined ? 'a taint' : `${key}${named?.value ? `=${named.value}` : ''}`);
  const change = illness || !first || controlPlane.test(first.key) ? undefined : toleration(facts, first);
  return {
    clause: illness
      ? `${who} ${plural(first, reason) ? 'are' : 'is'} ${illness}`
      : `${who} ${plural(first, reason) ? 'have' : 'has'} the taint ${text}, which the pod does not tolerate`,
    fix: illness
      ? cure(key ?? '', who)
      : `add a toleration for the taint ${text}, or have the taint removed from ${who} by the cluster's administrator`,
    ...(change && { change }),
    look: ['get', 'nodes', '-o', 'custom-columns=NAME:.metadata.name,TAINTS:.spec.taints,UNSCHEDULABLE:.spec.unschedulable'],
    more: [],
    evidence: first ? first.nodes.slice(0, 3).map((node) => ({ from: 'object', ref: `Node ${node}`, text: `taint ${first.text}` })) : [],
    hurdle: key !== undefined && controlPlane.test(key) ? 0 : 1,
    nodes: reason.nodes ?? 0,
    proved: first !== undefined,
    ordinary: key !== undefined && controlPlane.test(key),
    heals: illness ? 'maybe' : 'no',
  };
}

const cordonTaint = 'node.kubernetes.io/unschedulable';
const plural = (held: Held | undefined, { nodes = 1 }: NodeReason): boolean => (held?.nodes.length ?? nodes) > 1;

/** Nodes that the labels allow come first: a taint on others is no news. */
function heldBack(facts: Facts): Held[] {
  const read = facts.around.list('Node');
  if (read.state !== 'found') return [];
  const wanted = demands(facts.pod);
  const fitting = read.value.filter((node) => wanted.every((demand) => demand.fits(node)));
  const held = new Map<string, Held>();
  for (const node of fitting.length > 0 ? fitting : read.value) {
    for (const { key, value = '', effect } of taintsOf(node, facts)) {
      const text = taintText({ key, value, effect });
      held.set(text, { key, text, value, effect, nodes: [...(held.get(text)?.nodes ?? []), nodeName(node)] });
    }
  }
  return [...held.values()];
}

function taintsOf(node: Node, facts: Facts) {
  const taints = untolerated(node, facts.pod);
  const cordon = node.spec?.unschedulable === true && !taints.some(({ key }) => key === cordonTaint);
  return cordon ? [...taints, { key: cordonTaint, effect: 'NoSchedule' }] : taints;
}

function toleration({ pod }: Facts, { key, value, effect }: Held): SpecChange {
  const entry = value === '' ? { key, operator: 'Exists', effect } : { key, operator: 'Equal', value, effect };
  return (pod.spec?.tolerations ?? []).length > 0
    ? { op: 'add', path: '/tolerations/-', value: entry }
    : { op: 'add', path: '/tolerations', value: [entry] };
}

function cure(key: string, who: string): string {
  if (key === cordonTaint) return `uncordon ${who} when its maintenance is over (kubectl uncordon), or ask the cluster's administrator`;
  const starter = key.startsWith('node.kubernetes.io/') ? undefined : starters.find(([pattern]) => pattern.test(key))?.[1];
  if (starter)
    return `get ${starter} running, which takes the taint ${key} away; where the pod itself is needed for that, add a toleration`;
  return `have ${who} mended by the cluster's administrator: see its conditions`;
}
