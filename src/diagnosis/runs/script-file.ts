import type { Container } from '../../cluster/kubernetes.ts';
import type { Facts, Need } from '../facts.ts';
import { mountAt, within } from '../files/mounts.ts';

/** The ConfigMap that a file of a container comes from. */
function sourceOf({ pod }: Pick<Facts, 'pod'>, container: Container, path: string): { name: string; key: string } | undefined {
  const mounted = mountAt(pod, container, path);
  const map = mounted?.volume?.configMap;
  const at = mounted?.mount.mountPath?.replace(/\/$/, '');
  if (!map?.name || at === undefined || !mounted || !within(path, at)) return undefined;
  const file = mounted.mount.subPath ?? path.slice(at.length + 1);
  return { name: map.name, key: (map.items ?? []).find((item) => item.path === file)?.key ?? file };
}

export function scriptNeeds(facts: Pick<Facts, 'pod'>, container: Container, path: string): Need[] {
  const source = sourceOf(facts, container, path);
  return source ? [{ kind: 'ConfigMap', name: source.name }] : [];
}

/** The first line of a script that is mounted from a ConfigMap, its carriage return included; undefined for other files. */
export function firstLineOf(facts: Pick<Facts, 'pod' | 'around'>, container: Container, path: string): string | undefined {
  const source = sourceOf(facts, container, path);
  const read = source && facts.around.get('ConfigMap', source.name);
  const text = source && read?.state === 'found' ? read.value.data?.[source.key] : undefined;
  return text?.split('\n', 1)[0]?.slice(0, 200);
}
