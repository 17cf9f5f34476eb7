import type { Pod, Volume } from '../../cluster/kubernetes.ts';

/** A claim that the pod mounts. */
export interface ClaimUse {
  readonly claim: string;
  readonly volume: string;
  /** Made with the pod and for it (a generic ephemeral volume). */
  readonly ephemeral: boolean;
}

export function claimsOf(pod: Pod): ClaimUse[] {
  return (pod.spec?.volumes ?? []).flatMap((volume): ClaimUse[] => {
    if (volume.persistentVolumeClaim) return [{ claim: volume.persistentVolumeClaim.claimName, volume: volume.name, ephemeral: false }];
    return volume.ephemeral ? [{ claim: `${pod.metadata?.name}-${volume.name}`, volume: volume.name, ephemeral: true }] : [];
  });
}

/** The first init container that mounts the volume, else the first app container that does; the volume holds all of them up. */
export function mounterOf({ spec }: Pod, volume: string): string | undefined {
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  const mounts = ({ volumeMounts = [], volumeDevices = [] }: (typeof containers)[number]) =>
    [...volumeMounts, ...volumeDevices].some(({ name }) => name === volume);
  return containers.find(mounts)?.name;
}

export const volumeNamed = ({ spec }: Pod, name: string): Volume | undefined =>
  (spec?.volumes ?? []).find((volume) => volume.name === name);

/** A ConfigMap or Secret that a volume cannot do without. */
export interface ObjectUse {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly volume: string;
  /** The keys that it picks; empty when it takes all. */
  readonly keys: readonly string[];
}

/** Those marked `optional` are left out: they may be missing. */
export function objectsOf({ spec }: Pod): ObjectUse[] {
  return (spec?.volumes ?? []).flatMap((volume) => {
    const own = [
      use('ConfigMap', volume.configMap?.name, volume.configMap, volume.name),
      use('Secret', volume.secret?.secretName, volume.secret, volume.name),
    ];
    const projected = (volume.projected?.sources ?? []).flatMap(({ configMap, secret }) => [
      use('ConfigMap', configMap?.name, configMap, volume.name),
      use('Secret', secret?.name, secret, volume.name),
    ]);
    return [...own, ...projected].filter((one) => one !== undefined);
  });
}

interface Source {
  readonly optional?: boolean;
  readonly items?: readonly { readonly key: string }[];
}

function use(kind: ObjectUse['kind'], name: string | undefined, source: Source | undefined, volume: string): ObjectUse | undefined {
  if (!source || !name || source.optional === true) return undefined;
  return { kind, name, volume, keys: (source.items ?? []).map(({ key }) => key) };
}
