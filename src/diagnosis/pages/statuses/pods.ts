import { docs, podEvents, run } from '../commands.ts';
import type { StatusPage } from './status-page.ts';

/** The pod as a whole was refused, ended or lost. */
export const podStatuses: readonly StatusPage[] = [
  {
    name: 'Terminating',
    page: {
      title: 'the pod is being deleted',
      means:
        'deletionTimestamp is set: nothing new starts. It lasts for the grace period (30 s by default), longer only if something holds it.',
      why: [
        'The init container ignores SIGTERM (a shell as process 1 does while a child runs) until it is killed.',
        'A finalizer waits for its controller, or the node does not answer, so nobody confirms the end.',
      ],
      confirm: [
        run(
          `kubectl get pod POD -n NAMESPACE -o jsonpath='{.metadata.deletionTimestamp}{"  "}{.metadata.finalizers}{"  "}{.spec.nodeName}{"\\n"}'`,
          'since when, held by whom, on which node',
        ),
        run('kubectl get node NODE', 'Ready or not'),
      ],
      fix: [
        'Node gone: delete the Node object. Finalizer: mend its controller.',
        run(
          'kubectl delete pod POD -n NAMESPACE --force --grace-period=0',
          'last resort: removes the record only, containers may run on; never for a StatefulSet whose node may be alive',
        ),
      ],
      prevent: ['exec the program in shell scripts, so that it gets the signal.'],
      link: docs('concepts/workloads/pods/pod-lifecycle'),
    },
  },
  {
    name: 'Unknown',
    also: /^nodelost$/i,
    page: {
      title: 'the node does not report any more (NodeLost)',
      means: 'What the API says of this pod is old. It may still run.',
      why: ['The machine is down or cut off, or its kubelet hangs.'],
      confirm: [run('kubectl get node NODE', 'NotReady'), run('kubectl describe node NODE', 'last heartbeat and conditions')],
      fix: ['Bring the node back or delete it; its pods are then replaced.'],
      prevent: ['Replicas on several nodes.'],
      link: docs('concepts/architecture/nodes'),
      see: ['node-not-ready'],
    },
  },
  {
    name: 'Evicted',
    page: {
      title: 'the node threw it out: short of memory, disk or pids',
      means:
        'Phase Failed for good: this pod does not come back, its owner makes a new one. Evicted during init mostly shows as Init:Error or Init:ContainerStatusUnknown.',
      why: ['The node was under pressure, or the pod went over an ephemeral-storage limit or the sizeLimit of an emptyDir.'],
      confirm: [
        run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.status.message}'`, 'what was short, and who used it'),
        run('kubectl get events -A --field-selector reason=Evicted', 'others with the same fate'),
      ],
      fix: [
        'Raise requests or limits to what init uses, or let it write less.',
        run(
          'kubectl delete pods -n NAMESPACE --field-selector status.phase=Failed',
          'clears away all failed pods of the namespace; read them first',
        ),
      ],
      prevent: ['Requests near real use.'],
      link: docs('concepts/scheduling-eviction/node-pressure-eviction'),
      see: ['evicted'],
    },
  },
  {
    name: 'DeadlineExceeded',
    page: {
      title: 'activeDeadlineSeconds is over',
      means: 'Pod or Job took longer than it may, init included. The pod is Failed and does not run again.',
      why: ['Init waited too long, or the deadline is too short for pull, init and work together.'],
      confirm: [
        run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.activeDeadlineSeconds}'`, 'the deadline of the pod'),
        podEvents('DeadlineExceeded, of type Normal'),
      ],
      fix: ['Find what init waited for, then create the Job or pod again.'],
      prevent: ['A deadline well above the longest good run.'],
      link: docs('concepts/workloads/controllers/job'),
      see: ['deadline'],
    },
  },
  {
    name: 'OutOfcpu',
    also: /^outof[a-z][a-z0-9./-]{1,80}$/i,
    page: {
      title: 'the node has no room after all (OutOfmemory, ...)',
      means: 'The scheduler had placed it, the kubelet counted anew and found no room. This pod is Failed; no container ever started.',
      why: [
        'Two schedulers, or a pod bound by hand (spec.nodeName).',
        'Static pods or pods that are still ending use the room. After a restart of the kubelet more was in use than it thought.',
      ],
      confirm: [
        run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.status.message}'`, 'requested, used, capacity'),
        run('kubectl describe node NODE', 'Allocated resources'),
      ],
      fix: ['Nothing for this pod: its owner makes another. Delete the failed ones.'],
      prevent: ['Do not set spec.nodeName; leave room for system pods.'],
      link: docs('concepts/configuration/manage-resources-containers'),
      see: ['unschedulable-resources'],
    },
  },
  {
    name: 'UnexpectedAdmissionError',
    also: /^(?:nodeaffinity|nodeports|nodename|nodeshutdown|terminated|topologyaffinityerror|podosnotsupported|invalidnodeinfo|sysctlforbidden|preempting|initcontainerrestartpolicyforbidden|supplementalgroupspolicynotsupported)$/i,
    page: {
      title: 'the kubelet refused the pod (NodeAffinity, ...)',
      means: 'A node check that the scheduler does not make, or made on older data, failed. This pod is Failed for good.',
      why: [
        'UnexpectedAdmissionError: a device plugin or the CPU manager had nothing left. NodeAffinity: the labels of the node changed.',
        'NodeShutdown and Terminated: the node was shutting down. SysctlForbidden: a sysctl that the kubelet does not allow.',
      ],
      confirm: [
        run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.status.reason}{"  "}{.status.message}{"\\n"}'`, 'the check that failed'),
      ],
      fix: ['Its owner makes a new pod; if that is refused too, mend node or spec as the message says. Delete the failed one.'],
      prevent: ['Drain nodes before they are shut down.'],
      link: docs('concepts/scheduling-eviction/kube-scheduler'),
    },
  },
];
