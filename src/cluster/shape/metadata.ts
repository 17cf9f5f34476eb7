import type * as k8s from '@kubernetes/client-node';
import type { LabelSelector, ObjectMeta, OwnerReference, Wire } from '../kubernetes.ts';
import { flag, list, name, number, object, or, type Shape, type Total, text, textMap, texts, whole } from './shapes.ts';

const ownerReference: Shape<OwnerReference> = object<OwnerReference>({ apiVersion: name, kind: name, name, uid: name, controller: flag });

export const metadata: Total<ObjectMeta> = whole<ObjectMeta>({
  name: text,
  namespace: text,
  generateName: text,
  uid: text,
  resourceVersion: text,
  generation: number,
  creationTimestamp: text,
  deletionTimestamp: text,
  deletionGracePeriodSeconds: number,
  labels: textMap,
  annotations: textMap,
  ownerReferences: list(ownerReference),
  finalizers: texts,
});

const selectorFields = {
  matchLabels: textMap,
  matchExpressions: list(object<Wire<k8s.V1LabelSelectorRequirement>>({ key: name, operator: name, values: texts })),
};
export const labelSelector: Shape<LabelSelector> = object<LabelSelector>(selectorFields);
export const labelSelectorOrEmpty: Total<LabelSelector> = whole<LabelSelector>(selectorFields);

const referenceFields = {
  apiVersion: text,
  kind: text,
  name: text,
  namespace: text,
  uid: text,
  fieldPath: text,
};
export const objectReference: Shape<Wire<k8s.V1ObjectReference>> = object<Wire<k8s.V1ObjectReference>>(referenceFields);
export const objectReferenceOrEmpty: Total<Wire<k8s.V1ObjectReference>> = whole<Wire<k8s.V1ObjectReference>>(referenceFields);

/** What the conditions of every kind have in common. */
export const conditions: Shape<Condition[]> = list(
  object<Condition, 'type'>(
    { type: text, status: or(text, 'Unknown'), reason: text, message: text, lastTransitionTime: text, lastProbeTime: text },
    'type',
  ),
);
interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastProbeTime?: string;
}
