import type * as k8s from '@kubernetes/client-node';
import type { Namespace, Node, PersistentVolume, RuntimeClass, StorageClass, Wire } from '../kubernetes.ts';
import { conditions, metadata, objectReference } from './metadata.ts';
import { nodeSelector, tolerations } from './scheduling.ts';
import { flag, list, listOrNone, name, number, object, quantities, type Total, text, textMap, texts, whole } from './shapes.ts';
import { hostPath, nfs } from './volume.ts';

export const node: Total<Node> = whole<Node>({
  metadata,
  spec: object<Wire<k8s.V1NodeSpec>>({
    unschedulable: flag,
    providerID: text,
    taints: list(object<Wire<k8s.V1Taint>>({ key: name, effect: name, value: text, timeAdded: text })),
  }),
  status: object<Wire<k8s.V1NodeStatus>>({
    allocatable: quantities,
    capacity: quantities,
    conditions,
    addresses: list(object<Wire<k8s.V1NodeAddress>>({ address: name, type: name })),
    images: list(object<Wire<k8s.V1ContainerImage>>({ names: texts, sizeBytes: number })),
    nodeInfo: object<Wire<k8s.V1NodeSystemInfo>>({
      architecture: name,
      bootID: name,
      containerRuntimeVersion: name,
      kernelVersion: name,
      kubeProxyVersion: name,
      kubeletVersion: name,
      machineID: name,
      operatingSystem: name,
      osImage: name,
      systemUUID: name,
    }),
    volumesInUse: texts,
    volumesAttached: list(object<Wire<k8s.V1AttachedVolume>>({ devicePath: name, name })),
  }),
});

export const namespace: Total<Namespace> = whole<Namespace>({
  metadata,
  status: object<Wire<k8s.V1NamespaceStatus>>({ phase: text, conditions }),
});

export const persistentVolume: Total<PersistentVolume> = whole<PersistentVolume>({
  metadata,
  spec: object<Wire<k8s.V1PersistentVolumeSpec>>({
    accessModes: texts,
    capacity: quantities,
    claimRef: objectReference,
    storageClassName: text,
    volumeMode: text,
    persistentVolumeReclaimPolicy: text,
    nodeAffinity: object<Wire<k8s.V1VolumeNodeAffinity>>({ required: nodeSelector }),
    csi: object<Wire<k8s.V1CSIPersistentVolumeSource>>({ driver: name, volumeHandle: name, fsType: text, volumeAttributes: textMap }),
    local: object<Wire<k8s.V1LocalVolumeSource>>({ path: name, fsType: text }),
    nfs,
    hostPath,
  }),
  status: object<Wire<k8s.V1PersistentVolumeStatus>>({ phase: text, reason: text, message: text }),
});

export const storageClass: Total<StorageClass> = whole<StorageClass>({
  metadata,
  provisioner: name,
  parameters: textMap,
  reclaimPolicy: text,
  volumeBindingMode: text,
  allowVolumeExpansion: flag,
  allowedTopologies: list(
    object<Wire<k8s.V1TopologySelectorTerm>>({
      matchLabelExpressions: list(object<Wire<k8s.V1TopologySelectorLabelRequirement>>({ key: name, values: listOrNone(text) })),
    }),
  ),
});

export const runtimeClass: Total<RuntimeClass> = whole<RuntimeClass>({
  metadata,
  handler: name,
  overhead: object<Wire<k8s.V1Overhead>>({ podFixed: quantities }),
  scheduling: object<Wire<k8s.V1Scheduling>>({ nodeSelector: textMap, tolerations }),
});
