import { imageNetwork } from '../../../../src/diagnosis/rules/images/image-network.ts';
import { backOff, oldBackOff, specify } from '../container-facts.ts';

specify(imageNetwork, {
  fires: [
    [
      'a proxy that does not let it through',
      backOff('failed to resolve reference "ghcr.io/t": failed to do request: Head "https://ghcr.io/v2/t/manifests/1": Forbidden'),
      [/the proxy that the container runtime uses refuses the way to ghcr\.io/, /have ghcr\.io allowed at the proxy/],
    ],
    [
      'the host does not resolve',
      backOff('failed to do request: Head "https://reg.acme/v2/t": dial tcp: lookup reg.acme on 10.0.0.2:53: no such host'),
      [/node node-1 cannot pull/, /DNS does not resolve reg\.acme/],
    ],
    [
      'offline, and the policy asks the registry each time',
      {
        ...backOff('failed to do request: Head "https://registry-1.docker.io/v2/t": dial tcp: lookup registry-1.docker.io: no such host'),
        container: { imagePullPolicy: 'Always' },
      },
      [/if the nodes already have .*, set imagePullPolicy: IfNotPresent on setup/, /"imagePullPolicy":"IfNotPresent"/],
    ],
    [
      'time-out, up to 1.31',
      oldBackOff('rpc error: code = Unknown desc = failed to do request: Head "https://ghcr.io/v2/t": dial tcp 1.2.3.4:443: i/o timeout'),
      [/ghcr\.io times out/],
    ],
    [
      'refused, CRI-O',
      {
        waiting: {
          reason: 'RegistryUnavailable',
          message:
            'image pull failed for reg.acme/t because the registry is unavailable: pinging container registry reg.acme: Get "https://reg.acme/v2/": dial tcp 10.0.0.1:443: connect: connection refused',
        },
      },
      [/reg\.acme cannot be reached/],
    ],
    [
      'docker',
      backOff(
        'Error response from daemon: Get "https://reg.acme/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
      ),
      [/times out/],
    ],
    [
      'a proxy that does not answer',
      backOff('failed to do request: Head "https://ghcr.io/v2/t": proxyconnect tcp: dial tcp 10.9.9.9:3128: connect: connection refused'),
      [/the proxy that the container runtime uses/, /NO_PROXY/],
    ],
    [
      'the registry is down',
      backOff('unexpected status from HEAD request to https://ghcr.io/v2/acme/tools/manifests/1.4: 503 Service Unavailable'),
      [/server error/],
    ],
    ['handshake time-out', backOff('Get "https://ghcr.io/v2/": net/http: TLS handshake timeout'), [/times out/]],
    [
      'the token server',
      backOff(
        'failed to authorize: failed to fetch anonymous token: Get "https://auth.docker.io/token": dial tcp 1.2.3.4:443: i/o timeout',
      ),
      [/auth\.docker\.io/],
    ],
  ],
  silent: [
    ['a registry that forbids', backOff('unexpected status from HEAD request to https://ghcr.io/v2/acme/tools/manifests/1: 403 Forbidden')],
    ['not found', backOff('ghcr.io/acme/tools:1.4: not found')],
    ['an untrusted certificate', backOff('tls: failed to verify certificate: x509: certificate signed by unknown authority')],
    [
      'an application that is refused',
      { waiting: { reason: 'CrashLoopBackOff' }, lastTerminated: { exitCode: 1, message: 'dial tcp: connection refused' }, restarts: 1 },
    ],
  ],
});
