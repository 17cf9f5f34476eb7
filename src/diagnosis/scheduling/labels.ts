import type { Node } from '../../cluster/kubernetes.ts';
import { nearMisses } from '../../cluster/near-miss.ts';
import type { Facts } from '../facts.ts';
import type { SpecChange } from '../words/change-spec.ts';
import { listed } from '../words/words.ts';
import { type Demand, demands, labelOf, nodeName } from './node-fit.ts';
import type { NodeReason } from './scheduling.ts';
import type { Verdict } from './verdict.ts';

/** `didn't match Pod's node affinity/selector` and its older words. */
export function byLabels({ text, nodes = 0 }: NodeReason, facts: Facts): Verdict | undefined {
  if (!/^didn't match (?:Pod's )?node (?:affinity|selector)|^didn't satisfy plugin\(s\) \[NodeAffinity/.test(text)) return undefined;
  const read = facts.around.list('Node');
  const all = read.state === 'found' ? read.value : undefined;
  const wanted = demands(facts.pod);
  const unmet = all ? wanted.filter((demand) => !all.some((node) => demand.fits(node))) : [];
  const first = unmet[0] ?? wanted[0];
  const change = first && changeOf(first, unmet.length > 0 ? meant(first, all ?? []) : undefined);
  return {
    clause: clauseOf(wanted, unmet, all),
    fix: fixOf(first, all),
    ...(change && { change }),
    look: ['get', 'nodes', '--show-labels'],
    more: [],
    evidence: wanted.map(({ from, text: said }) => ({
      from: 'spec',
      ref: from === 'nodeSelector' ? 'spec.nodeSelector' : 'spec.affinity.nodeAffinity',
      text: said,
    })),
    hurdle: 2,
    nodes,
    proved: unmet.length > 0,
    ordinary: false,
    heals: 'no',
  };
}

function clauseOf(wanted: readonly Demand[], unmet: readonly Demand[], all: readonly Node[] | undefined): string {
  const [first] = unmet;
  if (first)
    return `no node has the label ${first.text} that its ${first.from} asks for${has(first, all ?? [])}${unmet.length > 1 ? ` (nor ${listed(unmet.slice(1).map(({ text }) => text))})` : ''}`;
  if (wanted.length === 0) return 'its node affinity matches no node';
  const texts = listed(wanted.map(({ text }) => text));
  const from = wanted[0]?.from ?? 'nodeSelector';
  return wanted.length > 1 && all
    ? `no single node has all the labels that it asks for: ${texts}`
    : `its ${from} asks for a node with the label ${texts}`;
}

/** What the nodes have under that key, or under one that looks like it. */
function has({ key }: Demand, all: readonly Node[]): string {
  const values = valuesOf(key, all);
  if (values.length > 0) return `; nodes have ${listed(values.map((value) => `${key}=${value}`))}`;
  const [near] = nearMisses(key, keysOf(all));
  return near === undefined ? '' : `; nodes have the label ${near}=${listed(valuesOf(near, all), 3)}`;
}

function meant({ key, values }: Demand, all: readonly Node[]): string | undefined {
  const there = valuesOf(key, all);
  const [wanted = ''] = values;
  const cut = there.find((value) => wanted.length > 1 && (value.startsWith(wanted) || wanted.startsWith(value)));
  return nearMisses(wanted, there)[0] ?? cut ?? (there.length === 1 ? there[0] : undefined);
}

/** Only a nodeSelector is changed in a line: an affinity is for its author to rethink. */
function changeOf({ key, from }: Demand, value: string | undefined): SpecChange | undefined {
  if (from !== 'nodeSelector' || value === undefined) return undefined;
  return { op: 'replace', path: `/nodeSelector/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, value };
}

function fixOf(demand: Demand | undefined, all: readonly Node[] | undefined): string {
  if (!demand) return 'compare the node affinity with the labels of the nodes';
  const value = all && meant(demand, all);
  const node = all?.map(nodeName).find((name) => name !== '') ?? 'NODE';
  if (value !== undefined) return `set ${demand.from} ${demand.key} to ${value}, which nodes have, or have a node labelled ${demand.text}`;
  const label = demand.values[0] === undefined ? demand.key : `${demand.key}=${demand.values[0]}`;
  return `change the ${demand.from} (${demand.text}), or have the cluster's administrator label a node: kubectl label node ${node} ${label}`;
}

const valuesOf = (key: string, all: readonly Node[]): string[] => [...new Set(all.flatMap((node) => labelOf(node, key) ?? []))].sort();
const keysOf = (all: readonly Node[]): string[] => [...new Set(all.flatMap(({ metadata }) => Object.keys(metadata?.labels ?? {})))];
