import { advise } from '../../words/commands.ts';
import { edit, showMounts } from '../remedies.ts';
import { showSecretKeys, showServers, showSettings } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** Cassandra, etcd, MinIO, ClickHouse, Consul, SQL Server and Oracle. */
export const stores: readonly Signature[] = [
  {
    id: 'cassandra',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /NoHostAvailable(?:Exception)?|Unable to connect to any servers|All host\(s\) tried for query failed|Unable to gossip with any (?:peers|seeds)|A node with address (?<host>\S{1,80}) already exists, cancelling join|Cannot achieve consistency level (?<level>\w{1,20})/,
    in: 'log',
    cause: (groups, context) =>
      groups.host
        ? `Cassandra in ${context.container} does not join: a node with the address ${groups.host} already exists in the ring`
        : `${context.container} reaches no Cassandra node that serves it${groups.level ? ` with consistency ${groups.level}` : ''}: the ring is not up, or contact points, port or data centre are wrong`,
    fixes: (_, context) => [
      showServers(context),
      showSettings(context),
      edit(context, 'correct contact points, port and local data centre, or try again until nodetool status shows UN'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      "cassandra.cluster.NoHostAvailable: ('Unable to connect to any servers', {'cassandra': ConnectionRefusedError(111, \"Tried connecting\")})",
      'com.datastax.driver.core.exceptions.NoHostAvailableException: All host(s) tried for query failed',
      'java.lang.RuntimeException: Unable to gossip with any peers',
    ],
    lookAlikes: ['Connected to Test Cluster at cassandra:9042.', 'host is available'],
  },
  {
    id: 'cassandra-login',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /(?:Bad credentials|Provided username (?<user>\S{1,60}) and\/or password are incorrect|AuthenticationFailed\('(?<why>[^']{1,100}))|Keyspace '?(?<keyspace>[\w.-]{1,60})'? does not exist|InvalidRequest.{0,80}unconfigured table (?<table>\S{1,60})/,
    in: 'log',
    cause: (groups, context) =>
      groups.keyspace || groups.table
        ? `the Cassandra ${groups.keyspace ? `keyspace ${groups.keyspace}` : `table ${groups.table}`} that ${context.container} uses does not exist`
        : `Cassandra refuses the login of ${context.container}${groups.user ? ` as ${groups.user}` : ''} (bad credentials)`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(
        context,
        'correct user, password and keyspace, or create the keyspace first; the default superuser may still be in the making on a new ring',
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'AuthenticationFailed(\'Failed to authenticate to cassandra: Error from server: code=0100 [Bad credentials] message="Provided username app and/or password are incorrect"\')',
      'InvalidRequest: Error from server: code=2200 [Invalid query] message="Keyspace \'orders\' does not exist"',
    ],
    lookAlikes: ['credentials accepted', 'database "orders" does not exist'],
  },
  {
    id: 'etcd',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /etcdserver: (?<why>request timed out.{0,60}|no leader|leader changed|mvcc: database space exceeded|permission denied|invalid auth token|user name is empty|authentication failed.{0,60}|not healthy.{0,40}|too many requests)|rpc error: code = \w{1,20} desc = etcdserver: (?<why2>.{1,80})|member (?<member>[0-9a-f]{1,16}) has already been bootstrapped|request cluster ID mismatch|error validating peerURLs|member count is unequal|discovery failed/,
    in: 'log',
    cause: (groups, context) =>
      groups.why
        ? `etcd does not serve ${context.container}: ${groups.why}`
        : `the etcd member in ${context.container} does not fit the cluster that it is to join${groups.member ? ` (member ${groups.member} has already been bootstrapped)` : ''}: its data or its list of members is from another life`,
    fixes: (_, context) => [
      showServers(context),
      showMounts(context),
      edit(
        context,
        'correct endpoints and credentials; for a member that lost its data remove and add it anew (initial-cluster-state existing)',
      ),
      advise('see etcdctl endpoint status and member list; after "database space exceeded" compact, defragment and disarm the alarm'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'Error: etcdserver: request timed out, possibly due to connection lost',
      '{"level":"fatal","msg":"discovery failed","error":"member 8e9e05c52164694d has already been bootstrapped"}',
      'Error: rpc error: code = Unknown desc = etcdserver: mvcc: database space exceeded',
    ],
    lookAlikes: ['etcd is healthy: successfully committed proposal: took = 2.1ms', 'no leader is needed'],
  },
  {
    id: 'minio',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /mc: <ERROR> .{0,200}(?:(?<key>Access Key Id you provided does not exist|request signature we calculated does not match)|(?<bucket>specified bucket does not exist|Bucket `[^`]{1,80}` does not exist)|(?<denied>Access Denied)|(?<address>[Uu]nable to (?:initialize new alias|list buckets|stat|make bucket(?!.{0,100}already own))[^.]{0,80}))|Invalid credentials: .{0,40}(?:access key|MINIO_ROOT)|Unable to validate credentials inherited from the shell environment/,
    in: 'log',
    cause: (groups, context) =>
      groups.bucket
        ? `the bucket that ${context.container} uses does not exist on this object storage`
        : groups.denied
          ? `the object storage refuses ${context.container}: its key has no right to it (access denied)`
          : groups.address
            ? `${context.container} cannot use the object storage: ${groups.address.toLowerCase()}`
            : `the object storage refuses the access key or secret key of ${context.container} (wrong, changed, or with a stray line end)`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      showServers(context),
      edit(
        context,
        'give it endpoint, access key and secret key of this storage; the root keys of MinIO must have 3 and 8 characters at least; mc mb --ignore-existing makes a bucket',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'mc: <ERROR> Unable to initialize new alias from the provided credentials. The Access Key Id you provided does not exist in our records.',
      'mc: <ERROR> Unable to list folder. Bucket `models` does not exist.',
      'mc: <ERROR> Failed to copy `s3/models/a.bin`. Access Denied.',
    ],
    lookAlikes: ['Bucket created successfully `s3/models`.', 'Added `s3` successfully.'],
  },
  {
    id: 'clickhouse',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /[Cc]ode: (?<number>516|192|193|497|81|60)(?:\. DB::Exception:|, message:) (?<why>.{1,120})|DB::Exception: (?<why2>(?:\S{1,60}: )?Authentication failed.{0,80}|Database \S{1,60} (?:doesn't|does not) exist|There is no user .{1,60})/,
    in: 'log',
    cause: (groups, context) => `ClickHouse refuses what ${context.container} asks: ${groups.why}`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(context, 'correct user, password and database in its settings'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Code: 516. DB::Exception: default: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)',
      "Code: 81. DB::Exception: Database orders doesn't exist. (UNKNOWN_DATABASE)",
    ],
    lookAlikes: ['Code: 210. DB::NetException: Connection refused (clickhouse:9000)', 'ClickHouse client version 24.3'],
  },
  {
    id: 'sql-server-database',
    code: 'database-auth',
    category: 'db-auth',
    pattern: /Cannot open database "(?<database>[^"]{1,80})" requested by the login/,
    in: 'log',
    cause: (groups, context) =>
      `SQL Server lets ${context.container} in but cannot open the database ${groups.database}: it does not exist, is not restored or online, or the login has no user in it`,
    fixes: (groups, context) => [
      showSettings(context),
      advise(
        `create the database ${groups.database} (or let the migration create it with a login that may), and give the login a user in it (CREATE USER ... FOR LOGIN)`,
      ),
      edit(context, 'or correct the name of the database in the connection string'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'Microsoft.Data.SqlClient.SqlException (0x80131904): Cannot open database "Orders" requested by the login. The login failed.',
      'mssql: login error: Cannot open database "Orders" requested by the login. The login failed.',
    ],
    lookAlikes: ["Login failed for user 'sa'.", 'opened database "Orders"'],
  },
  {
    id: 'sql-server',
    code: 'database-auth',
    category: 'db-auth',
    pattern: /Login failed for user '(?<user>[^']{0,80})'|Password validation failed\. .{0,80}|The SA password/,
    in: 'log',
    cause: (groups, context) =>
      `SQL Server refuses the login of ${context.container}${groups.user ? ` as ${groups.user}` : ''}: wrong password, unknown login, or a password that is too simple`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(context, 'correct user, password and database of the connection string'),
    ],
    // The line after a database that cannot be opened says it too, of a login that is right.
    weight: 2,
    heals: 'maybe',
    matches: [
      "Sqlcmd: Error: Microsoft ODBC Driver 17 for SQL Server : Login failed for user 'sa'.",
      'ERROR: Unable to set system administrator password: Password validation failed. The password does not meet SQL Server password policy requirements',
    ],
    lookAlikes: ['login succeeded for user sa', 'Logon timeout'],
  },
  {
    id: 'oracle',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /\bORA-(?<number>01017|28000|28001|01031|01045|12514|12505|12541|12154|12170|12528|01034|01033)\b[:,]{0,1} {0,1}(?<why>.{0,120})/,
    in: 'log',
    cause: (groups, context) =>
      `the Oracle server does not let ${context.container} in: ORA-${groups.number}${groups.why ? ` ${groups.why}` : ''}`,
    fixes: (groups, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(
        context,
        /^(?:12|0103[34])/.test(groups.number ?? '')
          ? 'correct host, port and service name of the connect string, or wait until the listener knows the service'
          : 'correct user and password; unlock the account or grant the right as administrator',
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'ORA-01017: invalid username/password; logon denied',
      'java.sql.SQLRecoverableException: Listener refused the connection with the following error: ORA-12514, TNS:listener does not currently know of service',
    ],
    lookAlikes: ['ORA-00942: table or view does not exist', 'aurora-12514 is up'],
  },
];
