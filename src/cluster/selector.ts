import { KnownError } from './errors.ts';
import { kinds } from './kinds.ts';
import type { Kind, LabelSelector } from './kubernetes.ts';

type Labels = Readonly<Record<string, string>> | undefined;
/** Whether labels satisfy a selector. */
export type LabelMatcher = (labels: Labels) => boolean;

const flagged = /^\s*(!?)\s*([^\s!=<>(),]+)\s*$/;
const compared = /^\s*([^\s!=<>(),]+)\s*(==|=|!=|>|<)\s*([^\s!=<>(),]*)\s*$/;
const listed = /^\s*([^\s!=<>(),]+)\s+(in|notin)\s*\(([^()]*)\)\s*$/;

/**
 * A label selector as `kubectl -l` takes it: `app=web,tier!=db,env in (a, b),!legacy`. The empty one matches everything.
 * Throws KnownError where it cannot be read.
 */
export const parseLabelSelector = (selector: string): LabelMatcher => {
  if (selector.trim() === '') return () => true;
  const matchers = splitOutsideParentheses(selector).map((requirement) => parseRequirement(requirement, selector));
  return (labels) => matchers.every((matches) => matches(labels));
};

const splitOutsideParentheses = (selector: string): string[] => {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < selector.length; index += 1) {
    const character = selector[index];
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push(selector.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, selector.slice(start)];
};

const parseRequirement = (requirement: string, selector: string): LabelMatcher => {
  const [, not, flag] = flagged.exec(requirement) ?? [];
  if (flag !== undefined) return requirementMatcher(flag, not === '!' ? 'DoesNotExist' : 'Exists', []);
  const [, key, sign, value] = compared.exec(requirement) ?? listed.exec(requirement) ?? [];
  if (key === undefined || sign === undefined || value === undefined) {
    throw new KnownError(
      `cannot read label selector "${selector}": what does "${requirement.trim()}" mean? Write key=value, key!=value, key in (a,b), key or !key`,
    );
  }
  const values = sign === 'in' || sign === 'notin' ? value.split(',').map((item) => item.trim()) : [value];
  return requirementMatcher(key, operators[sign] ?? 'In', values);
};

const operators: Readonly<Record<string, string>> = { '!=': 'NotIn', notin: 'NotIn', '>': 'Gt', '<': 'Lt' };

/** Whether labels satisfy the LabelSelector of an object: a missing selector matches nothing, an empty one everything. */
export const matchesLabels = (selector: LabelSelector | undefined, labels: Labels): boolean =>
  selector !== undefined &&
  Object.entries(selector.matchLabels ?? {}).every(([key, value]) => requirementMatcher(key, 'In', [value])(labels)) &&
  (selector.matchExpressions ?? []).every(({ key, operator, values }) => requirementMatcher(key, operator, values ?? [])(labels));

/** The LabelSelector of an object as `kubectl -l` takes it. */
export const selectorText = (selector: LabelSelector): string =>
  [
    ...Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`),
    ...(selector.matchExpressions ?? []).map(({ key, operator, values }) => {
      if (operator === 'Exists') return key;
      if (operator === 'DoesNotExist') return `!${key}`;
      return `${key} ${operator.toLowerCase()} (${(values ?? []).join(',')})`;
    }),
  ].join(',');

const requirementMatcher = (key: string, operator: string, values: readonly string[]): LabelMatcher => {
  return (labels) => {
    const value = labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
    if (operator === 'DoesNotExist') return value === undefined;
    if (operator === 'NotIn') return value === undefined || !values.includes(value);
    if (value === undefined) return false;
    if (operator === 'In') return values.includes(value);
    if (operator === 'Gt') return Number(value) > Number(values[0]);
    if (operator === 'Lt') return Number(value) < Number(values[0]);
    return operator === 'Exists';
  };
};

/** The fields that API servers select by, beyond `metadata.name` and `metadata.namespace`. */
const selectableFields: Partial<Record<Kind, readonly string[]>> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  Event: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  Secret: ['type'],
  Namespace: ['status.phase'],
  Node: ['spec.unschedulable'],
  Job: ['status.successful'],
  ReplicaSet: ['status.replicas'],
};

export interface FieldRequirement {
  readonly field: string;
  readonly value: string;
  readonly equal: boolean;
}

const fieldComparison = /^\s*([A-Za-z.]+)\s*(==|=|!=)(.*)$/s;

/** A field selector as `kubectl --field-selector` takes it. Throws KnownError where it cannot be read, or the kind lacks the field. */
export const parseFieldSelector = (selector: string, kind: Kind): FieldRequirement[] =>
  selector
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [, field, sign, value] = fieldComparison.exec(part) ?? [];
      if (field === undefined || sign === undefined || value === undefined) {
        throw new KnownError(`cannot read field selector "${selector}": write field=value or field!=value, separated by commas`);
      }
      const fields = ['metadata.name', 'metadata.namespace', ...(selectableFields[kind] ?? [])];
      if (!fields.includes(field)) {
        throw new KnownError(`${kinds[kind].plural} cannot be selected by field "${field}", only by ${fields.join(', ')}`);
      }
      return { field, value: value.trim(), equal: sign !== '!=' };
    });

/** Whether an object satisfies a field selector; a missing field counts as empty. */
export const matchesFields = (requirements: readonly FieldRequirement[], object: unknown): boolean =>
  requirements.every(({ field, value, equal }) => (fieldText(object, field) === value) === equal);

const fieldText = (object: unknown, field: string): string => {
  if (field === 'source') return fieldText(object, 'source.component') || fieldText(object, 'reportingComponent');
  if (field === 'status.successful') return fieldText(object, 'status.succeeded') || '0';
  const value = field.split('.').reduce<unknown>(ownField, object);
  if (value === undefined) return booleanFields.has(field) ? 'false' : '';
  return typeof value === 'object' ? '' : String(value);
};

const booleanFields: ReadonlySet<string> = new Set(['spec.hostNetwork', 'spec.unschedulable']);

const ownField = (object: unknown, key: string): unknown =>
  typeof object === 'object' && object !== null && Object.hasOwn(object, key) ? Reflect.get(object, key) : undefined;
