import type * as k8s from '@kubernetes/client-node';
import type { PersistentVolumeClaim, Volume, Wire } from '../kubernetes.ts';
import { conditions, labelSelector, metadata } from './metadata.ts';
import {
  flag,
  list,
  name,
  number,
  object,
  quantities,
  type Shape,
  type Total,
  text,
  textFromNumber,
  textMap,
  texts,
  whole,
} from './shapes.ts';

const items = list(object<Wire<k8s.V1KeyToPath>>({ key: name, path: name, mode: number }));
const localReference = object<{ name?: string }>({ name: text });
const projection = object<{ name?: string; optional?: boolean; items?: Wire<k8s.V1KeyToPath>[] }>({ name: text, optional: flag, items });
const downwardItems = list(
  object<Wire<k8s.V1DownwardAPIVolumeFile>>({
    path: name,
    fieldRef: object<Wire<k8s.V1ObjectFieldSelector>>({ fieldPath: name }),
    resourceFieldRef: object<Wire<k8s.V1ResourceFieldSelector>>({ resource: name, containerName: text }),
  }),
);

export const nfs: Shape<Wire<k8s.V1NFSVolumeSource>> = object<Wire<k8s.V1NFSVolumeSource>>({ server: name, path: name, readOnly: flag });
export const hostPath: Shape<Wire<k8s.V1HostPathVolumeSource>> = object<Wire<k8s.V1HostPathVolumeSource>>({ path: name, type: text });

const claimSpec: Total<Wire<k8s.V1PersistentVolumeClaimSpec>> = whole<Wire<k8s.V1PersistentVolumeClaimSpec>>({
  accessModes: texts,
  resources: object<Wire<k8s.V1VolumeResourceRequirements>>({ requests: quantities, limits: quantities }),
  selector: labelSelector,
  storageClassName: text,
  volumeMode: text,
  volumeName: text,
  dataSource: object<Wire<k8s.V1TypedLocalObjectReference>>({ kind: name, name, apiGroup: text }),
});

export const persistentVolumeClaim: Total<PersistentVolumeClaim> = whole<PersistentVolumeClaim>({
  metadata,
  spec: claimSpec,
  status: object<Wire<k8s.V1PersistentVolumeClaimStatus>>({ phase: text, accessModes: texts, capacity: quantities, conditions }),
});

const projected = object<Wire<k8s.V1ProjectedVolumeSource>>({
  defaultMode: number,
  sources: list(
    object<Wire<k8s.V1VolumeProjection>>({
      configMap: projection,
      secret: projection,
      downwardAPI: object<Wire<k8s.V1DownwardAPIProjection>>({ items: downwardItems }),
      serviceAccountToken: object<Wire<k8s.V1ServiceAccountTokenProjection>>({ path: name, audience: text, expirationSeconds: number }),
    }),
  ),
});

export const volume: Shape<Volume> = object<Volume>({
  name,
  configMap: object<Wire<k8s.V1ConfigMapVolumeSource>>({ name: text, optional: flag, items, defaultMode: number }),
  secret: object<Wire<k8s.V1SecretVolumeSource>>({ secretName: text, optional: flag, items, defaultMode: number }),
  persistentVolumeClaim: object<Wire<k8s.V1PersistentVolumeClaimVolumeSource>>({ claimName: name, readOnly: flag }),
  projected,
  downwardAPI: object<Wire<k8s.V1DownwardAPIVolumeSource>>({ items: downwardItems, defaultMode: number }),
  emptyDir: object<Wire<k8s.V1EmptyDirVolumeSource>>({ medium: text, sizeLimit: textFromNumber }),
  hostPath,
  nfs,
  csi: object<Wire<k8s.V1CSIVolumeSource>>({
    driver: name,
    fsType: text,
    readOnly: flag,
    volumeAttributes: textMap,
    nodePublishSecretRef: localReference,
  }),
  ephemeral: object<Wire<k8s.V1EphemeralVolumeSource>>({
    volumeClaimTemplate: object<Wire<k8s.V1PersistentVolumeClaimTemplate>>({ metadata, spec: claimSpec }),
  }),
  image: object<Wire<k8s.V1ImageVolumeSource>>({ reference: text, pullPolicy: text }),
});
