import { describePod, docs, podEvents, previousLog, run } from '../commands.ts';
import type { StatusPage } from './status-page.ts';

/** An init container ran and failed. */
export const failingStatuses: readonly StatusPage[] = [
  {
    name: 'Init:Error',
    page: {
      title: 'an init container failed, just now or for good',
      means: 'Its latest run ended with a code other than 0. It is either about to be restarted, or it never will be.',
      why: [
        'restartPolicy Always or OnFailure: a moment between a failure and the next attempt. It alternates with Init:CrashLoopBackOff.',
        'restartPolicy Never (many Jobs): the pod is Failed, later init containers never start.',
        'Evicted and DeadlineExceeded hide behind this status: they stand in status.reason.',
        'Up to 1.34 a sidecar that crashes in a pod with restartPolicy Never shows this, though it is restarted.',
      ],
      confirm: [
        run(
          `kubectl get pod POD -n NAMESPACE -o jsonpath='{.status.phase}{"  "}{.status.reason}{"  "}{.spec.restartPolicy}{"\\n"}'`,
          'Failed and Never: it is over',
        ),
        run('kubectl logs POD -n NAMESPACE -c CONTAINER', 'why; the run that failed is the present one as long as it is not restarted'),
      ],
      fix: ['Mend what the log says. With Never: recreate the pod, or the Job.'],
      prevent: ['Print the reason as the last line before exit.'],
      link: docs('tasks/debug/debug-application/debug-init-containers'),
      see: ['exit-code', 'evicted', 'deadline', 'job-failed'],
    },
  },
  {
    name: 'Init:CrashLoopBackOff',
    page: {
      title: 'it fails again and again, with pauses between',
      means: 'CrashLoopBackOff is no cause but a pause between attempts. The cause is in the log of the run before.',
      why: [
        'The same failure at every attempt: see log and exit code.',
        'The first restart comes at once. Then 10 s, 20 s, 40 s, 80 s, 160 s, and at most 5 minutes between the end of a run and the next start. From 1.35 nodes may be set to less.',
        'The kubelet looks in up to 15 seconds late (1.35 and later: up to 30).',
        'A run of more than 10 minutes, a new image, or a restart of the kubelet resets the pause.',
        'Of a sidecar the pod may be Running and still show this. One that ends with 0 pauses in the same way, but never shows it.',
      ],
      confirm: [
        previousLog('the cause; while it pauses, with and without --previous show the same run'),
        describePod('Last State: exit code, Reason, and the message "back-off 5m0s restarting"'),
      ],
      fix: [
        'Mend the cause. Changes of ConfigMap, Secret or what it depends on count at the next attempt.',
        run('kubectl delete pod POD -n NAMESPACE', 'skips the pause: the next pod starts at once (if an owner makes one)'),
      ],
      prevent: ['Retry inside the container with a limit, instead of through restarts that pause for minutes.'],
      link: docs('concepts/workloads/pods/pod-lifecycle'),
      see: ['exit-code', 'exit-silent', 'oom-killed', 'start-error'],
    },
  },
  {
    name: 'Init:OOMKilled',
    also: /^oomkilled$/i,
    page: {
      title: 'an init container used more memory than its limit',
      means: 'The kernel killed it at its memory limit. The back-off then shows it as Init:CrashLoopBackOff with Last State OOMKilled.',
      why: [
        'The limit is too small, or comes from a LimitRange that nobody thought of.',
        'With exit code 0 the STATUS hides it: a child was killed. Kubernetes runs it again all the same.',
      ],
      confirm: [
        describePod('Limits of the container, and Last State: OOMKilled'),
        run('kubectl describe limitrange -n NAMESPACE', 'default limits'),
      ],
      fix: [
        run('kubectl set resources KIND/NAME -n NAMESPACE -c CONTAINER --limits=memory=512Mi', 'raise it in the workload'),
        'Or work in smaller pieces. Waiting does not help.',
      ],
      prevent: ['Set limits from a measured run with real data.'],
      link: docs('concepts/configuration/manage-resources-containers'),
      see: ['oom-killed', 'exit 137'],
    },
  },
  {
    name: 'Init:ExitCode:N',
    also: /^(?:init:)?exitcode:(?:\d{1,5}|n)$/i,
    page: {
      title: 'an init container failed with code N',
      means:
        'The same as Init:Error. containerd and CRI-O always give a reason, so this comes from other runtimes, or from a broken status.',
      why: ['1 to 125: the program decided. 126: not executable. 127: not found. 128 + N: signal N.'],
      confirm: [previousLog('the last lines of that run')],
      fix: ['Mend what code and log say.'],
      prevent: ['Use different exit codes for different causes.'],
      link: docs('tasks/debug/debug-application/determine-reason-pod-failure'),
      see: ['exit N', 'exit 126', 'exit 127', 'exit 137'],
    },
  },
  {
    name: 'Init:Signal:N',
    also: /^init:signal:(?:\d{1,3}|n)$/i,
    page: {
      title: 'an init container was ended by signal N',
      means: 'Signal 9 is SIGKILL, 15 SIGTERM, 11 SIGSEGV. Current runtimes show Init:Error with exit code 128 + N instead.',
      why: ['SIGKILL: memory, a deadline, somebody on the node. SIGTERM: asked to stop. SIGSEGV, SIGABRT: it crashed.'],
      confirm: [describePod('Last State: Signal, Started and Finished'), podEvents('Killing, Evicted, OOM events at that time')],
      fix: ['Find who sent it, or why the program crashed.'],
      prevent: ['Set memory limits and deadlines that fit the work.'],
      link: docs('concepts/workloads/pods/pod-lifecycle'),
      see: ['signal N', 'exit 137', 'exit 143'],
    },
  },
  {
    name: 'Init:ContainerStatusUnknown',
    also: /^(?:containerstatusunknown|init:unknown)$/i,
    page: {
      title: 'the container is gone, its end was not seen',
      means: 'Its exit code 137 (or 255 with Unknown) is made up by kubelet or runtime: the container could not be found any more.',
      why: ['The pod was evicted or ended by force: see status.reason.', 'The node was rebooted, or its runtime lost the container.'],
      confirm: [
        run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.status.reason}'`, 'Evicted and the like'),
        run('kubectl describe node NODE', 'reboots and pressure'),
      ],
      fix: ['Phase Failed: its owner makes a new pod; this one can be deleted. Otherwise the kubelet runs it again.'],
      prevent: ['Request what init uses, ephemeral-storage included.'],
      link: docs('concepts/scheduling-eviction/node-pressure-eviction'),
      see: ['container-gone', 'evicted'],
    },
  },
  {
    name: 'Init:seccomp killed',
    also: /^seccomp killed$/i,
    page: {
      title: 'the seccomp profile killed the program (CRI-O)',
      means: 'The program made a system call that its profile answers with death.',
      why: ['A Localhost profile that is too narrow, or a new program under an old profile.'],
      confirm: [
        run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.initContainers[*].securityContext.seccompProfile}'`, 'which profile'),
        run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.nodeName}'`, 'its kernel log names the call (type=1326)'),
      ],
      fix: ['Use RuntimeDefault, or allow the call in the profile.'],
      prevent: ['Try profiles with SCMP_ACT_LOG first.'],
      link: docs('tutorials/security/seccomp'),
    },
  },
];
