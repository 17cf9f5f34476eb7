import type { Container, Pod } from '../../cluster/kubernetes.ts';
import type { ConfigMapValue } from './environment.ts';

/** A ConfigMap that has to be read to understand the container; `key` is missing where the whole of it counts. */
export interface ConfigMapNeed {
  readonly name: string;
  readonly key?: string;
}

interface MountedFile {
  readonly configMap: string;
  readonly key: string;
}

/** The text of a file mounted from a ConfigMap, by its path in the container. */
export function mountedFile(container: Container, pod: Pod, configMapValue: ConfigMapValue | undefined, path: string): string | undefined {
  for (const file of filesAt(container, pod, path)) {
    const text = configMapValue?.(file.configMap, file.key);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The ConfigMaps that `readWaits` asks for: those behind `env`, `envFrom` and mounted volumes. Never throws. */
export function scriptConfigMaps(container: Container, pod: Pod): readonly ConfigMapNeed[] {
  try {
    return needsOf(container, pod);
  } catch {
    return [];
  }
}

/** Mounted with the token of the ServiceAccount; holds no script. */
const ofEveryPod = 'kube-root-ca.crt';

function needsOf(container: Container, pod: Pod): readonly ConfigMapNeed[] {
  const needs: ConfigMapNeed[] = [];
  for (const entry of container.env ?? []) {
    const reference = entry?.valueFrom?.configMapKeyRef;
    if (reference?.name) needs.push({ name: reference.name, key: reference.key });
  }
  for (const source of container.envFrom ?? []) if (source?.configMapRef?.name) needs.push({ name: source.configMapRef.name });
  const script = [...(container.command ?? []), ...(container.args ?? [])].join('\n');
  const mentioned = (container.volumeMounts ?? []).filter((mount) => mount?.mountPath && script.includes(mount.mountPath));
  for (const mount of mentioned) for (const name of configMapsOf(pod, mount.name)) if (name !== ofEveryPod) needs.push({ name });
  return needs.filter((need, index) => needs.findIndex((other) => other.name === need.name && other.key === need.key) === index);
}

function configMapsOf(pod: Pod, volumeName: string | undefined): readonly string[] {
  const volume = pod.spec?.volumes?.find((candidate) => candidate?.name === volumeName);
  const sources = [volume?.configMap, ...(volume?.projected?.sources ?? []).map((source) => source?.configMap)];
  return sources.flatMap((source) => source?.name ?? []);
}

function filesAt(container: Container, pod: Pod, path: string): readonly MountedFile[] {
  return (container.volumeMounts ?? []).flatMap((mount) => {
    const inside = mount ? pathInside(path, mount.mountPath ?? '', mount.subPath) : undefined;
    const volume = pod.spec?.volumes?.find((candidate) => candidate?.name === mount?.name);
    if (inside === undefined || !volume) return [];
    const sources = [volume.configMap, ...(volume.projected?.sources ?? []).map((source) => source?.configMap)];
    return sources.flatMap((source) => {
      if (!source?.name) return [];
      const item = source.items?.find((candidate) => candidate?.path === inside);
      return [{ configMap: source.name, key: item?.key ?? inside }];
    });
  });
}

/** The path within the volume: the mount may be the directory, or with `subPath` the file itself. */
function pathInside(path: string, mountPath: string, subPath: string | undefined): string | undefined {
  const clean = path.replaceAll('//', '/');
  const root = mountPath.endsWith('/') ? mountPath.slice(0, -1) : mountPath;
  if (subPath && clean === root) return subPath;
  if (!clean.startsWith(`${root}/`)) return undefined;
  const rest = clean.slice(root.length + 1);
  return subPath ? `${subPath}/${rest}` : rest;
}
