import { advise, inspect } from '../../words/commands.ts';
import { edit, showCommand, showField } from '../remedies.ts';
import type { Groups, Signature } from '../signature.ts';

/** Answers of HTTP servers that are an end for the program, and what curl's exit codes mean. */

const from = (groups: Groups) => (groups.url ? ` from ${groups.url}` : '');

export const http: readonly Signature[] = [
  {
    id: 'http-proxy',
    code: 'connection-refused',
    category: 'network-blocked',
    pattern:
      /407 Proxy Authentication Required|Proxy Authentication Required|proxyconnect tcp: (?<why>.{1,120})|[Cc]ould not resolve proxy:? (?<proxy>\S{0,120})|Received HTTP code (?<status>\d{3}) from proxy after CONNECT|Unable to connect to proxy|Cannot connect to proxy|tunneling socket could not be established|ProxyError\(/,
    in: 'log',
    cause: (groups, context) =>
      `the HTTP proxy that ${context.container} is told to use does not let it through${groups.why ? `: ${groups.why}` : groups.status ? ` (it answers ${groups.status})` : ''}`,
    fixes: (_, context) => [
      showField(context, 'see HTTP_PROXY, HTTPS_PROXY and NO_PROXY', '.env', '.envFrom'),
      edit(
        context,
        'correct the proxy variables; targets in the cluster belong in NO_PROXY (.svc,.cluster.local and the ranges of pods and Services)',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'curl: (56) Received HTTP code 407 from proxy after CONNECT',
      'Get "https://api.test": proxyconnect tcp: dial tcp 10.9.0.1:3128: connect: connection refused',
      'curl: (5) Could not resolve proxy: proxy.corp.test',
    ],
    lookAlikes: ['proxy is ready', 'HTTP/1.1 401 Unauthorized'],
  },
  {
    id: 'http-denied',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /(?:server returned error: HTTP\/[\d.]{1,3} |The requested URL returned error: |ERROR |HTTP\/[\d.]{1,3}"? |HTTP [Ee]rror |[Rr]esponse status code |status(?: code)?:? )(?<status>40[13])\b(?:(?: for url:? |: \w{1,20} for url: )(?<url>\S{1,200}))?/,
    in: 'log',
    cause: (groups, context) =>
      `the server refuses the request of ${context.container} with HTTP ${groups.status}${from(groups)}: its token or password is missing, wrong, expired, or has no right to it`,
    fixes: (_, context) => [
      showField(context, 'see where its credentials come from', '.command', '.args', '.env', '.envFrom'),
      inspect('see which Secrets exist', 'get', 'secrets', '-n', context.namespace),
      edit(context, 'give it valid credentials (env or volume from a Secret), or ask the owner of the server for the right'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'wget: server returned error: HTTP/1.1 403 Forbidden',
      'curl: (22) The requested URL returned error: 401',
      'requests.exceptions.HTTPError: HTTP Error 401: Unauthorized',
      '2026-05-04 09:00:00 ERROR 403: Forbidden.',
    ],
    lookAlikes: ['HTTP/1.1 404 Not Found', 'took 401 ms'],
  },
  {
    id: 'http-not-found',
    code: 'app-error',
    category: 'dep-not-found',
    pattern:
      /(?:server returned error: HTTP\/[\d.]{1,3} |The requested URL returned error: |ERROR |HTTP\/[\d.]{1,3}"? |HTTP [Ee]rror |[Rr]esponse status code )(?<status>404|410)\b(?:(?: for url:? |: \w{1,20} for url: )(?<url>\S{1,200}))?/,
    in: 'log',
    cause: (groups, context) =>
      `the server has nothing at the URL that ${context.container} asks for (HTTP ${groups.status})${from(groups)}: wrong path, version, index or bucket, or it does not exist there (yet)`,
    fixes: (_, context) => [showCommand(context), edit(context, 'correct the URL (release, path, host), or create what it names first')],
    weight: 2,
    heals: 'no',
    matches: [
      'wget: server returned error: HTTP/1.1 404 Not Found',
      'curl: (22) The requested URL returned error: 404',
      '2026-05-04 09:00:00 ERROR 404: Not Found.',
    ],
    lookAlikes: ['configmap "404" not found', 'wget: server returned error: HTTP/1.1 403 Forbidden'],
  },
  {
    id: 'http-server-error',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /(?:server returned error: HTTP\/[\d.]{1,3} |The requested URL returned error: |ERROR |HTTP\/[\d.]{1,3}"? |HTTP [Ee]rror |[Rr]esponse status code )(?<status>5\d\d|429)\b/,
    in: 'log',
    cause: (groups, context) => `the server that ${context.container} asks is not able to answer now: HTTP ${groups.status}`,
    fixes: (_, context) => [
      showCommand(context),
      inspect('see whether the pods behind it are ready', 'get', 'pods,endpointslice', '-n', context.namespace),
      advise('read the log of that server; with 502 and 503 the proxy before it has no backend that is ready'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'wget: server returned error: HTTP/1.1 503 Service Unavailable',
      'curl: (22) The requested URL returned error: 502 Bad Gateway',
    ],
    lookAlikes: ['HTTP/1.1 200 OK', 'wget: server returned error: HTTP/1.1 404 Not Found'],
  },
  {
    id: 'http-curl-code',
    code: 'app-error',
    category: 'app-exit',
    pattern: /curl: \((?<number>1|3|18|23|26|47|67|78|92)\) (?<told>.{1,120})/,
    in: 'log',
    cause: (groups, context) => `curl in ${context.container} fails with code ${groups.number}: ${groups.told}`,
    fixes: (groups, context) => [
      showCommand(context),
      edit(
        context,
        groups.number === '23'
          ? 'let it write to a directory of a volume that its user may write to (-o)'
          : 'correct the URL, quoting and variables of the curl command',
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: ['curl: (23) Failed writing body (0 != 1369)', 'curl: (3) URL using bad/illegal format or missing URL'],
    lookAlikes: ['curl: (7) Failed to connect to api port 80', 'curl: (60) SSL certificate problem'],
  },
  {
    id: 'http-client-error',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /(?:server returned error: HTTP\/[\d.]{1,3} |The requested URL returned error: |HTTP [Ee]rror |[Rr]esponse status code )(?<status>4(?:0[0-35-9]|[12]\d))\b/,
    in: 'log',
    cause: (groups, context) =>
      `the server does not accept the request of ${context.container} (HTTP ${groups.status}): wrong method, body, host name or parameters`,
    fixes: (_, context) => [showCommand(context), edit(context, 'correct the request: URL, method, headers and the variables in them')],
    weight: 1,
    heals: 'no',
    matches: ['wget: server returned error: HTTP/1.1 400 Bad Request', 'curl: (22) The requested URL returned error: 422'],
    lookAlikes: ['wget: server returned error: HTTP/1.1 404 Not Found', 'HTTP/1.1 200 OK'],
  },
];
