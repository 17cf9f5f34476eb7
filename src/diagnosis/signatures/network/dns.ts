import { inspect } from '../../words/commands.ts';
import { edit, tryInPod } from '../remedies.ts';
import type { Groups, Signature, SignatureContext } from '../signature.ts';

/** Names that cannot be resolved, in the words of every resolver. */

const nameOf = (groups: Groups) => groups.host ?? 'a host name';
const parts = (groups: Groups) => (groups.host ?? '').replace(/\.$/, '').split('.');

/** `db.shop.svc.cluster.local` is Service db in namespace shop; a name with one label is looked for in the pod's own namespace. */
function advice(groups: Groups, { namespace }: SignatureContext): string {
  const [service = '', second] = parts(groups);
  if (!second)
    return `no Service ${service} exists in namespace ${namespace} (a Service of another namespace is named ${service}.NAMESPACE)`;
  if (/\.svc(?:\.|$)/.test(groups.host ?? ''))
    return `no Service ${service} exists in namespace ${second}, it is headless without ready pods, or the cluster domain in the name is wrong`;
  return 'the name is wrong, or the cluster has no way to the internet or to the DNS that knows it';
}

/** `updates.example.com`, which no Service of the cluster can be. */
const isOutside = (groups: Groups): boolean => parts(groups).length > 2 && !/\.(?:svc|local|cluster)(?:\.|$)/.test(groups.host ?? '');

const correctName = (groups: Groups, context: SignatureContext) =>
  isOutside(groups)
    ? edit(
        context,
        `correct the name, or give ${context.container} a way out: DNS forwarding of CoreDNS, egress in NetworkPolicy and firewall, HTTPS_PROXY where a proxy is the only way; or fetch from a mirror inside, or build it into the image`,
      )
    : edit(
        context,
        `correct the host name that ${context.container} uses, or create the Service; outside of its namespace use the fully qualified name SERVICE.NAMESPACE.svc.cluster.local`,
      );

const lookups = (groups: Groups, context: SignatureContext) => [
  inspect('see which Services exist, also in other namespaces', 'get', 'service', '-A'),
  ...(groups.host ? [tryInPod(context, `look the name ${groups.host} up from this pod`, 'busybox:1.36', 'nslookup', groups.host)] : []),
];

export const dns: readonly Signature[] = [
  {
    id: 'dns-server-silent',
    code: 'dns-failed',
    category: 'dns',
    pattern:
      /lookup (?<host>[^\s:]{1,253}) on (?<server>\S{1,60}): .{0,60}?(?:i\/o timeout|connection refused|no route to host|network is unreachable|operation was canceled)|connection timed out; no servers could be reached|;; (?:communications error to|UDP setup with) (?<server2>[\d.]{7,15}#53).{0,60}|(?:Temporary failure in name resolution|EAI_AGAIN (?<host2>[\w.-]{1,253})|Try again$|server misbehaving|SERVFAIL|Errno -3\])|nslookup: write to '(?<server3>[\d.]{7,15})'/,
    in: 'log',
    cause: (groups, context) =>
      `the cluster DNS${groups.server ? ` (${groups.server})` : ''} gives ${context.container} no answer${groups.host ? ` for ${groups.host}` : ''} (temporary failure): CoreDNS is down or overloaded, or a NetworkPolicy blocks port 53`,
    fixes: (groups, context) => [
      inspect('see whether CoreDNS runs', 'get', 'pods', '-n', 'kube-system', '-l', 'k8s-app=kube-dns', '-o', 'wide'),
      inspect(
        'see whether a NetworkPolicy lets egress to port 53 (UDP and TCP) through',
        'get',
        'networkpolicy',
        '-n',
        context.namespace,
        '-o',
        'yaml',
      ),
      ...lookups(groups, context).slice(1),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'dial tcp: lookup db on 10.96.0.10:53: read udp 10.244.0.9:41000->10.96.0.10:53: i/o timeout',
      ';; connection timed out; no servers could be reached',
      'psql: error: could not translate host name "db" to address: Temporary failure in name resolution',
      'Error: getaddrinfo EAI_AGAIN db',
      ';; communications error to 10.96.0.10#53: timed out',
    ],
    lookAlikes: ['dial tcp 10.96.12.7:5432: i/o timeout', 'dial tcp: lookup db on 10.96.0.10:53: no such host'],
  },
  {
    id: 'dns-no-such-name',
    code: 'dns-failed',
    category: 'dns',
    pattern:
      /lookup (?<host>[^\s:]{1,253})(?: on \S{1,60})?: no such host|(?:bad address|[Cc]ould not resolve (?:hostname|host):?|host not found in upstream|[Uu]nable to resolve host(?: address)?|[Uu]nknown host:?|cannot resolve(?: host)?|could not resolve|[Ff]ailed to resolve|unable to resolve|[Cc]ouldn't resolve(?: host)?) ?(?!(?:[a-z]+ )?(?:placeholder|dependenc|import|module|types?|plugin|ref|revision|to|entry|view|reference|symlink|version|the|all|path)\b|dependency)['"‘`]?(?<host2>[\w.-]{1,253})|(?:ENOTFOUND|UnknownHostException:?|UnresolvedAddressException:?) ?(?<host3>[\w.-]{2,253})?|[Cc]an't (?:resolve|find) '?(?<host4>[\w.-]{1,253})'?: ?(?:NXDOMAIN|Name (?:or service not known|does not resolve))|could not translate host name "(?<host5>[^"]{1,253})" to address|getaddrinfo: Name or service not known|getaddrinfo for host "(?<host6>[^"]{1,253})"|[Uu]nknown (?:MySQL server )?host '?(?<host7>[\w.-]{1,253})'?|(?:Name or service not known|Name does not resolve|nodename nor servname provided|No address associated with hostname|Name has no usable address|Host not found|status: NXDOMAIN|Errno -[25]\]|No such host is known)(?: \((?<host8>[\w.-]{1,253}):\d{1,5}\))?|(?:\/dev\/tcp\/|sh: (?:line \d{1,5}: )?)(?<host10>[\w.-]{1,253})(?:\/\d{1,5})?: Name or service not known|nslookup: can't resolve '(?<host9>[^']{1,253})'/,
    in: 'log',
    cause: (groups, context) =>
      `the name ${nameOf(groups)} cannot be resolved (does not exist in DNS): ${groups.host ? advice(groups, context) : 'no such Service or host'}`,
    fixes: (groups, context) => [
      ...(isOutside(groups) ? lookups(groups, context).slice(1) : lookups(groups, context)),
      correctName(groups, context),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'dial tcp: lookup db on 10.96.0.10:53: no such host',
      "wget: bad address 'artifacts.build.svc.cluster.local'",
      "nc: bad address 'db'",
      'curl: (6) Could not resolve host: api',
      'ssh: Could not resolve hostname git.test: Name or service not known',
      'nginx: [emerg] host not found in upstream "api" in /etc/nginx/conf.d/default.conf:3',
      'bash: line 1: /dev/tcp/db/5432: Name or service not known',
      "nslookup: can't resolve 'redis.shop.svc.cluster.local'",
      "** server can't find redis.shop.svc.cluster.local: NXDOMAIN",
      'Error: getaddrinfo ENOTFOUND db',
      'java.net.UnknownHostException: db',
      'psql: error: could not translate host name "db" to address: Name or service not known',
      'socket.gaierror: [Errno -2] Name or service not known',
      'nc: getaddrinfo for host "db" port 5432: Name or service not known',
    ],
    lookAlikes: [
      'dial tcp 10.96.12.7:5432: connect: connection refused',
      'Could not resolve placeholder \'db.url\' in value "${db.url}"',
      'npm ERR! could not resolve dependency:',
      'Failed to resolve import "x"',
    ],
  },
  {
    id: 'dns-no-answer',
    code: 'dns-failed',
    category: 'dns',
    pattern: /[Cc]an't find (?<host>[\w.-]{1,253}): No answer/,
    in: 'log',
    cause: (groups, context) =>
      `nslookup of BusyBox in ${context.container} finds no record for ${nameOf(groups)} (No answer) and fails: its versions after 1.28 have a bug with search domains of short names, and take a missing IPv6 (AAAA) record for an error, even where the Service exists`,
    fixes: (groups, context) => [
      inspect('see whether the Service exists, and in which namespace', 'get', 'service', '-A'),
      edit(
        context,
        `use busybox:1.28 or another image for the check, or look up the fully qualified name (FQDN) ${parts(groups)[0]}.${context.namespace}.svc.cluster.local`,
      ),
    ],
    weight: 1,
    heals: 'no',
    matches: ["*** Can't find catalog.svc.cluster.local: No answer", "*** Can't find db.shop.svc.cluster.local: No answer"],
    lookAlikes: ["** server can't find db.shop.svc.cluster.local: NXDOMAIN", "can't find the answer"],
  },
];
