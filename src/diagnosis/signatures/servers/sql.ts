import { advise } from '../../words/commands.ts';
import { edit, showCommand, showMounts } from '../remedies.ts';
import { showReplicas, showSettings } from '../settings.ts';
import type { Groups, Signature } from '../signature.ts';

/** What databases answer to statements of migrations and seeds, whichever tool sends them. */

const thing = (groups: Groups) => [groups.kind?.toLowerCase(), groups.name].filter(Boolean).join(' ') || 'an object';

export const sql: readonly Signature[] = [
  {
    id: 'sql-exists',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /(?<kind>relation|table|column|schema|type|index|constraint|function|trigger|sequence|view|extension|policy|publication|database) "(?<name>[^"]{1,120})"(?: of relation "[^"]{1,80}")?(?: for relation "[^"]{1,80}")? already exists(?!, skipping)|(?<kind2>Table|View|Trigger|Procedure) '(?<name2>[^']{1,120})' already exists|Duplicate (?<kind3>column|key) name '(?<name3>[^']{1,100})'|(?<kind4>table|index) [`"]?(?<name4>[\w.]{1,100})[`"]? already exists|Can't create (?<kind5>database) '(?<name5>[^']{1,100})'; database exists|There is already an object named '(?<name6>[^']{1,100})'|ORA-00955|NamespaceExists|Collection (?<name7>\S{1,100}) already exists/,
    in: 'log',
    cause: (groups, context) =>
      `the migration of ${context.container} wants to create ${thing(groups)}, which already exists: an earlier run broke off half-way, another tool or replica made it, or the history of migrations was lost`,
    fixes: (_, context) => [
      showCommand(context),
      showReplicas(context),
      advise(
        'compare the schema with the history table of the tool; mark the migration as applied (--fake, baseline, resolve --applied) if all of it is there, else undo what is half done',
      ),
      edit(context, 'make it idempotent (IF NOT EXISTS), in one transaction, run by one pod only'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'ERROR:  relation "orders" already exists',
      'django.db.utils.ProgrammingError: relation "shop_order" already exists',
      'pq: column "price" of relation "orders" already exists',
      "ERROR 1050 (42S01): Table 'orders' already exists",
      "Error 1060 (42S21): Duplicate column name 'price'",
      'sqlite3.OperationalError: table orders already exists',
      'ERROR:  type "status" already exists',
    ],
    lookAlikes: [
      'NOTICE:  relation "orders" already exists, skipping',
      "mkdir: can't create directory '/data/x': File exists",
      'configmaps "x" already exists',
    ],
  },
  {
    id: 'sql-missing',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /(?<kind>relation|table|column|schema|type|index|constraint|sequence|view|extension) "(?<name>[^"]{1,120})"(?: of relation "[^"]{1,80}")? does not exist(?!, skipping)|(?<kind2>column|function|type) (?<name2>[\w.]{1,80}(?:\([^)]{0,80}\))?) does not exist|[Tt]able '(?<name3>[^']{1,120})' doesn't exist|no such (?<kind4>table|column): (?<name4>[\w.]{1,100})|Unknown column '(?<name5>[^']{1,100})'|Invalid (?:object|column) name '(?<name6>[^']{1,100})'|ORA-00942|UndefinedTable\b|UndefinedColumn\b|no schema has been selected to create in/,
    in: 'log',
    cause: (groups, context) =>
      `${thing(groups)} does not exist in the database that ${context.container} uses: its migrations have not run yet or ran in another order, or it is the wrong database or schema (search_path)`,
    fixes: (_, context) => [
      showSettings(context),
      showCommand(context),
      advise('see which migrations are applied (the history table of the tool) and whether the tables are in another schema or database'),
      edit(context, 'run the migrations before this step, with the user and schema of the app; create extensions first'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'ERROR:  relation "orders" does not exist at character 15',
      'django.db.utils.OperationalError: no such table: auth_user',
      'psycopg2.errors.UndefinedTable: relation "orders" does not exist',
      "ERROR 1146 (42S02): Table 'shop.orders' doesn't exist",
      'ERROR:  function uuid_generate_v4() does not exist',
      'pq: column "price" of relation "orders" does not exist',
    ],
    lookAlikes: [
      'NOTICE:  table "orders" does not exist, skipping',
      'FATAL:  database "orders" does not exist',
      "Table 'mysql.user' is fine",
    ],
  },
  {
    id: 'sql-syntax',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /syntax error at or near "(?<near>[^"]{1,80})"|You have an error in your SQL syntax.{0,120}near '(?<near2>.{0,60})|near "(?<near3>[^"]{1,60})": syntax error|Incorrect syntax near (?<near4>.{1,60})|syntax error at end of input|unterminated quoted string at or near|ORA-009(?:00|07|33)|ORA-00922/,
    in: 'log',
    cause: (groups, context) =>
      `an SQL statement of ${context.container} has a syntax error${groups.near ? ` near ${groups.near}` : ''}: a mistake, a placeholder that was not replaced, or the dialect of another database or release`,
    fixes: (_, context) => [
      showCommand(context),
      showMounts(context),
      edit(
        context,
        'correct the statement in the image or ConfigMap; look for unreplaced variables and psql commands (\\c, \\copy) sent by another client',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'ERROR:  syntax error at or near "CREAT"',
      "ERROR 1064 (42000) at line 3: You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near 'CREAT TABLE' at line 1",
      'sqlite3.OperationalError: near "CREAT": syntax error',
    ],
    lookAlikes: ['/bin/sh: 3: Syntax error: end of file unexpected', 'SyntaxError: invalid syntax'],
  },
  {
    id: 'sql-data',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /(?<twice>duplicate key) value violates unique constraint "(?<name>[^"]{1,100})"|(?<twice2>Duplicate entry) '(?<value>[^']{0,80})' for key '?(?<name2>[\w.]{1,100})|(?<twice3>UNIQUE constraint) failed: (?<name3>[\w.]{1,100})|could not create unique index "(?<name4>[^"]{1,100})"|violates (?:foreign key|check|not-null|exclusion) constraint(?: "(?<name5>[^"]{1,100})")?|null value in column "(?<name6>[^"]{1,80})"|column "(?<name7>[^"]{1,80})" (?:of relation "[^"]{1,80}" )?contains null values|[Cc]annot add (?:or update a child row: a )?foreign key constraint|Cannot add or update a child row|Data too long for column '(?<name8>[^']{1,80})'|(?<twice4>E11000) duplicate key error|value too long for type|invalid input syntax for (?:type )?\w{1,30}|ORA-0(?:0001|2291|1400)/,
    in: 'log',
    cause: (groups, context) =>
      `the data in the database do not fit what ${context.container} does${groups.name ? ` (${groups.name})` : ''}: ${/uplicate|UNIQUE|unique|E11000/.test(groups.twice ?? '') ? 'a duplicate entry: its row already exists, as after a seed that ran before (an earlier attempt, another replica)' : 'a key is there twice, a value is missing or a reference breaks; a seed that runs a second time does this too'}`,
    fixes: (_, context) => [
      showCommand(context),
      showReplicas(context),
      edit(
        context,
        'make the step idempotent (ON CONFLICT DO NOTHING, INSERT IGNORE, check first), or clean the rows that break the constraint before the migration',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'ERROR:  duplicate key value violates unique constraint "users_email_key"',
      "ERROR 1062 (23000): Duplicate entry '1' for key 'users.PRIMARY'",
      'django.db.utils.IntegrityError: UNIQUE constraint failed: auth_user.username',
      'ERROR:  column "email" of relation "users" contains null values',
      'MongoServerError: E11000 duplicate key error collection: app.users index: email_1',
    ],
    lookAlikes: ['duplicate key in YAML mapping', 'no constraint is violated'],
  },
  {
    id: 'sql-lock',
    code: 'concurrent-migration',
    category: 'db-migration',
    pattern:
      /deadlock detected|Deadlock found when trying to get lock|canceling statement due to (?<why>lock timeout|statement timeout|user request)|Lock wait timeout exceeded|could not obtain lock on (?:relation|row in relation) "(?<name>[^"]{1,100})"|database (?:table )?is locked|database is being accessed by other users|tuple concurrently updated|Waiting for table metadata lock|could not serialize access/,
    in: 'log',
    cause: (groups, context) =>
      `a statement of ${context.container} does not get its lock${groups.name ? ` on ${groups.name}` : ''}${groups.why ? ` (${groups.why})` : ''}: the running application, a long transaction or a second migration holds it`,
    fixes: (_, context) => [
      showReplicas(context),
      advise('see who holds it: pg_stat_activity with pg_blocking_pids(), or SHOW ENGINE INNODB STATUS, and end that session'),
      edit(context, 'migrate from one place only, in small steps with lock_timeout and tries again, when little traffic runs'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'ERROR:  deadlock detected',
      'ERROR 1213 (40001): Deadlock found when trying to get lock; try restarting transaction',
      'ERROR:  canceling statement due to lock timeout',
      'sqlite3.OperationalError: database is locked',
      'ERROR 1205 (HY000): Lock wait timeout exceeded; try restarting transaction',
    ],
    lookAlikes: ['no deadlock was found', 'fatal error: all goroutines are asleep - deadlock!'],
  },
  {
    id: 'sql-read-only',
    code: 'bad-config',
    category: 'config',
    pattern:
      /cannot execute (?<statement>[A-Z ]{3,40}) in a read-only transaction|running with the --(?:super-)?read-only option|attempt to write a readonly database|The MySQL server is running with the (?<option>\S{1,40}) option/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} writes to a database that is read-only${groups.statement ? ` (${groups.statement})` : ''}: a standby or replica, a server in fail-over, or a file that may not be written`,
    fixes: (_, context) => [
      showSettings(context),
      edit(context, 'use the Service or host of the primary (such as CLUSTER-rw or -primary), or target_session_attrs=read-write'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'ERROR:  cannot execute CREATE TABLE in a read-only transaction',
      'ERROR 1290 (HY000): The MySQL server is running with the --read-only option so it cannot execute this statement',
      'sqlite3.OperationalError: attempt to write a readonly database',
    ],
    lookAlikes: ['Read-only file system', "READONLY You can't write against a read only replica."],
  },
  {
    id: 'sqlite-cannot-open',
    code: 'permission-denied',
    category: 'permission',
    pattern: /unable to open database file|unable to open database "(?<path>[^"]{1,200})"|SQLITE_CANTOPEN/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} cannot open its SQLite database file${groups.path ? ` ${groups.path}` : ''}: the directory does not exist or its user may not write there (SQLite needs write permission on the directory too)`,
    fixes: (_, context) => [
      showMounts(context),
      edit(context, 'mount a volume where the path of the database lies, and give its user the right to write (fsGroup, runAsUser)'),
    ],
    weight: 2,
    heals: 'no',
    matches: ['sqlite3.OperationalError: unable to open database file', 'Error: SQLITE_CANTOPEN: unable to open database file'],
    lookAlikes: ['sqlite3.OperationalError: database is locked', 'opened database file /data/app.db'],
  },
  {
    id: 'database-login-refused',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /[Aa]uthentication failed: (?:password|wrong|bad|invalid|no such user)|(?:protocol version|session|cluster|broker|database): authentication fail(?:ed|ure)|unauthorized due to authentication failure|unauthorized: unauthorized access|(?<!remote: )(?:invalid|incorrect|wrong|bad) (?:database |db )?(?:user ?name|login|user ID)(?:\/| or | and |, )(?:the )?password|password is incorrect, or there is no user/i,
    in: 'log',
    cause: (_, context) =>
      `the server refuses the login of ${context.container}: user or password is wrong (authentication failed), for example a password in the Secret that differs from the one the database was first started with`,
    fixes: (_, context) => [
      showSettings(context),
      edit(
        context,
        'give user and password (env, Secret, DSN) that the server knows; a database on a kept volume has its first password, whatever the Secret says now: change it there, or restore the old Secret',
      ),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'failed to create database: code: 999, message: admin: Authentication failed: password is incorrect, or there is no user with such name.',
      'gocql: unable to create session: unable to discover protocol version: authentication failed',
      'neo4j.exceptions.AuthError: {message: The client is unauthorized due to authentication failure.}',
      'login failed: invalid username or password',
    ],
    lookAlikes: [
      "fatal: Authentication failed for 'https://git.test/a.git/'",
      'password authentication failed over to the second server',
      'authentication succeeded',
      'remote: Invalid username or password.',
      'GET /login 401 unauthorized access',
    ],
  },
];
