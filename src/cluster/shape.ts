import type { Kind, Kinds } from './kubernetes.ts';
import { namespace, node, persistentVolume, runtimeClass, storageClass } from './shape/cluster-wide.ts';
import { configMap, limitRange, resourceQuota, role, roleBinding, secret, serviceAccount } from './shape/namespaced.ts';
import { endpointSlice, event, networkPolicy, service } from './shape/network.ts';
import { pod } from './shape/pod.ts';
import type { Total } from './shape/shapes.ts';
import { persistentVolumeClaim } from './shape/volume.ts';
import { cronJob, daemonSet, deployment, job, replicaSet, statefulSet } from './shape/workloads.ts';

const shapes: { readonly [K in Kind]: Total<Kinds[K]> } = {
  Pod: pod,
  Event: event,
  Service: service,
  EndpointSlice: endpointSlice,
  ConfigMap: configMap,
  Secret: secret,
  ServiceAccount: serviceAccount,
  PersistentVolumeClaim: persistentVolumeClaim,
  PersistentVolume: persistentVolume,
  StorageClass: storageClass,
  Node: node,
  Namespace: namespace,
  ResourceQuota: resourceQuota,
  LimitRange: limitRange,
  Deployment: deployment,
  ReplicaSet: replicaSet,
  StatefulSet: statefulSet,
  DaemonSet: daemonSet,
  Job: job,
  CronJob: cronJob,
  NetworkPolicy: networkPolicy,
  RuntimeClass: runtimeClass,
  Role: role,
  RoleBinding: roleBinding,
};

/**
 * Makes an object from the wire safe to read: a field that is read here and has the wrong JSON type is dropped, list items of no
 * use too, `metadata` and what Kubernetes requires is filled in. The rest stays as it is, and an object in order is returned
 * itself. Never throws. Of a Secret only the keys remain.
 */
export const shaped = <K extends Kind>(kind: K, value: unknown): Kinds[K] => {
  const shape: Total<Kinds[K]> = shapes[kind];
  return shape(value);
};
