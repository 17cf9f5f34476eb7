import { sandboxFailed } from '../../../../src/diagnosis/rules/creating/sandbox-failed.ts';
import { fires, preparing, running, silent } from '../around-facts.ts';

const failed = (why: string) =>
  preparing([['FailedCreatePodSandBox', `Failed to create pod sandbox: rpc error: code = Unknown desc = ${why}`]]);

fires(sandboxFailed, {
  'the pause image (containerd)': [
    failed(
      'failed to get sandbox image "registry.k8s.io/pause:3.9": failed to pull image "registry.k8s.io/pause:3.9": failed to do request: Head "https://registry.k8s.io/v2/": dial tcp: lookup registry.k8s.io: no such host',
    ),
    {
      cause:
        /node-1 cannot pull the pause image registry.k8s.io\/pause:3.9 \(the sandbox image\) from its registry registry.k8s.io: no such host/,
      category: 'image-network',
      container: 'setup',
      fix: /preload the pause image/,
    },
  ],
  'no address left': [
    failed(
      'failed to setup network for sandbox "ab12": plugin type="host-local" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.0.0.1-10.0.0.254',
    ),
    { cause: /no IP address is left for the pod on node node-1/, category: 'sandbox-cni' },
  ],
  'no address left on AWS': [
    failed(
      'failed to setup network for sandbox "ab12": plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container',
    ),
    { cause: /no IP address is left/ },
  ],
  'the plugin is not set up': [
    preparing([
      [
        'NetworkNotReady',
        'network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
      ],
    ]),
    { cause: /the network of node node-1 is not ready/ },
  ],
  'a plugin is not installed': [
    failed('failed to setup network for sandbox "ab12": failed to find plugin "bridge" in path [/opt/cni/bin]'),
    { cause: /CNI plugin bridge is not installed/ },
  ],
  'flannel is not up': [
    failed(
      'failed to setup network for sandbox "ab12": plugin type="flannel" failed (add): open /run/flannel/subnet.env: no such file or directory',
    ),
    { cause: /\/run\/flannel\/subnet.env is missing/ },
  ],
  'calico has a stale token': [
    failed(
      'failed to setup network for sandbox "ab12": plugin type="calico" failed (add): error getting ClusterInformation: connection is unauthorized: Unauthorized',
    ),
    { cause: /may not ask the API server/, fix: /restart calico-node/ },
  ],
  'CRI-O and some plugin': [
    failed('failed to create pod network sandbox k8s_web: plugin type="multus" failed (add): Multus: error adding pod: timed out'),
    { cause: /CNI plugin multus fails/ },
  ],
  'OVN-Kubernetes behind multus': [
    failed(
      `failed to create pod network sandbox k8s_web: error adding pod shop_web to CNI network "multus-cni-network": plugin type="multus-shim" name="multus-cni-network" failed (add): CmdAdd (shim): CNI request failed with status 400: 'ContainerID:"5d" ERRORED: error configuring pod [shop/web] networking: [shop/web/6b1f:ovn-kubernetes]: error adding container to network "ovn-kubernetes": CNI request failed with status 400: '[shop/web 5d network default NAD default] failed to configure pod interface: failed to get pod annotation: timed out waiting for annotations: context deadline exceeded`,
    ),
    { cause: /OVN-Kubernetes has not told what address the pod gets/, fix: /ovnkube-node on node node-1/, category: 'sandbox-cni' },
  ],
  'a second network behind multus': [
    failed(
      `failed to create pod network sandbox k8s_web: error adding pod shop_web to CNI network "multus-cni-network": plugin type="multus-shim" name="multus-cni-network" failed (add): CmdAdd (shim): CNI request failed with status 400: 'ERRORED: error configuring pod [shop/web] networking: [shop/web/6b1f:macvlan-lan]: error adding container to network "macvlan-lan": failed to create macvlan: device or resource busy`,
    ),
    { cause: /CNI plugin macvlan-lan fails: failed to create macvlan: device or resource busy/ },
  ],
  'the runtime is down': [
    failed(
      'connection error: desc = "transport: Error while dialing dial unix /run/containerd/containerd.sock: connect: connection refused"',
    ),
    { cause: /container runtime of node node-1 does not answer/, category: 'node' },
  ],
  'what repeats, not what came last': [
    preparing([
      [
        'FailedCreatePodSandBox',
        'Failed to create pod sandbox: no IP addresses available in range set: x',
        { count: 90, lastTimestamp: '2026-06-01T11:58:00Z' },
      ],
      ['FailedCreatePodSandBox', 'Failed to create pod sandbox: context deadline exceeded', { count: 1 }],
    ]),
    { cause: /no IP address is left/ },
  ],
  'words that nobody knows': [
    failed('the moon is full'),
    { cause: /cannot make the sandbox of the pod: the moon is full/, depth: 'symptom' },
  ],
});

silent(sandboxFailed, {
  'an unknown runtime': failed('failed to get sandbox runtime: no runtime for "kata" is configured'),
  'it went by: init runs': running('2026-06-01T11:59:00Z', {}, { events: [['FailedCreatePodSandBox', 'Failed to create pod sandbox: x']] }),
  'nothing said': preparing([]),
});
