import { posix } from 'node:path';
import type { Container, Pod, Volume } from '../../cluster/kubernetes.ts';

/** Where a path of a container lies: on which volume, and how it is called there. */
export interface MountedPath {
  readonly volume: Volume;
  /** From the volume's root, without leading slash; empty for the root itself. */
  readonly inVolume: string;
  /** Whether the mount is a single directory or file of the volume. */
  readonly subPath: boolean;
}

/** The path made absolute; undefined where nobody knows the image's working directory. */
export function absolutePath(path: string, { workingDir }: Container): string | undefined {
  if (path.includes('$') || path === '') return undefined;
  if (path.startsWith('/')) return posix.normalize(path);
  return workingDir ? posix.normalize(`${workingDir}/${path}`) : undefined;
}

/** The volume that a path is on: that of the deepest mount above it. Undefined where none is. */
export function mountedPath(path: string, container: Container, pod: Pod): MountedPath | undefined {
  const mounts = (container.volumeMounts ?? []).filter(({ mountPath }) => isWithin(path, root(mountPath)));
  const [mount] = mounts.sort((one, other) => root(other.mountPath).length - root(one.mountPath).length);
  const volume = mount && pod.spec?.volumes?.find(({ name }) => name === mount.name);
  if (!mount || !volume) return undefined;
  const below = posix.relative(root(mount.mountPath), path);
  const subPath = mount.subPath ?? '';
  return { volume, inVolume: posix.join('/', subPath, below).slice(1), subPath: subPath !== '' || mount.subPathExpr !== undefined };
}

/** How a file of a volume is called in another container; undefined where that does not mount the part it is in. */
export function pathIn(
  { volumeMounts = [] }: Container,
  { volume, inVolume }: MountedPath,
): { path: string; readOnly: boolean } | undefined {
  for (const { name, mountPath, subPath = '', readOnly = false } of volumeMounts) {
    const base = posix.join('/', subPath);
    const file = posix.join('/', inVolume);
    if (name === volume.name && isWithin(file, base)) return { path: posix.join(root(mountPath), posix.relative(base, file)), readOnly };
  }
  return undefined;
}

const root = (path: string): string => posix.normalize(path).replace(/(.)\/$/, '$1');

const isWithin = (path: string, directory: string): boolean =>
  path === directory || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`);
