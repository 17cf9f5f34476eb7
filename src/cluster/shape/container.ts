import type * as k8s from '@kubernetes/client-node';
import type { Container, ContainerState, ContainerStatus, Probe, Wire } from '../kubernetes.ts';
import { flag, list, listOrNone, name, number, object, or, quantities, type Shape, text, textOrNumber, texts } from './shapes.ts';

const optionalName = object<{ name?: string; optional?: boolean }>({ name: text, optional: flag });
const keyReference = object<{ key: string; name?: string; optional?: boolean }>({ key: name, name: text, optional: flag });

const env: Shape<Wire<k8s.V1EnvVar>[]> = list(
  object<Wire<k8s.V1EnvVar>>({
    name,
    value: text,
    valueFrom: object<Wire<k8s.V1EnvVarSource>>({
      configMapKeyRef: keyReference,
      secretKeyRef: keyReference,
      fieldRef: object<Wire<k8s.V1ObjectFieldSelector>>({ fieldPath: name }),
      resourceFieldRef: object<Wire<k8s.V1ResourceFieldSelector>>({ resource: name, containerName: text }),
      fileKeyRef: object<Wire<k8s.V1FileKeySelector>>({ key: name, path: name, volumeName: name, optional: flag }),
    }),
  }),
);

const envFrom: Shape<Wire<k8s.V1EnvFromSource>[]> = list(
  object<Wire<k8s.V1EnvFromSource>>({ prefix: text, configMapRef: optionalName, secretRef: optionalName }),
);

const exec = object<Wire<k8s.V1ExecAction>>({ command: texts });
const httpGet = object<Wire<k8s.V1HTTPGetAction>>({ host: text, path: text, port: or(textOrNumber, ''), scheme: text });
const tcpSocket = object<Wire<k8s.V1TCPSocketAction>>({ host: text, port: or(textOrNumber, '') });

const probe: Shape<Probe> = object<Probe>({
  exec,
  httpGet,
  tcpSocket,
  grpc: object<Wire<k8s.V1GRPCAction>, 'port'>({ port: number, service: text }, 'port'),
  failureThreshold: number,
  initialDelaySeconds: number,
  periodSeconds: number,
  successThreshold: number,
  timeoutSeconds: number,
  terminationGracePeriodSeconds: number,
});

const handler = object<Wire<k8s.V1LifecycleHandler>>({
  exec,
  httpGet,
  tcpSocket,
  sleep: object<Wire<k8s.V1SleepAction>, 'seconds'>({ seconds: number }, 'seconds'),
});

export const resources: Shape<Wire<k8s.V1ResourceRequirements>> = object<Wire<k8s.V1ResourceRequirements>>({
  requests: quantities,
  limits: quantities,
});

const seccompProfile = object<Wire<k8s.V1SeccompProfile>>({ type: name, localhostProfile: text });

const securityContext = object<Wire<k8s.V1SecurityContext>>({
  allowPrivilegeEscalation: flag,
  capabilities: object<Wire<k8s.V1Capabilities>>({ add: texts, drop: texts }),
  privileged: flag,
  readOnlyRootFilesystem: flag,
  runAsGroup: number,
  runAsNonRoot: flag,
  runAsUser: number,
  seccompProfile,
  seLinuxOptions: object<Wire<k8s.V1SELinuxOptions>>({ level: text, role: text, type: text, user: text }),
});

export const podSecurityContext: Shape<Wire<k8s.V1PodSecurityContext>> = object<Wire<k8s.V1PodSecurityContext>>({
  fsGroup: number,
  fsGroupChangePolicy: text,
  runAsGroup: number,
  runAsNonRoot: flag,
  runAsUser: number,
  seccompProfile,
  supplementalGroups: list(number),
  sysctls: list(object<Wire<k8s.V1Sysctl>>({ name, value: name })),
});

const restartPolicyRules = list(
  object<Wire<k8s.V1ContainerRestartRule>>({
    action: name,
    exitCodes: object<Wire<k8s.V1ContainerRestartRuleOnExitCodes>>({ operator: name, values: list(number) }),
  }),
);

export const container: Shape<Container> = object<Container>({
  name,
  image: name,
  imagePullPolicy: text,
  command: texts,
  args: texts,
  workingDir: text,
  env,
  envFrom,
  ports: list(
    object<Wire<k8s.V1ContainerPort>, 'containerPort'>(
      { containerPort: number, name: text, protocol: text, hostIP: text, hostPort: number },
      'containerPort',
    ),
  ),
  volumeMounts: list(
    object<Wire<k8s.V1VolumeMount>>({ name, mountPath: name, subPath: text, subPathExpr: text, readOnly: flag, mountPropagation: text }),
  ),
  volumeDevices: list(object<Wire<k8s.V1VolumeDevice>>({ name, devicePath: name })),
  resources,
  securityContext,
  restartPolicy: text,
  restartPolicyRules,
  startupProbe: probe,
  readinessProbe: probe,
  livenessProbe: probe,
  lifecycle: object<Wire<k8s.V1Lifecycle>>({ postStart: handler, preStop: handler, stopSignal: text }),
  terminationMessagePath: text,
  terminationMessagePolicy: text,
  tty: flag,
  stdin: flag,
});

const state: Shape<ContainerState> = object<ContainerState>({
  waiting: object<Wire<k8s.V1ContainerStateWaiting>>({ reason: text, message: text }),
  running: object<Wire<k8s.V1ContainerStateRunning>>({ startedAt: text }),
  // Without an exit code nobody can say whether it failed: 0 would be a claim.
  terminated: object<Wire<k8s.V1ContainerStateTerminated>, 'exitCode'>(
    { exitCode: number, signal: number, reason: text, message: text, startedAt: text, finishedAt: text, containerID: text },
    'exitCode',
  ),
});

export const containerStatuses: Shape<ContainerStatus[]> = list(
  object<ContainerStatus>({
    name,
    image: name,
    imageID: name,
    containerID: text,
    ready: or(flag, false),
    started: flag,
    restartCount: or(number, 0),
    state,
    lastState: state,
    resources,
    allocatedResources: quantities,
  }),
);

export const containers = listOrNone(container);
