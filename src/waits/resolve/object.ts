import { KnownError } from '../../cluster/errors.ts';
import { kinds } from '../../cluster/kinds.ts';
import type { Kind, Kinds } from '../../cluster/kubernetes.ts';
import { nearMisses } from '../../cluster/near-miss.ts';
import type { Read } from '../../cluster/port.ts';
import { parseLabelSelector } from '../../cluster/selector.ts';
import type { ObjectTarget, PodBehind, WaitOutcome } from '../model.ts';
import { kindNamed } from './kind-name.ts';
import { judgeObject } from './object-state.ts';
import { unreadable } from './refusal.ts';
import { lookUpService } from './service.ts';
import type { Looked, Standpoint } from './standpoint.ts';

/** What became of an object that is waited for by name or by label. */
export async function lookUpObject(target: ObjectTarget, at: Standpoint): Promise<Looked> {
  const { resource, name, labelSelector, namespace = at.namespace } = target;
  const kind = kindNamed(resource);
  const subject = {
    kind: kind ?? resource,
    ...(kind && !kinds[kind].namespaced ? {} : { namespace }),
    name: name ?? labelSelector ?? 'any',
  };
  if ([name, labelSelector, namespace].some((text) => text?.includes('$'))) {
    return { subject, outcome: { state: 'unreadable', reason: 'its name is not in the script as it stands' } };
  }
  if (asksForEndpoints(target) && name) {
    return lookUpService({ service: name, namespace }, { kind: 'host', host: name, check: 'other' }, at);
  }
  if (!kind) return { subject, outcome: { state: 'unreadable', reason: `${resource} is no kind that is looked up here` } };
  if (!name && !labelSelector && target.condition !== 'exists') {
    return { subject, outcome: { state: 'unreadable', reason: `the script does not say which ${kind}` } };
  }
  if (name) return { subject, outcome: await byName(kind, namespace, name, target, at) };
  return { subject, outcome: await byLabel(kind, namespace, target, at) };
}

/** `kubectl get endpoints NAME` and the like ask who is behind a Service, not whether there is an object. */
function asksForEndpoints({ resource, condition }: ObjectTarget): boolean {
  if (/^(endpoints?|ep)$/i.test(resource)) return condition !== 'delete';
  return kindNamed(resource) === 'Service' && condition !== 'exists' && condition !== 'delete';
}

async function byName<K extends Kind>(
  kind: K,
  namespace: string,
  name: string,
  target: ObjectTarget,
  at: Standpoint,
): Promise<WaitOutcome> {
  const where = kinds[kind].namespaced ? namespace : undefined;
  const read = await at.cluster.get(kind, where, name);
  if (read.state === 'denied') return unreadable(`${kind} ${name}`, read.reason);
  if (target.condition === 'delete') return whetherGone(read);
  if (read.state === 'found') return judgeObject(kind, read.value, target, at);
  // Lists of Secrets carry their values: not read for a name.
  const [all, lastEvent] = await Promise.all([
    kind === 'Secret' ? undefined : at.cluster.list(kind, where ? { namespace: where } : {}),
    lastEventOf(kind, namespace, name, at),
  ]);
  const names = all?.state === 'found' ? namesOf(all.value) : [];
  return { state: 'object-missing', nearMisses: nearMisses(name, names), ...(lastEvent && { lastEvent }) };
}

/** Events outlive what they are about, by an hour as a rule: they tell of a Job that was removed after it was done. */
async function lastEventOf(kind: Kind, namespace: string, name: string, { cluster }: Standpoint): Promise<string | undefined> {
  const events = await cluster.list('Event', { namespace, fieldSelector: `involvedObject.name=${name}` });
  if (events.state !== 'found') return undefined;
  const about = events.value.filter(({ involvedObject }) => involvedObject?.kind === kind && involvedObject.name === name);
  const at = ({ lastTimestamp, eventTime, firstTimestamp }: Kinds['Event']) => lastTimestamp ?? eventTime ?? firstTimestamp ?? '';
  const [latest] = about.sort((one, other) => at(other).localeCompare(at(one)));
  return latest?.reason ? `${latest.reason}: ${latest.message ?? ''}` : undefined;
}

function whetherGone<K extends Kind>(read: Read<Kinds[K]>): WaitOutcome {
  if (read.state !== 'found') return { state: 'healthy', detail: 'it is gone' };
  const { deletionTimestamp, finalizers = [] } = read.value.metadata ?? {};
  const held = finalizers.length > 0 ? `, held by finalizers ${finalizers.join(', ')}` : '';
  return {
    state: 'not-yet',
    detail: deletionTimestamp ? `it is being deleted${held}` : 'it still exists, and nobody has deleted it',
    behind: [],
  };
}

async function byLabel(kind: Kind, namespace: string, target: ObjectTarget, at: Standpoint): Promise<WaitOutcome> {
  const labelSelector = target.labelSelector ?? '';
  if (!isSelector(labelSelector))
    return { state: 'unreadable', reason: `the label selector ${JSON.stringify(labelSelector)} cannot be read` };
  const where = kinds[kind].namespaced ? { namespace } : {};
  const read = await at.cluster.list(kind, { ...where, ...(labelSelector && { labelSelector }) });
  if (read.state === 'denied') return unreadable(kinds[kind].plural, read.reason);
  const objects = read.state === 'found' ? read.value : [];
  if (target.condition === 'delete')
    return objects.length === 0 ? { state: 'healthy', detail: 'they are gone' } : notGone(namesOf(objects));
  if (objects.length === 0) return { state: 'object-missing', nearMisses: await alikeByLabel(kind, namespace, labelSelector, at) };
  const outcomes = await Promise.all(objects.map((object) => judgeObject(kind, object, target, at)));
  const unmet = outcomes.filter(({ state }) => state !== 'healthy');
  const [worst] = unmet;
  if (!worst) return { state: 'healthy', detail: `all ${objects.length} are` };
  if (worst.state !== 'not-yet') return worst;
  const isItself = ({ namespace, name }: PodBehind) => namespace === at.namespace && name === at.pod.metadata?.name;
  const waitedFor = unmet.flatMap((outcome) => (outcome.state === 'not-yet' ? outcome.behind : []));
  const behind = waitedFor.filter((pod) => !isItself(pod));
  if (behind.length === 0 && waitedFor.length > 0)
    return { state: 'own-pod', detail: 'its labels select this pod itself, which is ready only after init' };
  return { state: 'not-yet', detail: `${unmet.length} of ${objects.length} are not ${target.condition} yet: ${worst.detail}`, behind };
}

const notGone = (names: readonly string[]): WaitOutcome => ({
  state: 'not-yet',
  detail: `still there: ${names.slice(0, 3).join(', ')}`,
  behind: [],
});

/** Labels that were probably meant: nearly the asked value, the asked value under another key, or the only values that there are. */
async function alikeByLabel(kind: Kind, namespace: string, labelSelector: string, { cluster, pod }: Standpoint): Promise<string[]> {
  if (kind === 'Secret') return [];
  const all = await cluster.list(kind, kinds[kind].namespaced ? { namespace } : {});
  if (all.state !== 'found') return [];
  const others = all.value.filter(({ metadata }) => metadata?.uid === undefined || metadata.uid !== pod.metadata?.uid);
  const labels = others.flatMap(({ metadata }) => Object.entries(metadata?.labels ?? {}));
  const near = labelSelector.split(',').flatMap((part) => {
    const [, key, value] = /^\s*([^\s!=<>(),]+)\s*==?\s*([^\s!=<>(),]+)\s*$/.exec(part) ?? [];
    return key === undefined || value === undefined ? [] : alikeLabels(key, value, labels);
  });
  return [...new Set(near)].slice(0, 3);
}

function alikeLabels(key: string, value: string, labels: readonly (readonly [string, string])[]): string[] {
  const values = labels.filter(([other]) => other === key).map(([, found]) => found);
  if (values.includes(value)) return [];
  const near = nearMisses(value, values);
  if (near.length > 0) return near.map((miss) => `${key}=${miss}`);
  const elsewhere = labels.filter(([, found]) => found === value).map(([other]) => `${other}=${value}`);
  return elsewhere.length > 0 ? elsewhere : values.map((found) => `${key}=${found}`);
}

function isSelector(text: string): boolean {
  try {
    parseLabelSelector(text);
    return true;
  } catch (error) {
    if (error instanceof KnownError) return false;
    throw error;
  }
}

const namesOf = (objects: readonly Kinds[Kind][]): string[] => objects.flatMap(({ metadata }) => metadata?.name ?? []);
