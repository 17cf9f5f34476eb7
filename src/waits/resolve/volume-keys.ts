import type { Kinds, Volume } from '../../cluster/kubernetes.ts';
import { couldNotBeRead } from './refusal.ts';
import type { Standpoint } from './standpoint.ts';

/** The files of a volume that Kubernetes fills; `whole` false where a part could not be read. */
export interface VolumeFiles {
  readonly names: readonly string[];
  readonly whole: boolean;
  /** Where they come from: `ConfigMap settings`. */
  readonly sources: readonly string[];
  /** Sources that do not exist, which only optional ones may. */
  readonly missing: readonly string[];
  /** Why a part could not be read. */
  readonly reason?: string;
}

type Items = readonly { readonly key: string; readonly path: string }[];
type Source = { readonly kind: 'ConfigMap' | 'Secret'; readonly name: string; readonly items?: Items };

/** The files of a ConfigMap, Secret, downward API or projected volume; undefined for volumes that anybody may write to. */
export async function filesOf(volume: Volume, at: Standpoint): Promise<VolumeFiles | undefined> {
  const { configMap, secret, downwardAPI, projected } = volume;
  if (configMap) return fromSources([{ kind: 'ConfigMap', name: configMap.name ?? '', items: configMap.items }], [], at);
  if (secret) return fromSources([{ kind: 'Secret', name: secret.secretName ?? '', items: secret.items }], [], at);
  if (downwardAPI)
    return fromSources(
      [],
      (downwardAPI.items ?? []).map(({ path }) => path),
      at,
    );
  if (!projected) return undefined;
  const parts = projected.sources ?? [];
  const sources = parts.flatMap(({ configMap, secret }): Source[] => [
    ...(configMap ? [{ kind: 'ConfigMap' as const, name: configMap.name ?? '', items: configMap.items }] : []),
    ...(secret ? [{ kind: 'Secret' as const, name: secret.name ?? '', items: secret.items }] : []),
  ]);
  const fixed = parts.flatMap(({ downwardAPI, serviceAccountToken, clusterTrustBundle }) => [
    ...(downwardAPI?.items ?? []).map(({ path }) => path),
    ...[serviceAccountToken?.path ?? [], clusterTrustBundle?.path ?? []].flat(),
  ]);
  return fromSources(sources, fixed, at);
}

async function fromSources(sources: readonly Source[], fixed: readonly string[], at: Standpoint): Promise<VolumeFiles> {
  const reads = await Promise.all(sources.map((source) => filesFrom(source, at)));
  const denied = reads.find(({ denied }) => denied !== undefined)?.denied;
  return {
    names: [...fixed, ...reads.flatMap(({ names }) => names)].sort(),
    whole: denied === undefined,
    sources: sources.map(({ kind, name }) => `${kind} ${name}`),
    missing: sources.flatMap(({ kind, name }, index) => (reads[index]?.absent ? `${kind} ${name}` : [])),
    ...(denied !== undefined && { reason: denied }),
  };
}

/** With `items`, only they become files, whatever other keys there are. */
async function filesFrom(
  { kind, name, items = [] }: Source,
  at: Standpoint,
): Promise<{ names: string[]; absent?: boolean; denied?: string }> {
  if (items.length > 0) return { names: items.map(({ path }) => path) };
  const read = await at.cluster.get(kind, at.namespace, name);
  if (read.state === 'denied') return { names: [], denied: couldNotBeRead(`${kind} ${name}`, read.reason) };
  return read.state === 'absent' ? { names: [], absent: true } : { names: keysOf(read.value) };
}

const keysOf = (object: Kinds['ConfigMap'] | Kinds['Secret']): string[] => [
  ...Object.keys(object.data ?? {}),
  ...('binaryData' in object ? Object.keys(object.binaryData ?? {}) : []),
];
