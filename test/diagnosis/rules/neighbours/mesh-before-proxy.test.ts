import { meshBeforeProxy } from '../../../../src/diagnosis/rules/neighbours/mesh-before-proxy.ts';
import { exited, specify } from '../container-facts.ts';

const refused = ['dial tcp 10.96.0.7:5432: connect: connection refused'];
const setup = { name: 'setup', image: 'ghcr.io/acme/tools:1.4' };
const pod = (before: string, proxy: string, more: object = {}) => ({
  spec: {
    nodeName: 'node-1',
    initContainers: [
      { name: before, image: 'x' },
      { ...setup, ...more },
    ],
    containers: [
      { name: 'app', image: 'x' },
      { name: proxy, image: 'x' },
    ],
  },
  status: {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'True' }],
    initContainerStatuses: [
      {
        name: before,
        image: 'x',
        imageID: '',
        ready: true,
        restartCount: 0,
        state: {
          terminated: {
            exitCode: 0,
            reason: 'Completed',
            startedAt: '2026-06-01T11:40:05Z',
            finishedAt: '2026-06-01T11:40:06Z',
            containerID: 'c',
          },
        },
      },
      {
        ...setup,
        imageID: '',
        ready: false,
        restartCount: 4,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: {
          terminated: {
            exitCode: 1,
            reason: 'Error',
            startedAt: '2026-06-01T11:58:00Z',
            finishedAt: '2026-06-01T11:58:01Z',
            containerID: 'c',
          },
        },
      },
    ],
  },
});
const service = (ready: boolean) => [
  { kind: 'Service', metadata: { name: 'db' }, spec: { clusterIP: '10.96.0.7', ports: [{ port: 5432 }] } },
  {
    kind: 'EndpointSlice',
    metadata: { name: 'db-1', labels: { 'kubernetes.io/service-name': 'db' } },
    endpoints: [{ addresses: ['10.1.1.1'], conditions: { ready } }],
  },
];

specify(meshBeforeProxy, {
  fires: [
    [
      'Istio with CNI',
      { ...exited(1, refused), ...pod('istio-validation', 'istio-proxy') },
      [/Istio redirects/, /excludeOutboundPorts: "5432"/, /1337/],
    ],
    [
      'Istio, and the Service is ready',
      { ...exited(1, refused), ...pod('istio-init', 'istio-proxy'), objects: service(true) },
      [/although Service db is ready/],
    ],
    ['Linkerd', { ...exited(1, refused), ...pod('linkerd-init', 'linkerd-proxy') }, [/skip-outbound-ports: "5432"/]],
    ['Kuma', { ...exited(1, refused), ...pod('kuma-init', 'kuma-sidecar') }, [/Kuma redirects/]],
    [
      'an outside host',
      {
        ...exited(1, ['curl: (7) Failed to connect to api.example.com port 443 after 3 ms: Connection refused']),
        ...pod('istio-init', 'istio-proxy'),
      },
      [/api\.example\.com:443/],
    ],
  ],
  silent: [
    ['the Service has no endpoints', { ...exited(1, refused), ...pod('istio-init', 'istio-proxy'), objects: service(false) }],
    [
      'it runs as the user of the proxy',
      { ...exited(1, refused), ...pod('istio-init', 'istio-proxy', { securityContext: { runAsUser: 1337 } }) },
    ],
    [
      'the redirection comes after it',
      {
        ...exited(1, refused),
        spec: { initContainers: [setup, { name: 'istio-init', image: 'x' }], containers: [{ name: 'istio-proxy', image: 'x' }] },
      },
    ],
    ['no mesh', exited(1, refused)],
    ['another failure', { ...exited(1, ['syntax error']), ...pod('istio-init', 'istio-proxy') }],
  ],
});
