import { hasOption, optionValue, type ParsedArguments, parseArguments } from '../arguments.ts';
import { readDuration } from '../durations.ts';
import type { Check, Limit } from '../ledger.ts';
import type { ProgramCall, ProgramTable } from './program.ts';

/** Kinds by the words that kubectl takes for them. */
const KINDS: ReadonlyMap<string, string> = new Map(
  [
    ['Pod', 'pod', 'pods', 'po'],
    ['Service', 'service', 'services', 'svc'],
    ['Job', 'job', 'jobs'],
    ['CronJob', 'cronjob', 'cronjobs', 'cj'],
    ['Deployment', 'deployment', 'deployments', 'deploy'],
    ['StatefulSet', 'statefulset', 'statefulsets', 'sts'],
    ['DaemonSet', 'daemonset', 'daemonsets', 'ds'],
    ['ReplicaSet', 'replicaset', 'replicasets', 'rs'],
    ['ConfigMap', 'configmap', 'configmaps', 'cm'],
    ['Secret', 'secret', 'secrets'],
    ['Endpoints', 'endpoints', 'endpoint', 'ep'],
    ['EndpointSlice', 'endpointslice', 'endpointslices'],
    ['PersistentVolumeClaim', 'persistentvolumeclaim', 'persistentvolumeclaims', 'pvc'],
    ['PersistentVolume', 'persistentvolume', 'persistentvolumes', 'pv'],
    ['Namespace', 'namespace', 'namespaces', 'ns'],
    ['Node', 'node', 'nodes', 'no'],
    ['ServiceAccount', 'serviceaccount', 'serviceaccounts', 'sa'],
    ['Ingress', 'ingress', 'ingresses', 'ing'],
    ['CustomResourceDefinition', 'customresourcedefinition', 'customresourcedefinitions', 'crd', 'crds'],
  ].flatMap(([kind = '', ...words]) => words.map((word) => [word, kind] as const)),
);

/** The Kubernetes kind of `deploy`, `jobs.batch`, `Pod`; the word itself when it is none of ours. */
export function kindOf(word: string): string {
  return KINDS.get(word.toLowerCase()) ?? KINDS.get(word.toLowerCase().split('.')[0] ?? '') ?? word;
}

const LONG = [
  ...[
    'namespace',
    'selector',
    'for',
    'timeout',
    'output',
    'context',
    'kubeconfig',
    'server',
    'token',
    'as',
    'field-selector',
    'request-timeout',
  ],
  ...['container', 'template', 'sort-by', 'certificate-authority', 'user', 'cluster', 'tail', 'since', 'revision', 'label-columns'],
];

interface Named {
  readonly resource: string;
  readonly name?: string;
}

/** `job/x`, `job x y`, `pods`, `po,svc`. */
function namedObjects(operands: readonly string[], fallback?: string): readonly Named[] {
  const slashed = operands.filter((operand) => operand.includes('/'));
  if (slashed.length > 0) {
    return slashed.map((operand) => ({
      resource: kindOf(operand.slice(0, operand.indexOf('/'))),
      name: operand.slice(operand.indexOf('/') + 1),
    }));
  }
  const [first, ...names] = fallback === undefined ? operands : [fallback, ...operands];
  if (first === undefined) return [];
  const resource = kindOf(first.split(',')[0] ?? first);
  return names.length > 0 ? names.map((name) => ({ resource, name })) : [{ resource }];
}

function kubectl({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: 'nlofcLs', long: LONG });
  const [verb, ...operands] = [...parsed.operands, ...parsed.rest];
  const objects = (condition: string, named: readonly Named[], more: { repeats?: boolean; limit?: Limit | undefined } = {}) =>
    named.slice(0, 16).map((object): Check => ({ target: { ...target(parsed, object), condition }, program: name, ...more }));
  // In no namespace of its own.
  if (verb === 'wait' && hasOption(parsed, 'all-namespaces', 'A')) return [];
  switch (verb) {
    case 'wait':
      return objects(waitCondition(optionValue(parsed, 'for')), namedObjects(operands), { repeats: true, limit: waitLimit(parsed) });
    case 'rollout':
      if (operands[0] !== 'status') return [];
      return objects('rolled out', namedObjects(operands.slice(1)), { repeats: true, limit: rolloutLimit(parsed) });
    case 'get':
    case 'describe':
      if (hasOption(parsed, 'raw', 'all-namespaces', 'A') && operands.length < 2) return [];
      return objects(getCondition(parsed), namedObjects(operands));
    case 'logs':
      return objects('exists', namedObjects(operands, operands[0]?.includes('/') ? undefined : 'pod'));
    default:
      return [];
  }
}

function target(parsed: ParsedArguments, { resource, name }: Named) {
  const namespace = optionValue(parsed, 'n', 'namespace');
  const labelSelector = optionValue(parsed, 'l', 'selector');
  return {
    kind: 'object',
    resource,
    ...(name ? { name } : {}),
    ...(labelSelector ? { labelSelector } : {}),
    ...(namespace ? { namespace } : {}),
  } as const;
}

/** `condition=Complete` → `complete`, `delete`, `jsonpath={.status.phase}=Running` → `running`. */
function waitCondition(text = ''): string {
  if (text.startsWith('delete')) return 'delete';
  if (text.startsWith('create')) return 'exists';
  if (text.startsWith('jsonpath=')) return jsonpathCondition(text);
  const [, name = text, , value] = /^condition=([^=]{1,100})(=(.{1,40}))?$/.exec(text) ?? [];
  return value === undefined || value.toLowerCase() === 'true' ? name.toLowerCase() : `${name.toLowerCase()}=${value.toLowerCase()}`;
}

function jsonpathCondition(text: string): string {
  const value = /\}['"]?=['"]?([^'"]{1,100})/.exec(text)?.[1];
  if (value === undefined) return 'exists';
  const path = /\.([A-Za-z]{1,60})\}/.exec(text)?.[1]?.toLowerCase() ?? '';
  if (path === 'phase') return value.toLowerCase();
  if (path === 'succeeded') return 'complete';
  return path.startsWith('ready') || path.startsWith('available') ? 'ready' : `${path}=${value}`;
}

/** A `kubectl get` only shows; what is looked for in the output is what is waited for. */
function getCondition(parsed: ParsedArguments): string {
  const format = (optionValue(parsed, 'o', 'output') ?? '').toLowerCase();
  if (format.includes('succeeded') || /"complete|complete"|'complete/.test(format)) return 'complete';
  if (format.includes('available')) return 'available';
  if (format.includes('phase')) return 'running';
  return format.includes('ready') ? 'ready' : 'exists';
}

/** `kubectl wait` gives up after 30 s by itself; `--timeout=-1s` is a week, 0 looks once. */
function waitLimit(parsed: ParsedArguments): Limit | undefined {
  const timeout = optionValue(parsed, 'timeout');
  if (timeout === undefined) return { seconds: 30 };
  if (timeout.startsWith('-')) return { seconds: 604_800 };
  const seconds = readDuration(timeout);
  return seconds === undefined ? undefined : { seconds };
}

function rolloutLimit(parsed: ParsedArguments): Limit | undefined {
  const seconds = readDuration(optionValue(parsed, 'timeout') ?? '');
  return seconds ? { seconds } : undefined;
}

export const KUBERNETES: ProgramTable = { kubectl, oc: kubectl, k3s: (call) => kubectl({ ...call, args: call.args.slice(1) }) };
