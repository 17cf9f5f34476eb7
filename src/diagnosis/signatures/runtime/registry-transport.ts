import { advise, inspect } from '../../words/commands.ts';
import { imageParts } from '../image-parts.ts';
import { askNodeOwner, edit, nodeOf, showEvents, showNode } from '../remedies.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** How the way from the node to the registry fails. The node pulls, not the pod: its DNS, proxy and certificates count. */

const hostOf = ({ image }: SignatureContext) => imageParts(image).host;
const onNode = (context: SignatureContext, what: string) => [
  showNode(context, `see whether only this node is affected`),
  askNodeOwner(context, what),
];

export const registryTransport: readonly Signature[] = [
  {
    id: 'registry-proxy',
    code: 'image-network',
    category: 'image-network',
    pattern: /proxyconnect tcp: (?<why>.{1,160})|407 Proxy Authentication Required|Proxy Authentication Required/,
    in: 'message',
    cause: (groups, context) =>
      `the HTTP proxy that the runtime of ${nodeOf(context)} is set to use does not let it through to the registry${groups.why ? `: ${groups.why}` : ' (407 proxy authentication required)'}`,
    fixes: (_, context) =>
      onNode(
        context,
        'to correct HTTP_PROXY, HTTPS_PROXY and NO_PROXY of the container runtime (systemd unit of containerd or CRI-O); an internal registry belongs in NO_PROXY',
      ),
    weight: 3,
    heals: 'maybe',
    matches: [
      'failed to do request: Head "https://registry.test/v2/app/manifests/1": proxyconnect tcp: dial tcp 10.9.0.1:3128: i/o timeout',
      'failed to do request: Head "https://registry.test/v2/app/manifests/1": Proxy Authentication Required',
    ],
    lookAlikes: ['dial tcp 10.9.0.1:443: i/o timeout', '401 Unauthorized'],
  },
  {
    id: 'registry-dns',
    code: 'image-network',
    category: 'image-network',
    pattern:
      /lookup (?<host>[^\s:]{1,253})(?: on (?<resolver>\S{1,80}))?: (?<why>no such host|server misbehaving|i\/o timeout|Temporary failure in name resolution|Try again|.{0,80}connection refused)|Could not resolve host:? (?<host2>\S{1,253})/,
    in: 'message',
    cause: (groups, context) =>
      `${nodeOf(context)} cannot resolve the registry's name ${groups.host}${groups.why ? ` (DNS: ${groups.why})` : ''}, so the image ${context.image} cannot be pulled`,
    fixes: (groups, context) => [
      advise(
        `check the host name ${groups.host} in the image: a typo, or a registry that only the pods' DNS knows (nodes do not resolve *.svc.cluster.local)`,
      ),
      ...onNode(context, `to repair DNS there (/etc/resolv.conf) or to make ${groups.host} resolvable`),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'failed to do request: Head "https://registry.test/v2/app/manifests/1": dial tcp: lookup registry.test on 10.0.0.2:53: no such host',
      'pinging container registry registry.test: Get "https://registry.test/v2/": dial tcp: lookup registry.test: Temporary failure in name resolution',
    ],
    lookAlikes: ['dial tcp 10.9.0.1:443: connect: connection refused', 'docker.io/library/redis:77: not found'],
  },
  {
    id: 'registry-plain-http',
    code: 'image-tls',
    category: 'image-tls',
    pattern:
      /server gave HTTP response to HTTPS client|first record does not look like a TLS handshake|Client sent an HTTP request to an HTTPS server/,
    in: 'message',
    cause: (_, context) =>
      `the registry ${hostOf(context)} speaks plain HTTP, but the runtime of ${nodeOf(context)} asks it with HTTPS (TLS)`,
    fixes: (_, context) => [
      advise(`give the registry ${hostOf(context)} a certificate, or pull from one that has TLS`),
      ...onNode(
        context,
        `to list ${hostOf(context)} as an insecure (plain HTTP) registry: hosts.toml under /etc/containerd/certs.d, or registries.conf of CRI-O`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'failed to do request: Head "https://10.1.2.3:5000/v2/app/manifests/1": http: server gave HTTP response to HTTPS client',
      'Get "https://registry.test/v2/": tls: first record does not look like a TLS handshake',
    ],
    lookAlikes: ['x509: certificate signed by unknown authority', '401 Unauthorized'],
  },
  {
    id: 'registry-certificate',
    code: 'image-tls',
    category: 'image-tls',
    pattern:
      /x509: (?<why>certificate signed by unknown authority|certificate has expired or is not yet valid|certificate is (?:valid for|not valid)[^"]{1,160}|cannot validate certificate for[^"]{1,120}|certificate relies on legacy Common Name[^"]{0,60}|.{1,80})|remote error: tls: (?<why2>[\w ]{1,60})|tls: (?<why3>handshake failure|protocol version not supported|bad certificate)/,
    in: 'message',
    cause: (groups, context) => `${nodeOf(context)} does not accept the TLS certificate of the registry ${hostOf(context)}: ${groups.why}`,
    fixes: (groups, context) =>
      /expired/.test(groups.why ?? '')
        ? [...onNode(context, 'to check its clock'), advise(`have the certificate of ${hostOf(context)} renewed if it has expired`)]
        : [
            advise(
              `use the host name that the certificate of ${hostOf(context)} is made for, or have it made anew by an authority that the nodes trust`,
            ),
            ...onNode(
              context,
              `to install the registry's CA certificate on every node (/etc/containerd/certs.d/${hostOf(context)}/ca.crt or the system's trust store, then restart the runtime)`,
            ),
          ],
    weight: 3,
    heals: 'no',
    matches: [
      'failed to do request: Head "https://registry.test/v2/app/manifests/1": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'Get "https://registry.test/v2/": x509: certificate has expired or is not yet valid: current time 2026-05-04T09:00:00Z is after 2026-05-01T00:00:00Z',
      'Get "https://10.1.2.3/v2/": x509: cannot validate certificate for 10.1.2.3 because it doesn\'t contain any IP SANs',
    ],
    lookAlikes: ['http: server gave HTTP response to HTTPS client', 'dial tcp 10.1.2.3:443: i/o timeout'],
  },
  {
    id: 'registry-unreachable',
    code: 'image-network',
    category: 'image-network',
    pattern:
      /(?:dial tcp|read tcp|write tcp|do request|pinging container registry|failed to (?:pull|copy|resolve)|failed pulling|Error response from daemon: Get|httpReadSeeker).{0,800}(?<why>i\/o timeout|connection refused|no route to host|network is unreachable|connection reset by peer|TLS handshake timeout|Client\.Timeout exceeded|request canceled while waiting|context deadline exceeded|unexpected EOF|: EOF|broken pipe|context canceled|stream error|no data received)/,
    in: 'message',
    cause: (groups, context) =>
      `${nodeOf(context)} cannot reach the registry ${hostOf(context)} to pull ${context.image}: ${groups.why?.replace(/^: /, '')}`,
    fixes: (_, context) => [
      showEvents(context, 'see whether every attempt fails in the same way or only some'),
      askNodeOwner(
        context,
        `to open the way to ${hostOf(context)} (firewall, proxy, route), or preload the image on the node, or use a mirror that it can reach`,
      ),
      showNode(context, 'see whether only this node is affected'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'failed to do request: Head "https://registry.test/v2/app/manifests/1": dial tcp 10.1.2.3:443: i/o timeout',
      'Error response from daemon: Get https://registry.test/v2/: net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
      'pinging container registry registry.test: Get "https://registry.test/v2/": dial tcp 10.1.2.3:443: connect: connection refused',
      'failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://cdn.test/blob": read tcp 10.0.0.4:5000->10.1.2.3:443: read: connection reset by peer',
    ],
    lookAlikes: ['dial unix /run/containerd/containerd.sock: connect: connection refused', '503 Service Unavailable'],
  },
  {
    id: 'registry-server-error',
    code: 'image-network',
    category: 'image-network',
    pattern:
      /(?:unexpected status|unexpected HTTP status|status code|StatusCode|HEAD request|GET request).{0,400}\b(?<status>50[0234](?: [A-Z][A-Za-z ]{3,30})?)|received unexpected HTTP status: (?<status2>5\d\d.{0,30})|registry is unavailable/,
    in: 'message',
    cause: (groups, context) => `the registry ${hostOf(context)} is out of order: it answers ${groups.status ?? 'that it is unavailable'}`,
    fixes: (_, context) => [
      showEvents(context, 'see whether it has gone on for long; a failing registry often heals by itself'),
      advise(`ask the owner of ${hostOf(context)} to look at it (its storage, its database, its proxy)`),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'unexpected status from HEAD request to https://registry.test/v2/app/manifests/1: 503 Service Unavailable',
      'Error response from daemon: received unexpected HTTP status: 502 Bad Gateway',
    ],
    lookAlikes: ['unexpected status from HEAD request to https://registry.test/v2/: 403 Forbidden', 'dial tcp 10.1.2.3:5000: i/o timeout'],
  },
  {
    id: 'registry-runtime-down',
    code: 'node-not-ready',
    category: 'node',
    pattern: /dial unix (?<socket>\/\S{1,100}\.sock): connect: (?<why>connection refused|no such file or directory|permission denied)/,
    in: 'message',
    cause: (groups, context) => `the container runtime of ${nodeOf(context)} is down: its socket ${groups.socket} answers ${groups.why}`,
    fixes: (_, context) => [
      showNode(context, 'see the conditions of the node'),
      inspect('see which other pods are there', 'get', 'pods', '-A', '-o', 'wide'),
      askNodeOwner(context, 'to restart the container runtime and to read its journal'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'connection error: desc = "transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: no such file or directory"',
      'connection error: desc = "transport: Error while dialing dial unix /var/run/crio/crio.sock: connect: connection refused"',
    ],
    lookAlikes: ['dial tcp 10.1.2.3:443: connect: connection refused', 'dial unix /var/run/postgresql/.s.PGSQL.5432'],
  },
  {
    id: 'registry-image-name',
    code: 'image-name',
    category: 'image-name',
    pattern:
      /invalid reference format(?:: (?<why>.{1,100}))?|couldn't parse image (?:name|reference)|repository name must be lowercase|invalid (?:tag|repository) (?:format|name)/,
    in: 'message',
    cause: (groups, context) =>
      `"${context.image}" is no valid image name${groups.why ? `: ${groups.why}` : ': it holds a character or pattern that no image name or tag may have'}`,
    fixes: (_, context) => [
      edit(
        context,
        'write a valid image: lower case, REPOSITORY:TAG, no blanks, braces, asterisks or unreplaced variables; have the pipeline or chart substitute it for init containers too',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Failed to apply default image tag "Acme/App:1": couldn\'t parse image name "Acme/App:1": invalid reference format: repository name (Acme/App) must be lowercase',
      'Failed to apply default image tag "app:${TAG}": couldn\'t parse image reference "app:${TAG}": invalid reference format',
    ],
    lookAlikes: ['invalid date format', 'docker.io/library/redis:77: not found'],
  },
];
