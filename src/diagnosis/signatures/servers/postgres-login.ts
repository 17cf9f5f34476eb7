import { advise } from '../../words/commands.ts';
import { edit } from '../remedies.ts';
import { showSecretKeys, showServers, showSettings } from '../settings.ts';
import type { Groups, Signature } from '../signature.ts';

/** PostgreSQL refuses the login: what libpq, JDBC, pgx, lib/pq, node-postgres, psycopg and Npgsql print of it. */

const userOf = (groups: Groups) => (groups.user ? `user ${groups.user}` : 'its user');

export const postgresLogin: readonly Signature[] = [
  {
    id: 'postgres-password-wrong',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /(?:password|PAM|LDAP|RADIUS|GSSAPI|SCRAM|SASL|certificate|OAuth bearer) authentication failed for user "(?<user>[^"]{1,63})"|SQLSTATE[ =:[]{1,3}28P01|code: '28P01'|FATAL: +(?:SASL|SCRAM) authentication failed/,
    in: 'log',
    cause: (groups, context) =>
      `PostgreSQL refuses the password of ${userOf(groups)} that ${context.container} gives it (password authentication failed): the Secret and the database disagree, or the role does not exist there`,
    fixes: (groups, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(
        context,
        `give ${context.container} the password that the database knows; a password in the Secret that was changed after the volume was initialized is not taken over by the database: ALTER ROLE ${groups.user ?? 'the user'} sets it there`,
      ),
      advise('look for a line end in the Secret (echo without -n), characters to escape in a URL, and a pod that still has the old value'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'psql: error: connection to server at "db" (10.96.3.4), port 5432 failed: FATAL:  password authentication failed for user "app"',
      'psql: FATAL:  password authentication failed for user "app"',
      'org.postgresql.util.PSQLException: FATAL: password authentication failed for user "app"',
      'failed to connect to `host=db user=app database=app`: failed SASL auth (FATAL: password authentication failed for user "app" (SQLSTATE 28P01))',
      'pq: password authentication failed for user "app"',
      'error: password authentication failed for user "app"',
      'Npgsql.PostgresException (0x80004005): 28P01: password authentication failed for user "app"',
    ],
    lookAlikes: [
      'psql: FATAL:  role "app" does not exist',
      'Password authentication is enabled for user "app"',
      'git@git.test: Permission denied (publickey,password).',
    ],
  },
  {
    id: 'postgres-password-missing',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /fe_sendauth: no password supplied|requested (?:password|SCRAM)-based authentication, but (?:no password was provided|the password is an empty string)|SCRAM-SERVER-FIRST-MESSAGE: client password must be a(?: non-empty)? string|No password has been provided but the backend requires one|The server requested a password, but none was provided|empty password returned by client/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} gives PostgreSQL no password: the variable or file that holds it is empty or not set there (PGPASSWORD, the DSN)`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(
        context,
        `give ${context.container} the password of the database (env from a Secret: PGPASSWORD for psql and pg_dump, else the variable that its DSN is made of); init containers do not inherit the env of the app`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'psql: error: connection to server at "db" (10.96.3.4), port 5432 failed: fe_sendauth: no password supplied',
      'org.postgresql.util.PSQLException: The server requested SCRAM-based authentication, but no password was provided.',
      'Error: SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string',
      'Npgsql.NpgsqlException: No password has been provided but the backend requires one (in SASL/SCRAM-SHA-256)',
    ],
    lookAlikes: ['no password file found, using the default', 'server requested a pause'],
  },
  {
    id: 'postgres-scram-unsupported',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /SCRAM authentication requires libpq version 10|authentication method 10 not supported|[Tt]he authentication type 10 is not supported|unknown authentication response: 10|Unknown authenticationOk message type/,
    in: 'log',
    cause: (_, context) =>
      `the PostgreSQL client library in ${context.image} is too old for SCRAM-SHA-256 passwords, which the server asks ${context.container} for`,
    fixes: (_, context) => [
      showSettings(context),
      edit(context, 'use an image with a newer client (libpq 10 or later, JDBC driver 42.2 or later, pg 7 or later)'),
      advise('or let the owner of the server store the password of this role as md5 (password_encryption), which is weaker'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'psql: SCRAM authentication requires libpq version 10 or above',
      'psql: authentication method 10 not supported',
      'org.postgresql.util.PSQLException: The authentication type 10 is not supported. Check that you have configured the pg_hba.conf file',
    ],
    lookAlikes: ['SCRAM authentication succeeded', 'authentication method md5 in use'],
  },
  {
    id: 'postgres-no-hba-entry',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /(?:no pg_hba\.conf entry for|pg_hba\.conf rejects)(?: replication)?(?: connection(?: for)?)?(?: (?:from )?host)? ?"?(?<host>[\w.:]{0,60})"?(?:, user "(?<user>[^"]{1,63})")?(?:, database "(?<database>[^"]{1,63})")?(?:, (?<encryption>[\w ]{1,30}))?/,
    in: 'log',
    cause: (groups, context) =>
      /no encryption|SSL off/.test(groups.encryption ?? '')
        ? `PostgreSQL does not accept ${userOf(groups)} of ${context.container} without encryption (no pg_hba.conf entry, ${groups.encryption}): it asks for TLS, or does not know the address ${groups.host ?? 'of the pod'}`
        : `pg_hba.conf of the PostgreSQL server lets ${userOf(groups)} in on database ${groups.database ?? 'of its own'} not from ${groups.host || 'the address of the pod'}`,
    fixes: (groups, context) => [
      showSettings(context),
      edit(context, `let ${context.container} connect with TLS (sslmode=require, PGSSLMODE) and check user and database in its settings`),
      advise(
        `ask the owner of the server for an entry in pg_hba.conf that lets ${userOf(groups)} in from the addresses of the pods (or, behind a masquerade, of the nodes)`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'psql: error: connection to server at "db" (10.1.2.3), port 5432 failed: FATAL:  no pg_hba.conf entry for host "10.244.1.7", user "app", database "orders", no encryption',
      'FATAL: no pg_hba.conf entry for host "10.244.1.7", user "app", database "orders", SSL off',
      'FATAL:  pg_hba.conf rejects connection for host "10.244.1.7", user "app", database "orders", SSL encryption',
      'FATAL:  no pg_hba.conf entry for replication connection from host "10.244.1.7", user "repl", SSL off',
    ],
    lookAlikes: ['reloading pg_hba.conf', 'could not open file "pg_hba.conf": No such file or directory'],
  },
  {
    id: 'postgres-peer',
    code: 'database-auth',
    category: 'db-auth',
    pattern: /(?<method>Peer|Ident|peer|ident) authentication failed for user "(?<user>[^"]{1,63})"/,
    in: 'log',
    cause: (groups, context) =>
      `PostgreSQL wants the operating system's user to be ${groups.user} (${groups.method?.toLowerCase()} authentication) and asks ${context.container} for no password`,
    fixes: (_, context) => [
      showSettings(context),
      edit(context, 'connect over TCP with the host name of the Service and a password (-h, PGHOST), not over the local socket'),
      advise('or ask the owner of the server to let the role in with scram-sha-256 in pg_hba.conf'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL:  Peer authentication failed for user "postgres"',
      'FATAL:  Ident authentication failed for user "app"',
    ],
    lookAlikes: ['peer authenticated', 'authentication failed for peer 10.1.2.3'],
  },
  {
    id: 'postgres-role-missing',
    code: 'database-auth',
    category: 'db-auth',
    pattern: /role "(?<user>[^"]{1,63})" (?:does not exist|is not permitted to log in)/,
    in: 'log',
    cause: (groups, context) =>
      `the role ${groups.user} that ${context.container} uses does not exist on this PostgreSQL server, or may not log in`,
    fixes: (groups, context) => [
      showSettings(context),
      showServers(context),
      edit(context, `correct the user name (PGUSER, -U, the DSN; without one the name of the container's own user is taken) or the host`),
      advise(
        `create it on the server: CREATE ROLE ${groups.user} LOGIN; POSTGRES_USER and init scripts of the image only work on an empty volume`,
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'psql: error: connection to server at "db" (10.96.3.4), port 5432 failed: FATAL:  role "app" does not exist',
      'ERROR:  role "reporting" does not exist',
      'FATAL: role "app" is not permitted to log in',
    ],
    lookAlikes: ['ERROR:  role "app" already exists', 'role binding "app" does not exist'],
  },
  {
    id: 'postgres-database-missing',
    code: 'database-missing',
    category: 'db-auth',
    pattern:
      /(?:FATAL|ERROR|error|pq|Error|3D000|PSQLException)\S{0,40}:? {1,3}database "(?<database>[^"]{1,63})" does not exist|SQLSTATE 3D000|SQLSTATE\[08006\].{0,200}database "(?<database2>[^"]{1,63})" does not exist/,
    in: 'log',
    cause: (groups, context) =>
      `the database ${groups.database ?? 'named in the DSN'} that ${context.container} connects to does not exist on this PostgreSQL server: it was never created, or the name or the host is wrong`,
    fixes: (groups, context) => [
      showSettings(context),
      showServers(context),
      edit(context, `correct the database name (PGDATABASE, -d, the path of the DSN; without one the name of the user is taken)`),
      advise(
        `or create it: CREATE DATABASE ${groups.database ?? 'NAME'}; POSTGRES_DB and init scripts of the image only work on an empty volume`,
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'psql: error: connection to server at "db" (10.96.3.4), port 5432 failed: FATAL:  database "orders" does not exist',
      'org.postgresql.util.PSQLException: FATAL: database "orders" does not exist',
      'pq: database "orders" does not exist',
      'error: database "orders" does not exist',
    ],
    lookAlikes: ['database "orders" already exists', 'ERROR:  relation "orders" does not exist'],
  },
];
