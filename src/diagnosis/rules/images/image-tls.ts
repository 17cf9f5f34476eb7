import { readImage } from '../../images/image-reference.ts';
import { pullFailure } from '../../images/pull-failure.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { advise, inspect } from '../../words/commands.ts';

const troubles: readonly (readonly [RegExp, (host: string, text: string) => string, (host: string, text: string) => string])[] = [
  [
    /http: server gave HTTP response to HTTPS client|first record does not look like a TLS handshake|malformed HTTP response/,
    (host) => `registry ${host} speaks plain HTTP, but the container runtime asks it over HTTPS`,
    (host) =>
      `declare ${host} as a plain http (insecure) registry in the container runtime of every node (containerd: certs.d/${host}/hosts.toml with server = "http://${host}"), or give the registry a certificate`,
  ],
  [
    /certificate has expired|not yet valid|is not yet valid/,
    (host) => `the certificate of registry ${host} has expired or is not yet valid by the node's clock`,
    (host) => `renew the certificate of ${host}; if it is fresh, set the clock of the node`,
  ],
  [
    /certificate is valid for|not \S{1,200}$|cannot validate certificate for|doesn't contain any IP SANs|relies on legacy Common Name/,
    (host, text) =>
      `the certificate of registry ${host} is not made out for that name${carried(text) ? ` (x509: it is valid for ${carried(text)})` : ''}`,
    (host, text) =>
      standIn.test(carried(text) ?? '')
        ? `that is the default certificate of an ingress controller: give the Ingress of ${host} its own TLS Secret, with ${host} among the subject alternative names (SAN)`
        : `use the host name that the certificate carries, or issue one with ${host} among its subject alternative names (SAN)`,
  ],
  [
    /unknown authority|self[- ]signed|x509|verify/,
    (host) => `the node does not trust the authority (CA) that signed the certificate of registry ${host} (x509: unknown authority)`,
    (host) =>
      `install the CA certificate of ${host} on every node (system trust store, or containerd certs.d/${host}/ca.crt) and restart the container runtime; a CA in the pod does not help`,
  ],
  [
    /./,
    (host) => `the TLS handshake with registry ${host} fails`,
    (host) => `see what ${host} offers: openssl s_client -connect ${host}:443 from the node`,
  ],
];

const carried = (text: string): string | undefined =>
  /certificate is valid for (?<names>[\w.*:, -]{1,200}?), not /.exec(text)?.groups?.names;
/** Names in the certificates that ingress controllers make for themselves. */
const standIn = /^ingress\.local\b|\.traefik\.default\b|^Kubernetes Ingress Controller/;

/** The container runtime cannot speak TLS with the registry, or does not believe it. */
export const imageTls: Rule = {
  id: 'image-tls',
  judge(facts) {
    const failure = pullFailure(facts);
    if (failure?.cause !== 'tls') return [];
    const { step, image, text } = failure;
    const host = /https?:\/\/([\w.:-]{1,200})/.exec(text)?.[1] ?? readImage(image).registry;
    const trouble = troubles.find(([pattern]) => pattern.test(text));
    if (!trouble) return [];
    const [, what, fix] = trouble;
    const node = facts.pod.spec?.nodeName;
    return [
      {
        code: 'image-tls',
        category: 'image-tls',
        severity: 'error',
        container: step.name,
        cause: `image ${image} of ${roleOf(step)} ${step.name} cannot be pulled: ${what(host, text)}`,
        fixes: [advise(fix(host, text)), ...(node ? [inspect('see which runtime the node has', 'get', 'node', node, '-o', 'wide')] : [])],
        evidence: failure.evidence,
        heals: 'no',
        confidence: 'certain',
        depth: 'cause',
      },
    ];
  },
};
