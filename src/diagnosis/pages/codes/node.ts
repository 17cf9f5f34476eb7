import type { Code } from '../../codes.ts';
import { deletePod, docs, podEvents, run } from '../commands.ts';
import type { Page } from '../page.ts';

/** The pod has a node, but volumes or sandbox are not ready. */
export const nodePages = {
  unexplained: {
    title: 'the pod hangs, and nothing known explains it',
    means:
      'The scheduler has placed the pod, no init container runs, and no rule knows the reason: the kubelet is quoted, or says nothing.',
    why: [
      'The kubelet or the container runtime of the node hangs, is overloaded, or has lost track of the pod.',
      'A plugin, a runtime or a newer Kubernetes words its refusal in a way that is not known here.',
    ],
    confirm: [podEvents('the latest events, with their times'), run('kubectl describe node NODE', 'its conditions and what runs there')],
    fix: [
      'Have the logs of kubelet and container runtime of that node read (journalctl -u kubelet, -u containerd or crio).',
      deletePod('a new pod begins anew, on another node where the first is cordoned'),
    ],
    prevent: ['Report words that are not known, so that the next reader gets an answer.'],
    link: docs('tasks/debug/debug-application/debug-pods'),
  },
  'mount-missing-object': {
    title: 'the ConfigMap or Secret of a volume is not there',
    means: 'FailedMount: the volume cannot be set up, so no container starts. The status says only PodInitializing, with no message.',
    why: [
      'The ConfigMap, Secret or key (items) does not exist in the namespace of the pod.',
      'It is made by somebody else: cert-manager for certificates, an operator, another chart, and is late or failed.',
      'Volumes differ from env here: a missing object of env shows as CreateContainerConfigError.',
    ],
    confirm: [
      podEvents('MountVolume.SetUp failed for volume ... not found, or references non-existent key'),
      run('kubectl get configmaps,secrets -n NAMESPACE', 'what there is, and nearly the same names'),
    ],
    fix: [
      'Create it, or correct the name in the workload. Mounts are retried by themselves, at most about 2 minutes apart.',
      'Set optional: true on the volume source if the program can do without.',
    ],
    prevent: ['Apply config before workloads; in Helm, in the same release.'],
    link: docs('concepts/storage/volumes'),
    see: ['config-missing-object'],
  },
  'mount-failed': {
    title: 'a volume cannot be attached to the node or mounted there',
    means: 'FailedAttachVolume or FailedMount: storage, driver or node cannot bring the volume to the pod. No container starts.',
    why: [
      'Multi-Attach: a ReadWriteOnce volume is still attached to another node, by an old pod or a node that died.',
      'The CSI driver does not run on the node, or its Secret, endpoint or permissions are wrong.',
      'NFS and the like: server not reachable, export refused, mount helper not installed on the node.',
      'The node holds as many volumes as it may, the file system is damaged, or the zone is another one.',
    ],
    confirm: [
      podEvents('the driver text after "failed for volume"'),
      run('kubectl get volumeattachments', 'ATTACHED and the node; for Multi-Attach who has it'),
      run(`kubectl get csinodes NODE -o jsonpath='{.spec.drivers[*].name}'`, 'is the driver registered on that node'),
    ],
    fix: [
      'Multi-Attach: delete the pod that still has it. After the death of a node, delete that node or taint it node.kubernetes.io/out-of-service.',
      'Driver trouble: its pods, mostly in kube-system, on that very node; read their logs.',
    ],
    prevent: ['Deployments with a ReadWriteOnce volume: strategy Recreate, or a StatefulSet.'],
    link: docs('concepts/storage/persistent-volumes'),
    see: ['mount-missing-object', 'claim-unbound'],
  },
  'sandbox-failed': {
    title: 'the sandbox of the pod (its network) cannot be made',
    means:
      'FailedCreatePodSandBox: before any container there is a sandbox with the network. It fails, is retried every 10 to 15 seconds, and the pod stays at Init:0/M.',
    why: [
      'The network plugin (CNI) is not ready on the node, misconfigured, or has no free addresses.',
      'The pause image cannot be pulled, or the runtime cannot make cgroups.',
      'A network attachment (Multus), a security group or a device plugin has failed.',
    ],
    confirm: [
      podEvents('FailedCreatePodSandBox, with the words of the plugin at the end'),
      run(
        'kubectl get pods -n kube-system -o wide --field-selector spec.nodeName=NODE',
        'is the network agent of that node Running and Ready',
      ),
    ],
    fix: [
      'All pods of one node: mend the agent there, or drain the node. All nodes: mend the network plugin.',
      'No free addresses: remove finished pods, enlarge the range, or use another subnet.',
      deletePod('it may land on a healthy node'),
    ],
    prevent: ['Alert on agents of the network that are not Ready, and on addresses running out.'],
    link: docs('concepts/extend-kubernetes/compute-storage-net/network-plugins'),
  },
  'runtime-class': {
    title: 'the RuntimeClass or its handler does not exist',
    means: 'The pod asks for a runtime (gVisor, Kata, nvidia) that cluster or node does not know.',
    why: [
      'No RuntimeClass of that name: the API refuses the pod, or the kubelet cannot find it.',
      'The RuntimeClass is there, but the runtime of this node has no such handler ("no runtime for ... is configured").',
      'The pod landed on a node pool without it, as the RuntimeClass has no scheduling rules.',
    ],
    confirm: [run('kubectl get runtimeclass', 'names and handlers'), podEvents('FailedCreatePodSandBox with the name of the handler')],
    fix: [
      'Create the RuntimeClass, or correct runtimeClassName.',
      'Configure the handler in containerd or CRI-O on the node and restart the runtime, or set scheduling.nodeSelector in the RuntimeClass.',
    ],
    prevent: ['Give every RuntimeClass its scheduling rules.'],
    link: docs('concepts/containers/runtime-class'),
  },
  'node-not-ready': {
    title: 'the node is gone, silent, or short of disk or memory',
    means: 'The kubelet does not report, so what the API says of the pod is old; or the node has pressure and refuses and evicts pods.',
    why: [
      'The machine is down, cut off, or was removed by the autoscaler.',
      'Kubelet or runtime hang, or a certificate of the kubelet has expired.',
      'DiskPressure, MemoryPressure, PIDPressure: see what fills it.',
    ],
    confirm: [
      run('kubectl get nodes -o wide', 'STATUS: NotReady, SchedulingDisabled'),
      run('kubectl describe node NODE', 'Conditions with their messages and LastHeartbeatTime; events'),
    ],
    fix: [
      'Mend or replace the node. After 5 minutes its pods are marked for deletion and replaced (default tolerations of 300 s); those of a StatefulSet wait until the node is back or deleted.',
      run(
        'kubectl drain NODE --ignore-daemonsets --delete-emptydir-data',
        'move pods off a sick node that still answers; data in emptyDirs is lost',
      ),
    ],
    prevent: ['More than one replica on more than one node; alert on node conditions.'],
    link: docs('concepts/architecture/nodes'),
  },
} as const satisfies Partial<Record<Code, Page>>;
