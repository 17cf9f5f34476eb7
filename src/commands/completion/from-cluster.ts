import type { Pod } from '../../cluster/kubernetes.ts';
import type { Cluster } from '../../cluster/port.ts';
import { shortNames, type TargetKind } from '../../cluster/targets/model.ts';
import { targetKind } from '../../cluster/targets/parse.ts';
import { parseTargets, resolveTargets } from '../../cluster/targets.ts';
import { podColumns } from '../../init/columns.ts';
import { withInitTrouble } from '../../report/init-trouble.ts';
import { withCluster } from '../shared/open.ts';
import { type Candidate, plain } from './answer.ts';
import type { Situation } from './situation.ts';

export const namespaces = (situation: Situation): Promise<Candidate[]> =>
  inCluster(situation, async (cluster) => plain(await namesOf(cluster, 'Namespace')));

/** Of the pods that the target means, init containers first. */
export const containers = (situation: Situation): Promise<Candidate[]> =>
  inCluster(situation, async (cluster, namespace) => {
    const flags = { namespace };
    const resolved = await resolveTargets(cluster, parseTargets(situation.words, flags), flags);
    const [pod] = resolved.flatMap((resolution) => (resolution.is === 'pod' ? [resolution.pod.pod] : []));
    return pod ? containersOf(pod) : [];
  });

function containersOf({ spec }: Pod): Candidate[] {
  const init = (spec?.initContainers ?? []).map(({ name }) => ({ word: name, says: 'init container' }));
  return [...init, ...(spec?.containers ?? []).map(({ name }) => ({ word: name, says: 'app container' }))];
}

/** Pods, those with init trouble first, and the kinds of workloads; after `deploy/` or `deploy `, the names of that kind. */
export const targets = ({ words, begun, ...situation }: Situation): Promise<Candidate[]> =>
  inCluster({ words, begun, ...situation }, async (cluster, namespace) => {
    const [typedKind = '', slash] = begun.split('/');
    const before = slash === undefined ? undefined : targetKind(typedKind);
    if (slash !== undefined) return before ? plain((await namesOf(cluster, before, namespace)).map((name) => `${typedKind}/${name}`)) : [];
    const kind = targetKind(words[0] ?? '');
    if (kind) return plain((await namesOf(cluster, kind, namespace)).filter((name) => !words.includes(name)));
    const pods = await podsByTrouble(cluster, namespace);
    const others = Object.values(shortNames).map((name) => ({ word: `${name}/` }));
    return [...pods.filter(({ word }) => !words.includes(word)), ...others];
  });

async function podsByTrouble(cluster: Cluster, namespace: string): Promise<Candidate[]> {
  const all = await resolveTargets(cluster, parseTargets([], {}), { namespace });
  const troubled = withInitTrouble(cluster, all);
  const rest = all.filter((resolution) => !troubled.includes(resolution));
  return [...troubled, ...rest].flatMap((resolution) => {
    if (resolution.is !== 'pod') return [];
    const { pod, columns = podColumns(pod, cluster.now()) } = resolution.pod;
    return pod.metadata?.name ? [{ word: pod.metadata.name, says: columns.status }] : [];
  });
}

async function namesOf(cluster: Cluster, kind: TargetKind | 'Namespace', namespace?: string): Promise<string[]> {
  const list = kind === 'Pod' ? await cluster.list('Pod', { namespace }) : await cluster.list(kind, { namespace });
  return list.state === 'found' ? list.value.flatMap(({ metadata }) => metadata?.name ?? []) : [];
}

/** The cluster or dump that the flags typed so far mean. */
function inCluster({ flags }: Situation, look: (cluster: Cluster, namespace: string) => Promise<Candidate[]>): Promise<Candidate[]> {
  const last = (name: string): string | undefined => flags.get(name)?.at(-1);
  const asked = {
    // Stdin is the shell's.
    from: last('from') === '-' ? '/dev/null' : last('from'),
    kubeconfig: last('kubeconfig'),
    context: last('context'),
    cluster: last('cluster'),
    user: last('user'),
    server: last('server'),
    token: last('token'),
    as: last('as'),
    'as-group': [...(flags.get('as-group') ?? [])],
    'as-uid': last('as-uid'),
    'as-user-extra': [...(flags.get('as-user-extra') ?? [])],
    'request-timeout': '2s',
    'certificate-authority': last('certificate-authority'),
    'client-certificate': last('client-certificate'),
    'client-key': last('client-key'),
    'insecure-skip-tls-verify': flags.has('insecure-skip-tls-verify'),
    'tls-server-name': last('tls-server-name'),
    v: 0,
  };
  return withCluster(asked, (cluster) => look(cluster, last('namespace') ?? cluster.defaultNamespace));
}
