import type { Secret } from '../../cluster/kubernetes.ts';
import { nearMisses } from '../../cluster/near-miss.ts';
import type { Facts, Need } from '../facts.ts';
import type { Evidence, Fix } from '../finding.ts';
import { changePod } from '../words/change-spec.ts';
import { advise, inspect, kubectl, mutate } from '../words/commands.ts';
import { fromEvent, fromObject, fromSpec } from '../words/evidence.ts';
import { recreatePod } from '../words/replace-object.ts';
import { listed } from '../words/words.ts';

/** The pull secrets that matter to a pod: those it names, those it could name. */
export interface PullSecrets {
  /** In `spec.imagePullSecrets`; the ServiceAccount's are copied there when the pod is made. */
  readonly named: readonly string[];
  readonly missing: readonly string[];
  /** Named, there, but without registry credentials in them. */
  readonly wrong: readonly Secret[];
  /** Usable pull secrets in the namespace that the pod does not name. */
  readonly unnamed: readonly string[];
  /** In the ServiceAccount now, but not in the pod. */
  readonly later: readonly string[];
}

export interface SecretTrouble {
  readonly kind: 'missing' | 'wrong-type' | 'unnamed' | 'later' | 'none' | 'refused';
  readonly text: string;
  /** The Secret it is about. */
  readonly name?: string;
  readonly evidence: readonly Evidence[];
  /** An object says so, not only the registry. */
  readonly proved: boolean;
}

const serviceAccount = ({ pod }: Pick<Facts, 'pod'>): string => pod.spec?.serviceAccountName ?? 'default';
const namedIn = (list: readonly { name?: string }[] | undefined): string[] => (list ?? []).flatMap(({ name }) => (name ? [name] : []));

export const pullSecretNeeds = (facts: Facts): Need[] => [
  { kind: 'ServiceAccount', name: serviceAccount(facts) },
  { kind: 'Secret' },
  ...namedIn(facts.pod.spec?.imagePullSecrets).map((name): Need => ({ kind: 'Secret', name })),
];

export function pullSecrets(facts: Facts): PullSecrets {
  const { around, pod, events } = facts;
  const named = namedIn(pod.spec?.imagePullSecrets);
  const reads = named.map((name) => ({ name, read: around.get('Secret', name) }));
  const told = events.findLast(({ reason }) => reason === 'FailedToRetrieveImagePullSecret')?.message ?? '';
  const all = around.list('Secret');
  const account = around.get('ServiceAccount', serviceAccount(facts));
  const usable = all.state === 'found' ? all.value.filter(holdsCredentials).flatMap(({ metadata }) => metadata?.name ?? []) : [];
  const inAccount = account.state === 'found' ? namedIn(account.value.imagePullSecrets) : [];
  return {
    named,
    missing: reads
      .filter(({ name, read }) => read.state === 'absent' || (read.state === 'denied' && inBrackets(told).includes(name)))
      .map(({ name }) => name),
    wrong: reads.flatMap(({ read }) => (read.state === 'found' && !holdsCredentials(read.value) ? [read.value] : [])),
    unnamed: usable.filter((name) => !named.includes(name)),
    later: inAccount.filter((name) => !named.includes(name)),
  };
}

const inBrackets = (message: string): string[] => (/\(([^)]{0,500})\)/.exec(message)?.[1] ?? '').split(', ');

/** Only the type and the names of the keys are looked at, never the credentials. */
function holdsCredentials({ type, data }: Secret): boolean {
  if (type === 'kubernetes.io/dockerconfigjson') return !data || '.dockerconfigjson' in data;
  return type === 'kubernetes.io/dockercfg' && (!data || '.dockercfg' in data);
}

export function secretTrouble(facts: Facts, secrets: PullSecrets, registry: string, expired: boolean): SecretTrouble {
  const { named, missing, wrong, unnamed, later } = secrets;
  const spec = fromSpec('spec.imagePullSecrets', named.length > 0 ? named.join(', ') : 'none');
  const where = `namespace ${facts.namespace}`;
  if (missing[0] !== undefined && missing.length === named.length) {
    const event = facts.events.findLast(({ reason }) => reason === 'FailedToRetrieveImagePullSecret');
    const near = nearMisses(missing[0], unnamed);
    const others = near.length > 0 ? near : unnamed;
    const instead = others.length > 0 ? `, but pull secret ${listed(others, 2)} does` : '';
    const text = `Secret ${listed(missing)} named in imagePullSecrets does not exist in ${where}${instead}`;
    return { kind: 'missing', text, name: missing[0], evidence: [spec, ...(event ? [fromEvent(event)] : [])], proved: true };
  }
  const bad = wrong[0];
  if (bad) {
    const name = bad.metadata?.name ?? '';
    const what = `type ${bad.type ?? 'Opaque'} with keys ${listed(Object.keys(bad.data ?? {})) || '(none)'}`;
    const text = `Secret ${name} named in imagePullSecrets is no pull secret (${what}; it takes type kubernetes.io/dockerconfigjson with key .dockerconfigjson)`;
    return { kind: 'wrong-type', text, name, evidence: [spec, fromObject(`Secret ${facts.namespace}/${name}`, what)], proved: true };
  }
  if (named.length === 0 && later[0] !== undefined) {
    const text = `the pod names no imagePullSecrets; ServiceAccount ${serviceAccount(facts)} names ${listed(later)} now, but only new pods get it`;
    return {
      kind: 'later',
      text,
      name: later[0],
      evidence: [spec, fromObject(`ServiceAccount ${facts.namespace}/${serviceAccount(facts)}`, `imagePullSecrets: ${later.join(', ')}`)],
      proved: true,
    };
  }
  if (named.length === 0 && unnamed[0] !== undefined) {
    const text = `pull secret ${listed(unnamed, 3)} exists in ${where}, but neither the pod nor its ServiceAccount ${serviceAccount(facts)} names it in imagePullSecrets`;
    return {
      kind: 'unnamed',
      text,
      name: unnamed[0],
      evidence: [spec, fromObject(`Secret ${facts.namespace}/${unnamed[0]}`, 'type kubernetes.io/dockerconfigjson')],
      proved: true,
    };
  }
  if (named.length === 0) {
    const text = `the pod has no credential for it: neither it nor its ServiceAccount ${serviceAccount(facts)} names imagePullSecrets`;
    return { kind: 'none', text, evidence: [spec], proved: false };
  }
  const why = expired
    ? 'the token in it has expired'
    : `what it holds for ${registry} is missing, expired, or lacks the right to pull (only the names of its keys were read)`;
  return {
    kind: 'refused',
    text: `the pod names pull secret ${listed(named)}, but ${why}`,
    name: named[0],
    evidence: [spec],
    proved: false,
  };
}

export function secretFixes(facts: Facts, { kind, name = 'registry-credentials' }: SecretTrouble, image: string): Fix[] {
  const host = image.split('/')[0] ?? '';
  const server = /[.:]/.test(host) ? host : 'https://index.docker.io/v1/';
  const { namespace } = facts;
  const create: Fix = {
    text: `create Secret ${name} with credentials that may pull from ${host} (put yours in place of USER and TOKEN)`,
    command: `${kubectl('create', 'secret', 'docker-registry', name, '-n', namespace, `--docker-server=${server}`)} --docker-username=USER --docker-password=TOKEN`,
    risk: 'mutating',
  };
  const refer = changePod(facts, `name Secret ${name} in imagePullSecrets of the pod template`, { imagePullSecrets: [{ name }] });
  const show = inspect(
    'see which pull secrets there are',
    'get',
    'secrets',
    '-n',
    namespace,
    '--field-selector=type=kubernetes.io/dockerconfigjson',
  );
  const cloud = cloudAdvice(host);
  const last = cloud === undefined ? [] : [advise(cloud)];
  if (kind === 'later')
    return [recreatePod(facts, 'delete the pod: its successor gets the imagePullSecrets of the ServiceAccount'), show, ...last];
  if (kind === 'unnamed') return [refer, show, ...last];
  if (kind === 'missing') return [create, show, ...last];
  if (kind === 'none' && cloud !== undefined)
    return [...last, { ...create, text: `or ${create.text} and name it in imagePullSecrets` }, refer, show];
  if (kind === 'none') return [{ ...create, text: `${create.text} and name it in imagePullSecrets` }, refer, show, ...last];
  const replace = {
    ...create,
    text: `replace Secret ${name} by one with fresh credentials that may pull from ${host} (put yours in place of USER and TOKEN)`,
    command: `${kubectl('delete', 'secret', name, '-n', namespace)} && ${create.command}`,
    risk: 'destructive' as const,
  };
  return [...last, replace, show];
}

/** Between projects of OpenShift a role lets images be pulled from the internal registry, not a Secret of one's own. */
export function imagePuller({ pod, namespace }: Facts, image: string): { readonly text: string; readonly fix: Fix } | undefined {
  const [host = '', project = ''] = image.split('/');
  if (!/^(?:image-registry\.openshift-image-registry|docker-registry\.default)\.svc/.test(host)) return undefined;
  if (project === namespace || !/^[a-z0-9-]{1,63}$/.test(project) || image.split('/').length < 3) return undefined;
  const account = serviceAccount({ pod });
  return {
    text: `it belongs to project ${project}, where service account ${account} of project ${namespace} lacks the role system:image-puller`,
    fix: mutate(
      `let service account ${account} pull from project ${project} (role system:image-puller)`,
      ...['create', 'rolebinding', `image-puller-${namespace}`, '--clusterrole=system:image-puller'],
      ...[`--serviceaccount=${namespace}:${account}`, '-n', project],
    ),
  };
}

function cloudAdvice(host: string): string | undefined {
  if (/\.dkr\.ecr[.-].{0,60}\.amazonaws\.com/.test(host)) {
    return 'for Amazon ECR give the role of the nodes AmazonEC2ContainerRegistryReadOnly (and a repository policy for other accounts): a token in a Secret expires after 12 hours';
  }
  if (host.endsWith('.azurecr.io'))
    return 'for Azure Container Registry attach it to the cluster (az aks update --attach-acr): the kubelet identity needs the role AcrPull';
  if (/(?:^|\.)gcr\.io$|\.pkg\.dev$/.test(host))
    return 'for Google Artifact Registry give the service account of the nodes roles/artifactregistry.reader';
  return undefined;
}
