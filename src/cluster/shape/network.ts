import type * as k8s from '@kubernetes/client-node';
import type { CoreEvent, EndpointSlice, NetworkPolicy, Service, Wire } from '../kubernetes.ts';
import { labelSelector, metadata, objectReference, objectReferenceOrEmpty } from './metadata.ts';
import { flag, list, listOrNone, name, number, object, type Total, text, textMap, textOrNumber, texts, whole } from './shapes.ts';

export const service: Total<Service> = whole<Service>({
  metadata,
  spec: object<Wire<k8s.V1ServiceSpec>>({
    type: text,
    selector: textMap,
    clusterIP: text,
    clusterIPs: texts,
    externalName: text,
    internalTrafficPolicy: text,
    publishNotReadyAddresses: flag,
    ports: list(
      object<Wire<k8s.V1ServicePort>, 'port'>(
        { port: number, name: text, protocol: text, targetPort: textOrNumber, nodePort: number, appProtocol: text },
        'port',
      ),
    ),
  }),
  status: object<Wire<k8s.V1ServiceStatus>>({}),
});

export const endpointSlice: Total<EndpointSlice> = whole<EndpointSlice>({
  metadata,
  addressType: name,
  endpoints: listOrNone(
    object<Wire<k8s.V1Endpoint>>({
      addresses: listOrNone(text),
      conditions: object<Wire<k8s.V1EndpointConditions>>({ ready: flag, serving: flag, terminating: flag }),
      hostname: text,
      nodeName: text,
      targetRef: objectReference,
      zone: text,
    }),
  ),
  ports: list(object<Wire<k8s.DiscoveryV1EndpointPort>>({ name: text, port: number, protocol: text, appProtocol: text })),
});

const peers = list(
  object<Wire<k8s.V1NetworkPolicyPeer>>({
    ipBlock: object<Wire<k8s.V1IPBlock>>({ cidr: name, except: texts }),
    namespaceSelector: labelSelector,
    podSelector: labelSelector,
  }),
);
const ports = list(object<Wire<k8s.V1NetworkPolicyPort>>({ port: textOrNumber, endPort: number, protocol: text }));

export const networkPolicy: Total<NetworkPolicy> = whole<NetworkPolicy>({
  metadata,
  spec: object<Wire<k8s.V1NetworkPolicySpec>>({
    podSelector: labelSelector,
    policyTypes: texts,
    egress: list(object<Wire<k8s.V1NetworkPolicyEgressRule>>({ to: peers, ports })),
    ingress: list(object<Wire<k8s.V1NetworkPolicyIngressRule>>({ from: peers, ports })),
  }),
});

export const event: Total<CoreEvent> = whole<CoreEvent>({
  metadata,
  involvedObject: objectReferenceOrEmpty,
  related: objectReference,
  action: text,
  type: text,
  reason: text,
  message: text,
  count: number,
  eventTime: text,
  firstTimestamp: text,
  lastTimestamp: text,
  series: object<Wire<k8s.CoreV1EventSeries>>({ count: number, lastObservedTime: text }),
  source: object<Wire<k8s.V1EventSource>>({ component: text, host: text }),
  reportingComponent: text,
  reportingInstance: text,
});
