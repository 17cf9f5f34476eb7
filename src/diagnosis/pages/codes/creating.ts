import type { Code } from '../../codes.ts';
import { describePod, docs, initSpec, podEvents, run } from '../commands.ts';
import type { Page } from '../page.ts';

/** The container is not created, or its environment cannot be made. */
export const creatingPages = {
  'config-missing-object': {
    title: 'a ConfigMap or Secret that env names does not exist',
    means:
      'CreateContainerConfigError: env or envFrom names an object that is not in the namespace of the pod. The kubelet names one at a time.',
    why: [
      'It was never created, has another name (hash suffix of Kustomize), or is in another namespace: references never cross namespaces.',
      'The operator that makes it (External Secrets, cert-manager, Sealed Secrets) has failed or is slow.',
    ],
    confirm: [
      podEvents('configmap "NAME" not found, or secret "NAME" not found'),
      run('kubectl get configmaps,secrets -n NAMESPACE', 'is there one of nearly the same name'),
    ],
    fix: [
      run(
        'kubectl create configmap NAME -n NAMESPACE --from-literal=KEY=VALUE',
        'create it; the pod goes on by itself within about 15 seconds',
      ),
      'Or correct the name in the workload, or mark the reference optional: true when the program can do without.',
    ],
    prevent: ['Ship config and workload in one release; check references in CI.'],
    link: docs('tasks/configure-pod-container/configure-pod-configmap'),
  },
  'config-missing-key': {
    title: 'the ConfigMap or Secret exists, but not the key',
    means: "CreateContainerConfigError: couldn't find key KEY in ConfigMap or Secret.",
    why: [
      'The key is spelled otherwise: case, _ or -, or a file name such as app.yaml instead of app.yml.',
      'A new release wants a key that this environment does not have yet.',
    ],
    confirm: [
      podEvents('which key in which object'),
      run('kubectl describe configmap NAME -n NAMESPACE', 'its keys'),
      run('kubectl describe secret NAME -n NAMESPACE', 'keys and sizes, without values'),
    ],
    fix: [
      run(
        `kubectl patch configmap NAME -n NAMESPACE -p '{"data":{"KEY":"VALUE"}}'`,
        'add it; the next attempt, within 15 seconds, finds it',
      ),
      run(`kubectl patch secret NAME -n NAMESPACE -p '{"stringData":{"KEY":"VALUE"}}'`, 'the same for a Secret'),
      'Or correct the key in the workload, or set optional: true.',
    ],
    prevent: ['Keep one list of required keys, and check every environment against it.'],
    link: docs('concepts/configuration/configmap'),
  },
  'run-as-nonroot': {
    title: 'runAsNonRoot is set, the image runs as root or a name',
    means: 'CreateContainerConfigError: the kubelet does not start the container, as it would run as root or cannot tell.',
    why: [
      'The image has no USER, so it would run as user 0. Often only the init image (busybox) lacks it.',
      'USER is a name, not a number: the kubelet cannot verify a name.',
      'runAsUser: 0 on the container contradicts runAsNonRoot of the pod.',
    ],
    confirm: [
      initSpec('its securityContext'),
      run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.securityContext}'`, 'runAsNonRoot and runAsUser of the pod'),
    ],
    fix: [
      'Set runAsUser to a number other than 0 on pod or container (65534 is nobody), and fsGroup for its volumes.',
      'Or build the image with USER 10001.',
      'Only when it must be root: runAsNonRoot: false and runAsUser: 0 on that container, if the namespace allows it.',
    ],
    prevent: ['Numeric USER in every image.'],
    link: docs('tasks/configure-pod-container/security-context'),
  },
  'create-container': {
    title: 'the runtime cannot create the container',
    means: 'CreateContainerError: no container exists, no log, no restart is counted. The kubelet tries again every 10 to 15 seconds.',
    why: [
      'CRI-O: bad command, failed mount or missing file, which containerd reports as StartError.',
      'The name is still reserved by an earlier attempt, or the runtime is overloaded (context deadline exceeded).',
      'No command at all: neither image nor spec has one. A subPath or an image volume cannot be prepared.',
    ],
    confirm: [describePod('the message behind Waiting: CreateContainerError'), podEvents('Failed events; is the text the same each time')],
    fix: [
      'What concerns the spec (command, mounts, user, devices): correct it in the workload.',
      '"name is reserved" and timeouts: ask for a look at the runtime and load of the node, or let the pod run on another node.',
    ],
    prevent: ['Run the pod once in staging on the same runtime as production.'],
    link: docs('tasks/debug/debug-cluster/crictl'),
  },
  'mount-over-file': {
    title: 'a directory is mounted over a file, or the reverse',
    means:
      'The runtime says "not a directory" or "Are you trying to mount a directory onto a file": the two sides of the mount differ in kind.',
    why: [
      'A ConfigMap or Secret is mounted at a file path without subPath: it then is a directory.',
      'subPath names a key that does not exist, so an empty directory is made in its place.',
      'hostPath of type Directory at a path that is a file, or without a type, so that a directory was made.',
    ],
    confirm: [
      initSpec('volumeMounts: mountPath and subPath'),
      run('kubectl describe configmap NAME -n NAMESPACE', 'does it have the key that subPath names'),
    ],
    fix: [
      'To mount one file: mountPath: /etc/app/app.conf with subPath: app.conf.',
      'Or mount the whole volume in a directory of its own.',
    ],
    prevent: ['Prefer directories: files under a subPath are never updated when the ConfigMap changes.'],
    link: docs('concepts/storage/volumes'),
  },
} as const satisfies Partial<Record<Code, Page>>;
