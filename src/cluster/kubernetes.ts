import type * as k8s from '@kubernetes/client-node';

/**
 * A Kubernetes object as it comes over the wire. The client's types describe its deserialised classes: there, times
 * are `Date` and reserved words carry an underscore (`_from`); in JSON times are RFC 3339 strings and nothing is renamed.
 */
export type Wire<T> = T extends Date
  ? string
  : T extends (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Key in keyof T as Key extends `_${infer Name}` ? Name : Key]: Wire<T[Key]> }
      : T;

export type ObjectMeta = Wire<k8s.V1ObjectMeta>;
export type Pod = Wire<k8s.V1Pod>;
export type PodSpec = Wire<k8s.V1PodSpec>;
export type Container = Wire<k8s.V1Container>;
export type ContainerStatus = Wire<k8s.V1ContainerStatus>;
export type ContainerState = Wire<k8s.V1ContainerState>;
export type PodCondition = Wire<k8s.V1PodCondition>;
export type Volume = Wire<k8s.V1Volume>;
export type Probe = Wire<k8s.V1Probe>;
export type OwnerReference = Wire<k8s.V1OwnerReference>;
export type LabelSelector = Wire<k8s.V1LabelSelector>;
export type CoreEvent = Wire<k8s.CoreV1Event>;
export type Service = Wire<k8s.V1Service>;
export type EndpointSlice = Wire<k8s.V1EndpointSlice>;
export type ConfigMap = Wire<k8s.V1ConfigMap>;
export type Secret = Wire<k8s.V1Secret>;
export type ServiceAccount = Wire<k8s.V1ServiceAccount>;
export type PersistentVolumeClaim = Wire<k8s.V1PersistentVolumeClaim>;
export type PersistentVolume = Wire<k8s.V1PersistentVolume>;
export type StorageClass = Wire<k8s.V1StorageClass>;
export type Node = Wire<k8s.V1Node>;
export type Namespace = Wire<k8s.V1Namespace>;
export type ResourceQuota = Wire<k8s.V1ResourceQuota>;
export type LimitRange = Wire<k8s.V1LimitRange>;
export type Deployment = Wire<k8s.V1Deployment>;
export type ReplicaSet = Wire<k8s.V1ReplicaSet>;
export type StatefulSet = Wire<k8s.V1StatefulSet>;
export type DaemonSet = Wire<k8s.V1DaemonSet>;
export type Job = Wire<k8s.V1Job>;
export type CronJob = Wire<k8s.V1CronJob>;
export type NetworkPolicy = Wire<k8s.V1NetworkPolicy>;
export type RuntimeClass = Wire<k8s.V1RuntimeClass>;
export type Role = Wire<k8s.V1Role>;
export type RoleBinding = Wire<k8s.V1RoleBinding>;

/** Every kind that the port can read. */
export interface Kinds {
  Pod: Pod;
  Event: CoreEvent;
  Service: Service;
  EndpointSlice: EndpointSlice;
  ConfigMap: ConfigMap;
  Secret: Secret;
  ServiceAccount: ServiceAccount;
  PersistentVolumeClaim: PersistentVolumeClaim;
  PersistentVolume: PersistentVolume;
  StorageClass: StorageClass;
  Node: Node;
  Namespace: Namespace;
  ResourceQuota: ResourceQuota;
  LimitRange: LimitRange;
  Deployment: Deployment;
  ReplicaSet: ReplicaSet;
  StatefulSet: StatefulSet;
  DaemonSet: DaemonSet;
  Job: Job;
  CronJob: CronJob;
  NetworkPolicy: NetworkPolicy;
  RuntimeClass: RuntimeClass;
  Role: Role;
  RoleBinding: RoleBinding;
}

export type Kind = keyof Kinds;
