import { advise } from '../../words/commands.ts';
import { edit } from '../remedies.ts';
import { showSecretKeys, showServers, showSettings } from '../settings.ts';
import type { Groups, Signature } from '../signature.ts';

/** MySQL and MariaDB refuse the login or cannot be reached: the words of their clients and drivers. */

const userOf = (groups: Groups) => (groups.user ? `user ${groups.user}` : 'its user');

export const mysqlLogin: readonly Signature[] = [
  {
    id: 'mysql-database-denied',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /Access denied for user '(?<user>[^']{0,80})'@'(?<host>[^']{0,100})' to database '(?<database>[^']{1,64})'|(?<right>\w{1,20}(?: \w{1,20})?) command denied to user '(?<user2>[^']{0,80})'@|Access denied; you need \(at least one of\) the (?<right2>[\w, ]{1,80}) privilege|You do not have the (?<right3>\w{1,40}) privilege|ER_(?:DBACCESS_DENIED|TABLEACCESS_DENIED|SPECIFIC_ACCESS_DENIED)_ERROR/,
    in: 'log',
    cause: (groups, context) =>
      `MySQL knows ${userOf(groups)} of ${context.container}, but it lacks the right${groups.database ? ` to database ${groups.database}` : groups.right ? ` (${groups.right})` : ''}: a GRANT is missing, or that database is not the one of this user`,
    fixes: (groups, context) => [
      showSettings(context),
      advise(
        `as administrator of the server: GRANT ALL PRIVILEGES ON ${groups.database ?? 'DATABASE'}.* TO '${groups.user ?? 'USER'}'@'%'`,
      ),
      edit(context, 'correct the database name or log in as the user that may migrate'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "ERROR 1044 (42000): Access denied for user 'app'@'%' to database 'orders'",
      "Error 1142 (42000): CREATE command denied to user 'app'@'10.244.1.7' for table 'users'",
      'ERROR 1227 (42000): Access denied; you need (at least one of) the SUPER privilege(s) for this operation',
      'ERROR 1419 (HY000): You do not have the SUPER privilege and binary logging is enabled',
    ],
    lookAlikes: ["Access denied for user 'app'@'10.244.1.7' (using password: YES)", 'AccessDenied: Access Denied'],
  },
  {
    id: 'mysql-password-wrong',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /Access denied for user '?(?<user>[^'@]{0,80})'?@'?(?<host>[^'\s]{0,100})'?(?: \(using password: (?<given>YES|NO)\))?|ER_ACCESS_DENIED_ERROR|SQLSTATE\[HY000\] \[1045\]/,
    in: 'log',
    cause: (groups, context) =>
      groups.given === 'NO'
        ? `MySQL refuses ${userOf(groups)} of ${context.container}, who gives no password (access denied, using password: NO): the variable that holds it is empty or not set there`
        : `MySQL refuses the password of ${userOf(groups)} that ${context.container} gives it (access denied): the Secret and the server disagree, or this user may not come from ${groups.host || 'the address of the pod'}`,
    fixes: (groups, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(
        context,
        `give ${context.container} the user and password that the server knows; a Secret that was changed after the volume was initialized does not change the server: ALTER USER does`,
      ),
      advise(`see which hosts ${userOf(groups)} may come from: SELECT user, host FROM mysql.user; root is often limited to localhost`),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "ERROR 1045 (28000): Access denied for user 'app'@'10.244.1.7' (using password: YES)",
      "error: 'Access denied for user 'root'@'10.244.1.7' (using password: NO)'",
      "java.sql.SQLException: Access denied for user 'app'@'10.244.1.7' (using password: YES)",
      "Error 1045 (28000): Access denied for user 'app'@'10.244.1.7' (using password: YES)",
      "SQLSTATE[HY000] [1045] Access denied for user 'app'@'web-0' (using password: YES)",
      "(1045, \"Access denied for user 'app'@'10.244.1.7' (using password: YES)\")",
    ],
    lookAlikes: ["ERROR 1049 (42000): Unknown database 'orders'", 'Access denied for principal app'],
  },
  {
    id: 'mysql-host-denied',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /Host '(?<host>[^']{1,100})' is (?<what>not allowed to connect to this (?:MySQL|MariaDB) server|blocked because of many connection errors)|ER_HOST_(?:NOT_PRIVILEGED|IS_BLOCKED)/,
    in: 'log',
    cause: (groups, context) =>
      `the MySQL server does not let ${context.container} in from ${groups.host ?? 'the address of the pod'}: ${groups.what ?? 'the host is not allowed'}`,
    fixes: (groups, context) => [
      showSettings(context),
      showServers(context),
      advise(
        /blocked/.test(groups.what ?? '')
          ? 'lift the block on the server: mysqladmin flush-hosts (or TRUNCATE TABLE performance_schema.host_cache), and find who keeps connecting without a login, such as a port check'
          : "create the user for the addresses of the pods on the server ('USER'@'%'); of users with 'localhost' alone nobody may come from another pod",
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "ERROR 1130 (HY000): Host '10.244.1.7' is not allowed to connect to this MySQL server",
      "Host '10.244.1.7' is not allowed to connect to this MariaDB server",
      "ERROR 1129 (HY000): Host '10.244.1.7' is blocked because of many connection errors; unblock with 'mysqladmin flush-hosts'",
    ],
    lookAlikes: ["Host 'db' is up", "ERROR 2005 (HY000): Unknown MySQL server host 'db' (-2)"],
  },
  {
    id: 'mysql-database-missing',
    code: 'database-missing',
    category: 'db-auth',
    pattern: /Unknown database:? '(?<database>[^']{1,64})'|ER_BAD_DB_ERROR|SQLSTATE\[HY000\] \[1049\]/,
    in: 'log',
    cause: (groups, context) =>
      `the database ${groups.database ?? 'named in the DSN'} that ${context.container} connects to does not exist on this MySQL server: it was never created, or the name or the host is wrong`,
    fixes: (groups, context) => [
      showSettings(context),
      showServers(context),
      edit(context, 'correct the database name or the host in its settings'),
      advise(
        `or create it: CREATE DATABASE ${groups.database ?? 'NAME'}; MYSQL_DATABASE and init scripts of the image only work on an empty volume`,
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      "ERROR 1049 (42000): Unknown database 'orders'",
      "java.sql.SQLSyntaxErrorException: Unknown database 'orders'",
      "SQLSTATE[HY000] [1049] Unknown database 'orders'",
    ],
    lookAlikes: ["Unknown database driver 'mysql2'", "ERROR 1007 (HY000): Can't create database 'orders'; database exists"],
  },
  {
    id: 'mysql-authentication-plugin',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /[Aa]uthentication (?:plugin|method|protocol) ?'?(?<plugin>caching_sha2_password|mysql_native_password|sha256_password|auth_socket|unix_socket|auth_gssapi_client|client_ed25519)?'?,? (?:cannot be loaded|is not supported|not supported by any|reported error|requested by server)|authentication method unknown to the client(?: \[(?<plugin2>\w{1,40})\])?|Public Key Retrieval is not allowed|ER_NOT_SUPPORTED_AUTH_MODE|Plugin '?(?<plugin3>\w{1,40})'? (?:could not be loaded|is not loaded)|this authentication plugin is not supported|cryptography' package is required for (?<plugin4>\w{1,40})/,
    in: 'log',
    cause: (groups, context) =>
      `the MySQL client in ${context.container} and the server do not agree on a way to log in${groups.plugin ? ` (${groups.plugin})` : ' (caching_sha2_password)'}: the driver is too old for it, lacks its plugin, or may not use it without TLS`,
    fixes: (_, context) => [
      showSettings(context),
      edit(
        context,
        'use a newer client or driver (MySQL 8 clients know caching_sha2_password; the clients of Alpine and Debian are of MariaDB), with TLS or, for JDBC, allowPublicKeyRetrieval=true',
      ),
      advise(
        "or let the user log in the old way, where the server still has it: ALTER USER ... IDENTIFIED WITH mysql_native_password BY '...'",
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'ERROR 1045 (28000): Plugin caching_sha2_password could not be loaded: Error loading shared library /usr/lib/mariadb/plugin/caching_sha2_password.so: No such file or directory',
      "ERROR 2059 (HY000): Authentication plugin 'caching_sha2_password' cannot be loaded: /usr/lib/mysql/plugin/caching_sha2_password.so: cannot open shared object file",
      "ERROR 2061 (HY000): Authentication plugin 'caching_sha2_password' reported error: Authentication requires secure connection.",
      'Error: ER_NOT_SUPPORTED_AUTH_MODE: Client does not support authentication protocol requested by server; consider upgrading MySQL client',
      'java.sql.SQLNonTransientConnectionException: Public Key Retrieval is not allowed',
      'The server requested authentication method unknown to the client [caching_sha2_password]',
      "ERROR 1524 (HY000): Plugin 'mysql_native_password' is not loaded",
    ],
    lookAlikes: ['Authentication plugin loaded', "Plugin 'InnoDB' registration as a STORAGE ENGINE failed."],
  },
  {
    id: 'mysql-unreachable',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /Can't connect to (?:MySQL )?server on '(?<host>[^'(]{1,200})'(?: \(?(?<number>\d{1,3})|.{0,20}refused)?|connect to server at '(?<host2>[^']{1,200})' failed|Check that mysqld is running on (?<host3>\S{1,200}) and|Communications link failure|Lost connection to (?:MySQL )?server at '[^']{1,60}'|SQLSTATE\[HY000\] \[2002\] (?:Connection refused|Operation timed out|Connection timed out)/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} gets no connection to the MySQL server${groups.host ? ` ${groups.host}` : ''}${groups.number === '110' ? ' (no answer, timeout)' : ''}: it is not up yet, has no ready endpoint, or host or port are wrong`,
    fixes: (_, context) => [
      showServers(context),
      showSettings(context),
      edit(context, 'correct host and port, or let it try again until the server is ready (mysqladmin ping)'),
    ],
    weight: 1,
    heals: 'maybe',
    matches: [
      "ERROR 2003 (HY000): Can't connect to MySQL server on 'db:3306' (111)",
      "ERROR 2002 (HY000): Can't connect to server on 'db' (115)",
      "mysqladmin: connect to server at 'db' failed",
      'com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure',
    ],
    lookAlikes: ["ERROR 2005 (HY000): Unknown MySQL server host 'db' (-2)", 'connected to server'],
  },
  {
    id: 'mysql-socket',
    code: 'bad-config',
    category: 'config',
    pattern:
      /Can't connect to local (?:MySQL |MariaDB )?server through socket '(?<path>[^']{1,200})'|SQLSTATE\[HY000\] \[2002\] No such file or directory/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} looks for MySQL on the local socket${groups.path ? ` ${groups.path}` : ''}, because no host, or localhost, is given to it: no server runs in this pod during init`,
    fixes: (_, context) => [
      showSettings(context),
      showServers(context),
      edit(context, 'give it the host of the server (-h with the name of its Service, DB_HOST); localhost means the socket, not TCP'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      "ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)",
      "ERROR 2002 (HY000): Can't connect to local server through socket '/run/mysqld/mysqld.sock' (2)",
      'SQLSTATE[HY000] [2002] No such file or directory',
    ],
    lookAlikes: [
      "socket: '/var/run/mysqld/mysqld.sock'  port: 3306  MySQL Community Server - GPL.",
      "Can't connect to MySQL server on 'db' (111)",
    ],
  },
  {
    id: 'mysql-tls-not-offered',
    code: 'tls-protocol',
    category: 'tls',
    pattern:
      /(?:TLS\/SSL|SSL connection) error: SSL is required,? but the server does(?: not|n't) support it|Server does not support secure connection|tls: server (?:does not support|doesn't support) TLS/,
    in: 'log',
    cause: (_, context) =>
      `the MySQL or MariaDB client in ${context.container} demands TLS, which the server does not offer (MariaDB clients since 11.4 demand it by default)`,
    fixes: (_, context) => [
      showSettings(context),
      edit(context, 'give the client --skip-ssl (--ssl-mode=DISABLED for the one of MySQL), or let the owner of the server switch TLS on'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'ERROR 2026 (HY000): TLS/SSL error: SSL is required, but the server does not support it',
      "ERROR 2026 (HY000): SSL connection error: SSL is required but the server doesn't support it",
    ],
    lookAlikes: ['ERROR 2026 (HY000): TLS/SSL error: self-signed certificate in certificate chain', 'server does support SSL'],
  },
];
