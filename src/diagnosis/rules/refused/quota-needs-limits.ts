import type { Container, PodSpec } from '../../../cluster/kubernetes.ts';
import { table } from '../../../cluster/table.ts';
import type { Need } from '../../facts.ts';
import type { Fix } from '../../finding.ts';
import type { OwnerFacts } from '../../owner-facts.ts';
import { refusal } from '../../owners/refusals.ts';
import type { OwnerRule } from '../../rule.ts';
import { changeSpec, containerPath, editSpec } from '../../words/change-spec.ts';
import { inspect } from '../../words/commands.ts';
import { listed } from '../../words/words.ts';

/** `failed quota: team: must specify limits.cpu for: wait-db,web; limits.memory for: wait-db`; before 1.25 without the containers. */
const unspecified = /failed quota: (?<quota>[^:]{1,253}): must specify (?<what>.{1,900})$/;

/** A quota on requests or limits makes them mandatory for every container, init containers too. */
export const quotaNeedsLimits: OwnerRule = {
  id: 'quota-needs-limits',
  needs: (owner): readonly Need[] => (matched(owner) ? [{ kind: 'LimitRange' }] : []),
  judge(owner) {
    const match = matched(owner);
    if (!match) return [];
    const { quota, resources, containers, evidence } = match;
    const init = containers.find((name) => owner.template.initContainers?.some((container) => container.name === name));
    const ranges = owner.around.list('LimitRange');
    const withoutDefaults = ranges.state === 'found' && ranges.value.length === 0;
    const which = containers.length > 0 ? `${init ? 'init container' : 'container'} ${listed(containers)}` : 'one of the containers';
    return [
      {
        code: 'quota-exceeded',
        category: 'quota',
        severity: 'error',
        ...(init && { container: init }),
        cause: `ResourceQuota ${quota} wants ${listed(resources)} of every container, and ${which} has none${withoutDefaults ? ', nor does a LimitRange give defaults' : ''}: no pod can be created`,
        fixes: fixes(owner, init ?? containers[0], resources),
        evidence: [evidence],
        heals: 'no',
        confidence: 'certain',
        depth: 'root',
        explains: ['no-pods'],
      },
    ];
  },
};

function matched(owner: OwnerFacts) {
  const refused = refusal(owner);
  const groups = refused && unspecified.exec(refused.message)?.groups;
  if (!groups) return undefined;
  const parts = (groups.what ?? '').split(/[;,](?= ?(?:limits|requests|cpu|memory)\b)/).map((part) => part.split(' for: '));
  const resources = parts.map(([resource = '']) => resource.trim());
  const named = parts.flatMap(([, names = '']) => names.split(','));
  const containers = [...new Set(named.map((name) => name.trim()).filter((name) => name !== ''))];
  const init = containers.length > 0 ? containers : initWithout(owner.template, resources);
  return { quota: groups.quota ?? '', resources, containers: init, evidence: refused.evidence };
}

/** Older API servers do not say who lacks them. */
function initWithout(template: PodSpec, resources: readonly string[]): string[] {
  const lacks = (container: Container) => resources.some((resource) => value(container, resource) === undefined);
  return (template.initContainers ?? []).filter(lacks).map(({ name }) => name);
}

function value({ resources }: Container, key: string): string | undefined {
  const [side, resource] = key.startsWith('limits.')
    ? (['limits', key.slice(7)] as const)
    : (['requests', key.replace('requests.', '')] as const);
  return resources?.[side]?.[resource] ?? (side === 'requests' ? resources?.limits?.[resource] : undefined);
}

/** Small enough for a wait or a copy, and to be seen as a proposal. */
const proposals = table<string>({ cpu: '100m', memory: '128Mi', 'ephemeral-storage': '1Gi' });

function fixes(owner: OwnerFacts, container: string | undefined, resources: readonly string[]): Fix[] {
  const describe = inspect('see what the quota asks for', 'describe', 'resourcequota,limitrange', '-n', owner.namespace);
  const range = `or have a LimitRange with defaults made in namespace ${owner.namespace}`;
  const path = container === undefined ? undefined : containerPath({ pod: { spec: owner.template } }, container);
  if (container === undefined || path === undefined)
    return [editSpec(owner, `set ${listed(resources)} on every container and init container, ${range}`), describe];
  const spec = [...(owner.template.initContainers ?? []), ...owner.template.containers].find(({ name }) => name === container);
  const wanted = { requests: { ...spec?.resources?.requests }, limits: { ...spec?.resources?.limits } };
  for (const key of resources) {
    const resource = key.replace(/^(?:limits|requests)\./, '');
    wanted[key.startsWith('limits.') ? 'limits' : 'requests'][resource] ??= proposals[resource] ?? '1';
  }
  const change = { op: 'add', path: `${path}/resources`, value: wanted } as const;
  return [
    changeSpec(
      owner,
      `set limits for container ${container}: resources with ${listed(resources)} (the values are a proposal), ${range}`,
      change,
    ),
    describe,
  ];
}
