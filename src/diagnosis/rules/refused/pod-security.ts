import type { Fix } from '../../finding.ts';
import type { OwnerFacts } from '../../owner-facts.ts';
import { type Refusal, refusal } from '../../owners/refusals.ts';
import type { OwnerRule } from '../../rule.ts';
import { changeSpec, containerPath, editSpec, type SpecChange } from '../../words/change-spec.ts';
import { advise, inspect } from '../../words/commands.ts';
import { clause, listed } from '../../words/words.ts';

/** `violates PodSecurity "baseline:latest": privileged (container "tune" must not set securityContext.privileged=true)` */
const violated = /violates PodSecurity "(?<level>[\w-]{1,40})(?::(?<version>[\w.-]{1,40}))?": (?<what>.{1,3000})$/;

/** Pod Security Admission: the namespace's level refuses a field of the pod. */
export const podSecurity: OwnerRule = {
  id: 'pod-security',
  needs: (owner) => (match(owner) ? [{ kind: 'Namespace', name: owner.namespace }] : []),
  judge(owner) {
    const found = match(owner);
    if (!found) return [];
    const { level, what, refused } = found;
    const init = initNamed(owner, what);
    const namespace = owner.around.get('Namespace', owner.namespace);
    const label = namespace.state === 'found' ? namespace.value.metadata?.labels?.[enforce] : undefined;
    const own = init === undefined ? undefined : violationOf(what, init);
    return [
      {
        code: 'pod-security',
        category: 'security-denied',
        severity: 'error',
        ...(init !== undefined && { container: init }),
        cause: `pod security level ${level} of namespace ${owner.namespace} refuses ${init === undefined ? 'the pod' : `init container ${init}`}: ${clause(own ?? what, 160)}`,
        fixes: fixes(owner, level, init, what),
        evidence: [
          refused.evidence,
          ...(label === undefined ? [] : [{ from: 'object', ref: `Namespace ${owner.namespace}`, text: `${enforce}: ${label}` } as const]),
        ],
        heals: 'no',
        confidence: 'certain',
        depth: 'root',
        explains: ['no-pods'],
      },
    ];
  },
};

const enforce = 'pod-security.kubernetes.io/enforce';

function match(owner: OwnerFacts): { level: string; what: string; refused: Refusal } | undefined {
  const refused = refusal(owner);
  const groups = refused && violated.exec(refused.message)?.groups;
  return groups ? { level: groups.level ?? '', what: groups.what ?? '', refused } : undefined;
}

const initNamed = ({ template }: OwnerFacts, what: string): string | undefined =>
  template.initContainers?.find(({ name }) => what.includes(`"${name}"`))?.name;

/** The violations come as `rule (containers "a", "b" must ...), rule (...)`. */
const violationOf = (what: string, container: string): string | undefined =>
  what
    .split(/\), (?=[a-zA-Z!])/)
    .filter((part) => part.includes(`"${container}"`))
    .map((part) => (part.includes('(') && !part.endsWith(')') ? `${part})` : part))
    .join(', ') || undefined;

function fixes(owner: OwnerFacts, level: string, init: string | undefined, what: string): Fix[] {
  const path = init === undefined ? undefined : containerPath({ pod: { spec: owner.template } }, init);
  const change = path === undefined ? undefined : securityChange(owner, path, init, what);
  const adapt =
    init === undefined || change === undefined
      ? editSpec(owner, `change the fields that the message names so that level ${level} allows them`)
      : changeSpec(owner, wordsOf(level, init, what), change);
  return [
    adapt,
    inspect('see the level of the namespace', 'get', 'namespace', owner.namespace, '-o', 'jsonpath={.metadata.labels}'),
    advise(
      `if ${init ?? 'the pod'} cannot work without them, move this setting to the node (or to a CNI plugin, a DaemonSet in a privileged namespace), or ask the cluster's administrator to label namespace ${owner.namespace} ${enforce}=privileged`,
    ),
  ];
}

/** `runAsNonRoot: true, seccompProfile.type: RuntimeDefault`: what the message says must be set, what must not be there. */
function wordsOf(level: string, init: string, what: string): string {
  const musts = [...what.matchAll(/must set securityContext\.(?<field>[\w.]{1,60})(?:=| to )(?<value>"RuntimeDefault"|[\w[\]"]{1,40})/g)];
  const wanted = [...new Set(musts.map(({ groups }) => `${groups?.field}: ${groups?.value?.replaceAll('"', '')}`))];
  if (wanted.length > 0) return `set in the securityContext of init container ${init}: ${wanted.join(', ')}`;
  const named = (text: string) => listed(['privileged', 'capabilities'].filter((field) => text.includes(field)));
  return `remove ${named(violationOf(what, init) ?? '') || named(what)}, which level ${level} forbids, from the securityContext of init container ${init}, if it works without`;
}

/** What the restricted level wants of a container; without the fields that the message complains of, whatever the level. */
function securityChange({ template }: OwnerFacts, path: string, init: string | undefined, what: string): SpecChange | undefined {
  const { privileged: _, capabilities, ...rest } = template.initContainers?.find(({ name }) => name === init)?.securityContext ?? {};
  const restricted = /allowPrivilegeEscalation|runAsNonRoot|seccompProfile|unrestricted capabilities/.test(what);
  if (!restricted && !/privileged|capabilities/.test(what)) return undefined;
  const strict = {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
    capabilities: { drop: ['ALL'] },
  };
  const kept = capabilities?.drop ? { capabilities: { drop: capabilities.drop } } : {};
  return { op: 'add', path: `${path}/securityContext`, value: restricted ? { ...rest, ...strict } : { ...rest, ...kept } };
}
