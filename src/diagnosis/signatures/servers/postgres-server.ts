import { advise } from '../../words/commands.ts';
import { edit } from '../remedies.ts';
import { showServers, showSettings } from '../settings.ts';
import type { Groups, Signature } from '../signature.ts';

/** PostgreSQL is there but does not serve: start-up, limits, rights, TLS, poolers. */

const of = (groups: Groups) => (groups.thing ? `${groups.kind ?? 'object'} ${groups.thing}` : 'the database');

export const postgresServer: readonly Signature[] = [
  {
    id: 'postgres-starting',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /the database system is (?<doing>starting up|shutting down|in recovery mode|not yet accepting connections|not accepting connections)|(?<![\w.-])(?<host>[\w.-]{1,200}):\d{1,5} - rejecting connections/,
    in: 'log',
    cause: (groups, context) =>
      `PostgreSQL${groups.host ? ` at ${groups.host}` : ''} runs but does not accept ${context.container} yet (${groups.doing ?? 'rejecting connections'}): it starts, recovers after a crash, or shuts down`,
    fixes: (_, context) => [
      showServers(context),
      advise('wait for it; when it lasts for many minutes read the log of the database pod (recovery, a crash loop, a full disk)'),
      edit(context, `let ${context.container} try again until the database is ready (pg_isready) in place of failing`),
    ],
    weight: 2,
    heals: 'by-itself',
    matches: [
      'psql: error: connection to server at "db" (10.96.3.4), port 5432 failed: FATAL:  the database system is starting up',
      'pq: the database system is shutting down',
      'db:5432 - rejecting connections',
      'FATAL:  the database system is in recovery mode',
    ],
    lookAlikes: ['db:5432 - accepting connections', 'the database system is ready to accept connections'],
  },
  {
    id: 'postgres-too-many-connections',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /(?:FATAL|ERROR|error|pq|Error|53300)[^"]{0,40}(?:sorry, too many clients already|remaining connection slots are reserved|too many connections for (?:role|database) "(?<thing>[^"]{1,63})"|no more connections allowed)|sorry, too many clients already|remaining connection slots are reserved|no more connections allowed \(max_client_conn\)/,
    in: 'log',
    cause: (groups, context) =>
      `PostgreSQL has no connection left for ${context.container} (too many clients already${groups.thing ? ` for ${groups.thing}` : ''}): the sum of all pools exceeds max_connections`,
    fixes: (_, context) => [
      showServers(context),
      advise('see who holds the connections: SELECT usename, application_name, state, count(*) FROM pg_stat_activity GROUP BY 1,2,3'),
      edit(
        context,
        'make the pools of the applications smaller, put PgBouncer between, or let the owner of the server raise max_connections',
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'psql: error: connection to server at "db" (10.96.3.4), port 5432 failed: FATAL:  sorry, too many clients already',
      'FATAL: remaining connection slots are reserved for non-replication superuser connections',
      'pq: too many connections for role "app"',
    ],
    lookAlikes: ['too many clients waiting for a slot in the queue of jobs', 'Too many connections open in browser'],
  },
  {
    id: 'postgres-rights',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /permission denied (?:for|to) (?<kind>table|schema|database|relation|sequence|function|view|materialized view|language|tablespace|type|foreign server|large object|create (?:database|extension|role)|set (?:role|parameter)) ?"?(?<thing>[\w.-]{0,63})"?|must be (?:owner of|able to SET ROLE|superuser to)(?: (?<kind2>table|schema|database|relation|sequence|function|view|type|extension|index))? ?"?(?<thing2>[\w.-]{0,63})"?/,
    in: 'log',
    cause: (groups, context) =>
      `the database user of ${context.container} lacks the right for ${of(groups)} (permission denied): it needs a GRANT, or is not its owner`,
    fixes: (groups, context) => [
      showSettings(context),
      advise(
        groups.kind === 'schema'
          ? `as owner of the database: GRANT USAGE, CREATE ON SCHEMA ${groups.thing ?? 'public'} TO the user; since PostgreSQL 15 schema public is open to the owner of the database alone`
          : `as owner of ${of(groups)} or superuser: GRANT the right to the user, or ALTER ... OWNER TO the user who migrates`,
      ),
      edit(context, 'or let it log in as the owner (another user in its settings)'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'ERROR:  permission denied for schema public',
      'django.db.utils.ProgrammingError: permission denied for table django_migrations',
      'pq: permission denied for relation users',
      'ERROR: must be owner of table orders',
      'ERROR:  permission denied to create extension "uuid-ossp"',
    ],
    lookAlikes: ["mkdir: can't create directory '/data': Permission denied", 'Error from server (Forbidden): pods is forbidden'],
  },
  {
    id: 'postgres-tls-not-offered',
    code: 'tls-protocol',
    category: 'tls',
    pattern:
      /server does not support SSL, but SSL was required|[Tt]he server does not support SSL(?: connections)?|pq: SSL is not enabled on the server|server refused TLS connection|SSL connection requested\. No SSL enabled connection|rejected SSL upgrade/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} wants TLS (sslmode require or more), but this PostgreSQL server does not offer it (server does not support SSL)`,
    fixes: (_, context) => [
      showSettings(context),
      edit(
        context,
        'set sslmode=disable (or prefer) for a server inside the cluster without TLS, or correct the host: a pooler may sit between',
      ),
      advise('or ask the owner of the server to switch TLS on (ssl = on with a certificate)'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'psql: error: connection to server at "db" (10.96.3.4), port 5432 failed: server does not support SSL, but SSL was required',
      'pq: SSL is not enabled on the server',
      'Error: The server does not support SSL connections',
      'failed to connect to `host=db user=app database=app`: tls error (server refused TLS connection)',
    ],
    lookAlikes: ['server supports SSL', 'no pg_hba.conf entry for host "10.1.2.3", user "app", database "app", SSL off'],
  },
  {
    id: 'postgres-socket',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?:connections on Unix domain socket|connection to server on socket|could not connect to server on socket) "(?<path>[^"]{1,150}\.s\.PGSQL\.\d{1,5})"|(?<path2>\/(?:var\/)?(?:run\/postgresql|tmp)):\d{1,5} - no response/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} looks for PostgreSQL on the local socket ${groups.path}, because no host is given to it: the variable for the host (PGHOST, -h, the DSN) is empty or not set`,
    fixes: (_, context) => [
      showSettings(context),
      showServers(context),
      edit(context, `give ${context.container} the host of the database: -h with the name of its Service, or env PGHOST`),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: No such file or directory',
      '\tconnections on Unix domain socket "/var/run/postgresql/.s.PGSQL.5432"?',
      '/var/run/postgresql:5432 - no response',
    ],
    lookAlikes: ['LOG:  listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"', 'db:5432 - no response'],
  },
  {
    id: 'postgres-pooler',
    code: 'database-missing',
    category: 'db-auth',
    pattern:
      /(?:FATAL|ERROR): +no such (?<kind>database|user): "?(?<thing>[\w.-]{1,63})|unsupported startup parameter: (?<parameter>\w{1,60})|server login (?:has been failing|failed)|query_wait_timeout|client_login_timeout/,
    in: 'log',
    cause: (groups, context) =>
      groups.parameter
        ? `PgBouncer between ${context.container} and PostgreSQL does not know the start-up parameter ${groups.parameter}`
        : `PgBouncer between ${context.container} and PostgreSQL cannot serve the login${groups.thing ? `: it knows no ${of(groups)}` : ': its own login to the server fails or gets no connection'}`,
    fixes: (groups, context) => [
      showSettings(context),
      showServers(context),
      advise(
        groups.parameter
          ? `add ${groups.parameter} to ignore_startup_parameters of PgBouncer`
          : 'see databases, auth_file or auth_query in the configuration of PgBouncer and read its log',
      ),
      edit(context, 'migrate past the pooler: tools that lock or prepare need a direct connection'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'FATAL:  no such database: orders',
      'pq: unsupported startup parameter: extra_float_digits',
      'FATAL: server login has been failing, try again later',
    ],
    lookAlikes: ['no such database driver', 'login has been successful'],
  },
  {
    id: 'postgres-extension-missing',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /extension "(?<name>[\w-]{1,60})" is not available|could not open extension control file "[^"]{0,160}\/(?<name2>[\w-]{1,60})\.control"|could not access file "(?<name3>[\w$/-]{1,80})": No such file|extension "(?<name4>[\w-]{1,60})" (?:must be installed|has no installation script|must be loaded via shared_preload_libraries)/,
    in: 'log',
    cause: (groups, context) =>
      `the migration of ${context.container} needs the PostgreSQL extension ${groups.name ?? ''}, which is not available on the database server: its image or service does not bring it, or it is not preloaded`.replace(
        'extension ,',
        'extension,',
      ),
    fixes: (groups, context) => [
      showServers(context),
      showSettings(context),
      advise(
        `install the extension in the server: an image that has it (pgvector/pgvector, postgis/postgis, timescale/timescaledb), or the allow-list of the cloud's database, shared_preload_libraries where it must be loaded; CREATE EXTENSION "${groups.name ?? 'NAME'}" takes a superuser`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'ERROR:  extension "vector" is not available',
      'ERROR:  could not open extension control file "/usr/share/postgresql/16/extension/vector.control": No such file or directory',
    ],
    lookAlikes: [
      'ERROR:  permission denied to create extension "pg_stat_statements"',
      'NOTICE:  extension "uuid-ossp" already exists, skipping',
    ],
  },
  {
    id: 'database-unreachable',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern: /The connection attempt failed\.?\s*$|Unable to obtain connection from database(?!.{0,200}(?:refused|timed out))/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} gets no connection to its database: it is not up, has no ready endpoint, or host or port are wrong`,
    fixes: (_, context) => [
      showServers(context),
      showSettings(context),
      advise('the innermost cause below says whether the name, the port or the way is wrong'),
    ],
    weight: 1,
    heals: 'maybe',
    matches: [
      'org.postgresql.util.PSQLException: The connection attempt failed.',
      'ERROR: Unable to obtain connection from database: The connection attempt failed.',
    ],
    lookAlikes: ['Database: jdbc:postgresql://db:5432/shop (PostgreSQL 16.2)', 'the attempt failed twice'],
  },
];
