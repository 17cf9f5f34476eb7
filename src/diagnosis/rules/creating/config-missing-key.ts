import { nearMisses } from '../../../cluster/near-miss.ts';
import { envReferences } from '../../dependencies/env-references.ts';
import type { Facts } from '../../facts.ts';
import type { Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { startFailure } from '../../runs/start-failure.ts';
import { editContainer } from '../../words/change-container.ts';
import { inspect, kubectl } from '../../words/commands.ts';
import { fromObject } from '../../words/evidence.ts';
import { listed } from '../../words/words.ts';

const missing = /couldn't find key (?<key>\S{1,253}) in (?<kind>ConfigMap|Secret) (?<namespace>[^\s/]{1,63})\/(?<name>\S{1,253})/;

/** The ConfigMap or Secret is there; the key that a variable takes from it is not. */
export const configMissingKey: Rule = {
  id: 'config-missing-key',
  needs(facts) {
    const told = missingKey(facts);
    return told ? [{ kind: told.kind, name: told.name }] : [];
  },
  judge(facts) {
    const told = missingKey(facts);
    if (!told) return [];
    const { step, evidence, kind, name, key } = told;
    const read = facts.around.get(kind, name);
    const keys =
      read.state === 'found'
        ? Object.keys({ ...read.value.data, ...('binaryData' in read.value ? read.value.binaryData : {}) })
        : undefined;
    const [near] = nearMisses(key, keys ?? []);
    const variable = envReferences(step.spec).find((one) => one.kind === kind && one.name === name && one.key === key)?.at;
    const has = keys === undefined ? '' : keys.length === 0 ? '; it has no keys at all' : `; it has ${listed(keys, 6)}`;
    const hasNow = keys?.includes(key) === true;
    return [
      {
        code: 'config-missing-key',
        category: 'config-missing-key',
        severity: hasNow ? 'warning' : 'error',
        container: step.name,
        cause: `${kind} ${name} in namespace ${facts.namespace} ${hasNow ? 'had' : 'has'} no key ${key}, which ${roleOf(step)} ${step.name} needs${variable ? ` for ${variable}` : ''}${hasNow ? ' at the last attempt; it has it now' : has}`,
        fixes: fixesFor(facts, told, near),
        evidence: [evidence, ...(keys ? [fromObject(`${kind} ${facts.namespace}/${name}`, `keys: ${keys.join(', ') || 'none'}`)] : [])],
        heals: hasNow ? 'by-itself' : 'no',
        confidence: 'certain',
        depth: keys ? 'root' : 'cause',
      },
    ];
  },
};

function missingKey(facts: Facts) {
  const failure = startFailure(facts);
  const { key, kind, name } = missing.exec(failure?.text ?? '')?.groups ?? {};
  if (!failure || !key || !name) return undefined;
  return { ...failure, key, name, kind: kind === 'Secret' ? ('Secret' as const) : ('ConfigMap' as const) };
}

function fixesFor(facts: Facts, { step, kind, name, key }: NonNullable<ReturnType<typeof missingKey>>, near: string | undefined): Fix[] {
  const { namespace } = facts;
  const field = kind === 'Secret' ? 'stringData' : 'data';
  const plural = kind === 'Secret' ? 'secret' : 'configmap';
  const add: Fix = {
    text: `add key ${key} to ${kind} ${name} (put its value in place of VALUE), or correct the key in the pod template`,
    command: kubectl('patch', plural, name, '-n', namespace, '-p', JSON.stringify({ [field]: { [key]: 'VALUE' } })),
    risk: 'mutating',
  };
  const refer = editContainer(facts, step.name, `refer to the existing key ${near} of ${kind} ${name} in place of ${key}`);
  const look = inspect(`see the keys of ${kind} ${name}`, 'describe', plural, name, '-n', namespace);
  return [...(near ? [refer] : []), add, look];
}
