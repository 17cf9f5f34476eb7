import type { Node, Pod } from '../../cluster/kubernetes.ts';

type Taint = { readonly key: string; readonly value?: string; readonly effect: string };

export const nodeName = (node: Node): string => node.metadata?.name ?? '';

/** Taints that keep the pod off this node: those that only make it less welcome do not count. */
export function untolerated(node: Node, pod: Pod): Taint[] {
  const tolerations = pod.spec?.tolerations ?? [];
  return (node.spec?.taints ?? []).filter(
    (taint) =>
      taint.effect !== 'PreferNoSchedule' &&
      !tolerations.some(
        ({ key, operator, value, effect }) =>
          (!effect || effect === taint.effect) &&
          (key ? key === taint.key : operator === 'Exists') &&
          (operator === 'Exists' || (value ?? '') === (taint.value ?? '')),
      ),
  );
}

/** `gpu=true:NoSchedule`, as `kubectl taint` takes it. */
export const taintText = ({ key, value, effect }: Taint): string => `${key}${value ? `=${value}` : ''}:${effect}`;

/** What the pod demands of a node's labels: a nodeSelector entry, or one expression of a required node affinity. */
export interface Demand {
  /** `disk=nvme`, `topology.kubernetes.io/zone in (a, b)` */
  readonly text: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly from: 'nodeSelector' | 'nodeAffinity';
  fits(node: Node): boolean;
}

export function demands(pod: Pod): Demand[] {
  const selector = Object.entries(pod.spec?.nodeSelector ?? {}).map(
    ([key, value]): Demand => ({
      text: `${key}=${value}`,
      key,
      values: [value],
      from: 'nodeSelector',
      fits: (node) => labelOf(node, key) === value,
    }),
  );
  const terms = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  // One term of several must hold; only where there is a single one does each of its expressions have to.
  const expressions = terms.length === 1 ? [...(terms[0]?.matchExpressions ?? []), ...(terms[0]?.matchFields ?? [])] : [];
  return [...selector, ...expressions.map(fromExpression)];
}

function fromExpression({ key, operator, values = [] }: { key: string; operator: string; values?: string[] }): Demand {
  const list = values.length > 0 ? ` (${values.join(', ')})` : '';
  return {
    text: `${key} ${operator === 'In' ? 'in' : operator}${list}`,
    key,
    values,
    from: 'nodeAffinity',
    fits: (node) => holds(key === 'metadata.name' ? nodeName(node) : labelOf(node, key), operator, values),
  };
}

function holds(label: string | undefined, operator: string, values: readonly string[]): boolean {
  switch (operator) {
    case 'In':
      return label !== undefined && values.includes(label);
    case 'NotIn':
      return label === undefined || !values.includes(label);
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
    case 'Gt':
      return Number(label) > Number(values[0]);
    case 'Lt':
      return Number(label) < Number(values[0]);
    default:
      return true;
  }
}

export const labelOf = (node: Node, key: string): string | undefined => node.metadata?.labels?.[key];
