import type { Code } from '../../codes.ts';
import { deletePod, describePod, docs, podEvents, previousLog, run } from '../commands.ts';
import type { Page } from '../page.ts';

/** The container did not end by its own decision. */
export const killedPages = {
  'oom-killed': {
    title: 'the init container used more memory than its limit',
    means: 'The kernel killed a process of the container as it reached its memory limit (OOMKilled, mostly exit code 137).',
    why: [
      'The limit is too low for the work: unpacking, a dump, a JVM or Node heap that does not know the limit.',
      'No limit of its own: a LimitRange of the namespace gave it a small default.',
      'Files in an emptyDir with medium: Memory count as memory of the container that writes them.',
      'Exit code 0 with OOMKilled: a child was killed, the shell went on. Kubernetes counts it as failed and runs it again, though kubectl shows it as done.',
    ],
    confirm: [
      describePod('Last State: Reason OOMKilled, and Limits of that container'),
      run('kubectl get limitrange -n NAMESPACE -o yaml', 'defaults that the manifest does not show'),
    ],
    fix: [
      run(
        'kubectl set resources KIND/NAME -n NAMESPACE -c CONTAINER --limits=memory=512Mi --requests=memory=512Mi',
        'a higher limit, in the workload; set resources knows init containers by name too',
      ),
      'Or use less: stream instead of buffer, -Xmx or --max-old-space-size below the limit.',
      'The pod needs max(init, sum of app containers and sidecars): a big init request can make it unschedulable.',
    ],
    prevent: ['Set memory of init containers explicitly, from a measured run.'],
    link: docs('tasks/configure-pod-container/assign-memory-resource'),
  },
  killed: {
    title: 'the init container was killed, not for its memory limit',
    means: 'Exit code 137 is 128 + 9: SIGKILL. The reason is not OOMKilled, so somebody else killed it.',
    why: [
      'The pod was deleted, evicted or preempted, and the container outlived its grace period.',
      'A sidecar failed its startup or liveness probe and did not stop in time.',
      'The node ran out of memory as a whole, or an administrator or agent on the node killed it.',
      'A child was OOM-killed and the shell passed its 137 on.',
    ],
    confirm: [
      podEvents('Killing, Unhealthy, Evicted, Preempting just before the end of the run'),
      run('kubectl describe node NODE', 'MemoryPressure, SystemOOM events, and how full the node is'),
      previousLog('"Killed" in a shell log means that a child was killed'),
    ],
    fix: ['Remove what kills it: probe, deadline, memory pressure. With "Killed" in the log raise the memory limit.'],
    prevent: ['Give it a memory request near what it uses: containers above their request go first when a node is full.'],
    link: docs('concepts/scheduling-eviction/node-pressure-eviction'),
    see: ['oom-killed', 'exit 137'],
  },
  segfault: {
    title: 'the program crashed: SIGSEGV, SIGABRT, SIGILL, SIGBUS',
    means: 'Exit code 139 (SIGSEGV), 134 (SIGABRT), 132 (SIGILL), 135 (SIGBUS) or 136 (SIGFPE). The program died by its own doing.',
    why: [
      'SIGILL: built for a newer processor than that of the node (x86-64-v3, AVX).',
      'SIGSEGV: a bug, a library that does not fit (musl and glibc mixed), or emulation of another processor.',
      'SIGABRT: the program gave up by itself (failed assertion, uncaught C++ exception); the log has its last words.',
      'SIGBUS: a damaged or truncated file, or /dev/shm (64 MiB by default) is full.',
    ],
    confirm: [
      previousLog('last words before the crash; often there are none'),
      run('kubectl get pods -n NAMESPACE -o wide', 'does it crash on all nodes or only on one kind of node'),
    ],
    fix: [
      'Use another release of the image, or one built for the platform of the node.',
      'For SIGBUS: mount an emptyDir with medium: Memory at /dev/shm.',
    ],
    prevent: ['Run the image in CI on the processors that the cluster has.'],
    link: docs('tasks/debug/debug-application/debug-running-pod'),
  },
  'container-gone': {
    title: 'the container vanished, and nobody saw how it ended',
    means:
      'ContainerStatusUnknown (137), or reason Unknown (255): kubelet or runtime lost the container. The code is made up, not its own.',
    why: [
      'The node was rebooted, or its runtime was restarted and lost the task.',
      'The pod was evicted or force-ended: every init container that had started is then marked so.',
      'Somebody cleaned up containers on the node by hand (crictl rm, docker prune).',
    ],
    confirm: [
      run(
        `kubectl get pod POD -n NAMESPACE -o jsonpath='{.status.reason}{"  "}{.status.message}{"\\n"}'`,
        'Evicted and DeadlineExceeded stand here; the STATUS column hides them behind Init:...',
      ),
      run('kubectl describe node NODE', 'Rebooted, NodeNotReady, pressure'),
    ],
    fix: [
      'With reason Evicted, mend that. Otherwise nothing is wrong with the container itself.',
      deletePod('when it does not come back by itself; its owner makes a new one that starts from the first init container'),
    ],
    prevent: ['Make init containers idempotent, and leave containers on the node to the kubelet.'],
    link: docs('concepts/workloads/pods/pod-lifecycle'),
  },
} as const satisfies Partial<Record<Code, Page>>;
