import type { Code } from '../../codes.ts';
import { docs, initSpec, previousLog, run } from '../commands.ts';
import type { Page } from '../page.ts';

const inPodNetwork = (says: string) => run('kubectl debug POD -n NAMESPACE -it --image=busybox -- sh', says);

/** The program says that the network or TLS fails. */
export const networkPages = {
  'connection-refused': {
    title: 'a connection is refused: nobody listens there',
    means: 'The address was reached and answered no at once. It is not a firewall that drops packets; those time out.',
    why: [
      'The Service has no ready endpoint (kube-proxy then refuses), or the app behind it does not listen on that port.',
      'The target is localhost, where nothing runs during init but sidecars.',
      'The target is still starting: then a later attempt passes.',
    ],
    confirm: [
      previousLog('host and port that were refused'),
      run(
        'kubectl describe service SERVICE -n NAMESPACE',
        'Endpoints: none means that no pod behind it is ready; also Port and TargetPort',
      ),
    ],
    fix: [
      'Bring the target up, or correct host and port.',
      'Let the init container retry within one run: a loop with a limit beats back-off of minutes.',
    ],
    prevent: ['Retry connections at start-up.'],
    link: docs('tasks/debug/debug-application/debug-service'),
  },
  'connection-timeout': {
    title: 'a connection times out: packets are dropped',
    means: 'No answer at all. Something between drops packets, or the address does not exist.',
    why: [
      'A NetworkPolicy, firewall or security group. Missing NAT or route for addresses outside.',
      'A port that the Service does not have (iptables mode), or internalTrafficPolicy: Local without a local endpoint.',
      'Service mesh: its proxy is not running yet during init.',
    ],
    confirm: [
      previousLog('which address and port'),
      inPodNetwork('nc -w 5 HOST PORT from the network of the pod'),
      run('kubectl get networkpolicies -n NAMESPACE', 'policies of this pod'),
    ],
    fix: ['Open the way, or correct the address. Waiting rarely helps.'],
    prevent: ['Set connect timeouts of seconds, so that the log names the host soon.'],
    link: docs('concepts/services-networking/network-policies'),
  },
  'dns-failed': {
    title: 'a name does not resolve',
    means:
      'NXDOMAIN: the name does not exist as asked. SERVFAIL or a timeout: DNS itself is in trouble ("Temporary failure", "try again").',
    why: [
      'No such Service, or in another namespace. A headless Service without ready pods does not resolve either.',
      'CoreDNS is down or overloaded, or a policy blocks port 53.',
      'dnsPolicy: Default, or hostNetwork without ClusterFirstWithHostNet, hides cluster names.',
      'alpine (musl) and newer busybox treat search domains otherwise than glibc.',
    ],
    confirm: [
      inPodNetwork('nslookup NAME.NAMESPACE.svc.cluster.local, then cat /etc/resolv.conf'),
      run('kubectl get pods -n kube-system -l k8s-app=kube-dns', 'are CoreDNS pods ready'),
      run('kubectl get services -A', 'is the Service there, and in which namespace'),
    ],
    fix: ['Use the full name, create the Service, or allow DNS in the policy.', 'DNS down for all pods: mend CoreDNS first.'],
    prevent: ['Fully qualified names in init containers; NodeLocal DNSCache in big clusters.'],
    link: docs('tasks/administer-cluster/dns-debugging-resolution'),
    see: ['wait-service-missing', 'wait-blocked'],
  },
  'tls-untrusted': {
    title: 'the certificate comes from an unknown CA',
    means: 'x509: unknown authority, self-signed, "unable to get local issuer certificate". The connection works, trust is missing.',
    why: [
      'A private or corporate CA that is not in the image; slim images may have no CA certificates at all.',
      'The server does not send its intermediate certificate.',
      'A proxy on the way opens TLS and signs anew.',
    ],
    confirm: [previousLog('which host'), inPodNetwork('with an image that has it: openssl s_client -connect HOST:PORT -showcerts')],
    fix: [
      'Mount the CA from a ConfigMap and point to it: SSL_CERT_FILE, CURL_CA_BUNDLE, NODE_EXTRA_CA_CERTS, REQUESTS_CA_BUNDLE, a Java truststore.',
      'Or let the server send its whole chain. Do not switch verification off.',
    ],
    prevent: ['Distribute the CA to every namespace (trust-manager), init containers included.'],
    link: docs('tasks/tls/managing-tls-in-a-cluster'),
    see: ['tls-expired', 'tls-wrong-name', 'image-tls'],
  },
  'tls-expired': {
    title: 'a certificate has expired or is not valid yet',
    means: 'The dates in the certificate do not fit the clock of the node.',
    why: [
      'Nobody renewed it, or the server still serves the old one after renewal.',
      'The clock of the node is wrong: then all certificates fail there.',
      'Not valid yet: made a moment ago on a machine whose clock is ahead.',
    ],
    confirm: [
      previousLog('the dates in the message against now'),
      run(
        `kubectl get secret NAME -n NAMESPACE -o jsonpath='{.metadata.creationTimestamp}'`,
        'when its Secret was made; cert-manager: kubectl get certificates shows READY',
      ),
    ],
    fix: ['Renew it and restart what serves it. Wrong clock: time synchronization of the node.'],
    prevent: ['Automatic renewal, and an alert weeks ahead.'],
    link: docs('tasks/tls/managing-tls-in-a-cluster'),
  },
  'tls-wrong-name': {
    title: 'the certificate is for another name',
    means: 'The host that was asked is not among the names of the certificate (SAN).',
    why: [
      'It is asked by Service name or IP, and the certificate has the public name, or the reverse.',
      'A short name: the certificate has NAME.NAMESPACE.svc only.',
      'An ingress or load balancer answers with its default certificate.',
    ],
    confirm: [previousLog('the names after "not" and "valid for"'), initSpec('the host as it is asked for')],
    fix: ['Ask for a name that the certificate has, or issue it with this name (dnsNames).'],
    prevent: ['Put NAME, NAME.NAMESPACE.svc and NAME.NAMESPACE.svc.cluster.local into internal certificates.'],
    link: docs('tasks/tls/managing-tls-in-a-cluster'),
  },
  'tls-protocol': {
    title: 'both sides do not speak the same TLS, or one speaks none',
    means: 'The handshake fails before any certificate is judged: wrong version number, handshake failure, HTTP response to HTTPS client.',
    why: [
      'https or sslmode=require at a port that speaks plain text, or the reverse.',
      'No common TLS version or cipher: one side is much older.',
      'The server wants a client certificate (mTLS), or a proxy cuts in.',
    ],
    confirm: [previousLog('the words of the handshake'), initSpec('scheme, port and TLS settings')],
    fix: ['Use the scheme that the port speaks; give the client certificate; bring the older side up to date.'],
    prevent: ['Name ports by protocol (http, https) and use each for that alone.'],
    link: docs('tasks/debug/debug-application/debug-service'),
    see: ['tls-untrusted'],
  },
} as const satisfies Partial<Record<Code, Page>>;
