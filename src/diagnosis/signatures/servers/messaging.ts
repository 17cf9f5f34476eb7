import { advise, inspect } from '../../words/commands.ts';
import { edit, showCommand, showMounts } from '../remedies.ts';
import { showSecretKeys, showServers, showSettings } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** ZooKeeper, RabbitMQ and NATS. */
export const messaging: readonly Signature[] = [
  {
    id: 'zookeeper-four-letter-word',
    code: 'bad-config',
    category: 'config',
    pattern: /(?<word>ruok|srvr|stat|mntr|conf|cons|isro) is not executed because it is not in the whitelist/,
    in: 'log',
    cause: (groups, context) =>
      `ZooKeeper does not answer the check of ${context.container}: the command ${groups.word} is not in its whitelist (4lw.commands.whitelist), so the check can never succeed`,
    fixes: (groups, context) => [
      showCommand(context),
      edit(context, 'use srvr, which is always allowed, or zkServer.sh status for the check'),
      advise(`or add ${groups.word} to 4lw.commands.whitelist of ZooKeeper (ZOO_4LW_COMMANDS_WHITELIST)`),
    ],
    weight: 3,
    heals: 'no',
    matches: ['ruok is not executed because it is not in the whitelist.', 'mntr is not executed because it is not in the whitelist.'],
    lookAlikes: ['imok', 'the host is not in the whitelist'],
  },
  {
    id: 'zookeeper-no-node',
    code: 'wait-object',
    category: 'dep-not-found',
    pattern: /\bNode does not exist: (?<path>\/\S{1,200})|KeeperErrorCode = NoNode for (?<path2>\/\S{1,200})/,
    in: 'log',
    cause: (groups, context) =>
      `ZooKeeper answers ${context.container}, but has no node ${groups.path} (it does not exist): what writes it, mostly a Job that initializes the metadata of the cluster, has not run or has failed, or wrote it under another name`,
    fixes: (groups, context) => [
      inspect('see whether that Job was made and has succeeded, and its log', 'get', 'jobs,pods', '-n', context.namespace),
      advise(
        /^\/(?:admin|ledgers|counters|managed-ledgers|namespace)(?:\/|$)/.test(groups.path ?? '')
          ? 'the Helm chart of Pulsar makes the Job that writes it (pulsar-init) only when installed with --set initialize=true, and only if ZooKeeper was up in time: run it again'
          : 'a Job that is a post-install hook of Helm does not run while helm --wait waits for this pod: install without --wait',
      ),
      edit(context, 'correct the path, or the root (chroot) in the connection string'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'Node does not exist: /admin/clusters/pulsar-mini',
      'org.apache.zookeeper.KeeperException$NoNodeException: KeeperErrorCode = NoNode for /brokers/ids',
    ],
    lookAlikes: [
      'Node already exists: /admin/clusters/pulsar-mini',
      'KeeperErrorCode = ConnectionLoss for /brokers/ids',
      'pod does not exist: /x',
    ],
  },
  {
    id: 'zookeeper-not-serving',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /This ZooKeeper instance is not currently serving requests|KeeperErrorCode = (?<why>\w{1,40})|ZooKeeperClientTimeoutException|Unable to (?:connect|read additional data) .{0,40}(?:zookeeper|ZooKeeper)|Timed out waiting for connection (?:while in state: CONNECTING|to [Zz]oo[Kk]eeper)|Unable to canonicalize address (?<host>\S{1,200})/,
    in: 'log',
    cause: (groups, context) =>
      `ZooKeeper does not serve ${context.container}${groups.why ? ` (${groups.why})` : ''}${groups.host ? `: ${groups.host} cannot be resolved` : ': it has no quorum, is not up, or the address is wrong'}`,
    fixes: (_, context) => [
      showServers(context),
      showSettings(context),
      edit(context, 'correct the connection string; with a quorum missing see why its pods are not ready'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'This ZooKeeper instance is not currently serving requests',
      'org.apache.zookeeper.KeeperException$ConnectionLossException: KeeperErrorCode = ConnectionLoss for /brokers/ids',
      'kafka.zookeeper.ZooKeeperClientTimeoutException: Timed out waiting for connection while in state: CONNECTING',
    ],
    lookAlikes: ['imok', 'Zookeeper version: 3.8.4'],
  },
  {
    id: 'rabbitmq-login',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /ACCESS_REFUSED|AuthenticationFailureException|ProbableAuthenticationError|Login was refused using authentication mechanism (?<mechanism>\w{1,20})|username or password not allowed|User can only log in via localhost|vhost '?(?<vhost>[^'\s]{1,100})'? not found|NOT_ALLOWED - (?:vhost|access to vhost) '?(?<vhost2>[^'\s]{1,100})/,
    in: 'log',
    cause: (groups, context) =>
      groups.vhost
        ? `RabbitMQ has no vhost ${groups.vhost} for the user of ${context.container}: it does not exist or the user may not use it`
        : `RabbitMQ refuses the login of ${context.container} (ACCESS_REFUSED): wrong user or password, or guest, which may only come from localhost`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(context, 'give it user, password and vhost of the broker (env from the Secret that the operator or chart made)'),
      advise(
        'on the server: rabbitmqctl authenticate_user, list_users, list_permissions -p VHOST; a changed default password does not reach an initialized volume',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.',
      'pika.exceptions.ProbableAuthenticationError: ConnectionClosedByBroker: (403)',
      'Exception (403) Reason: "username or password not allowed"',
      'amqp.exceptions.NotAllowed: Connection.open: (530) NOT_ALLOWED - vhost app not found',
    ],
    lookAlikes: ['rabbitmq: user app authenticated', 'Error: unable to perform an operation on node rabbit@mq-0'],
  },
  {
    id: 'rabbitmq-node',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /unable to perform an operation on node '?(?<node>[\w@.-]{1,200})'?|Cookie file (?<path>\S{1,200}) must be accessible by owner only|(?:Connection attempt from disallowed node|Authentication failed \(rejected by the (?:local|remote) node\)|Invalid challenge reply|TCP connection succeeded but Erlang distribution failed)|inconsistent_cluster|Timeout contacting cluster nodes|Error during startup: \{error,(?<why>[^}]{1,80})/,
    in: 'log',
    cause: (groups, context) =>
      groups.path
        ? `RabbitMQ in ${context.container} does not accept the mode of its Erlang cookie ${groups.path}: only its owner may read it (0400 or 0600)`
        : `the RabbitMQ node${groups.node ? ` ${groups.node}` : ''} that ${context.container} asks is down, or has another Erlang cookie`,
    fixes: (groups, context) => [
      showServers(context),
      showMounts(context),
      edit(
        context,
        groups.path
          ? `chmod 600 ${groups.path} and let the user of the process own it; fsGroup adds group rights to files of a volume`
          : 'give all nodes and tools the same Erlang cookie (RABBITMQ_ERLANG_COOKIE), and the long names of the pods; wait until the node is up',
      ),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      "Error: unable to perform an operation on node 'rabbit@mq-0'. Please see diagnostics information and suggestions below.",
      'Cookie file /var/lib/rabbitmq/.erlang.cookie must be accessible by owner only',
      ' * TCP connection succeeded but Erlang distribution failed',
    ],
    lookAlikes: ['Starting broker... completed with 4 plugins.', 'cookie consent is missing'],
  },
  {
    id: 'nats-refused',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /nats: (?<why>Authorization Violation|authorization violation|authentication expired|Permissions Violation.{0,80}|permissions violation.{0,80}|no servers available for connection|no responders available for request|stream not found|consumer not found|jetstream not enabled\b.{0,20}|invalid (?:user )?(?:credentials|jwt))/,
    in: 'log',
    cause: (groups, context) => `NATS does not serve ${context.container}: ${groups.why}`,
    fixes: (_, context) => [
      showSettings(context),
      showServers(context),
      edit(context, 'correct URL and credentials (user, token or creds file), or let the stream be created first'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: ['nats: error: nats: Authorization Violation', 'Error: nats: no servers available for connection', 'nats: stream not found'],
    lookAlikes: ['nats-server is ready', 'Authorization header is set'],
  },
];
