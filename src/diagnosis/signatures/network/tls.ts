import { advise, inspect } from '../../words/commands.ts';
import { edit, nodeOf, showField, showNode } from '../remedies.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** Certificates that a program does not accept. */

const showTrust = (context: SignatureContext) =>
  showField(
    context,
    'see its mounts and the variables that name CA files (SSL_CERT_FILE, NODE_EXTRA_CA_CERTS, REQUESTS_CA_BUNDLE)',
    '.volumeMounts',
    '.env',
  );

export const tls: readonly Signature[] = [
  {
    id: 'tls-bundle-missing',
    code: 'tls-untrusted',
    category: 'tls',
    pattern:
      /curl: \(77\)|error setting certificate (?:verify locations|file)|could not (?:load|find|open) (?:a |the )?(?:TLS CA certificate bundle|ca(?:cert)? ?(?:bundle|file)).{0,120}|Could not find a suitable TLS CA certificate bundle, invalid path: (?<path>\S{1,200})|trustAnchors parameter must be non-empty|no system roots|x509: failed to load system roots|(?:root certificate file|CA file) "?(?<path2>[^"\s]{1,200})"? (?:does not exist|not found)|problem with the SSL CA cert/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} has no CA bundle${groups.path ? ` (${groups.path})` : ''}: the image ${context.image} lacks ca-certificates, or a volume mounted over /etc/ssl/certs hides it, so no certificate can be verified`,
    fixes: (_, context) => [
      showTrust(context),
      edit(
        context,
        'use an image with ca-certificates, or mount a CA bundle, and mount nothing over /etc/ssl/certs as a whole (use subPath or another path)',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'curl: (77) error setting certificate verify locations:  CAfile: /etc/ssl/certs/ca-certificates.crt',
      'OSError: Could not find a suitable TLS CA certificate bundle, invalid path: /etc/ca/ca.pem',
      'java.security.InvalidAlgorithmParameterException: the trustAnchors parameter must be non-empty',
      'root certificate file "/root/.postgresql/root.crt" does not exist',
    ],
    lookAlikes: ['curl: (60) SSL certificate problem: unable to get local issuer certificate', 'certificate saved'],
  },
  {
    id: 'tls-expired',
    code: 'tls-expired',
    category: 'tls',
    pattern:
      /certificate has expired|CERT_HAS_EXPIRED|certificate expired|certificate is not yet valid|CERT_NOT_YET_VALID|CertificateExpiredException|CertificateNotYetValidException|x509: certificate has expired or is not yet valid(?:: current time (?<now>\S{1,40}) is (?<when>after|before) (?<limit>\S{1,40}))?|NotAfter: (?<limit2>.{1,40})|The certificate .{0,60}(?:expired|not activated)|certificate verify failed: (?:certificate has expired|certificate is not yet valid)|server certificate verification failed\. CAfile: .{0,80}expired|sslv3 alert certificate expired/i,
    in: 'log',
    cause: (groups, context) =>
      `the TLS certificate that ${context.container} meets has expired or is not valid yet${groups.limit ? ` (its limit is ${groups.limit})` : ''}: it was not renewed, or a clock is wrong`,
    fixes: (_, context) => [
      inspect('see the certificates that cert-manager keeps, if it is there', 'get', 'certificates,secrets', '-n', context.namespace),
      showNode(context, 'see whether other pods of the node fail too: then its clock may be wrong'),
      advise(`have the certificate renewed by its owner, and restart what serves it; check the clock (NTP) of ${nodeOf(context)}`),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Get "https://api.test": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-05-04T09:00:00Z is after 2026-05-01T00:00:00Z',
      'curl: (60) SSL certificate problem: certificate has expired',
      'Error: certificate has expired',
      'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate is not yet valid (_ssl.c:1006)',
      'java.security.cert.CertificateExpiredException: NotAfter: Fri May 01 00:00:00 UTC 2026',
    ],
    lookAlikes: ['license expired', 'token has expired', 'x509: certificate signed by unknown authority'],
  },
  {
    id: 'tls-wrong-name',
    code: 'tls-wrong-name',
    category: 'tls',
    pattern:
      /x509: certificate is valid for (?<names>[^"]{1,120}?), not (?<name>[\w.*-]{1,253})|x509: cannot validate certificate for (?<name2>\S{1,60}) because|x509: certificate is not valid for any names, but wanted to match (?<name3>[\w.-]{1,253})|certificate subject name ['"]?(?<names2>[^'"]{1,100})['"]? does not match target ho?st ?name '?(?<name4>[\w.-]{1,253})|no alternative certificate subject name matches target (?:host name|ipv4 address) '(?<name5>[^']{1,253})'|ERR_TLS_CERT_ALTNAME_INVALID|Hostname\/IP does not match certificate's altnames|Peer certificate CN=[`'](?<names3>[^'`]{1,100})[`'] did not match expected CN=[`'](?<name10>[^'`]{1,100})|Hostname mismatch, certificate is not valid for '(?<name6>[^']{1,253})'|hostname '(?<name7>[^']{1,253})' doesn't match|No subject alternative (?:DNS )?names? (?:matching (?:IP address |DNS name )?(?<name8>[\w.:-]{1,253}) found|present)|No name matching (?<name9>[\w.-]{1,253}) found|RemoteCertificateNameMismatch|server certificate for "[^"]{1,200}" (?:\(.{1,60}\) )?does not match host name|relies on legacy Common Name field|tls-hostname-mismatch/,
    in: 'log',
    cause: (groups, context) =>
      `the TLS certificate is made for other names${groups.names ? ` (${groups.names})` : ''} than ${groups.name ?? 'the host name'} under which ${context.container} asks (subject alternative names)`,
    fixes: (groups, context) => [
      showField(context, 'see which host name it uses', '.command', '.args', '.env'),
      edit(context, 'use a host name that the certificate carries, such as the full name of the Service'),
      advise(`or have the certificate made again with ${groups.name ?? 'that name'} among its subject alternative names`),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'tls: failed to verify certificate: x509: certificate is valid for vault.vault.svc, localhost, not vault.shop.svc',
      "x509: cannot validate certificate for 10.96.12.7 because it doesn't contain any IP SANs",
      "curl: (60) SSL: no alternative certificate subject name matches target host name 'api'",
      "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: Host: db. is not in the cert's altnames",
      "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for 'api'. (_ssl.c:1006)",
      'java.security.cert.CertificateException: No subject alternative DNS name matching kafka-0 found.',
      "PHP Warning: stream_socket_enable_crypto(): Peer certificate CN=`db.test' did not match expected CN=`db'",
    ],
    lookAlikes: ['no name matching the pattern', 'x509: certificate signed by unknown authority', 'checksum does not match'],
  },
  {
    id: 'tls-untrusted',
    code: 'tls-untrusted',
    category: 'tls',
    pattern:
      /x509: (?<why>certificate signed by unknown authority|certificate is not trusted)|[Cc]ertificate verification failure: (?<why5>.{1,80})|[Cc]ertificate is (?:NOT|not) trusted|[Cc]ertificate chain was issued by an authority that is not trusted|SSL certificate problem: (?<why2>[\w ()-]{1,80})|certificate verify failed(?:: (?<why3>[\w ()-]{1,80}))?|unable to get (?:local )?issuer certificate|UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(?:_LOCALLY)?)|(?:DEPTH_ZERO_)?SELF_SIGNED_CERT(?:_IN_CHAIN)?|self[- ]signed certificate(?: in certificate chain)?|PKIX path (?:building|validation) failed|unable to find valid certification path|unable to verify the first certificate|(?:The remote certificate is invalid|RemoteCertificateChainErrors|PartialChain|UntrustedRoot)|server certificate verification failed|[Ii]nvalid peer certificate: (?<why4>\w{1,40})|tlsv1 alert unknown ca|unknown certificate authority|curl: \(60\)/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} does not trust the TLS certificate of its peer (${groups.why ?? 'signed by an unknown authority'}): the CA that signed it is not in the CA bundle that this container uses`,
    fixes: (_, context) => [
      showTrust(context),
      edit(
        context,
        `mount the CA certificate into ${context.container} (ConfigMap or Secret) and name it (SSL_CERT_FILE, NODE_EXTRA_CA_CERTS, REQUESTS_CA_BUNDLE, a Java truststore); nothing may hide /etc/ssl/certs`,
      ),
      advise('or ask the owner of the server to send the whole chain with a certificate of a known authority'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Get "https://api.test/health": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'curl: (60) SSL certificate problem: self-signed certificate in certificate chain',
      "fatal: unable to access 'https://git.test/a.git/': server certificate verification failed. CAfile: none CRLfile: none",
      'Error: unable to verify the first certificate',
      'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)',
      'sun.security.validator.ValidatorException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
      'The remote certificate is invalid according to the validation procedure: RemoteCertificateChainErrors',
      'ERROR 2026 (HY000): TLS/SSL error: Certificate verification failure: The certificate is NOT trusted.',
    ],
    lookAlikes: ['certificate verify skipped', 'x509: certificate has expired or is not yet valid', 'generated a self-signed cert'],
  },
];
