import { advise, inspect } from '../../words/commands.ts';
import { edit, showCommand, showEvents, showMounts } from '../remedies.ts';
import { showServers, showSettings } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** What MySQL and MariaDB servers say when they serve nobody or cannot start. */
export const mysqlServer: readonly Signature[] = [
  {
    id: 'mysql-too-many-connections',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /(?:1040|08004|Error|ERROR|SQLException|ER_CON_COUNT_ERROR)\b.{0,60}Too many connections|User '?(?<user>[^'\s]{1,80})'? (?:already )?has (?:already )?more than 'max_user_connections' active|exceeded the 'max_user_connections' resource/,
    in: 'log',
    cause: (_, context) =>
      `the MySQL server has no connection left for ${context.container} (too many connections): the sum of all pools exceeds max_connections`,
    fixes: (_, context) => [
      showServers(context),
      advise('see who holds them: SHOW PROCESSLIST'),
      edit(context, 'make the pools of the applications smaller, or let the owner of the server raise max_connections'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'ERROR 1040 (HY000): Too many connections',
      'Error: ER_CON_COUNT_ERROR: Too many connections',
      'Error 1040: Too many connections',
    ],
    lookAlikes: ['too many connections for role "app"', 'Too many open files'],
  },
  {
    id: 'mysql-unknown-variable',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:\b(?<program>mysqld|mysqldump|mysqladmin|mysql|mysqlcheck|mariadbd?|mariadb-\w{1,10}): (?:\[ERROR\] )?|\[Server\] |\[ERROR\] )unknown (?:variable|option) '(?<name>[^'=]{1,80})(?:=(?<value>[^']{0,80}))?'/,
    in: 'log',
    cause: (groups, context) =>
      `${groups.program ?? 'mysqld'} in ${context.image} does not know the setting ${groups.name}: it was removed in this release or belongs to the other of MySQL and MariaDB`,
    fixes: (groups, context) => [
      showCommand(context),
      showMounts(context),
      edit(context, `take ${groups.name} out of the options or the mounted my.cnf, or use an image of the release that knows it`),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "[ERROR] [MY-000067] [Server] unknown variable 'query_cache_size=0'.",
      "mysql: unknown variable 'ssl-mode=DISABLED'",
      "mysqld: unknown option '--skip-foo'",
      "/usr/sbin/mysqld: unknown variable 'default_authentication_plugin=mysql_native_password'",
    ],
    lookAlikes: ["Unknown database 'orders'", "ERROR 1193 (HY000): Unknown system variable 'foo'"],
  },
  {
    id: 'mysql-data-locked',
    code: 'left-over',
    category: 'idempotency',
    pattern:
      /InnoDB: Unable to lock (?<path>\S{1,200}),? error: \d{1,3}|Can't lock aria control file '(?<path2>[^']{1,200})'|Another process with pid \d{1,8} is using unix socket file|Do you already have another mysqld server running/,
    in: 'log',
    cause: (groups, context) =>
      `another mysqld still uses the data directory${groups.path ? ` (${groups.path} is locked)` : ''} that ${context.container} wants to open: an old pod on the same volume has not ended`,
    fixes: (_, context) => [
      inspect('see which pods run, on which nodes', 'get', 'pods', '-n', context.namespace, '-o', 'wide'),
      showMounts(context),
      edit(context, 'let one server alone use the volume: strategy Recreate or a StatefulSet, one replica, access mode ReadWriteOncePod'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      '[ERROR] [MY-012574] [InnoDB] InnoDB: Unable to lock ./ibdata1 error: 11',
      "[ERROR] mysqld: Can't lock aria control file '/var/lib/mysql/aria_log_control' for exclusive use, error: 11.",
    ],
    lookAlikes: ['InnoDB: Completed initialization of buffer pool', 'Unable to lock screen'],
  },
  {
    id: 'mysql-data-version',
    code: 'bad-config',
    category: 'config',
    pattern:
      /Upgrade after a crash is not supported|[Dd]owngrade (?:is not supported|from .{1,60} is not)|Cannot boot server version (?<new>\d{4,6}) on data directory built by version (?<old>\d{4,6})|Invalid MySQL server (?:upgrade|downgrade)|Unsupported redo log format|redo log was created with (?<old2>(?:MySQL|MariaDB) [\d.]{1,12})|Cannot upgrade from (?<old3>\d{4,6}) to (?<new3>\d{4,6})/,
    in: 'log',
    cause: (groups, context) =>
      `the data directory was written by another release${groups.old ? ` (${groups.old})` : ''} than that of image ${context.image}, which cannot take it over: not from there, or not after a crash`,
    fixes: (_, context) => [
      showMounts(context),
      edit(context, 'go back to the image of the release that wrote the data, let it start and stop in order, then upgrade step by step'),
      advise('take a copy of the volume first (a VolumeSnapshot); a downgrade needs a dump and a restore'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      '[ERROR] InnoDB: Upgrade after a crash is not supported. The redo log was created with MariaDB 10.4.13.',
      '[ERROR] [MY-013171] [InnoDB] Cannot boot server version 80036 on data directory built by version 80400. Downgrade is not supported',
      '[ERROR] [MY-014061] [Server] Invalid MySQL server downgrade: Cannot downgrade from 80300 to 80200. Downgrade is only permitted between patch releases.',
    ],
    lookAlikes: ['upgrade of the schema finished', 'database files are incompatible with server'],
  },
  {
    id: 'mysql-data-incomplete',
    code: 'left-over',
    category: 'idempotency',
    pattern:
      /Table '(?<table>mysql\.(?:user|db|plugin|servers|component|global_priv))' doesn't exist|Can't open and lock privilege tables|InnoDB: (?:Database page corruption|Corrupted? page|Missing MLOG_CHECKPOINT|Redo log .{0,80}corrupt)|Failed to initialize DD Storage Engine|Data Dictionary initialization failed/,
    in: 'log',
    cause: (groups, context) =>
      `the data directory of MySQL in ${context.container} is not whole${groups.table ? ` (${groups.table} is missing)` : ''}: a first initialization or a copy broke off, or files are damaged`,
    fixes: (_, context) => [
      showMounts(context),
      showEvents(context, 'see why an earlier run broke off (killed for memory, evicted, restarted by a probe)'),
      advise('keep a copy of the volume; if it holds no data worth keeping, empty it and let it initialize again, else restore a backup'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "[ERROR] Fatal error: Can't open and lock privilege tables: Table 'mysql.user' doesn't exist",
      '[ERROR] [MY-012592] [InnoDB] Data Dictionary initialization failed.',
    ],
    lookAlikes: ["ERROR 1146 (42S02): Table 'app.users' doesn't exist", 'InnoDB initialization has ended.'],
  },
  {
    id: 'database-image-settings',
    code: 'bad-config',
    category: 'config',
    pattern:
      /Database is uninitialized and (?:password option is not specified|superuser password is not specified)|(?:MYSQL|MARIADB)_USER="root", \S{1,20} and|(?<!WARN {1,2}==> )The (?<name>\w{1,60}) environment variable is empty or not set|(?<name2>(?:MYSQL|MARIADB|POSTGRESQL|POSTGRES|MONGODB|MONGO|REDIS|RABBITMQ)_[A-Z_]{1,60}) (?:must be (?:set|specified|provided)|is (?:not set|empty|required))/,
    in: 'log',
    cause: (groups, context) =>
      `the database image lacks a setting for its first start${groups.name ? `: ${groups.name}` : ', the password of the administrator'} is empty or not set in ${context.container}`,
    fixes: (groups, context) => [
      showSettings(context),
      edit(
        context,
        `set ${groups.name ?? 'POSTGRES_PASSWORD, MYSQL_ROOT_PASSWORD or MARIADB_ROOT_PASSWORD'} from a Secret; the variable may not be root for the ordinary user`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Error: Database is uninitialized and superuser password is not specified.',
      '2026-05-04 09:00:00+00:00 [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified',
      'mysql 09:00:00.00 ERROR ==> The MYSQL_ROOT_PASSWORD environment variable is empty or not set. Set the environment variable ALLOW_EMPTY_PASSWORD=yes to allow the container to be started with blank passwords.',
    ],
    lookAlikes: [
      'database is initialized',
      'POSTGRES_PASSWORD is set',
      'discourse 09:00:00.00 WARN  ==> The DISCOURSE_REDIS_PASSWORD environment variable is empty or not set. Set the environment variable ALLOW_EMPTY_PASSWORD=yes to allow a blank password.',
    ],
  },
  {
    id: 'mysql-galera',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /WSREP: (?:It may not be safe to bootstrap the cluster from this node|failed to open gcomm backend connection: (?<why>.{1,80})|failed to reach primary view|Node .{0,80}(?:inconsistent|not consistent)|SST (?:failed|preparation failed|request callback failed))|WSREP has not yet prepared node|Process completed with error: wsrep_sst_\w{1,20}/,
    in: 'log',
    cause: (groups, context) =>
      `the Galera node in ${context.container} finds no cluster to join${groups.why ? ` (${groups.why})` : ''}: the others are down or not reachable, or the whole cluster must be bootstrapped anew`,
    fixes: (_, context) => [
      showServers(context),
      showMounts(context),
      advise(
        'after an outage of all nodes bootstrap from the one with the highest seqno in grastate.dat (safe_to_bootstrap: 1) by the way of the chart or operator',
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      '[ERROR] WSREP: It may not be safe to bootstrap the cluster from this node. It was not the last one to leave the cluster and may not contain all the updates.',
      '[ERROR] WSREP: failed to open gcomm backend connection: 110: failed to reach primary view: 110 (Connection timed out)',
      'ERROR 1047 (08S01): WSREP has not yet prepared node for application use',
    ],
    lookAlikes: ['WSREP: Synchronized with group, ready for connections', 'WSREP: Member 1.0 joined'],
  },
];
