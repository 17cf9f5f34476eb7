import type { Container, Pod, Volume } from '../../cluster/kubernetes.ts';
import type { Facts } from '../facts.ts';

type VolumeMount = NonNullable<Container['volumeMounts']>[number];

/** A path of a container and the volume it lies on. */
export interface Mounted {
  readonly mount: VolumeMount;
  readonly volume?: Volume;
  /** `ConfigMap settings`, `claim data`, `emptyDir work`. */
  readonly what: string;
  /** Kubernetes mounts it read-only whatever the mount says. */
  readonly alwaysReadOnly: boolean;
  /** What outlives a failed run: the pod's own directory, or storage that outlives the pod. */
  readonly lasts: 'as the pod' | 'longer than the pod';
}

/** The mount that a path of the container lies on; undefined for the container's own file system. */
export function mountAt(pod: Pod, container: Container, path: string): Mounted | undefined {
  const on = (container.volumeMounts ?? []).filter(({ mountPath }) => mountPath !== undefined && within(path, mountPath));
  const mount = on.sort((one, other) => (other.mountPath?.length ?? 0) - (one.mountPath?.length ?? 0))[0];
  return mount && describe(pod, mount);
}

export const within = (path: string, directory: string): boolean => {
  const base = directory.replace(/\/$/, '');
  return path === base || path.startsWith(`${base}/`);
};

export function describe(pod: Pod, mount: VolumeMount): Mounted {
  const volume = (pod.spec?.volumes ?? []).find(({ name }) => name === mount.name);
  const what = volume ? volumeWords(volume) : `volume ${mount.name}`;
  const alwaysReadOnly = Boolean(volume?.configMap ?? volume?.secret ?? volume?.projected ?? volume?.downwardAPI ?? volume?.image);
  const lasts = !volume || volume.emptyDir || alwaysReadOnly || volume.ephemeral ? 'as the pod' : 'longer than the pod';
  return { mount, ...(volume && { volume }), what, alwaysReadOnly, lasts };
}

function volumeWords(volume: Volume): string {
  if (volume.configMap) return `ConfigMap ${volume.configMap.name ?? volume.name}`;
  if (volume.secret) return `Secret ${volume.secret.secretName ?? volume.name}`;
  if (volume.persistentVolumeClaim) return `claim ${volume.persistentVolumeClaim.claimName}`;
  if (volume.hostPath) return `hostPath ${volume.hostPath.path}`;
  const kind = Object.keys(volume).find((key) => key !== 'name') ?? 'volume';
  return `${kind} ${volume.name}`;
}

/** Directories of the container that it may write to. */
export function writablePaths(pod: Pod, container: Container): string[] {
  return (container.volumeMounts ?? []).flatMap((mount) => {
    if (mount.readOnly || mount.mountPath === undefined || describe(pod, mount).alwaysReadOnly) return [];
    return [mount.mountPath];
  });
}

/** A volume that an app container mounts over this path, while the init container mounts none there. */
export function mountOfOthers(
  { pod }: Pick<Facts, 'pod'>,
  container: Container,
  path: string,
): { container: string; mounted: Mounted } | undefined {
  if (mountAt(pod, container, path)) return undefined;
  for (const other of [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])]) {
    const mounted = other.name === container.name ? undefined : mountAt(pod, other, path);
    if (mounted) return { container: other.name, mounted };
  }
  return undefined;
}

/** The user that the container runs as, as far as the spec says. */
export function userOf(pod: Pod, container: Container): number | undefined {
  return container.securityContext?.runAsUser ?? pod.spec?.securityContext?.runAsUser;
}
