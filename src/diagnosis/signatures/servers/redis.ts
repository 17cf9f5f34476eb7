import { advise } from '../../words/commands.ts';
import { edit, showMounts } from '../remedies.ts';
import { showSecretKeys, showServers, showSettings } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** Redis, Valkey and their sentinels and clusters. */
export const redis: readonly Signature[] = [
  {
    id: 'redis-no-password',
    code: 'database-auth',
    category: 'db-auth',
    pattern: /NOAUTH (?:Authentication required|HELLO must be called)|NOAUTH\b.{0,60}[Aa]uthentication/,
    in: 'log',
    cause: (_, context) => `Redis wants a password, and ${context.container} gives none (NOAUTH Authentication required)`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(
        context,
        `give ${context.container} the password from the Secret: env REDISCLI_AUTH for redis-cli, else the variable or URL that the client reads`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'NOAUTH Authentication required.',
      '(error) NOAUTH Authentication required.',
      'redis.exceptions.AuthenticationError: NOAUTH Authentication required.',
      'ReplyError: NOAUTH Authentication required.',
    ],
    lookAlikes: ['WRONGPASS invalid username-password pair or user is disabled.', 'authentication is not required'],
  },
  {
    id: 'redis-wrong-password',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /WRONGPASS\b|ERR invalid password|ERR AUTH <password> called without any password configured|ERR Client sent AUTH, but no password is set|NOPERM (?<why>.{1,120})/,
    in: 'log',
    cause: (groups, context) =>
      groups.why
        ? `the Redis user of ${context.container} lacks the right for this (NOPERM ${groups.why})`
        : `Redis refuses the password of ${context.container}: it is wrong (WRONGPASS), or the server has none at all`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(context, 'give it user and password that the server knows; leave the password out if the server has none'),
      advise('a changed Secret reaches the server only when its pods restart; rights of users are in ACL LIST'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'WRONGPASS invalid username-password pair or user is disabled.',
      'AUTH failed: WRONGPASS invalid username-password pair or user is disabled.',
      '(error) ERR Client sent AUTH, but no password is set',
      "NOPERM this user has no permissions to run the 'flushall' command",
    ],
    lookAlikes: ['NOAUTH Authentication required.', 'ERR unknown command'],
  },
  {
    id: 'redis-loading',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /\bLOADING (?:Redis|Valkey|KeyDB|the server|Dragonfly) is loading|LOADING Redis|MASTERDOWN Link with MASTER is down|CLUSTERDOWN (?:The cluster is down|Hash slot not served)|No (?:reachable|available) sentinels|All sentinels (?:are unreachable|down)|No master found for ['"]?(?<name>[\w.-]{1,60})|TRYAGAIN Multiple keys|NOREPLICAS /,
    in: 'log',
    cause: (groups, context) =>
      `Redis is there but does not serve ${context.container} yet: it loads its data (LOADING), has no master${groups.name ? ` ${groups.name}` : ''} (MASTERDOWN) or no whole cluster (CLUSTERDOWN)`,
    fixes: (_, context) => [
      showServers(context),
      advise('wait while it loads; with a master or slots missing see INFO replication, SENTINEL masters or CLUSTER INFO in its pods'),
      edit(context, 'let it try again until PING answers PONG'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'LOADING Redis is loading the dataset in memory',
      "(error) MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
      '(error) CLUSTERDOWN Hash slot not served',
      "redis.sentinel.MasterNotFoundError: No master found for 'mymaster'",
    ],
    lookAlikes: ['Loading RDB produced by version 7.2.4', 'PONG'],
  },
  {
    id: 'redis-read-only',
    code: 'bad-config',
    category: 'config',
    pattern: /READONLY You can't write against a read only (?:replica|slave)|\bMOVED \d{1,5} (?<host>[\w.-]{1,200}:\d{1,5})/,
    in: 'log',
    cause: (groups, context) =>
      groups.host
        ? `${context.container} speaks to a Redis Cluster as if it were one server (MOVED to ${groups.host})`
        : `${context.container} writes to a Redis replica, which is read-only (READONLY): its Service leads to all pods, or the master has changed`,
    fixes: (_, context) => [
      showServers(context),
      edit(context, 'use the Service of the master (or Sentinel), or a client in cluster mode (redis-cli -c)'),
    ],
    weight: 3,
    heals: 'no',
    matches: ["READONLY You can't write against a read only replica.", '(error) MOVED 3999 10.244.0.9:6379'],
    lookAlikes: ['Read-only file system', 'MOVED permanently'],
  },
  {
    id: 'redis-cannot-persist',
    code: 'disk-full',
    category: 'disk',
    pattern:
      /MISCONF (?:Redis|Valkey|Errors) .{0,80}|Bad file format reading the append only file|OOM command not allowed when used memory > 'maxmemory'|Can't handle RDB format version (?<version>\d{1,3})|Short read or OOM loading DB|Wrong signature trying to load DB from file/,
    in: 'log',
    cause: (groups, context) =>
      groups.version
        ? `the Redis of image ${context.image} is older than the one that wrote the data (RDB format version ${groups.version})`
        : 'Redis refuses writes or its own data: its volume or memory is full, or its append only file is damaged',
    fixes: (_, context) => [
      showServers(context),
      showMounts(context),
      advise(
        'look at the log of the server: raise the volume or maxmemory, use the release that wrote the data, or repair the file with redis-check-aof --fix',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      '(error) MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist to disk.',
      "(error) OOM command not allowed when used memory > 'maxmemory'.",
      "# Can't handle RDB format version 11",
    ],
    lookAlikes: ['DB saved on disk', 'LOADING Redis is loading the dataset in memory'],
  },
  {
    id: 'redis-unreachable',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /Could not connect to (?:Redis|Valkey) at (?<host>[\w.-]{1,200}:\d{1,5}): (?<why>.{1,80})|RedisConnectionException: Unable to connect to (?<host2>[\w./<>-]{1,200}:\d{1,5})|Cannot get Jedis connection/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} gets no connection to Redis${groups.host ? ` at ${groups.host}` : ''}${groups.why ? ` (${groups.why})` : ''}: it is not up, has no ready endpoint, or host or port are wrong`,
    fixes: (_, context) => [
      showServers(context),
      showSettings(context),
      edit(context, 'correct host and port, or try again until it is up'),
    ],
    weight: 1,
    heals: 'maybe',
    matches: [
      'Could not connect to Redis at redis:6379: Connection refused',
      'io.lettuce.core.RedisConnectionException: Unable to connect to redis/<unresolved>:6379',
    ],
    lookAlikes: ['Connected to Redis at redis:6379', 'NOAUTH Authentication required.'],
  },
  {
    id: 'redis-wants-tls',
    code: 'tls-protocol',
    category: 'tls',
    pattern:
      /^Error: (?:Connection reset by peer|Server closed the connection|Protocol error, got)|I\/O error \(reset by peer\).{0,80}6379|SSL_connect failed|SSL Context creation failed/,
    in: 'log',
    cause: (_, context) =>
      `the port that ${context.container} asks answers and breaks off at once: Redis speaks TLS there (tls-port), and the client speaks plain text, or the reverse`,
    fixes: (_, context) => [
      showServers(context),
      edit(
        context,
        'give redis-cli --tls with --cacert (and --cert, --key where clients need a certificate), or a rediss:// URL in other clients',
      ),
      advise('look whether the server was started with --tls-port and --port 0: then nothing serves plain text'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'Error: Connection reset by peer',
      'Error: Server closed the connection',
      'Could not connect to Redis at redis:6379: SSL Context creation failed',
    ],
    lookAlikes: ['Could not connect to Redis at redis:6379: Connection refused', 'read tcp: connection reset by peer'],
  },
  {
    id: 'redis-announce',
    code: 'dns-failed',
    category: 'dns',
    pattern:
      /Could not resolve the announce ip|identified announce \(\)|Can't resolve (?:master|instance) hostname|Failed to resolve hostname '(?<host>[\w.-]{1,253})'/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} cannot resolve the address that this Redis is to announce${groups.host ? ` (${groups.host})` : ''}: the announce Service of this pod (NAME-announce-INDEX) does not exist, or the cluster DNS does not answer for it`,
    fixes: (_, context) => [
      showServers(context),
      edit(
        context,
        'create the announce Service of each replica as the chart does (redis-ha-announce-0, -1, ...), with publishNotReadyAddresses: true, and name it as the script expects',
      ),
      advise('see whether CoreDNS runs and a NetworkPolicy lets port 53 through'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: ['Error: Could not resolve the announce ip for this pod.', "# Can't resolve master hostname."],
    lookAlikes: ['identified announce (10.96.4.7)', 'Could not connect to Redis at redis:6379: Connection refused'],
  },
];
