import type * as k8s from '@kubernetes/client-node';
import type { Wire } from '../kubernetes.ts';
import { labelSelector } from './metadata.ts';
import { list, listOrNone, name, number, object, or, type Shape, type Total, text, texts, whole } from './shapes.ts';

type Term = Wire<k8s.V1NodeSelectorTerm>;
type PodTerm = Wire<k8s.V1PodAffinityTerm>;

const requirements = list(object<Wire<k8s.V1NodeSelectorRequirement>>({ key: name, operator: name, values: texts }));
const termFields = { matchExpressions: requirements, matchFields: requirements };
const term: Shape<Term> = object<Term>(termFields);
const termOrEmpty: Total<Term> = whole<Term>(termFields);

export const nodeSelector: Shape<Wire<k8s.V1NodeSelector>> = object<Wire<k8s.V1NodeSelector>>({ nodeSelectorTerms: listOrNone(term) });

const podTerm: Shape<PodTerm> = object<PodTerm>({
  topologyKey: name,
  labelSelector,
  namespaceSelector: labelSelector,
  namespaces: texts,
  matchLabelKeys: texts,
  mismatchLabelKeys: texts,
});
const podTerms = list(podTerm);
const weightedPodTerms = list(
  object<Wire<k8s.V1WeightedPodAffinityTerm>, 'podAffinityTerm'>({ weight: or(number, 1), podAffinityTerm: podTerm }, 'podAffinityTerm'),
);

export const affinity: Shape<Wire<k8s.V1Affinity>> = object<Wire<k8s.V1Affinity>>({
  nodeAffinity: object<Wire<k8s.V1NodeAffinity>>({
    requiredDuringSchedulingIgnoredDuringExecution: nodeSelector,
    preferredDuringSchedulingIgnoredDuringExecution: list(
      object<Wire<k8s.V1PreferredSchedulingTerm>>({ weight: or(number, 1), preference: termOrEmpty }),
    ),
  }),
  podAffinity: object<Wire<k8s.V1PodAffinity>>({
    requiredDuringSchedulingIgnoredDuringExecution: podTerms,
    preferredDuringSchedulingIgnoredDuringExecution: weightedPodTerms,
  }),
  podAntiAffinity: object<Wire<k8s.V1PodAntiAffinity>>({
    requiredDuringSchedulingIgnoredDuringExecution: podTerms,
    preferredDuringSchedulingIgnoredDuringExecution: weightedPodTerms,
  }),
});

export const tolerations: Shape<Wire<k8s.V1Toleration>[]> = list(
  object<Wire<k8s.V1Toleration>>({ key: text, operator: text, value: text, effect: text, tolerationSeconds: number }),
);

export const topologySpreadConstraints: Shape<Wire<k8s.V1TopologySpreadConstraint>[]> = list(
  object<Wire<k8s.V1TopologySpreadConstraint>>({
    maxSkew: or(number, 1),
    topologyKey: name,
    whenUnsatisfiable: name,
    labelSelector,
    matchLabelKeys: texts,
    minDomains: number,
    nodeAffinityPolicy: text,
    nodeTaintsPolicy: text,
  }),
);
