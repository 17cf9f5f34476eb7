import type { Code } from '../../codes.ts';
import { docs, podEvents, previousLog, run } from '../commands.ts';
import type { Page } from '../page.ts';

/** The owner of the pod, and what ends pods. */
export const ownerPages = {
  'scaled-to-zero': {
    title: 'the workload is meant to have no pods',
    means: 'replicas is 0, or no node matches a DaemonSet. Nothing is broken in init.',
    why: [
      'Somebody scaled it down, an autoscaler (KEDA) did, or the manifest says replicas: 0.',
      'A DaemonSet whose nodeSelector or tolerations fit no node.',
    ],
    confirm: [
      run('kubectl get deploy,sts,ds,hpa -n NAMESPACE', 'wanted and present pods'),
      run('kubectl describe KIND NAME -n NAMESPACE', 'ScalingReplicaSet events: when'),
    ],
    fix: [run('kubectl scale KIND/NAME -n NAMESPACE --replicas=1', 'an autoscaler or GitOps may set it back')],
    prevent: ['Leave replicas out of the manifest where an autoscaler owns it.'],
    link: docs('concepts/workloads/controllers/deployment'),
  },
  'no-pods': {
    title: 'the workload has no pods, and nothing says why',
    means: 'It wants pods, there are none, and no event explains it. Events are kept for an hour only.',
    why: [
      'The controller has not come to it yet, does not run, or lags behind (observedGeneration is older than generation).',
      'Its events have expired. For a CronJob: not yet due, or its startingDeadlineSeconds has passed.',
      'The pods exist, but labels do not match the selector, so they belong to nobody.',
    ],
    confirm: [
      run('kubectl describe KIND NAME -n NAMESPACE', 'conditions (ReplicaFailure, Progressing) and events'),
      run('kubectl get rs,pods -n NAMESPACE --show-labels', 'what there is, with labels'),
    ],
    fix: [
      run('kubectl rollout restart KIND/NAME -n NAMESPACE', 'a new attempt with new events (Deployment, StatefulSet, DaemonSet)'),
      'If nothing happens: the controller manager; ask who runs the control plane.',
    ],
    prevent: ['Alert on workloads whose wanted and present replicas differ.'],
    link: docs('concepts/workloads/controllers'),
  },
  'job-failed': {
    title: 'the Job counts failures of init, and gives up at a limit',
    means:
      'Failures of init containers count against backoffLimit (6 by default). After the last the Job is Failed and is not tried again.',
    why: [
      'restartPolicy Never: each failure is a pod; the next comes after 10 s, 20 s, 40 s, up to 10 minutes.',
      'restartPolicy OnFailure: restarts of init and app containers are added up, and at the limit the pod is removed with its logs.',
      'A podFailurePolicy or activeDeadlineSeconds ended it earlier.',
    ],
    confirm: [
      run('kubectl describe job NAME -n NAMESPACE', 'BackoffLimitExceeded, DeadlineExceeded, PodFailurePolicy'),
      run('kubectl get pods -n NAMESPACE -l job-name=NAME', 'failed pods that are left; kubectl logs POD -c CONTAINER reads them'),
    ],
    fix: [
      'Mend the cause first; it has its own finding.',
      run(
        'kubectl get job NAME -n NAMESPACE -o yaml',
        'save it, then delete the Job and apply its manifest again: the template of a Job cannot be changed',
      ),
    ],
    prevent: ['restartPolicy: Never keeps failed pods and their logs. Keep ttlSecondsAfterFinished long enough to look.'],
    link: docs('concepts/workloads/controllers/job'),
  },
  deadline: {
    title: 'activeDeadlineSeconds ran out, and init was not done',
    means: 'DeadlineExceeded: the pod or its Job was ended. The time of init containers counts, and that of image pulls too.',
    why: [
      'Init waited or worked longer than the deadline allows.',
      'The deadline of a Job covers all its attempts together; that of a pod counts from its start on the node.',
    ],
    confirm: [
      run(
        `kubectl get pod POD -n NAMESPACE -o jsonpath='{.status.reason}{"  "}{.spec.activeDeadlineSeconds}'`,
        'DeadlineExceeded; STATUS may hide it behind Init:...',
      ),
      run(
        `kubectl get job NAME -n NAMESPACE -o jsonpath='{.spec.activeDeadlineSeconds}'`,
        'that of the Job; it deletes the pods that still run',
      ),
    ],
    fix: ['Find what init waited for. Raise the deadline only if the work needs it, and create Job or pod again.'],
    prevent: ['Limit the wait in the init container below the deadline, so that a reason is left in its log.'],
    link: docs('concepts/workloads/controllers/job'),
  },
  evicted: {
    title: 'the pod was evicted from its node during init',
    means: 'status.reason Evicted, phase Failed: this pod never runs again, its owner makes another. STATUS mostly shows Init:... instead.',
    why: [
      'The node was low on memory, disk or process ids; pods that use more than they request go first.',
      'A container wrote more than its ephemeral-storage limit, or an emptyDir grew over its sizeLimit.',
      'Preemption by a pod of higher priority, a taint, or a drain delete the pod and leave no Evicted.',
    ],
    confirm: [
      run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.status.message}'`, 'which resource, which container, how much'),
      run('kubectl describe node NODE', 'pressure conditions and Evicted events'),
    ],
    fix: [
      'Raise the request (memory, ephemeral-storage) or the limit it hit, or write less.',
      'Large data of init belongs on a PersistentVolumeClaim.',
    ],
    prevent: ['Request ephemeral-storage for what init downloads and unpacks.'],
    link: docs('concepts/scheduling-eviction/node-pressure-eviction'),
  },
  suspended: {
    title: 'the Job, CronJob or roll-out is suspended or paused',
    means: 'Job and CronJob: spec.suspend is true. Deployment: spec.paused is true. No pods are made from the present template.',
    why: ['Somebody stopped it, for maintenance perhaps.', 'A queue (Kueue) suspends a Job until there is quota for it.'],
    confirm: [
      run('kubectl get job,cronjob -n NAMESPACE', 'SUSPEND'),
      run(`kubectl get deploy NAME -n NAMESPACE -o jsonpath='{.spec.paused}'`, 'true when the roll-out is paused'),
    ],
    fix: [
      run(
        `kubectl patch job NAME -n NAMESPACE -p '{"spec":{"suspend":false}}'`,
        'the same with cronjob; a Job of a queue is for the queue to release',
      ),
      run('kubectl rollout resume deploy/NAME -n NAMESPACE', 'for a paused Deployment'),
    ],
    prevent: ['Note who suspended it and why in an annotation.'],
    link: docs('concepts/workloads/controllers/job'),
  },
  'app-container': {
    title: 'init is done; the app container is in trouble',
    means: 'All init containers have succeeded. Whatever fails now is the app: its image, command, config or probes.',
    why: [
      'The app exits, is killed, or its image does not come.',
      'It runs, but its readiness probe fails.',
      'What init wrote is missing or wrong where the app looks for it.',
    ],
    confirm: [podEvents('Failed, BackOff, Unhealthy of the app container'), previousLog('the app container this time; -c is its name')],
    fix: ['Debug the app as any container. Its init need not be touched.'],
    prevent: ['Let the app name the missing file or setting, so that init is not suspected.'],
    link: docs('tasks/debug/debug-application/debug-pods'),
  },
  'app-pulling': {
    title: 'init is done; the image of the app is being pulled',
    means: 'PodInitializing says the same during and after init. Here init is over, and the pull has not failed. Waiting helps.',
    why: ['A large image or a slow registry.', 'Other pulls on the same node come first.'],
    confirm: [podEvents('Pulling of the app image, without Pulled or Failed')],
    fix: ['Wait. If it takes many minutes look at the network and disk of the node.'],
    prevent: ['Smaller images; a registry nearby.'],
    link: docs('concepts/containers/images'),
  },
} as const satisfies Partial<Record<Code, Page>>;
