import { currentLog, describePod, docs, podEvents, run } from '../commands.ts';
import type { StatusPage } from './status-page.ts';

/** On the way: these alone are no fault, only their lasting is. */
export const progressStatuses: readonly StatusPage[] = [
  {
    name: 'Pending',
    page: {
      title: 'no node yet, or a node that has not reported yet',
      means:
        'As a STATUS: the scheduler has found no node, or the kubelet has not taken the pod on. As a phase (status.phase) it lasts through all of init.',
      why: [
        'FailedScheduling: no room for its requests, or labels, taints and affinity leave no node.',
        'A PersistentVolumeClaim is missing or not bound.',
        'Rarely: no scheduler runs, or schedulerName names one that does not exist; then there is no event at all.',
      ],
      confirm: [
        podEvents('FailedScheduling and its reasons'),
        run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.nodeName}'`, 'empty: not placed yet'),
      ],
      fix: ['Lower what it requests, change the rule that excludes the nodes, or mend the claim. The scheduler tries again by itself.'],
      prevent: ['Keep requests of init containers near what they use: the largest of them counts for the whole pod.'],
      link: docs('tasks/debug/debug-application/debug-pods'),
      see: ['unschedulable-resources', 'unschedulable-constraints', 'claim-unbound', 'claim-missing'],
    },
  },
  {
    name: 'SchedulingGated',
    page: {
      title: 'the scheduler may not place the pod yet',
      means: 'spec.schedulingGates is not empty. The scheduler does not try, and there is no event.',
      why: ['A queue or capacity controller has not released the pod.', 'That controller does not run any more.'],
      confirm: [run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.schedulingGates[*].name}'`, 'whose gate it is')],
      fix: ['See the controller that set it: its quota, its queue, its log.'],
      prevent: ['Alert on pods that stay gated.'],
      link: docs('concepts/scheduling-eviction/pod-scheduling-readiness'),
      see: ['scheduling-gated'],
    },
  },
  {
    name: 'ContainerCreating',
    page: {
      title: 'a pod without init containers is being set up',
      means: 'A pod with init containers shows Init:0/M or PodInitializing instead: this status never belongs to an init container.',
      why: ['The image is being pulled.', 'A volume does not mount, or the sandbox (network) cannot be made. Only events tell.'],
      confirm: [podEvents('FailedMount, FailedAttachVolume, FailedCreatePodSandBox, Pulling')],
      fix: ['Mend what the events name. Without one: wait for the pull.'],
      prevent: ['Have ConfigMaps, Secrets and claims there before the pod.'],
      link: docs('tasks/debug/debug-application/debug-pods'),
    },
  },
  {
    name: 'PodInitializing',
    page: {
      title: 'init is done, the app is about to start',
      means:
        'As STATUS: all init containers have succeeded, the app containers are next. As a reason of one container: it waits for its turn, which is also what volumes and sandbox in trouble look like.',
      why: [
        'The image of the app is being pulled: the usual case.',
        'The app container is being created, and a volume or sandbox is slow.',
      ],
      confirm: [podEvents('Pulling without Pulled; FailedMount; FailedCreatePodSandBox'), describePod('which container is in which state')],
      fix: ['Pull: wait. Otherwise mend what the events name; the message of the status is always empty.'],
      prevent: ['Smaller app images, or images that are on the nodes already.'],
      link: docs('tasks/debug/debug-application/debug-init-containers'),
      see: ['app-pulling', 'mount-failed', 'mount-missing-object', 'sandbox-failed'],
    },
  },
  {
    name: 'Init:N/M',
    also: /^init:(?:\d{1,4}|n)\/(?:\d{1,4}|m)$/i,
    page: {
      title: 'init is under way: number N of M, counted from 0',
      means:
        'M is all init containers, sidecars included. N is the place in the list of the first that is not done, counted from 0. It is no error; its lasting is.',
      why: [
        'It works, or it waits for something: read its log.',
        'Init:0/M for minutes and no container running: volume or sandbox trouble, told only by events; or the first image is being pulled.',
        'A sidecar has not passed its startup probe.',
        'After a sandbox change init runs again from the first: old results may still be shown.',
      ],
      confirm: [
        run(
          `kubectl get pod POD -n NAMESPACE -o jsonpath='{range .status.initContainerStatuses[*]}{.name}{"  "}{.state}{"\\n"}{end}'`,
          'which one, running or waiting, since when',
        ),
        currentLog('what the running one says'),
        podEvents('FailedMount, FailedCreatePodSandBox, Pulling, Unhealthy'),
      ],
      fix: [
        run('kubectl initdoctor describe POD -n NAMESPACE', 'names what it waits for, and whether that can heal by itself'),
        'There is no timeout for an init container: a hung one hangs until it is ended.',
      ],
      prevent: ['Give waits a limit (timeout 300) and let them print what they wait for.'],
      link: docs('tasks/debug/debug-application/debug-init-containers'),
      see: ['running-long', 'wait-no-endpoints', 'wait-service-missing', 'sandbox-failed', 'mount-missing-object', 'sidecar-not-started'],
    },
  },
  {
    name: 'Running',
    page: {
      title: 'init is done; at least one app container runs',
      means: 'Init is over. Running says nothing of readiness: see READY.',
      why: [
        'READY lower than its second number: a readiness probe fails, or a container is not up yet.',
        'Sidecars count in READY (1.28 and later).',
      ],
      confirm: [podEvents('Unhealthy, BackOff'), describePod('Ready and Restart Count of each container')],
      fix: ['If the app misbehaves, look at the app, not at init.'],
      prevent: ['A readiness probe that tells the truth.'],
      link: docs('concepts/workloads/pods/pod-lifecycle'),
    },
  },
  {
    name: 'NotReady',
    page: {
      title: 'some app containers are done, others run',
      means: 'At least one app container has ended with 0, another still runs, and condition Ready is not True. Init is over.',
      why: [
        'A container of the pod ended that was meant to run.',
        'A Job whose helper container (a sidecar in containers, not in initContainers) never ends.',
      ],
      confirm: [describePod('which container is Completed and which runs')],
      fix: ['For helpers of Jobs: make them sidecars (initContainers with restartPolicy: Always); those are stopped when the app is done.'],
      prevent: ['Native sidecars from 1.29 on.'],
      link: docs('concepts/workloads/pods/sidecar-containers'),
    },
  },
  {
    name: 'Completed',
    also: /^succeeded$/i,
    page: {
      title: 'everything ended with 0',
      means:
        'Of a pod: all app containers have ended with 0 and are not restarted, so init succeeded long ago. Of an init container: done, as it should be.',
      why: [
        'A Job is done.',
        'A pod with restartPolicy Always shows it for a moment between two runs: its app ends with 0 and is started again, with back-off.',
      ],
      confirm: [run('kubectl logs POD -n NAMESPACE', 'what it did')],
      fix: ['Nothing, if the work is done. A server that ends with 0 was started in the wrong way (it went to the background).'],
      prevent: ['Run servers in the foreground.'],
      link: docs('concepts/workloads/pods/pod-lifecycle'),
    },
  },
];
