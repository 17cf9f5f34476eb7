import { advise, inspect } from '../../words/commands.ts';
import { askNodeOwner, edit, nodeOf, recreate, showEvents } from '../remedies.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** Init containers that meshes and CNI plugins put into pods. */

const showCni = (context: SignatureContext, words: string) =>
  inspect(
    'see whether the CNI plugin of the mesh runs on the node',
    ...['get', 'pods', '-A', '-o', 'wide', '-l', words],
    ...(context.node ? ['--field-selector', `spec.nodeName=${context.node}`] : []),
  );

export const mesh: readonly Signature[] = [
  {
    id: 'mesh-istio-validation',
    code: 'mesh',
    category: 'mesh',
    pattern:
      /iptables validation failed; workload is not ready for Istio|Error connecting to 127\.0\.0\.6:15002|connectionless.{0,40}validation.{0,40}failed|Expecting \d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}:\d{1,5} but received|istio-validation.{0,80}failed/,
    in: 'log',
    cause: () =>
      `the iptables rules of Istio are missing in this pod: the istio-cni plugin did not run when its network was set up (not chained in the CNI configuration, a race with a starting node, or Multus without its network attachment)`,
    fixes: (_, context) => [
      showCni(context, 'k8s-app=istio-cni-node'),
      recreate(
        context,
        'delete the pod, so that its network is set up once more with the plugin (istio-cni with repair enabled does that itself)',
      ),
      askNodeOwner(
        context,
        'to check that istio-cni is chained in /etc/cni/net.d, or, with Multus, that the namespace has the NetworkAttachmentDefinition istio-cni and the pod its annotation',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      '2026-05-04T09:00:00.1Z\terror\tiptables validation failed; workload is not ready for Istio.',
      'error\tError connecting to 127.0.0.6:15002: dial tcp 127.0.0.1:0->127.0.0.6:15002: connect: connection refused',
    ],
    lookAlikes: ['iptables validation passed', 'dial tcp 10.96.12.7:15002: connect: connection refused'],
  },
  {
    id: 'mesh-linkerd-validator',
    code: 'mesh',
    category: 'mesh',
    pattern:
      /linkerd[_-]network[_-]validator.{0,200}(?:[Ff]ailed|ERROR|[Tt]imed out|timeout)|Failed to validate networking configuration|[Vv]alidation (?:timed out|failed).{0,80}(?:linkerd|iptables)|Please ensure iptables rules are rewriting traffic as expected/,
    in: 'log',
    cause: () =>
      `linkerd's network validator finds no iptables rules in this pod: the linkerd-cni plugin did not run when its network was set up (not chained, installed after the pod, or a race on a new node)`,
    fixes: (_, context) => [
      showCni(context, 'k8s-app=linkerd-cni'),
      recreate(context, 'delete the pod, so that its network is set up once more with the plugin'),
      askNodeOwner(context, 'to check that linkerd-cni is the last plugin of the chain in /etc/cni/net.d'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'ERROR linkerd_network_validator: Failed to validate networking configuration. Please ensure iptables rules are rewriting traffic as expected. timeout=10s',
      'linkerd-network-validator: timed out waiting for the connection',
    ],
    lookAlikes: ['linkerd_network_validator: Listening for connections on 0.0.0.0:4140', 'validation failed: linked record'],
  },
  {
    id: 'mesh-linkerd-init',
    code: 'mesh',
    category: 'mesh',
    pattern: /aborting firewall configuration|proxy-init.{0,80}(?:failed|error)|could not (?:configure|set up) (?:the )?firewall/i,
    in: 'log',
    cause: (_, context) =>
      `${context.container} (proxy-init of linkerd) cannot set up its iptables rules: it lacks NET_ADMIN and NET_RAW, or ${nodeOf(context)} lacks the kernel modules of that iptables mode (legacy or nft)`,
    fixes: (_, context) => [
      showEvents(context, 'see whether its rights were cut by a policy'),
      askNodeOwner(context, 'to load the kernel modules ip_tables, iptable_nat'),
      edit(context, 'or run proxy-init in nft mode (proxyInit.iptablesMode=nft), or use the linkerd CNI plugin in place of it'),
    ],
    weight: 2,
    heals: 'no',
    matches: ['time="2026-05-04T09:00:00Z" level=error msg="aborting firewall configuration"', 'proxy-init failed: exit status 1'],
    lookAlikes: ['firewall configuration applied', 'proxy initialised'],
  },
  {
    id: 'mesh-consul',
    code: 'mesh',
    category: 'mesh',
    pattern:
      /consul-connect-inject-init.{0,200}(?:error|failed)|[Uu]nable to find registered services|[Ff]ailed to (?:find|get) (?:registered )?(?:service|proxy) ?(?:registration)?s?\b.{0,80}consul|[Tt]imed out waiting for service registration|unable to (?:get )?login.{0,80}(?:consul|ACL)|consul.{0,120}(?:ACL not found|Permission denied|rpc error)|[Pp]roxy .{0,60}registered (?:but|without)|There are multiple Consul services registered for this pod/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} finds no registration of this pod in Consul: the connect injector has not registered it (no Service selects the pod, the annotation is missing, or the injector is down), or the ACL login is denied`,
    fixes: (_, context) => [
      inspect('see whether a Service selects the pod and the injector runs', 'get', 'service,pods', '-A', '-l', 'app=consul'),
      inspect('see the Services of the namespace', 'get', 'service', '-n', context.namespace, '-o', 'wide'),
      advise(
        'make exactly one Service that selects the pod, named as the service account if ACLs are on, or set the annotation consul.hashicorp.com/connect-service',
      ),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      '[ERROR] consul-connect-inject-init: unable to find registered services; retrying',
      'Unable to find registered services; retrying',
    ],
    lookAlikes: ['Registered service: stock', 'consul: node joined'],
  },
  {
    id: 'mesh-cilium',
    code: 'mesh',
    category: 'sandbox-cni',
    pattern:
      /(?:[Cc]ilium|cilium-agent).{0,200}(?:not ready|Unable to|unable to|failed|is not running|timed? ?out)|Unable to contact k8s api-server|mount: .{0,60}bpf.{0,60}(?:failed|denied|not permitted)|BPF filesystem is not mounted|cgroup2?.{0,60}mount.{0,60}failed/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} cannot prepare Cilium on ${nodeOf(context)}: its agent, the BPF file system or the API server is not within reach`,
    fixes: (_, context) => [
      inspect('see the pods of Cilium', 'get', 'pods', '-n', 'kube-system', '-l', 'k8s-app=cilium', '-o', 'wide'),
      askNodeOwner(context, 'to mount /sys/fs/bpf, and to check k8sServiceHost and k8sServicePort if kube-proxy is replaced'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'level=error msg="Unable to contact k8s api-server" subsys=k8s',
      'Cilium agent is not ready, waiting: unable to connect to socket',
    ],
    lookAlikes: ['Cilium agent is ready', 'mount: /data: permission denied'],
  },
  {
    id: 'mesh-kuma',
    code: 'mesh',
    category: 'mesh',
    pattern:
      /kuma-init.{0,120}(?:failed|error)|kumactl install transparent-proxy.{0,200}|failed to setup transparent proxy|transparent proxy.{0,80}(?:failed|error|could not)/i,
    in: 'log',
    cause: (_, context) =>
      `${context.container} (kuma-init) cannot set up the transparent proxy: iptables rules are refused by the kernel or by missing capabilities on ${nodeOf(context)}`,
    fixes: (_, context) => [
      showEvents(context, 'see whether it was run a second time'),
      recreate(context, 'delete the pod, so that it starts with a clean network namespace'),
      edit(context, 'or use the CNI plugin of Kuma in place of kuma-init'),
    ],
    weight: 2,
    heals: 'no',
    matches: ['Error: failed to setup transparent proxy: unable to restore iptables rules', 'kuma-init: error: iptables failed'],
    lookAlikes: ['transparent proxy set up successfully', 'proxy error 502'],
  },
  {
    id: 'mesh-proxy-not-up',
    code: 'mesh',
    category: 'mesh',
    pattern:
      /(?:localhost|127\.0\.0\.1):(?:15020|15021|15000|4191|4140|19000|20200)\b.{0,160}(?:refused|failed|timed? ?out|ECONNREFUSED)|ECONNREFUSED 127\.0\.0\.1:(?:15020|15021|15000|4191)|dial tcp 127\.0\.0\.1:15001.{0,60}refused|upstream connect error or disconnect\/reset before headers/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} talks to the mesh proxy of the own pod (istio-proxy, linkerd-proxy), which does not run yet during init: the sidecar starts after all init containers`,
    fixes: (_, context) => [
      showEvents(context, 'see which containers have started'),
      edit(
        context,
        'exclude the target from redirection (annotation traffic.sidecar.istio.io/excludeOutboundPorts), run the init container as uid 1337, or use native sidecars (ENABLE_NATIVE_SIDECARS), which start before it',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Get "http://localhost:15021/healthz/ready": dial tcp 127.0.0.1:15021: connect: connection refused',
      'Error: connect ECONNREFUSED 127.0.0.1:4191',
    ],
    lookAlikes: ['dial tcp 127.0.0.1:5432: connect: connection refused', 'listening on 127.0.0.1:15021'],
  },
];
