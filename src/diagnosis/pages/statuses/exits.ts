import { describePod, docs, initSpec, podEvents, previousLog, run } from '../commands.ts';
import type { StatusPage } from './status-page.ts';

const link = docs('tasks/debug/debug-application/determine-reason-pod-failure');

/** Exit codes that mean something by custom and have no page as a code; the others are `exit N` and `signal N`. */
export const exitStatuses: readonly StatusPage[] = [
  {
    name: 'exit 0',
    page: {
      title: 'success; and when it is none all the same',
      means: 'The init container did its work, and the next one starts.',
      why: [
        'Reason OOMKilled with exit 0: a child was killed for memory. Kubernetes runs it again.',
        'A sidecar that ends with 0 is restarted: it is meant to stay.',
        'A script that hides failures (|| true, a pipe, no set -e) ends with 0 too.',
      ],
      confirm: [describePod('Reason beside Exit Code: Completed is the good one')],
      fix: ['OOMKilled: raise the memory limit. Hidden failures: set -euo pipefail in bash, set -eu in sh.'],
      prevent: ['Let the script test its result at its end.'],
      link: docs('concepts/workloads/pods/init-containers'),
      see: ['oom-killed', 'sidecar-not-started'],
    },
  },
  {
    name: 'exit N',
    page: {
      title: 'codes 1 to 125: the program decided, its log says why',
      means: 'There is no meaning in Kubernetes. By custom 1 is any error, 2 wrong usage; sysexits.h has 64 to 78.',
      why: [
        'Look at the last error line. curl: 6 name, 7 refused, 22 HTTP error, 28 timeout, 35 and 60 TLS. psql: 2 connection, 3 error in a script. grep: 1 nothing found.',
      ],
      confirm: [previousLog('the last error line'), initSpec('which program is the last in the script')],
      fix: ['Mend what the line names; if there is none, make it talk (exit-silent).'],
      prevent: ['Say why before every exit.'],
      link,
      see: ['exit-code', 'exit-silent'],
    },
  },
  {
    name: 'exit 125',
    page: {
      title: 'timeout, env or another wrapper failed itself, not the command in it',
      means: 'Code 125 is what timeout, env, nice and docker give when they cannot even begin.',
      why: [
        'An option that this timeout does not know: busybox before 1.30 wants timeout -t 300, later ones timeout 300.',
        'git bisect and some test programs use 125 as well.',
      ],
      confirm: [previousLog('usage text of the wrapper'), initSpec('the wrapper and its options')],
      fix: ['Write the options as the version in the image wants them.'],
      prevent: ['Pin the tag of the image that brings the wrapper.'],
      link,
    },
  },
  {
    name: 'exit 126',
    page: {
      title: 'the command was found but cannot be executed',
      means: 'A shell says this of a file without execute bit, a directory, or a file that is no program.',
      why: [
        'A script from a ConfigMap has mode 0644 unless defaultMode says 0755.',
        'The volume is mounted noexec, or the user may not enter a directory of the path.',
      ],
      confirm: [previousLog('Permission denied, Is a directory, or cannot execute'), initSpec('how the script gets there')],
      fix: ['defaultMode: 0755 on the volume, or run it as sh FILE. In the image: chmod +x and COPY --chmod=755.'],
      prevent: ['Keep the execute bit in git (git update-index --chmod=+x).'],
      link: docs('tasks/configure-pod-container/configure-pod-configmap'),
      see: ['permission-denied'],
    },
  },
  {
    name: 'exit 128',
    page: {
      title: 'the container never started (StartError), or git failed',
      means: 'With reason StartError the code is made up by the runtime: read its message. With reason Error the program itself ended so.',
      why: [
        'StartError: command, mount or workingDir is wrong. No log exists.',
        'git ends with 128 after any "fatal:".',
        'exit with an invalid argument in a shell.',
      ],
      confirm: [describePod('Reason: StartError or Error, and the message'), previousLog('fatal: ... of git')],
      fix: ['StartError: correct the spec as the message says. git: credentials, repository or directory.'],
      prevent: ['Pass numbers from 0 to 125 to exit.'],
      link,
      see: ['start-error', 'git'],
    },
  },
  {
    name: 'exit 137',
    page: {
      title: '128 + 9, SIGKILL: for memory, by the kubelet, or made up',
      means: 'The process was killed and could not defend itself. The reason beside the code tells which of these it was.',
      why: [
        'OOMKilled: over its memory limit.',
        'ContainerStatusUnknown: the container is gone, the code is made up.',
        'Error: killed after the grace period (deletion, probe of a sidecar, drain), by the node when its memory was short, or a child of a shell was OOM-killed.',
      ],
      confirm: [describePod('Last State: Reason'), podEvents('Killing, Evicted, Unhealthy just before')],
      fix: ['By reason: raise the memory limit, mend the probe, or look at the node.'],
      prevent: ['Memory requests and limits for init containers too.'],
      link: docs('tasks/configure-pod-container/assign-memory-resource'),
      see: ['oom-killed', 'killed', 'container-gone'],
    },
  },
  {
    name: 'exit 255',
    page: {
      title: 'the program ended with -1, or the runtime lost the container',
      means: 'Codes are one byte: -1 becomes 255. With reason Unknown it is made up by containerd, which lost the task.',
      why: [
        'ssh and many programs use it for any fatal error.',
        '"exec format error" in the log: wrong processor or a broken first line of a script.',
        'Reason Unknown: restart of runtime or node.',
      ],
      confirm: [describePod('Reason: Error or Unknown'), previousLog('exec format error, ssh errors')],
      fix: ['Error: as the log says. Unknown: nothing, it is run again.'],
      prevent: ['Codes from 1 to 125 in own programs.'],
      link,
      see: ['exec-format', 'container-gone'],
    },
  },
  {
    name: 'signal N',
    page: {
      title: 'codes above 128: 128 + N means ended by signal N',
      means:
        '129 SIGHUP, 130 SIGINT, 131 SIGQUIT, 137 SIGKILL, 139 SIGSEGV, 141 SIGPIPE, 143 SIGTERM. A program may also choose such a code itself.',
      why: [
        'SIGHUP, SIGINT, SIGTERM: somebody asked it to stop. SIGPIPE: the reader of its output ended first (command | head with pipefail).',
      ],
      confirm: [
        podEvents('Killing, Evicted, node shutdown at that time'),
        run(
          `kubectl get pod POD -n NAMESPACE -o jsonpath='{.status.initContainerStatuses[*].lastState.terminated}'`,
          'times: did it end by a limit of its own',
        ),
      ],
      fix: ['Find the sender; with SIGPIPE let the first command end by itself.'],
      prevent: ['trap signals in scripts and print which one came.'],
      link: docs('concepts/workloads/pods/pod-lifecycle'),
      see: ['timeout-exit', 'killed', 'segfault'],
    },
  },
];
