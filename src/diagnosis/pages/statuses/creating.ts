import { docs, initSpec, podEvents, previousLog, run } from '../commands.ts';
import type { StatusPage } from './status-page.ts';

/** The image is there, the container does not come to run. */
export const creatingStatuses: readonly StatusPage[] = [
  {
    name: 'Init:CreateContainerConfigError',
    also: /^createcontainerconfigerror$/i,
    page: {
      title: 'something that its spec refers to is missing',
      means:
        'Something that the spec refers to is missing, or the spec contradicts itself. Tried again every 10 to 15 seconds, without growing pauses.',
      why: [
        'A ConfigMap, Secret or key for env is missing.',
        'runAsNonRoot, but the image runs as root or as a named user.',
        'A subPath cannot be prepared, or the kubelet has not read Services or Secrets yet.',
      ],
      confirm: [podEvents('Error: ... names the object or the rule')],
      fix: ['Create what is missing, or correct the reference: the pod goes on by itself.'],
      prevent: ['optional: true for what is truly optional.'],
      link: docs('tasks/configure-pod-container/configure-pod-configmap'),
      see: ['config-missing-object', 'config-missing-key', 'run-as-nonroot'],
    },
  },
  {
    name: 'Init:CreateContainerError',
    also: /^createcontainererror$/i,
    page: {
      title: 'the runtime refuses to create the container',
      means: 'There is no container and no log, and restarts are not counted. With CRI-O also bad commands and mounts show here.',
      why: [
        'No command, a command that is not in the image (CRI-O), a mount or device that fails, a name still reserved.',
        'ImageVolumeMountFailed in the message: an image volume.',
      ],
      confirm: [podEvents('the text after Error:'), initSpec('what the text speaks of')],
      fix: ['Correct the spec; "name is reserved" and timeouts are matters of the runtime on the node.'],
      prevent: ['Try the image on the runtime of production.'],
      link: docs('tasks/debug/debug-application/debug-pods'),
      see: ['create-container', 'command-not-found', 'mount-over-file'],
    },
  },
  {
    name: 'Init:RunContainerError',
    also: /^runcontainererror$/i,
    page: {
      title: 'the runtime could not start it (containerd)',
      means:
        'Shown for a moment; the same failure is then StartError with exit code 128, counts as a restart and becomes Init:CrashLoopBackOff.',
      why: ['The command is not in the image or not executable, workingDir or a mount is wrong, the memory limit is tiny.'],
      confirm: [
        podEvents('failed to create containerd task: ... the end of the text counts'),
        initSpec('command, workingDir, volumeMounts'),
      ],
      fix: ['Correct the field that the text names.'],
      prevent: ['Start the image once with this very command.'],
      link: docs('tasks/inject-data-application/define-command-argument-container'),
      see: ['start-error', 'command-not-found', 'mount-over-file'],
    },
  },
  {
    name: 'Init:StartError',
    also: /^starterror$/i,
    page: {
      title: 'it could not be started; there is no log',
      means: 'The runtime failed before the program ran. There is no log: the message of the terminated state is all.',
      why: [
        '"executable file not found": the command. "permission denied": its mode. "not a directory": a mount. "OOM-killed": a memory limit too low for starting.',
      ],
      confirm: [
        run(
          `kubectl get pod POD -n NAMESPACE -o jsonpath='{.status.initContainerStatuses[*].lastState.terminated.message}'`,
          'the message; while it is fresh it stands in state.terminated',
        ),
      ],
      fix: ['Correct command, mount, mode or limit in the workload.'],
      prevent: ['Lists for command and args; no shell syntax without a shell.'],
      link: docs('tasks/inject-data-application/define-command-argument-container'),
      see: ['start-error', 'command-not-found', 'mount-over-file'],
    },
  },
  {
    name: 'Init:PostStartHookError',
    also: /^poststarthookerror$/i,
    page: {
      title: 'the postStart hook of a sidecar failed',
      means:
        'Only sidecars may have hooks. The container was killed because its hook failed. The event says no more than "PostStartHook failed".',
      why: ['The command of the hook fails or is not in the image; its HTTP request is refused as the server is not up yet.'],
      confirm: [initSpec('lifecycle.postStart'), previousLog('output of the container; that of the hook is not in it')],
      fix: ['Let the hook wait for the server, or do its work in the command itself.'],
      prevent: ['Prefer a startupProbe to a hook.'],
      link: docs('concepts/containers/container-lifecycle-hooks'),
    },
  },
  {
    name: 'Init:PreStartHookError',
    also: /^(?:init:)?pre(?:start|create)hookerror$/i,
    page: {
      title: 'the kubelet could not prepare the container',
      means: 'An internal step of CPU, memory or device manager failed. It is no hook of yours.',
      why: ['Exclusive CPUs or memory pages are not to be had, or a device plugin answered with an error.'],
      confirm: [
        podEvents('Internal PreStartContainer hook failed: ...'),
        run('kubectl describe node NODE', 'devices and CPUs, allocatable and allocated'),
      ],
      fix: ['Ask those who run the node: device plugin and kubelet logs. Another node may do.'],
      prevent: ['Request whole CPUs only where they must be exclusive.'],
      link: docs('concepts/policy/node-resource-managers'),
    },
  },
  {
    name: 'Init:RestartingAllContainers',
    also: /^restartingallcontainers$/i,
    page: {
      title: 'a rule restarts all containers, init first',
      means:
        'A container ended with a code for which its restartPolicyRules say RestartAllContainers (1.36; alpha in 1.35). Init begins again.',
      why: ['The rule matched the exit code of one container; all others were killed without grace.'],
      confirm: [
        run(
          `kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.initContainers[*].restartPolicyRules}{.spec.containers[*].restartPolicyRules}'`,
          'the rules',
        ),
        podEvents('which container ended'),
      ],
      fix: ['Wait for the new init; if it repeats, mend the container whose exit triggers it.'],
      prevent: ['Init containers that stand a second run on the same volumes.'],
      link: docs('concepts/workloads/pods/pod-lifecycle'),
    },
  },
];
