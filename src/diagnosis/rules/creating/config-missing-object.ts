import { nearMisses } from '../../../cluster/near-miss.ts';
import { type EnvReference, envReferences } from '../../dependencies/env-references.ts';
import type { Facts } from '../../facts.ts';
import type { Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { startFailure } from '../../runs/start-failure.ts';
import { editContainer } from '../../words/change-container.ts';
import { inspect, kubectl } from '../../words/commands.ts';
import { fromObject, fromSpec } from '../../words/evidence.ts';
import { listed } from '../../words/words.ts';

type Kind = EnvReference['kind'];

const missing = /^(?<kind>configmap|secret) "(?<name>[^"]{1,253})" not found/;

/** The environment of a container is made from a ConfigMap or Secret that does not exist. */
export const configMissingObject: Rule = {
  id: 'config-missing-object',
  needs(facts) {
    const told = missingObject(facts);
    return told ? [{ kind: told.kind }, { kind: told.kind, name: told.name }] : [];
  },
  judge(facts) {
    const told = missingObject(facts);
    if (!told) return [];
    const { step, evidence, kind, name } = told;
    const now = facts.around.get(kind, name);
    const own = envReferences(step.spec).filter((one) => one.kind === kind && one.name === name);
    const used = own.length > 0 ? ` (${listed([...new Set(own.map(({ at }) => at))], 3)})` : '';
    const also = alsoMissing(facts, kind, name);
    const meant = whatWasMeant(facts, kind, name, own);
    const exists = now.state === 'found';
    const cause = exists
      ? `${kind} ${name}, from which ${roleOf(step)} ${step.name} takes its environment${used}, did not exist at the last attempt; it exists now`
      : `${kind} ${name}, from which ${roleOf(step)} ${step.name} takes its environment${used}, does not exist in namespace ${facts.namespace} (not found)${meant ? `; ${meant.text}` : ''}${also.length > 0 ? `; ${listed(also)} are missing too` : ''}`;
    return [
      {
        code: 'config-missing-object',
        category: 'config-missing-object',
        severity: exists ? 'warning' : 'error',
        container: step.name,
        cause,
        fixes: fixesFor(facts, kind, name, own, meant?.name, step.name),
        evidence: [
          evidence,
          ...own.slice(0, 1).map(({ at, key }) => fromSpec(`${at} of ${step.name}`, `${kind} ${name}${key ? `, key ${key}` : ''}`)),
          ...(meant ? [fromObject(`${kind} ${facts.namespace}/${meant.name}`, meant.text)] : []),
        ],
        heals: exists ? 'by-itself' : 'no',
        confidence: 'certain',
        depth: now.state === 'denied' ? 'cause' : 'root',
      },
    ];
  },
};

function missingObject(facts: Facts) {
  const failure = startFailure(facts);
  const { kind, name } = missing.exec(failure?.text ?? '')?.groups ?? {};
  if (!failure || !name) return undefined;
  return { ...failure, kind: (kind === 'secret' ? 'Secret' : 'ConfigMap') as Kind, name };
}

/** The kubelet names one at a time; others of this pod would come up later. */
function alsoMissing({ pod, around }: Facts, kind: Kind, name: string): string[] {
  const list = around.list(kind);
  if (list.state !== 'found') return [];
  const there = new Set(list.value.map(({ metadata }) => metadata?.name));
  const all = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].flatMap(envReferences);
  const names = all.filter((one) => one.kind === kind && !one.optional && one.name !== name && !there.has(one.name)).map((one) => one.name);
  return [...new Set(names)];
}

interface Meant {
  readonly name: string;
  readonly text: string;
}

/** The object that an app container uses for the same variable, else one of nearly the same name. */
function whatWasMeant({ pod, around }: Facts, kind: Kind, name: string, own: readonly EnvReference[]): Meant | undefined {
  const list = around.list(kind);
  const names = list.state === 'found' ? list.value.flatMap(({ metadata }) => metadata?.name ?? []) : [];
  for (const container of [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])]) {
    const other = envReferences(container).find(
      (one) =>
        one.kind === kind &&
        one.name !== name &&
        (list.state !== 'found' || names.includes(one.name)) &&
        own.some(({ at, key }) => at === one.at || (key !== undefined && key === one.key)),
    );
    if (other)
      return {
        name: other.name,
        text: `container ${container.name} takes ${other.at} from ${list.state === 'found' ? 'the existing ' : ''}${kind} ${other.name}`,
      };
  }
  const near = nearMisses(name, names);
  return near[0] === undefined ? undefined : { name: near[0], text: `there is ${listed(near.map((one) => `${kind} ${one}`))}` };
}

function fixesFor(
  facts: Facts,
  kind: Kind,
  name: string,
  own: readonly EnvReference[],
  meant: string | undefined,
  container: string,
): Fix[] {
  const { namespace } = facts;
  const keys = [...new Set(own.flatMap(({ key }) => key ?? []))];
  const literals = (keys.length > 0 ? keys : ['KEY']).map((key) => `--from-literal=${key}=VALUE`);
  const verb = kind === 'Secret' ? ['create', 'secret', 'generic', name] : ['create', 'configmap', name];
  const plural = kind === 'Secret' ? 'secrets' : 'configmaps';
  const create: Fix = {
    text: `create ${kind} ${name} in namespace ${namespace} with the keys that ${container} needs (put the values in place of VALUE)`,
    command: kubectl(...verb, '-n', namespace, ...literals),
    risk: 'mutating',
  };
  const refer = editContainer(facts, container, `point ${container} at ${kind} ${meant} instead of ${name}`);
  return [...(meant ? [refer] : []), create, inspect(`see which ${plural} there are`, 'get', plural, '-n', namespace)];
}
