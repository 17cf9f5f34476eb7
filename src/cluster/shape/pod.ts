import type * as k8s from '@kubernetes/client-node';
import type { Pod, PodSpec, Wire } from '../kubernetes.ts';
import { container, containerStatuses, containers, podSecurityContext, resources } from './container.ts';
import { conditions, metadata } from './metadata.ts';
import { affinity, tolerations, topologySpreadConstraints } from './scheduling.ts';
import { flag, list, name, number, object, quantities, type Shape, type Total, text, textMap, texts, whole } from './shapes.ts';
import { volume } from './volume.ts';

const spec: Total<PodSpec> = whole<PodSpec>({
  containers,
  initContainers: list(container),
  ephemeralContainers: list(container),
  volumes: list(volume),
  restartPolicy: text,
  nodeName: text,
  nodeSelector: textMap,
  affinity,
  tolerations,
  topologySpreadConstraints,
  schedulerName: text,
  schedulingGates: list(object<Wire<k8s.V1PodSchedulingGate>>({ name })),
  priority: number,
  priorityClassName: text,
  preemptionPolicy: text,
  runtimeClassName: text,
  overhead: quantities,
  resources,
  securityContext: podSecurityContext,
  serviceAccount: text,
  serviceAccountName: text,
  automountServiceAccountToken: flag,
  imagePullSecrets: list(object<Wire<k8s.V1LocalObjectReference>>({ name: text })),
  activeDeadlineSeconds: number,
  terminationGracePeriodSeconds: number,
  hostname: text,
  subdomain: text,
  hostNetwork: flag,
  hostPID: flag,
  hostIPC: flag,
  hostUsers: flag,
  shareProcessNamespace: flag,
  enableServiceLinks: flag,
  dnsPolicy: text,
  dnsConfig: object<Wire<k8s.V1PodDNSConfig>>({
    nameservers: texts,
    searches: texts,
    options: list(object<Wire<k8s.V1PodDNSConfigOption>>({ name: text, value: text })),
  }),
  hostAliases: list(object<Wire<k8s.V1HostAlias>>({ ip: name, hostnames: texts })),
  readinessGates: list(object<Wire<k8s.V1PodReadinessGate>>({ conditionType: name })),
  resourceClaims: list(object<Wire<k8s.V1PodResourceClaim>>({ name, resourceClaimName: text, resourceClaimTemplateName: text })),
  os: object<Wire<k8s.V1PodOS>>({ name }),
});

const status: Shape<Wire<k8s.V1PodStatus>> = object<Wire<k8s.V1PodStatus>>({
  phase: text,
  reason: text,
  message: text,
  startTime: text,
  conditions,
  initContainerStatuses: containerStatuses,
  containerStatuses,
  ephemeralContainerStatuses: containerStatuses,
  hostIP: text,
  podIP: text,
  podIPs: list(object<Wire<k8s.V1PodIP>>({ ip: name })),
  nominatedNodeName: text,
  qosClass: text,
});

export const pod: Total<Pod> = whole<Pod>({ metadata, spec, status });

/** The pod template of a workload. */
export const template: Total<Wire<k8s.V1PodTemplateSpec>> = whole<Wire<k8s.V1PodTemplateSpec>>({ metadata, spec });
