import type * as k8s from '@kubernetes/client-node';
import type { ConfigMap, LimitRange, ResourceQuota, Role, RoleBinding, Secret, ServiceAccount, Wire } from '../kubernetes.ts';
import { metadata, objectReference } from './metadata.ts';
import { flag, list, listOrNone, map, name, object, quantities, type Total, text, textMap, texts, whole } from './shapes.ts';

export const configMap: Total<ConfigMap> = whole<ConfigMap>({ metadata, data: textMap, binaryData: map(text), immutable: flag });

const keysOnly = map(() => '');

const knownSecret = whole<Secret>({ metadata, data: keysOnly, stringData: keysOnly, type: text, immutable: flag });

/**
 * A Secret with its keys and without any value: those of annotations go too, since `last-applied-configuration` repeats the
 * data and token controllers keep tokens there; so does every field that is not known.
 */
export const secret: Total<Secret> = (value) => {
  const { metadata: known = {}, type, immutable, data, stringData } = knownSecret(value);
  const { name, namespace, uid, creationTimestamp, labels, ownerReferences } = known;
  const annotations = keysOnly(known.annotations);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, uid, creationTimestamp, labels, ownerReferences, annotations },
    type,
    immutable,
    data,
    stringData,
  };
};

export const serviceAccount: Total<ServiceAccount> = whole<ServiceAccount>({
  metadata,
  automountServiceAccountToken: flag,
  imagePullSecrets: list(object<Wire<k8s.V1LocalObjectReference>>({ name: text })),
  secrets: list(objectReference),
});

export const resourceQuota: Total<ResourceQuota> = whole<ResourceQuota>({
  metadata,
  spec: object<Wire<k8s.V1ResourceQuotaSpec>>({
    hard: quantities,
    scopes: texts,
    scopeSelector: object<Wire<k8s.V1ScopeSelector>>({
      matchExpressions: list(object<Wire<k8s.V1ScopedResourceSelectorRequirement>>({ operator: name, scopeName: name, values: texts })),
    }),
  }),
  status: object<Wire<k8s.V1ResourceQuotaStatus>>({ hard: quantities, used: quantities }),
});

type LimitRangeSpec = Wire<k8s.V1LimitRangeSpec>;
const limits: Total<LimitRangeSpec> = whole<LimitRangeSpec>({
  limits: listOrNone(
    object<Wire<k8s.V1LimitRangeItem>>({
      type: name,
      default: quantities,
      defaultRequest: quantities,
      max: quantities,
      min: quantities,
      maxLimitRequestRatio: quantities,
    }),
  ),
});
export const limitRange: Total<LimitRange> = whole<LimitRange>({ metadata, spec: limits });

export const role: Total<Role> = whole<Role>({
  metadata,
  rules: list(
    object<Wire<k8s.V1PolicyRule>>({
      apiGroups: texts,
      resources: texts,
      resourceNames: texts,
      nonResourceURLs: texts,
      verbs: listOrNone(text),
    }),
  ),
});

const roleRef = whole<Wire<k8s.V1RoleRef>>({ apiGroup: name, kind: name, name });
export const roleBinding: Total<RoleBinding> = whole<RoleBinding>({
  metadata,
  roleRef,
  subjects: list(object<Wire<k8s.RbacV1Subject>>({ kind: name, name, namespace: text, apiGroup: text })),
});
