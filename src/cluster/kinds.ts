import type { Kind } from './kubernetes.ts';

export interface KindInfo {
  /** API group, `core` for the legacy one. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** What kubectl takes for it on the command line, besides the plural. */
  readonly names: readonly string[];
}

const namespaced = (group: string, version: string, plural: string, ...names: string[]): KindInfo => ({
  group,
  version,
  plural,
  namespaced: true,
  names,
});
const clusterScoped = (group: string, version: string, plural: string, ...names: string[]): KindInfo => ({
  group,
  version,
  plural,
  namespaced: false,
  names,
});

export const kinds: Readonly<Record<Kind, KindInfo>> = {
  Pod: namespaced('core', 'v1', 'pods', 'pod', 'po'),
  Event: namespaced('core', 'v1', 'events', 'event', 'ev'),
  Service: namespaced('core', 'v1', 'services', 'service', 'svc'),
  EndpointSlice: namespaced('discovery.k8s.io', 'v1', 'endpointslices', 'endpointslice'),
  ConfigMap: namespaced('core', 'v1', 'configmaps', 'configmap', 'cm'),
  Secret: namespaced('core', 'v1', 'secrets', 'secret'),
  ServiceAccount: namespaced('core', 'v1', 'serviceaccounts', 'serviceaccount', 'sa'),
  PersistentVolumeClaim: namespaced('core', 'v1', 'persistentvolumeclaims', 'persistentvolumeclaim', 'pvc'),
  PersistentVolume: clusterScoped('core', 'v1', 'persistentvolumes', 'persistentvolume', 'pv'),
  StorageClass: clusterScoped('storage.k8s.io', 'v1', 'storageclasses', 'storageclass', 'sc'),
  Node: clusterScoped('core', 'v1', 'nodes', 'node', 'no'),
  Namespace: clusterScoped('core', 'v1', 'namespaces', 'namespace', 'ns'),
  ResourceQuota: namespaced('core', 'v1', 'resourcequotas', 'resourcequota', 'quota'),
  LimitRange: namespaced('core', 'v1', 'limitranges', 'limitrange', 'limits'),
  Deployment: namespaced('apps', 'v1', 'deployments', 'deployment', 'deploy'),
  ReplicaSet: namespaced('apps', 'v1', 'replicasets', 'replicaset', 'rs'),
  StatefulSet: namespaced('apps', 'v1', 'statefulsets', 'statefulset', 'sts'),
  DaemonSet: namespaced('apps', 'v1', 'daemonsets', 'daemonset', 'ds'),
  Job: namespaced('batch', 'v1', 'jobs', 'job'),
  CronJob: namespaced('batch', 'v1', 'cronjobs', 'cronjob', 'cj'),
  NetworkPolicy: namespaced('networking.k8s.io', 'v1', 'networkpolicies', 'networkpolicy', 'netpol'),
  RuntimeClass: clusterScoped('node.k8s.io', 'v1', 'runtimeclasses', 'runtimeclass'),
  Role: namespaced('rbac.authorization.k8s.io', 'v1', 'roles', 'role'),
  RoleBinding: namespaced('rbac.authorization.k8s.io', 'v1', 'rolebindings', 'rolebinding'),
};

/** As roles and `kubectl auth can-i` name it: `pods`, `endpointslices.discovery.k8s.io`. */
export function resourceName(kind: Kind): string {
  const { group, plural } = kinds[kind];
  return group === 'core' ? plural : `${plural}.${group}`;
}
