import type { Code } from '../../codes.ts';
import { deletePod, describePod, docs, podEvents, run } from '../commands.ts';
import type { Page } from '../page.ts';

/** The pod has no node yet. */
export const placingPages = {
  'unschedulable-resources': {
    title: 'no node has enough of what the pod requests',
    means: 'FailedScheduling: Insufficient cpu, memory, ephemeral-storage, a device, or Too many pods. Requests count, not use.',
    why: [
      'The pod needs, for each resource, the larger of: all app containers and sidecars together, or one init container plus the sidecars before it. One big init container inflates the whole pod.',
      'The nodes are full of requests, even if idle, or the autoscaler cannot add more.',
      'Plus spec.overhead of the RuntimeClass. OutOfcpu and OutOfmemory: the kubelet refused a pod that the scheduler had placed.',
    ],
    confirm: [
      podEvents('FailedScheduling: how many nodes lack what'),
      run(
        `kubectl get pod POD -n NAMESPACE -o jsonpath='{range .spec.initContainers[*]}{.name}{"  "}{.resources.requests}{"\\n"}{end}'`,
        'which init container asks for most',
      ),
      run('kubectl describe node NODE', 'Allocatable and Allocated resources'),
    ],
    fix: [
      run(
        'kubectl set resources KIND/NAME -n NAMESPACE -c CONTAINER --requests=cpu=100m,memory=128Mi',
        'lower the request of the init container',
      ),
      'Or free room, add nodes, or give the pod a higher priority class.',
    ],
    prevent: ['Measure what init containers need; do not copy the requests of the app.'],
    link: docs('concepts/workloads/pods/init-containers'),
  },
  'unschedulable-constraints': {
    title: 'no node fits: labels, taints, affinity or spread',
    means: 'FailedScheduling: nodes have room, but rules of pod or node forbid them.',
    why: [
      'nodeSelector or nodeAffinity asks for a label that no node has.',
      'Taints that the pod does not tolerate. From 1.34 the event no longer names the taint.',
      'Pod (anti-)affinity, topologySpreadConstraints, a hostPort in use, cordoned nodes.',
      'A PersistentVolume that can be used in one zone only.',
    ],
    confirm: [
      podEvents('the reasons after "nodes are available", each with its count'),
      run('kubectl get nodes --show-labels', 'labels; SchedulingDisabled is a cordoned node'),
      run('kubectl get nodes -o custom-columns=NAME:.metadata.name,TAINTS:.spec.taints', 'taints'),
    ],
    fix: [
      'Change the rule of the pod (in the workload), or label, untaint or uncordon a node:',
      run('kubectl uncordon NODE', 'let pods onto it again'),
    ],
    prevent: ['Use preferred instead of required rules where a second choice is better than none.'],
    link: docs('concepts/scheduling-eviction/assign-pod-node'),
    see: ['unschedulable-resources', 'claim-unbound'],
  },
  'scheduler-silent': {
    title: 'no scheduler has looked at the pod',
    means: 'Pending, with no event and without the condition PodScheduled: a scheduler sets one or the other at its first try.',
    why: [
      'spec.schedulerName names a scheduler that is not installed, does not run, or goes by another name.',
      'kube-scheduler does not run, lost its lease, or cannot reach the API server.',
      'Thousands of pods are waiting, and it has not come to this one yet.',
    ],
    confirm: [
      run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.schedulerName}'`, 'whom it waits for'),
      run('kubectl get leases -A', 'which schedulers run: each renews a lease'),
    ],
    fix: ['Start that scheduler, or correct schedulerName in the template and replace the pod.'],
    prevent: ['Let the namespace or chart set schedulerName only where the scheduler is installed with it.'],
    link: docs('tasks/extend-kubernetes/configure-multiple-schedulers'),
  },
  'scheduling-gated': {
    title: 'a scheduling gate holds the pod back',
    means: 'SchedulingGated: spec.schedulingGates is not empty, so the scheduler does not look at the pod. There is no event.',
    why: [
      'A controller (a queue such as Kueue, a quota or capacity service) has not let it go yet.',
      'That controller is gone or broken, but its webhook still adds the gate.',
    ],
    confirm: [run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.schedulingGates}'`, 'the name of the gate tells its owner')],
    fix: [
      'Ask that controller: its queue, quota and logs.',
      'Removing the gate by hand is possible (gates can only be removed), but skips what it guards.',
    ],
    prevent: ['Monitor how long pods stay gated.'],
    link: docs('concepts/scheduling-eviction/pod-scheduling-readiness'),
  },
  'claim-unbound': {
    title: 'a PersistentVolumeClaim has no volume yet',
    means: 'The claim is Pending or Lost, so the pod cannot be placed or its volume not attached.',
    why: [
      'No StorageClass is named and none is the default, or the one named does not exist.',
      'The provisioner fails: quota, permissions, zone, or it does not run. Events of the claim say so.',
      'Without a provisioner: no PersistentVolume fits in size, access mode, class and node. One with a claimRef of an old claim is Released, not free.',
      'WaitForFirstConsumer is no fault: the claim waits for the pod to be placed, so look at the scheduling of the pod.',
    ],
    confirm: [
      run('kubectl describe pvc CLAIM -n NAMESPACE', 'status, class, events at the end'),
      run('kubectl get storageclass', 'names, (default), provisioner, binding mode'),
      run('kubectl get pv', 'sizes, modes, status'),
    ],
    fix: [
      'Create the claim again with a class that exists: its class cannot be changed afterwards.',
      'Or make a PersistentVolume that fits, or mend the provisioner. Binding then happens by itself.',
    ],
    prevent: ['Name the storage class in the manifest, or have exactly one default.'],
    link: docs('concepts/storage/persistent-volumes'),
  },
  'claim-missing': {
    title: 'a PersistentVolumeClaim of the pod does not exist',
    means: 'FailedScheduling: persistentvolumeclaim "NAME" not found. The pod stays Pending until the claim is there.',
    why: [
      'It was never created, has another name, or is in another namespace.',
      'It was deleted: a claim in use goes when its pod goes, and the next pod misses it. A StatefulSet makes its own claims again; nobody else does.',
    ],
    confirm: [run('kubectl get pvc -n NAMESPACE', 'what there is'), describePod('Volumes: ClaimName')],
    fix: [
      'Create the claim, or correct claimName in the workload. The scheduler looks again by itself.',
      deletePod('of a StatefulSet, if its claim does not come back: pod and claim are made anew, with an empty volume'),
    ],
    prevent: ['Ship claims together with the workload; protect those with data from deletion.'],
    link: docs('tasks/configure-pod-container/configure-persistent-volume-storage'),
  },
} as const satisfies Partial<Record<Code, Page>>;
