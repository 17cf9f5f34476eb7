import { nearMisses } from '../../../cluster/near-miss.ts';
import type { Facts, Need } from '../../facts.ts';
import { mounterOf, type ObjectUse, objectsOf, volumeNamed } from '../../files/volumes.ts';
import type { Evidence, Finding, Fix } from '../../finding.ts';
import { isPreparing, lately } from '../../owners/pod-trouble.ts';
import type { Rule } from '../../rule.ts';
import { changePod, editSpec } from '../../words/change-spec.ts';
import { inspect, kubectl } from '../../words/commands.ts';
import { fromEvent, fromObject, fromSpec } from '../../words/evidence.ts';
import { listed } from '../../words/words.ts';

/** A volume is made from a ConfigMap or Secret that is not there, or lacks a key that the volume picks. */
export const mountMissingObject: Rule = {
  id: 'mount-missing-object',
  needs(facts): Need[] {
    if (!isPreparing(facts)) return [];
    const uses = objectsOf(facts.pod);
    const byName = uses.map(({ kind, name }): Need => ({ kind, name }));
    return [...byName, ...[...new Set(missing(facts, uses).map(({ kind }) => kind))].map((kind): Need => ({ kind }))];
  },
  judge(facts) {
    if (!isPreparing(facts)) return [];
    const uses = objectsOf(facts.pod);
    const gone = missing(facts, uses);
    const keys = uses
      .filter((use) => !gone.includes(use))
      .flatMap((use) => lackingKeys(use, facts).map((key) => keyFinding(use, key, facts)));
    return [...gone.map((use) => objectFinding(use, facts)), ...keys];
  },
};

/**
 * What the API says is absent; where it may not be read, what the kubelet says is not found. Kubernetes' own root certificate is
 * left to the kubelet: dumps leave it out. A sandbox that is tried says that all volumes are there.
 */
function missing(facts: Facts, uses: readonly ObjectUse[]): ObjectUse[] {
  const mounted = lately(facts, 'FailedCreatePodSandBox').length > 0 && lately(facts, 'FailedMount').length === 0;
  return uses.filter((use) => {
    const read = facts.around.get(use.kind, use.name);
    const complained = said(facts, `${use.kind.toLowerCase()} "${use.name}" not found`).length > 0;
    return read.state === 'absent' ? complained || !(mounted || ofKubernetes.has(use.name)) : read.state === 'denied' && complained;
  });
}

const ofKubernetes: ReadonlySet<string> = new Set(['kube-root-ca.crt', 'openshift-service-ca.crt']);

function said(facts: Facts, ...words: readonly string[]): Evidence[] {
  const event = lately(facts, 'FailedMount').find(({ message }) => words.every((word) => message.includes(word)));
  return event ? [fromEvent(event)] : [];
}

function objectFinding(use: ObjectUse, facts: Facts): Finding {
  const { kind, name, volume } = use;
  const list = facts.around.list(kind);
  const near = nearMisses(name, list.state === 'found' ? list.value.flatMap(({ metadata }) => metadata?.name ?? []) : []);
  const hint = near.length > 0 ? `; there is ${listed(near)}` : '';
  return {
    ...common(use, facts),
    cause: `${kind} ${name}, which volume ${volume} is made from, does not exist in namespace ${facts.namespace}${hint}: the volume cannot be mounted, so no init container starts`,
    fixes: [...(near[0] === undefined ? [] : rename(use, near[0], facts)), ...makers(use, facts), create(use, facts)],
    evidence: [...said(facts, `"${name}" not found`), fromSpec(`spec.volumes[${volume}]`, `${kind} ${name}`)],
  };
}

function common(use: ObjectUse, facts: Facts) {
  const container = mounterOf(facts.pod, use.volume);
  return {
    code: 'mount-missing-object',
    category: 'mount-missing-object',
    severity: 'error',
    ...(container !== undefined && { container }),
    heals: 'no',
    confidence: 'certain',
    depth: 'root',
    explains: ['mount-failed'],
  } as const;
}

function rename({ kind, volume }: ObjectUse, meant: string, facts: Facts): Fix[] {
  const own = volumeNamed(facts.pod, volume);
  const source = own?.configMap ? { configMap: { name: meant } } : own?.secret ? { secret: { secretName: meant } } : undefined;
  const text = `mount ${kind} ${meant}, which exists`;
  return [source ? changePod(facts, text, { volumes: [{ name: volume, ...source }] }) : editSpec(facts, text)];
}

/** What a hook Job or cert-manager makes is of no use when made by hand. */
function makers({ kind, name }: ObjectUse, { namespace }: Facts): Fix[] {
  if (kind !== 'Secret' || !/-admission(?:-|$)|-(?:webhook|serving|webhook-server)-(?:certs?|tls|ca)$/.test(name)) return [];
  return [
    inspect(
      `see why Secret ${name} was not made: by a hook Job of the chart (such as ${name.replace(/-(?:create|tls)$/, '')}-create, which helm upgrade runs again), by a Certificate of cert-manager, or by an operator`,
      ...['get', 'jobs,pods', '-n', namespace],
    ),
  ];
}

/** Certificates and the like are mostly made by somebody else: cert-manager, an operator, another chart. */
function create({ kind, name, keys }: ObjectUse, { namespace, pod }: Facts): Fix {
  const sort = kind === 'Secret' ? ['secret', 'generic'] : ['configmap'];
  const key = keys[0] ?? 'KEY';
  const maker = kind === 'Secret' && /tls|cert|ca\b/i.test(name) ? ' (or see why the Certificate or operator that makes it has not)' : '';
  return {
    text: `create ${kind} ${name} in namespace ${namespace}${maker}, filling in its keys; the kubelet tries again by itself within 2 minutes, pod ${pod.metadata?.name} need not be deleted`,
    command: kubectl('create', ...sort, name, '-n', namespace, `--from-literal=${key}=VALUE`),
    risk: 'mutating',
  };
}

/** Absent keys, as far as the object can be read; else what the kubelet says of them. */
function lackingKeys(use: ObjectUse, facts: Facts): string[] {
  const there = keysOf(use, facts);
  if (there) return use.keys.filter((key) => !there.includes(key));
  return use.keys.filter((key) => said(facts, 'references non-existent', `key: ${key}`).length > 0);
}

function keysOf({ kind, name }: ObjectUse, { around }: Facts): string[] | undefined {
  const read = kind === 'ConfigMap' ? around.get('ConfigMap', name) : around.get('Secret', name);
  if (read.state !== 'found') return undefined;
  const binary = 'binaryData' in read.value ? read.value.binaryData : undefined;
  return [...Object.keys(read.value.data ?? {}), ...Object.keys(binary ?? {})];
}

function keyFinding(use: ObjectUse, key: string, facts: Facts): Finding {
  const { kind, name, volume } = use;
  const there = keysOf(use, facts);
  const near = nearMisses(key, there ?? [])[0];
  const has = there === undefined ? '' : there.length === 0 ? '; it has no keys' : `; it has ${listed(there)}`;
  const fix =
    near === undefined
      ? `add key ${key} to ${kind} ${name}, or pick a key that it has`
      : `pick key ${near}, which ${kind} ${name} has, instead of ${key}`;
  return {
    ...common(use, facts),
    cause: `${kind} ${name} has no key ${key}, which volume ${volume} picks${has}`,
    fixes: [editSpec(facts, fix), inspect('see its keys', 'describe', kind.toLowerCase(), name, '-n', facts.namespace)],
    evidence: [
      ...said(facts, 'non-existent'),
      fromSpec(`spec.volumes[${volume}].items`, `key: ${key}`),
      ...(there ? [fromObject(`${kind} ${facts.namespace}/${name}`, `keys: ${there.join(', ')}`)] : []),
    ],
  };
}
