import type { Code } from '../../codes.ts';
import { currentLog, docs, initSpec, podEvents, previousLog, run } from '../commands.ts';
import type { Page } from '../page.ts';

/** Sidecars, and containers that others put into the pod. */
export const sidecarPages = {
  'sidecar-not-started': {
    title: 'a sidecar has not started, and holds back the rest',
    means:
      'A sidecar is an init container with restartPolicy: Always. The next one starts when it runs and its startupProbe, if any, has passed.',
    why: [
      'Its startup probe fails: wrong port or path, or too little time (failureThreshold × periodSeconds); then it is killed and started again.',
      'It exits, with 0 as well: a sidecar is always restarted, with the usual back-off.',
      'Its image or config is missing, as with any container. Readiness and liveness probes do not hold back anything.',
    ],
    confirm: [
      podEvents('Unhealthy: "Startup probe failed", with the answer'),
      currentLog('on which port does it say that it listens'),
      initSpec('startupProbe, ports'),
    ],
    fix: [
      'Let the probe ask the port and path that it serves, and give it the time it needs.',
      'Put what the sidecar itself waits for before it, not after it.',
    ],
    prevent: ['Have a startupProbe that means "the next may start", no more.'],
    link: docs('concepts/workloads/pods/sidecar-containers'),
  },
  'sidecar-blocks': {
    title: 'a plain init container is a server and never ends',
    means: 'A plain init container must end with 0 before the next starts. This one is a server or agent, so the app never starts.',
    why: [
      'restartPolicy: Always is missing on it.',
      'An old mutating webhook or client dropped the field while rewriting the pod.',
      'Cluster older than 1.29: the field is off and dropped (1.28: behind a gate).',
    ],
    confirm: [
      run(
        `kubectl get pod POD -n NAMESPACE -o jsonpath='{range .spec.initContainers[*]}{.name}{"  "}{.restartPolicy}{"\\n"}{end}'`,
        'Always, or nothing; compare with the template of the workload',
      ),
      run('kubectl get mutatingwebhookconfigurations', 'who rewrites pods'),
    ],
    fix: [
      'Set restartPolicy: Always on it (1.29 and later), or move it to containers.',
      'Update the webhook that drops the field, then recreate the pod.',
    ],
    prevent: ['After upgrades of webhooks check one live pod against its template.'],
    link: docs('concepts/workloads/pods/sidecar-containers'),
  },
  'webhook-injected': {
    title: 'the init container is not yours: a webhook added it',
    means:
      'It is in the pod but not in the template of the workload. Changing the workload does not change it, except by annotations or labels that the injector reads.',
    why: [
      'A service mesh, Vault agent, secrets or monitoring injector adds init containers to pods of labelled namespaces.',
      'Its own service, version or settings are wrong.',
    ],
    confirm: [
      run(`kubectl get KIND NAME -n NAMESPACE -o jsonpath='{.spec.template.spec.initContainers[*].name}'`, 'it is missing here'),
      run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.metadata.annotations}'`, 'traces of the injector'),
      run('kubectl get mutatingwebhookconfigurations', 'who changes pods'),
    ],
    fix: [
      'Correct the annotations that the injector reads, or its own configuration, then recreate the pod.',
      'Keep it out with its opt-out annotation where it is not needed.',
    ],
    prevent: ['Know the injectors of your namespace before changing its labels.'],
    link: docs('reference/access-authn-authz/extensible-admission-controllers'),
  },
  mesh: {
    title: 'a service mesh keeps the init container off the network',
    means:
      'The mesh redirects traffic of the pod to its proxy. Before the proxy runs, or without the right to set rules, init containers get no connection.',
    why: [
      'Redirection by a CNI plugin works from the start of the sandbox, the proxy only runs later: all connections of init fail.',
      'istio-init or linkerd-init may not change iptables: NET_ADMIN and NET_RAW are missing, or a kernel module is.',
      'The network validator fails: the CNI plugin of the mesh was not ready when the pod came.',
    ],
    confirm: [
      run(
        `kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.initContainers[*].name}{"  |  "}{.spec.containers[*].name}'`,
        'is the proxy a sidecar before your init container, or an app container',
      ),
      previousLog('of istio-init, istio-validation, linkerd-init: iptables errors'),
    ],
    fix: [
      'Run the proxy as a native sidecar (1.29 and later; Istio: ENABLE_NATIVE_SIDECARS), so that later init containers have network.',
      'Istio without it: run the init container as user 1337, or exclude its target with traffic.sidecar.istio.io/excludeOutboundPorts or excludeOutboundIPRanges.',
      'Rights: use the CNI plugin of the mesh where NET_ADMIN is forbidden.',
    ],
    prevent: ['Test init containers that need network inside the mesh.'],
    link: docs('concepts/workloads/pods/sidecar-containers'),
  },
} as const satisfies Partial<Record<Code, Page>>;
