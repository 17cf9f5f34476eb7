import { advise, inspect } from '../../words/commands.ts';
import { edit, showField } from '../remedies.ts';
import type { Signature } from '../signature.ts';

/** Handshakes that fail before or apart from the question whose certificate it is. */
export const tlsHandshake: readonly Signature[] = [
  {
    id: 'tls-plain-server',
    code: 'tls-protocol',
    category: 'tls',
    pattern:
      /server gave HTTP response to HTTPS client|first record does not look like a TLS handshake|[Ww]rong version number|WRONG_VERSION_NUMBER|EPROTO.{0,80}(?:packet length too long|wrong version)|Unrecognized SSL message, plaintext connection|[Uu]nsupported or unrecognized SSL message|[Pp]acket length too long|http2: server sent .{0,20}HTTP\/1/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} speaks TLS (https) to a port where the server speaks plain text (http): wrong scheme or wrong port`,
    fixes: (_, context) => [
      showField(context, 'see URL, scheme and port', '.command', '.args', '.env'),
      inspect('see the ports of the Services', 'get', 'service', '-n', context.namespace),
      edit(context, 'use http://, or the port on which the server speaks TLS'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Get "https://vault:8200/v1/sys/health": http: server gave HTTP response to HTTPS client',
      'curl: (35) OpenSSL/3.0.2: error:0A00010B:SSL routines::wrong version number',
      'javax.net.ssl.SSLException: Unsupported or unrecognized SSL message',
    ],
    lookAlikes: ['Client sent an HTTP request to an HTTPS server.', 'wrong version of the schema'],
  },
  {
    id: 'tls-plain-client',
    code: 'tls-protocol',
    category: 'tls',
    pattern:
      /[Cc]lient sent an HTTP request to an HTTPS server|plain HTTP request was sent to (?:an )?HTTPS port|This combination of host and port requires TLS|SSL connection is required|Connections using insecure transport are prohibited|http: TLS handshake error/i,
    in: 'log',
    cause: (_, context) => `${context.container} speaks plain text to a port where the server demands TLS (https, SSL)`,
    fixes: (_, context) => [
      showField(context, 'see URL, scheme and port', '.command', '.args', '.env'),
      edit(context, 'use https:// or switch TLS on in the client (sslmode=require, --ssl, tls=true), with the CA certificate mounted'),
    ],
    weight: 3,
    heals: 'no',
    matches: ['Client sent an HTTP request to an HTTPS server.', '400 The plain HTTP request was sent to HTTPS port'],
    lookAlikes: ['http: server gave HTTP response to HTTPS client', 'plain HTTP is used'],
  },
  {
    id: 'tls-client-certificate',
    code: 'tls-untrusted',
    category: 'tls',
    pattern:
      /curl: \(58\)|(?:remote error: )?tls: (?:bad certificate|certificate required|unknown certificate(?: authority)?)|tlsv1[\d.]{0,2} alert (?:certificate required|bad certificate|unknown ca)|tlsv13 alert certificate required|client certificate (?:required|not|is missing).{0,60}|No required SSL certificate was sent|tls: private key does not match public key|key values mismatch|could not load (?:PEM )?client certificate|failed to find any PEM data in (?:certificate|key) input|connection requires a valid client certificate/i,
    in: 'log',
    cause: (_, context) =>
      `the server demands a client certificate (mutual TLS), and ${context.container} shows none, one that it does not accept, or one that does not fit its key`,
    fixes: (_, context) => [
      showField(context, 'see where certificate and key come from', '.args', '.env', '.volumeMounts'),
      inspect('see the TLS Secrets', 'get', 'secrets', '-n', context.namespace, '--field-selector', 'type=kubernetes.io/tls'),
      edit(context, 'mount tls.crt and tls.key of the same Secret, issued by the CA that the server trusts'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'remote error: tls: bad certificate',
      'tls: private key does not match public key',
      'FATAL:  connection requires a valid client certificate',
      'curl: (58) could not load PEM client certificate',
    ],
    lookAlikes: ['x509: certificate signed by unknown authority', 'certificate signed request approved'],
  },
  {
    id: 'tls-old-server',
    code: 'tls-protocol',
    category: 'tls',
    pattern:
      /(?<what>unsafe legacy renegotiation disabled|(?:dh|ee|ca) key too small|(?:ca|ee) md too weak|EE_KEY_TOO_SMALL|DH_KEY_TOO_SMALL|CA_MD_TOO_WEAK|legacy sigalg disallowed|x509: cannot verify signature: insecure algorithm \S{1,40})/i,
    in: 'log',
    cause: (groups, context) =>
      `the server speaks an old TLS that the library in ${context.container} (OpenSSL 3 and its like) refuses: ${groups.what}`,
    fixes: (_, context) => [
      showField(context, 'see which server it asks', '.command', '.args', '.env'),
      advise(
        'have the server brought up to date: TLS 1.2 with secure renegotiation (RFC 5746), keys of 2048 bits or more, certificates signed with SHA-256',
      ),
      edit(
        context,
        `until then mount an openssl.cnf into ${context.container} and name it in OPENSSL_CONF: Options = UnsafeLegacyServerConnect, or CipherString = DEFAULT@SECLEVEL=0 for weak keys`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'curl: (35) TLS connect error: error:0A000152:SSL routines::unsafe legacy renegotiation disabled',
      'ssl.SSLError: [SSL: DH_KEY_TOO_SMALL] dh key too small (_ssl.c:1000)',
      'SSL_CTX_use_certificate: ca md too weak',
    ],
    lookAlikes: ['curl: (35) OpenSSL/3.0.2: error:0A00010B:SSL routines::wrong version number', 'ssh: host key too small'],
  },
  {
    id: 'tls-handshake',
    code: 'tls-protocol',
    category: 'tls',
    pattern:
      /curl: \(35\)|tls: handshake failure|sslv3 alert handshake failure|TLS alert: (?:handshake failure|protocol version)|SSLHandshakeException: (?<why>.{1,100})|tls: (?:protocol version not supported|no supported versions)|UNSUPPORTED_PROTOCOL|unsupported protocol(?! scheme)|tlsv1 alert protocol version|(?:no (?:shared|matching) cipher|NO_SHARED_CIPHER)|TLS handshake (?:timeout|error)|SSL_ERROR_SYSCALL|EPROTO\b|SSL connection error: (?<why3>.{1,80})|gnutls_handshake\(\) failed: (?<why2>.{1,80})/i,
    in: 'log',
    cause: (groups, context) =>
      `the TLS handshake of ${context.container} fails${groups.why ? ` (${groups.why})` : ''}: client and server share no protocol version or cipher, or a proxy or firewall breaks it off`,
    fixes: (_, context) => [
      showField(context, 'see its target and TLS options', '.command', '.args', '.env'),
      edit(context, 'use an image whose TLS library fits the server (TLS 1.2 or newer), and check the port'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'curl: (35) error:0A000410:SSL routines::sslv3 alert handshake failure',
      'javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure',
      'net/http: TLS handshake timeout',
    ],
    lookAlikes: ['TLS handshake completed', 'websocket handshake: 404', 'unsupported protocol scheme "redis"'],
  },
];
