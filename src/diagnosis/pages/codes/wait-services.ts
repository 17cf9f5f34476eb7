import type { Code } from '../../codes.ts';
import { currentLog, docs, initSpec, run } from '../commands.ts';
import type { Page } from '../page.ts';

const slices = (says: string) => run('kubectl get endpointslices -n NAMESPACE -l kubernetes.io/service-name=SERVICE -o yaml', says);

/** The init container waits for a Service. */
export const serviceWaitPages = {
  'wait-service-missing': {
    title: 'it waits for a Service that does not exist',
    means: 'The name has no Service, so DNS answers NXDOMAIN ("bad address", "could not resolve") until somebody makes it.',
    why: [
      'A typo, or the release name is part of the Service name (myapp-redis, not redis).',
      'It is in another namespace: a short name means the namespace of the pod.',
      'It is not deployed yet, or was renamed.',
    ],
    confirm: [
      run('kubectl get services -A', 'is there one of that name elsewhere, or nearly that name here'),
      initSpec('the host name in command, args or env'),
    ],
    fix: ['Name it SERVICE.NAMESPACE (or SERVICE.NAMESPACE.svc.cluster.local), or deploy what is missing; the wait then ends by itself.'],
    prevent: ['Take host names from one place (values, ConfigMap) for Service and client.'],
    link: docs('concepts/services-networking/dns-pod-service'),
    see: ['wait-no-endpoints', 'dns-failed'],
  },
  'wait-no-endpoints': {
    title: 'it waits for a Service behind which no pod is ready',
    means: 'The Service exists, no endpoint is ready: connections are refused at once. A headless Service does not even resolve.',
    why: [
      'Its pods are not ready: failing, pending, or waiting themselves. That is the root; look there.',
      'Its selector matches no pod (labels differ), or it has none and nobody maintains its endpoints.',
      'The workload behind it is scaled to 0.',
    ],
    confirm: [
      run('kubectl describe service SERVICE -n NAMESPACE', 'Selector and Endpoints'),
      slices('conditions.ready of each endpoint'),
      run('kubectl get pods -n NAMESPACE -l KEY=VALUE', 'the pods that the selector means'),
    ],
    fix: ['Mend those pods, or the selector. The wait then ends by itself.'],
    prevent: ['Let the app retry its connections itself; then it needs no wait in init.'],
    link: docs('tasks/debug/debug-application/debug-service'),
  },
  'wait-wrong-port': {
    title: 'it waits for a port that nobody serves',
    means: 'The Service is healthy, but not on this port. Depending on the proxy the connection is refused or times out.',
    why: [
      'The port in the check is that of the container, not that of the Service, or the reverse.',
      'targetPort names a port on which the app does not listen, or the app listens on 127.0.0.1 only.',
      'Headless Services translate no ports: the port of the pod counts.',
    ],
    confirm: [
      run(`kubectl get service SERVICE -n NAMESPACE -o jsonpath='{.spec.ports}'`, 'port and targetPort'),
      initSpec('host and port of the check'),
    ],
    fix: ['Correct the port of the check, or ports and targetPort of the Service.'],
    prevent: ['Use named ports in Services (targetPort: http).'],
    link: docs('concepts/services-networking/service'),
  },
  'wait-cycle': {
    title: 'two or more workloads wait for each other',
    means: 'A waits in init for B, B waits in init for A. Neither becomes ready, so both wait forever.',
    why: [
      'Each pod becomes ready only after its init, and init waits for the other to be ready.',
      'A longer chain closes through a third workload.',
    ],
    confirm: [run('kubectl get pods -n NAMESPACE', 'all at Init:N/M for the same time'), initSpec('what each of them waits for')],
    fix: ['Remove one of the waits: let that app start and retry its connection itself.', 'Restarting or waiting does not help.'],
    prevent: ['Let init wait only for what never waits back: databases, queues.'],
    link: docs('concepts/workloads/pods/init-containers'),
  },
  'wait-self': {
    title: 'it waits for its own pod or its own Service',
    means: 'What it waits for starts only after init: its own app container, or a Service behind which only these same pods stand.',
    why: [
      'The check asks localhost: app containers of the pod do not run during init. Sidecars before it do.',
      'The host setting was not passed to the init container, so its default (localhost) counts.',
      'Peers of a StatefulSet look for each other through a Service that lists ready pods only.',
    ],
    confirm: [
      initSpec('host of the check, and env'),
      run('kubectl describe service SERVICE -n NAMESPACE', 'whose pods does the selector mean'),
    ],
    fix: ['Name the host that is meant, or drop the wait.', 'For peers: publishNotReadyAddresses: true on a headless Service.'],
    prevent: ['Never wait in init for what init itself holds back.'],
    link: docs('concepts/services-networking/service'),
  },
  'wait-target-healthy': {
    title: 'what it waits for is ready: it should end any moment',
    means: 'The target exists and is ready now. A loop sees it at its next turn; a run that failed sees it at its next attempt.',
    why: ['It has become ready just now, and the loop sleeps.', 'The container is in back-off: up to 5 minutes between attempts.'],
    confirm: [currentLog('do new attempts come'), slices('since when it is ready')],
    fix: ['Wait for the next attempt, or delete the pod to skip the back-off.', 'If it goes on for minutes, the check itself is wrong.'],
    prevent: ['Sleep seconds, not minutes, between tries.'],
    link: docs('tasks/debug/debug-application/debug-service'),
    see: ['wait-check-suspect'],
  },
  'wait-check-suspect': {
    title: 'what it waits for is ready: the check must be wrong',
    means: 'The target answers, the loop goes on. The command that tests it fails for a reason of its own.',
    why: [
      'The tool is not in the image, or does not know the option (busybox nc, wget).',
      'nslookup of busybox after 1.28 fails for short names: it does not use search domains as the resolver does.',
      'A variable is empty, a pipe or || true hides the exit status, grep looks for words that do not come, http is asked of an https port.',
    ],
    confirm: [
      run('kubectl exec -it POD -n NAMESPACE -c CONTAINER -- sh', 'run the check by hand, then echo $?'),
      currentLog('what the check prints'),
    ],
    fix: [
      'Use the full name SERVICE.NAMESPACE.svc.cluster.local, test the exit status, and let errors be seen.',
      'Set the missing variable in env of this init container: env of the app does not count here.',
    ],
    prevent: ['Try the check once by hand, with the target up and with it down.'],
    link: docs('tasks/administer-cluster/dns-debugging-resolution'),
  },
} as const satisfies Partial<Record<Code, Page>>;
