import type { Container } from '../../cluster/kubernetes.ts';

/** A ConfigMap or Secret that a container's environment is made from. */
export interface EnvReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** Missing for `envFrom`, which takes all keys. */
  readonly key?: string;
  readonly optional: boolean;
  /** `env DB_PASSWORD`, `envFrom` */
  readonly at: string;
}

/** What a container's `env` and `envFrom` refer to, in the order in which the kubelet resolves them. */
export function envReferences({ env, envFrom }: Container): EnvReference[] {
  const whole = (envFrom ?? []).flatMap(({ configMapRef, secretRef }) => [
    ...reference('ConfigMap', configMapRef, 'envFrom'),
    ...reference('Secret', secretRef, 'envFrom'),
  ]);
  const single = (env ?? []).flatMap(({ name, valueFrom }) => [
    ...reference('ConfigMap', valueFrom?.configMapKeyRef, `env ${name}`),
    ...reference('Secret', valueFrom?.secretKeyRef, `env ${name}`),
  ]);
  return [...whole, ...single];
}

interface Selector {
  readonly name?: string;
  readonly key?: string;
  readonly optional?: boolean;
}

function reference(kind: EnvReference['kind'], selector: Selector | undefined, at: string): EnvReference[] {
  if (!selector?.name) return [];
  const { name, key, optional = false } = selector;
  return [{ kind, name, ...(key !== undefined && { key }), optional, at }];
}
