import { advise } from '../../words/commands.ts';
import { edit } from '../remedies.ts';
import { showSecretKeys, showServers, showSettings } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** LDAP, Keycloak and other identity servers, and mail servers. */
export const directories: readonly Signature[] = [
  {
    id: 'kerberos',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /kinit: (?<why>.{1,120})|GSSException: (?<why2>.{1,100})|krb5(?:_\w{1,40}|): (?<why3>.{1,100})|Cannot (?:contact any KDC|find KDC) for (?:requested )?realm ?(?<realm>\S{0,80})|KrbException: (?<why4>.{1,100})|(?:Client|Server) (?<why5>\S{1,120} not found in Kerberos database)/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} gets no Kerberos ticket${groups.why ? `: ${groups.why}` : ''} (principal, password or keytab wrong or outdated, the KDC not reachable, or a clock that differs by more than 5 minutes)`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(
        context,
        'mount the keytab of this principal (a changed password makes an old keytab worthless) and a krb5.conf that names realm and KDC',
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      "kinit: Cannot contact any KDC for realm 'CORP.EXAMPLE' while getting initial credentials",
      'kinit: Password incorrect while getting initial credentials',
      'GSSException: No valid credentials provided (Mechanism level: Failed to find any Kerberos tgt)',
    ],
    lookAlikes: ['mounted /etc/krb5.conf', 'kinit done'],
  },
  {
    id: 'ldap-refused',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /ldap_\w{1,20}(?:\(\w{0,10}\))?: (?<why>[A-Z][^()]{1,60}) \((?<number>-?\d{1,2})\)|LDAP: error code (?<number2>\d{1,2}) - (?<why2>.{1,100})|LDAP Result Code (?<number3>\d{1,3}) "(?<why3>[^"]{1,80})"|ldap\.(?<why4>INVALID_CREDENTIALS|SERVER_DOWN|NO_SUCH_OBJECT)/,
    in: 'log',
    cause: (groups, context) =>
      `the LDAP server does not serve ${context.container}: ${groups.why ?? 'refused'}${groups.number ? ` (${groups.number})` : ''}; 49 is a wrong DN or password, -1 no connection, 32 no such entry`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(context, 'correct bind DN, password, base DN and URL (ldap:// on 389, ldaps:// on 636) in its settings'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'ldap_bind: Invalid credentials (49)',
      "ldap_sasl_bind(SIMPLE): Can't contact LDAP server (-1)",
      'javax.naming.AuthenticationException: [LDAP: error code 49 - Invalid Credentials]',
      'LDAP Result Code 49 "Invalid Credentials": ',
    ],
    lookAlikes: ['ldap_initialize( ldap://ldap:389 )', 'LDAP is ready'],
  },
  {
    id: 'keycloak-refused',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /(?:Invalid (?:user|client) credentials|invalid_(?:client|grant)|unauthorized_client|Realm does not exist|Client not enabled to retrieve service account) ?\[?(?<told>[^\]]{0,80})\]?|Failed to send request - .{1,100}(?:401|403|404)|"error":"(?<error>invalid_client|invalid_grant|unauthorized_client)"/,
    in: 'log',
    cause: (groups, context) =>
      `the identity server refuses the login of ${context.container}${groups.told || groups.error ? ` (${groups.error ?? groups.told})` : ''}: user, client secret or realm are wrong, or the client may not do this`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(context, 'correct URL, realm, client and secret; the bootstrap administrator of Keycloak is only made on an empty database'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'Invalid user credentials [invalid_grant]',
      '{"error":"invalid_client","error_description":"Invalid client or Invalid client credentials"}',
      'Realm does not exist',
    ],
    lookAlikes: ['Logging into http://keycloak:8080 as user admin of realm master', 'git credentials are valid'],
  },
  {
    id: 'smtp-refused',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /\b(?<number>535|534|530|550|553|554)[ -](?<told>\d\.\d\.\d .{1,120})|SMTPAuthenticationError|AuthenticationFailedException: 535|Invalid login: (?<told2>.{1,100})|SMTP(?:ServerDisconnected|RecipientsRefused|SenderRefused|ConnectError)/,
    in: 'log',
    cause: (groups, context) =>
      `the mail server refuses ${context.container}${groups.number ? ` with ${groups.number}` : ''}${groups.told ? `: ${groups.told}` : ' (SMTP)'}`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(context, 'correct host, port (587 with STARTTLS, 465 with TLS), user, password and sender in its settings'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Error: authentication failed')",
      'Error: Invalid login: 535-5.7.8 Username and Password not accepted.',
      '550 5.7.1 Relaying denied',
    ],
    lookAlikes: ['250 2.0.0 Ok: queued', 'processed 550 rows'],
  },
  {
    id: 'grpc-unavailable',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /rpc error: code = (?<status>Unavailable|DeadlineExceeded|Unauthenticated|PermissionDenied|Unimplemented) desc = (?<why>.{1,140})|StatusRuntimeException: (?<status2>UNAVAILABLE|DEADLINE_EXCEEDED|UNAUTHENTICATED|PERMISSION_DENIED|UNIMPLEMENTED):? ?(?<why2>.{0,120})|StatusCode\.(?<status3>UNAVAILABLE|DEADLINE_EXCEEDED|UNAUTHENTICATED|PERMISSION_DENIED)\b/,
    in: 'log',
    cause: (groups, context) =>
      `the gRPC server that ${context.container} asks answers ${groups.status}${groups.why ? `: ${groups.why}` : ''}`,
    fixes: (_, context) => [
      showServers(context),
      showSettings(context),
      advise(
        'code Unavailable is a server that is not up or speaks another protocol (TLS); Unauthenticated and PermissionDenied are credentials',
      ),
      edit(context, 'correct address, port, TLS and credentials, or try again until it is up'),
    ],
    weight: 1,
    heals: 'maybe',
    matches: [
      'rpc error: code = Unavailable desc = error reading from server: EOF',
      'io.grpc.StatusRuntimeException: UNAVAILABLE: io exception',
      '\tstatus = StatusCode.UNAVAILABLE',
    ],
    lookAlikes: ['rpc error: code = NotFound desc = no such order', 'grpc server listening on :9090'],
  },
];
