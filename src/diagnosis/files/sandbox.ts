import type { Row } from './row.ts';

/** The plugin's own words; whoever runs the network understands them. */
const pluginFails: Omit<Row, 'pattern'> = {
  cause: ({ plugin, why, older, other }, { node }) =>
    `the network of the pod cannot be set up on node ${node}: CNI plugin${plugin ? ` ${plugin}` : ''} fails: ${why ?? older ?? other}`,
  fix: ({ plugin }, { node }) =>
    `look at the CNI plugin's pod${plugin ? ` (${plugin})` : ''} on node ${node} and its log; ask the cluster's administrator`,
  look: () => ['get', 'pods', '-n', 'kube-system', '-o', 'wide'],
  heals: 'maybe',
};

/** What keeps the sandbox (pause container, network) of a pod from being made. */
export const sandbox: readonly Row[] = [
  {
    pattern:
      /(?:failed to get sandbox image|failed pulling image|failed to pull image|pull(?:ing)? (?:sandbox|infra|pause) (?:image|container)|pause).{0,20}"(?<image>[^"]{1,300})".{0,900}?(?<why>no such host|i\/o timeout|connection refused|Client\.Timeout exceeded[^)]{0,60}|TLS handshake timeout|x509[^"]{1,120}|(?:401|403) \w{1,20}|not found|network is unreachable|no route to host|context deadline exceeded|denied)/i,
    category: 'image-network',
    cause: ({ image = '', why }, { node }) =>
      `node ${node} cannot pull the pause image ${image} (the sandbox image) from its registry ${registry(image)}: ${why}`,
    fix: ({ image = '' }, { node }) =>
      `let node ${node} reach the registry ${registry(image)} (proxy, firewall, DNS), preload the pause image on it, or configure another sandbox image in its container runtime (containerd: sandbox_image); ask the cluster's administrator`,
    heals: 'maybe',
  },
  {
    pattern: /(?:failed to get sandbox image|failed pulling image) "(?<image>[^"]{1,300})"/,
    category: 'image-network',
    cause: ({ image }, { node }) => `node ${node} cannot pull the pause image ${image} (the sandbox image)`,
    fix: ({ image }, { node }) =>
      `make the pause image ${image} available to node ${node}: open the way to its registry, preload it, or configure another sandbox image`,
    heals: 'maybe',
  },
  {
    pattern:
      /(?:no (?:more )?(?:available |free )?IP(?:v4|v6)? ?(?:addresses|addrs|address)?(?: are)? (?:available|left|remain)|failed to (?:assign|allocate|request) (?:an )?(?:IP|IPv4|IPv6|for range)|no IP addresses available in range set|add cmd: failed to assign an IP address to container|IP address pool.{0,60}exhausted|InsufficientFreeAddresses|range is full|No available addresses)/i,
    cause: (_, { node }) => `no IP address is left for the pod on node ${node}: the address range of the node, subnet or pool is used up`,
    fix: (_, { node }) =>
      `free addresses (remove finished pods; stale ones lie in /var/lib/cni on node ${node}), or have the subnet or IP pool made larger by the cluster's administrator`,
    look: () => ['get', 'pods', '-A', '-o', 'wide'],
    heals: 'maybe',
  },
  {
    pattern:
      /cni plugin not initialized|cni config uninitialized|No networks found in \/etc\/cni\/net\.d|network plugin is not ready|NetworkPluginNotReady|no CNI configuration file|network is not ready/i,
    cause: (_, { node }) =>
      `the network of node ${node} is not ready: its CNI plugin has not been set up there (no configuration in /etc/cni/net.d)`,
    fix: (_, { node }) =>
      `get the CNI plugin's pod running on node ${node} (calico, cilium, flannel, aws-node in kube-system, mostly); ask the cluster's administrator`,
    look: () => ['get', 'pods', '-n', 'kube-system', '-o', 'wide'],
    heals: 'maybe',
  },
  {
    pattern:
      /failed to find (?:network )?plugin "(?<plugin>[\w.-]{1,60})" in path|(?<binary>\/opt\/cni\/bin\/[\w.-]{1,60}).{0,40}(?:no such file|not found)/,
    cause: ({ plugin, binary }, { node }) => `CNI plugin ${plugin ?? binary} is not installed on node ${node}`,
    fix: ({ plugin, binary }, { node }) =>
      `have the CNI plugin ${plugin ?? binary} installed in /opt/cni/bin on node ${node} (package containernetworking-plugins, or the DaemonSet of the network); ask the cluster's administrator`,
    look: () => ['get', 'pods', '-n', 'kube-system', '-o', 'wide'],
    heals: 'no',
  },
  {
    pattern:
      /(?:open|stat) (?<file>\/run\/flannel\/subnet\.env|\/var\/lib\/calico\/nodename|\/var\/run\/[\w./-]{1,100}|\/run\/[\w./-]{1,100}): no such file or directory/,
    cause: ({ file }, { node }) => `the CNI plugin on node ${node} is not up: ${file} is missing, which its pod writes when it starts`,
    fix: (_, { node }) =>
      `get the CNI plugin's pod (flannel, calico-node, cilium) running on node ${node}; ask the cluster's administrator`,
    look: () => ['get', 'pods', '-A', '-o', 'wide'],
    heals: 'maybe',
  },
  {
    pattern:
      /error getting ClusterInformation: .{0,200}?(?<why>Unauthorized|connection is unauthorized|x509[^"]{1,100}|i\/o timeout|connection refused)/,
    cause: ({ why }, { node }) => `the CNI plugin on node ${node} (calico) may not ask the API server: ${why}`,
    fix: (_, { node }) =>
      `restart calico-node on node ${node}: its token in /etc/cni/net.d/calico-kubeconfig is stale; ask the cluster's administrator`,
    look: () => ['get', 'pods', '-n', 'kube-system', '-o', 'wide'],
    heals: 'maybe',
  },
  {
    pattern:
      /cannot find a network-attachment-definition \((?<name>[^)]{1,253})\)|network-attachment-definitions[^"]{0,40}"(?<other>[^"]{1,253})" not found/,
    cause: ({ name, other }) =>
      `NetworkAttachmentDefinition ${name ?? other}, which the annotation k8s.v1.cni.cncf.io/networks asks for, does not exist`,
    fix: ({ name, other }) => `create NetworkAttachmentDefinition ${name ?? other}, or correct the annotation k8s.v1.cni.cncf.io/networks`,
    look: () => ['get', 'network-attachment-definitions', '-A'],
    heals: 'no',
  },
  {
    pattern:
      /(?:dial unix|connect to) (?<socket>\/[\w./-]{1,120}(?:containerd|crio|docker|cri)[\w./-]{0,60}\.sock).{0,40}(?:connection refused|no such file)/,
    category: 'node',
    cause: ({ socket }, { node }) => `the container runtime of node ${node} does not answer (${socket})`,
    fix: (_, { node }) => `have the container runtime on node ${node} restarted by its administrator (systemctl status containerd)`,
    look: (_, { node }) => ['describe', 'node', node],
    heals: 'maybe',
  },
  {
    pattern:
      /(?<driver>cgroupfs|systemd) cgroup.{0,80}(?:driver|path)|expected cgroupsPath|cgroup.{0,120}(?:no space left on device|cannot allocate memory|not found|does not exist|no such file)/i,
    category: 'node',
    cause: (_, { node }) =>
      `the sandbox gets no cgroup on node ${node}: kubelet and container runtime disagree on the cgroup driver, or the kernel has no room for more`,
    fix: (_, { node }) =>
      `have the cgroup driver set alike for kubelet and container runtime on node ${node} (SystemdCgroup = true), or old cgroups removed by a reboot; ask its administrator`,
    heals: 'no',
  },
  {
    pattern: /failed to reserve sandbox name|name .{1,200} is reserved|sandbox.{1,100}already exists/,
    category: 'node',
    cause: (_, { node }) =>
      `the container runtime of node ${node} still works on an earlier attempt (the sandbox name is reserved): it is slow or stuck`,
    fix: (_, { node }) =>
      `wait some minutes; if it goes on, have the container runtime on node ${node} restarted by its administrator (disk too slow, too many pods)`,
    look: (_, { node }) => ['describe', 'node', node],
    heals: 'maybe',
  },
  {
    pattern: /no space left on device/i,
    category: 'disk',
    cause: (_, { node }) => `no space left on device on node ${node}`,
    fix: (_, { node }) => `have disk space freed on node ${node} by its administrator`,
    look: (_, { node }) => ['describe', 'node', node],
    heals: 'maybe',
  },
  {
    pattern: /failed to get pod annotation|timed out waiting for annotations|timed out waiting for OVS port binding/,
    cause: (_, { node }) =>
      `the network of the pod cannot be set up on node ${node}: OVN-Kubernetes has not told what address the pod gets (timed out waiting for its annotation k8s.ovn.org/pod-networks or its OVS port)`,
    fix: (_, { node }) =>
      `get ovnkube-node on node ${node} and the OVN control plane (ovnkube-control-plane) healthy: see their pods and logs; restarting the ovnkube-node pod of that node often helps; ask the cluster's administrator`,
    look: (_, { node }) => ['get', 'pods', '-A', '-o', 'wide', `--field-selector=spec.nodeName=${node}`],
    heals: 'maybe',
  },
  {
    // Multus names the network whose own plugin failed last in a long line.
    pattern: /^.*error adding container to network "(?<plugin>[^"]{1,80})": (?:CNI request failed with status \d{3}: ')?(?<why>.{1,240})/,
    ...pluginFails,
  },
  {
    pattern: /(?:plugin type="?|type ")(?<plugin>[\w.-]{1,60})"? ?(?:name="[^"]{1,80}" )?failed \(add\): (?<why>.{1,240})/,
    ...pluginFails,
  },
  {
    pattern:
      /networkPlugin cni failed to set up pod "[^"]{1,300}" network: (?<older>.{1,240})|(?:failed to setup network for sandbox|failed to create pod network sandbox).{0,300}?: (?<other>[^:]{1,200})$/,
    ...pluginFails,
  },
  {
    pattern: /context deadline exceeded|DeadlineExceeded|timed out|timeout/i,
    category: 'node',
    cause: (_, { node }) => `the container runtime or CNI plugin of node ${node} does not answer in time (deadline exceeded)`,
    fix: (_, { node }) => `see to node ${node}: its CNI plugin's pod, its load and disk; ask the cluster's administrator`,
    look: (_, { node }) => ['describe', 'node', node],
    heals: 'maybe',
  },
];

const registry = (image: string): string => (image.includes('/') ? (image.split('/')[0] ?? image) : 'docker.io');
