import type { Code } from '../../codes.ts';
import { currentLog, docs, inContainer, initSpec, podEvents, previousLog, run } from '../commands.ts';
import type { Page } from '../page.ts';

/** The init container ran, or was about to. */
export const runPages = {
  'exit-code': {
    title: 'the program in the init container fails and says why',
    means: 'The container started, its program ended with a code other than 0. The last error line of its log is the answer.',
    why: [
      'A setting is missing or wrong: an empty variable, a file that is not there, a bad argument.',
      'What it talks to refuses it: database, API, bucket, registry.',
      'The meaning of codes 1 to 125 is up to the program. Only 126, 127 and 128 + N have a meaning by custom.',
    ],
    confirm: [
      previousLog('read the last error line, not the first warning; of a stack trace the innermost "Caused by"'),
      run(
        `kubectl get pod POD -n NAMESPACE -o jsonpath='{.status.initContainerStatuses[*].lastState.terminated}'`,
        'exit code, times and the termination message of each init container',
      ),
    ],
    fix: [
      'Correct what the line names, in the workload (Deployment, StatefulSet, Job), not in the pod.',
      'A StatefulSet may not replace a pod that is broken already: delete that pod after the change.',
      'Kubernetes retries by itself: at once after the first failure, then after 10 s, 20 s, 40 s, up to 5 minutes. With restartPolicy Never it does not: the pod is Failed.',
    ],
    prevent: ['Print one clear line before every exit. Check all required settings first and name the one that is missing.'],
    link: docs('tasks/debug/debug-application/debug-init-containers'),
    see: ['exit-silent', 'exit N'],
  },
  'exit-silent': {
    title: 'the init container fails without a word',
    means: 'The program failed, its log and its termination message are empty. Make it talk before guessing.',
    why: [
      'A shell script with set -e stops at a command that prints nothing (test, grep -q, curl -s).',
      'Output goes to a file or to /dev/null instead of stdout and stderr.',
      'The program was killed, or died, before its buffered output was written.',
    ],
    confirm: [
      previousLog('is it really empty, for the run that failed'),
      initSpec('what it runs; look for -s, -q, 2>/dev/null and set -e'),
    ],
    fix: [
      run(
        'kubectl debug POD -n NAMESPACE -it --copy-to=POD-debug --container=CONTAINER -- sh',
        'a copy of the pod with a shell in place of the command: run the command by hand, then delete the copy',
      ),
      'Put set -x at the start of the script: the shell then prints each command before it runs it.',
      'Set terminationMessagePolicy: FallbackToLogsOnError, so the last log lines (at most 80 lines or 2 KiB) stay in the status.',
    ],
    prevent: ['Drop -s and 2>/dev/null; use curl -fsS, which is quiet but prints errors.'],
    link: docs('tasks/debug/debug-application/determine-reason-pod-failure'),
  },
  'command-not-found': {
    title: 'a command is not in the image or not in $PATH',
    means: 'Exit code 127, or the runtime could not find the program that the container is to start.',
    why: [
      'The image does not have it: slim, alpine and distroless images lack bash, curl, nc or even sh.',
      'A typo, or a whole command line given as one word: command: ["sleep 5"] looks for a file named "sleep 5".',
      'The path differs between versions of the image, or a volume is mounted over the directory that holds the program.',
      'containerd reports it as StartError with exit code 128 and counts a restart; CRI-O as CreateContainerError without one.',
    ],
    confirm: [
      initSpec('command, args, image and volumeMounts'),
      run(
        'kubectl run probe -n NAMESPACE --rm -it --restart=Never --image=IMAGE --command -- sh',
        'is there a shell, and does command -v NAME find it',
      ),
    ],
    fix: [
      'Use an image that has the tool, or call what the image has: busybox has nc, wget and nslookup, but no curl and no bash.',
      'Give command as a list, one word an entry. Pipes, && and $VAR need a shell: ["sh", "-c", "..."].',
    ],
    prevent: ['Pin the image by version, and run the exact command in it in CI.'],
    link: docs('tasks/inject-data-application/define-command-argument-container'),
  },
  'start-error': {
    title: 'the runtime created the container but could not start it',
    means: 'No line of your program ran. The message of the runtime (runc, crun) is the whole evidence; there is no log.',
    why: [
      'The program of command is missing, not executable, or a directory.',
      'workingDir does not exist and cannot be made, or may not be entered by that user.',
      'A mount failed inside the container, a device or a security profile (seccomp, AppArmor) is not there.',
      'The memory limit is too small even for starting: "container init was OOM-killed".',
    ],
    confirm: [
      run(
        `kubectl get pod POD -n NAMESPACE -o jsonpath='{range .status.initContainerStatuses[*]}{.name}{"  "}{.state}{"  "}{.lastState}{"\\n"}{end}'`,
        'the message after "unable to start container process"',
      ),
      podEvents('Failed events of the container; the reason alone says little, the message all'),
    ],
    fix: ['Correct command, workingDir, mounts, securityContext or limits as the message says. A log is not to be had.'],
    prevent: ['Start the image once with the same command, user and limits before it is rolled out.'],
    link: docs('tasks/debug/debug-application/debug-pods'),
  },
  'exec-format': {
    title: 'the program was found, but the kernel cannot run it',
    means: 'The log says "exec format error", "cannot execute binary file", or "no such file or directory" of a file that is there.',
    why: [
      'The image is built for another processor (arm64 image on amd64 node, or the reverse).',
      'A script without #! as its first two bytes, or with Windows line ends (#!/bin/sh\\r).',
      'The interpreter or dynamic loader is missing: a glibc program in an alpine (musl) image.',
    ],
    confirm: [
      run(`kubectl get node NODE -o jsonpath='{.status.nodeInfo.architecture}'`, 'the processor of the node'),
      run(
        `kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.nodeName}'`,
        'the node to ask about; compare with the platforms of the image',
      ),
    ],
    fix: [
      'Build for both: docker buildx build --platform linux/amd64,linux/arm64.',
      'Or keep the pod on fitting nodes: nodeSelector kubernetes.io/arch: amd64.',
      'For scripts: correct the first line, save with LF line ends, or name the interpreter in command.',
    ],
    prevent: ['Publish multi-platform images, and keep *.sh text eol=lf in .gitattributes.'],
    link: docs('reference/labels-annotations-taints'),
  },
  'timeout-exit': {
    title: 'a timeout or SIGTERM ended the init container',
    means: 'Exit code 124: the timeout command ended it. 143 (128 + 15): it got SIGTERM and ended.',
    why: [
      'What it waits for or works on takes longer than its own timeout allows.',
      'SIGTERM came from outside: the pod was deleted, a deadline ran out, the node was drained or shut down.',
      'With 143 a sidecar may have been stopped by its liveness or startup probe. Plain init containers have no probes.',
    ],
    confirm: [
      previousLog('what it was doing in its last lines'),
      podEvents('Killing, Unhealthy, DeadlineExceeded or a node that shuts down'),
    ],
    fix: [
      'Find what it waited for; that is the cause, the timeout only ended the wait.',
      'Raise the timeout only when the work is known to take longer.',
    ],
    prevent: ['Let the script say what it waits for and for how long before it gives up.'],
    link: docs('concepts/workloads/pods/init-containers'),
  },
  'running-long': {
    title: 'an init container runs, and nothing says what it waits for',
    means:
      'It is running, not failing. Kubernetes has no time limit for it: later init containers and the app wait for as long as it runs.',
    why: [
      'It hangs: on a connection without a timeout, a lock, or input from a terminal that is not there.',
      'It is slow: a large download, a chown -R over a full volume, a big migration.',
      'Its command never ends: sleep infinity, tail -f, a server that belongs among the containers or needs restartPolicy: Always.',
    ],
    confirm: [
      run('kubectl logs POD -n NAMESPACE -c CONTAINER -f --timestamps', 'do new lines come, and how old is the last one'),
      inContainer('ps', 'what it is running now; fails in images without ps'),
      run('kubectl top pod POD -n NAMESPACE --containers', 'work shows as CPU, a hang as none (needs metrics-server)'),
    ],
    fix: ['At work: let it work.', 'Hung: end it from inside or delete the pod, and give the command a limit (timeout 300 COMMAND).'],
    prevent: ['Give every network call a timeout, and long work a progress line.'],
    link: docs('concepts/workloads/pods/init-containers'),
  },
  'app-error': {
    title: 'a known error of the program or of the server that it asks',
    means: 'The log has a line whose meaning is known, such as HTTP 401, 404 or 503, or a stack trace with its innermost cause.',
    why: [
      'HTTP 401 and 403: no token, a wrong one, or one without the right. 404: wrong path, version or bucket.',
      'HTTP 5xx: the server itself is in trouble, or the proxy before it has no backend that is ready.',
      'An exception in the program: its innermost cause names the setting, file or host.',
    ],
    confirm: [currentLog('the line itself and the one before it'), initSpec('the URL and where its credentials come from')],
    fix: ['4xx: correct the URL or the credentials; waiting does not help.', '5xx: mend the server; the retries of Kubernetes then pass.'],
    prevent: ['Let the script print URL and status of each failed request (curl -fsS does).'],
    link: docs('tasks/debug/debug-application/debug-running-pod'),
  },
} as const satisfies Partial<Record<Code, Page>>;
