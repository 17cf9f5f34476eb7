import { inspect } from '../../words/commands.ts';
import { edit, showCommand, tryInPod } from '../remedies.ts';
import type { Groups, Signature, SignatureContext } from '../signature.ts';

/** Connections that fail. Weight 1: what the address is, and why nothing answers there, is for the objects around the pod to say. */

const targetOf = (groups: Groups) => (groups.host ? `${groups.host}${groups.port ? `:${groups.port}` : ''}` : 'its target');
const showServices = ({ namespace }: SignatureContext) =>
  inspect(
    'see the Services of the namespace and which ready endpoints they have',
    'get',
    'service,endpointslice',
    '-n',
    namespace,
    '-o',
    'wide',
  );
const tryConnection = (groups: Groups, context: SignatureContext) =>
  groups.host && groups.port && /^[\w.-]+$/.test(groups.host)
    ? [
        tryInPod(
          context,
          `try the connection to ${targetOf(groups)} from this pod`,
          'busybox:1.36',
          'nc',
          '-z',
          '-v',
          '-w',
          '3',
          groups.host,
          groups.port,
        ),
      ]
    : [];

/** Hosts and ports as clients print them; an address may stand in brackets or before `port`. */
export const network: readonly Signature[] = [
  {
    id: 'network-own-pod',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:ECONNREFUSED |dial tcp |connect to (?:server at )?"?|Connection to (?:server at )?"?|connecting to |host(?:name)? "?)\[?(?<host>127\.0\.0\.1|::1|localhost)\]?"?(?::| port |, port | \(\S{1,60}\),? port |, port=|\/127\.0\.0\.1:)(?<port>\d{2,5})\b.{0,160}|(?<host2>localhost|127\.0\.0\.1):(?<port2>\d{2,5}) (?:- no response|is (?:not available|unavailable|not ready))|timeout occurred after waiting \d{1,6} seconds? for (?<host4>localhost|127\.0\.0\.1):(?<port4>\d{2,5})|Connection to (?<host3>localhost|127\.0\.0\.1):(?<port3>\d{2,5}) refused/i,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} connects to ${targetOf(groups)}, which is the pod itself, where nothing listens during init: the host of the real server is not given to it, so a default (localhost) is used`,
    fixes: (groups, context) => [
      showCommand(context),
      showServices(context),
      edit(
        context,
        `give ${context.container} the host of the external server or Service in place of ${groups.host ?? 'localhost'} (env, DSN, arguments); containers of the own pod start only after init`,
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'Error: connect ECONNREFUSED 127.0.0.1:5432',
      'dial tcp 127.0.0.1:6379: connect: connection refused',
      'connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused',
      'localhost:5432 - no response',
      'wait-for-it: timeout occurred after waiting 15 seconds for localhost:5432',
    ],
    lookAlikes: [
      'listening on 127.0.0.1:5432',
      'dial tcp 10.96.12.7:5432: connect: connection refused',
      'dial tcp: lookup db on 127.0.0.1:53: no such host',
    ],
  },
  {
    id: 'network-refused',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /(?:ECONNREFUSED|dial tcp|connect to(?: server at| host)?|connecting to|[Cc]onnection to(?: server at)?|[Ff]ailed to connect to|connect:? to|Connecting to|Unable to connect to|open connection to)\s"?(?:address )?\[?(?<host>[\w.-]{1,253})\]?"?(?: \([^)\s]{1,60}\)| \[[^\]\s]{1,60}\]|\/[\d.:]{1,40})?(?:,? port |:|, port=| )(?<port>\d{1,5})\b.{0,200}(?:[Rr]efused|failed$)|connect ECONNREFUSED (?:::\w{0,4}:)?(?<host2>[\w.-]{1,253}):(?<port2>\d{1,5})|(?:nc|ncat|netcat|wget|telnet): (?:can't connect to remote host )?\(?(?<host3>[\w.-]{1,253})\)?(?: \([\d.]{7,15}:\d{1,5}\)|:(?<port3>\d{1,5}))?.{0,30}: Connection refused|Failed to connect to (?<host4>[\w.-]{1,253}) port (?<port4>\d{1,5}).{0,100}(?:refused|Couldn't connect|Could not connect)|(?:nc|ncat): connect to (?<host5>[\w.-]{1,253}) (?:\([\d.]{1,15}\) )?port (?<port5>\d{1,5}) .{0,20}failed: Connection refused|^(?<host6>[\w.-]{1,253}) \([\d.]{7,15}:(?<port6>\d{1,5})\): Connection refused|(?<host7>[\w.-]{1,253}):(?<port7>\d{1,5}) - no response|host='(?<host8>[\w.-]{1,253})', port=(?<port8>\d{1,5}).{0,300}Connection refused|\/dev\/tcp\/(?<host9>[\w.-]{1,253})\/(?<port9>\d{1,5}): Connection refused|[Cc]onnection refused|ECONNREFUSED|Errno 111\b|os error 111\b/,
    in: 'log',
    cause: (groups, context) =>
      `connection refused: nothing accepts the connection of ${context.container} to ${targetOf(groups)} (no ready endpoint, the wrong port, or the server is not up yet)`,
    fixes: (groups, context) => [
      showServices(context),
      ...tryConnection(groups, context),
      edit(context, `correct host and port if ${targetOf(groups)} is wrong; else bring up the pods behind it`),
    ],
    weight: 1,
    heals: 'maybe',
    matches: [
      'dial tcp 10.96.12.7:5432: connect: connection refused',
      'Error: connect ECONNREFUSED 10.96.12.7:6379',
      'nc: connect to db (10.96.12.7) port 5432 (tcp) failed: Connection refused',
      "wget: can't connect to remote host (10.96.12.7): Connection refused",
      'curl: (7) Failed to connect to api port 8080 after 2 ms: Connection refused',
      "requests.exceptions.ConnectionError: HTTPConnectionPool(host='api', port=8080): Max retries exceeded with url: / (Caused by NewConnectionError('<x>: Failed to establish a new connection: [Errno 111] Connection refused'))",
      'java.net.ConnectException: Connection refused',
      'db:5432 - no response',
      'bash: line 1: /dev/tcp/db/5432: Connection refused',
    ],
    lookAlikes: ['dial tcp 10.96.12.7:5432: i/o timeout', 'the request was refused by policy', 'Error: connect ETIMEDOUT 10.96.12.7:6379'],
  },
  {
    id: 'network-timeout',
    code: 'connection-timeout',
    category: 'network-blocked',
    pattern:
      /(?:ETIMEDOUT|dial tcp|connect to(?: server at| host)?|connecting to|[Cc]onnection to(?: server at)?|[Ff]ailed to connect to)\s"?\[?(?<host>[\w.-]{1,253})\]?"?(?: \([^)\s]{1,60}\)| \[[^\]\s]{1,60}\])?(?:,? port |:|, port=| )(?<port>\d{1,5})\b.{0,200}(?:timed? ?out|deadline exceeded)|ETIMEDOUT (?<host2>[\w.-]{1,253}):(?<port2>\d{1,5})|(?:nc|ncat|wget|telnet): .{0,40}?\(?(?<host3>[\w.-]{3,253})\)?(?: \([\d.]{7,15}:(?<port3>\d{1,5})\))?: (?:Connection|Operation) timed out|nc: connect to (?<host4>[\w.-]{1,253}) (?:\([\d.]{1,15}\) )?port (?<port4>\d{1,5}) .{0,20}(?:timed out|Operation now in progress)|^(?<host5>[\w.-]{1,253}) \([\d.]{7,15}:(?<port5>\d{1,5})\): .{0,20}timed out|curl: \(28\)|[Cc]onnection timed out|[Cc]onnect(?:ion)? timeout|ETIMEDOUT|ESOCKETTIMEDOUT|ConnectTimeout|SocketTimeoutException|wget: download timed out|Errno 110\b|os error 110\b|Timeout expired|i\/o timeout|Client\.Timeout exceeded/,
    in: 'log',
    cause: (groups, context) =>
      `the connection of ${context.container} to ${targetOf(groups)} gets no answer (timeout): packets are dropped on the way by a NetworkPolicy, a firewall or a security group, or the address is wrong`,
    fixes: (groups, context) => [
      inspect(
        'see the NetworkPolicies of the namespace; egress to the target and to DNS (port 53) must be allowed',
        'get',
        'networkpolicy',
        '-n',
        context.namespace,
        '-o',
        'yaml',
      ),
      showServices(context),
      ...tryConnection(groups, context),
      edit(context, `correct the address if ${targetOf(groups)} is wrong; for a host outside ask its owner to let the nodes' addresses in`),
    ],
    weight: 1,
    heals: 'maybe',
    matches: [
      'dial tcp 10.96.12.7:5432: i/o timeout',
      'Error: connect ETIMEDOUT 52.1.2.3:443',
      'curl: (28) Connection timed out after 5001 milliseconds',
      "wget: can't connect to remote host (10.96.12.7): Connection timed out",
      'nc: db (10.96.12.7:5432): Operation timed out',
      'java.net.SocketTimeoutException: connect timed out',
      'wget: download timed out',
    ],
    lookAlikes: [
      'dial tcp 10.96.12.7:5432: connect: connection refused',
      'error: timed out waiting for the condition on jobs/x',
      'retry timeout set to 5s',
    ],
  },
  {
    id: 'network-unreachable',
    code: 'connection-timeout',
    category: 'network-blocked',
    pattern:
      /(?:(?:dial tcp|connect to(?: host)?|connect EHOSTUNREACH)\s\(?\[?(?<host>[\w.-]{3,120})\]?\)?(?:(?::| port )(?<port>\d{1,5}))?\b.{0,120})?(?<why>[Nn]o route to host|[Nn]etwork (?:is )?unreachable|[Hh]ost is unreachable|EHOSTUNREACH|ENETUNREACH|Errno 11[35]\b)/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} has no way to ${targetOf(groups)} (${groups.why}): a firewall (firewalld and the like on a node as well) or NetworkPolicy rejects it, the route is missing, or IPv6 is tried where there is only IPv4`,
    fixes: (groups, context) => [
      inspect('see the NetworkPolicies of the namespace', 'get', 'networkpolicy', '-n', context.namespace, '-o', 'yaml'),
      ...tryConnection(groups, context),
      edit(context, 'correct the address, or ask the owner of the network to route it; check that the CNI of the node works'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'dial tcp 10.96.12.7:5432: connect: no route to host',
      'Error: connect EHOSTUNREACH 10.96.12.7:5432',
      "wget: can't connect to remote host (10.96.12.7): Network is unreachable",
      '[Errno 113] No route to host',
    ],
    lookAlikes: ['no route found for "GET /health"', 'dial tcp 10.96.12.7:5432: i/o timeout'],
  },
  {
    id: 'network-reset',
    code: 'connection-refused',
    category: 'network-blocked',
    pattern:
      /(?:(?:read|write|dial) tcp [\d.:[\]a-f]{3,60}(?:->(?<host>[\d.]{7,15}):(?<port>\d{1,5}))?.{0,60})?(?:[Cc]onnection reset(?: by peer)?|ECONNRESET|(?:tcp|socket|[Cc]onnection|EPIPE).{0,100}[Bb]roken pipe|error getting response|socket hang up|Empty reply from server|RemoteDisconnected|curl: \((?:52|56)\)|Connection closed by (?:peer|remote|foreign)|server closed the connection unexpectedly)/,
    in: 'log',
    cause: (groups, context) =>
      `the peer ${groups.host ? `${targetOf(groups)} ` : ''}of ${context.container} breaks the connection off (reset): it restarts, a proxy of the mesh is not ready, or it expects another protocol (TLS)`,
    fixes: (groups, context) => [
      showServices(context),
      ...tryConnection(groups, context),
      edit(context, 'check protocol (http or https, plain or TLS) and port of the target'),
    ],
    weight: 1,
    heals: 'maybe',
    matches: [
      'read tcp 10.244.0.9:41234->10.96.12.7:5432: read: connection reset by peer',
      'Error: read ECONNRESET',
      'curl: (52) Empty reply from server',
      'Error: socket hang up',
    ],
    lookAlikes: ['password reset by admin', 'sh: write error: Broken pipe'],
  },
  {
    id: 'network-wait-tool',
    code: 'connection-timeout',
    category: 'dep-no-endpoints',
    pattern:
      /timeout occurred after waiting \d{1,6} seconds? for (?<host>[\w.-]{1,253}):(?<port>\d{1,5})|Timeout after \S{1,12} waiting on dependencies to become available: \[?(?:\w{1,10}:\/\/)?(?<host2>[\w.-]{1,253})(?::(?<port2>\d{1,5}))?|(?:[Tt]imed out|[Tt]imeout|[Gg]ave up|[Gg]iving up)(?: after \S{1,12})?,? (?:while |when )?(?:waiting|trying to connect|connecting)?(?: for| to| on) ['"]?(?:\w{1,10}:\/\/)?(?<host3>[\w.-]{1,253}):(?<port3>\d{1,5})|(?<host4>[\w.-]{1,253}):(?<port4>\d{1,5}) (?:is (?:still )?(?:not available|unavailable|not ready|not reachable|unreachable))/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} waited for ${targetOf(groups)} and gave up (timeout): nothing accepts a connection there`,
    fixes: (groups, context) => [
      showServices(context),
      ...tryConnection(groups, context),
      edit(context, `correct host and port if ${targetOf(groups)} is wrong, bring up what is behind it, or wait longer if it is only slow`),
    ],
    weight: 1,
    heals: 'maybe',
    matches: [
      'wait-for-it.sh: timeout occurred after waiting 15 seconds for db:5432',
      'Timeout after 10s waiting on dependencies to become available: [tcp://db:5432]',
      'redis:6379 is unavailable - sleeping',
    ],
    lookAlikes: ['wait-for-it.sh: waiting 15 seconds for db:5432', 'db:5432 is available after 0 seconds', 'timeout is 15 seconds'],
  },
];
