import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tables } from '../../../src/diagnosis/signatures/index.ts';
import { bestMatch, matchLines } from '../../../src/diagnosis/signatures/match.ts';

/** A log as the program prints it, the signature that tells, and a part of the line that is quoted for it. */
type Case = readonly [name: string, log: string, id: string, line: string];

const java: readonly Case[] = [
  [
    'Spring Boot: the database refuses the password, at the end of a chain of beans',
    `2026-05-04T09:00:00.000Z ERROR 1 --- [           main] o.s.boot.SpringApplication               : Application run failed

org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'flyway' defined in class path resource [x.class]: Invocation of init method failed
	at org.springframework.beans.factory.support.AbstractBeanFactory.doGetBean(AbstractBeanFactory.java:326) ~[spring-beans-6.1.3.jar!/:6.1.3]
	at com.acme.Shop.main(Shop.java:10) ~[!/:na]
Caused by: org.flywaydb.core.internal.exception.FlywaySqlException: Unable to obtain connection from database: FATAL: password authentication failed for user "shop"
	at org.flywaydb.core.internal.jdbc.JdbcUtils.openConnection(JdbcUtils.java:60) ~[flyway-core-9.22.3.jar!/:na]
	... 21 common frames omitted
Caused by: org.postgresql.util.PSQLException: FATAL: password authentication failed for user "shop"
	at org.postgresql.core.v3.ConnectionFactoryImpl.doAuthentication(ConnectionFactoryImpl.java:693) ~[postgresql-42.6.0.jar!/:42.6.0]
	... 27 common frames omitted`,
    'postgres-password-wrong',
    'Caused by: org.postgresql.util.PSQLException',
  ],
  [
    'Spring Boot: a missing placeholder inside of bean errors',
    `org.springframework.beans.factory.UnsatisfiedDependencyException: Error creating bean with name 'mailer': Unsatisfied dependency expressed through constructor parameter 0
	at org.springframework.beans.factory.support.ConstructorResolver.createArgumentArray(ConstructorResolver.java:800)
Caused by: java.lang.IllegalArgumentException: Could not resolve placeholder 'mail.host' in value "\${mail.host}"
	at org.springframework.util.PropertyPlaceholderHelper.parseStringValue(PropertyPlaceholderHelper.java:180)
	... 50 more`,
    'spring-setting',
    'mail.host',
  ],
  [
    'Spring Boot: the description below the banner',
    `***************************
APPLICATION FAILED TO START
***************************

Description:

Failed to configure a DataSource: 'url' attribute is not specified and no embedded datasource could be configured.

Reason: Failed to determine a suitable driver class`,
    'spring-setting',
    'Failed to configure a DataSource',
  ],
  [
    'JDBC: an unknown host below a communications failure',
    `com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure

The last packet sent successfully to the server was 0 milliseconds ago. The driver has not received any packets from the server.
	at com.mysql.cj.jdbc.ConnectionImpl.createNewIO(ConnectionImpl.java:825)
Caused by: com.mysql.cj.exceptions.CJCommunicationsException: Communications link failure
	at com.mysql.cj.protocol.a.NativeProtocol.connect(NativeProtocol.java:129)
	... 12 more
Caused by: java.net.UnknownHostException: orders-mysql: Name or service not known
	at java.base/java.net.Inet6AddressImpl.lookupAllHostAddr(Native Method)
	... 15 more`,
    'dns-no-such-name',
    'UnknownHostException: orders-mysql',
  ],
  [
    'a class that is missing at run time',
    `Exception in thread "main" java.lang.NoClassDefFoundError: com/acme/Report
	at com.acme.Main.main(Main.java:3)
Caused by: java.lang.ClassNotFoundException: com.acme.Report
	at java.base/jdk.internal.loader.BuiltinClassLoader.loadClass(BuiltinClassLoader.java:641)
	... 1 more`,
    'java-class-missing',
    'Caused by: java.lang.ClassNotFoundException: com.acme.Report',
  ],
  [
    'a certificate that Java does not trust',
    `javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target
	at java.base/sun.security.ssl.Alert.createSSLException(Alert.java:131)
Caused by: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target
	... 20 more`,
    'tls-untrusted',
    'unable to find valid certification path',
  ],
  [
    'Liquibase waits for a lock and gives up',
    `Waiting for changelog lock....
Waiting for changelog lock....
Unexpected error running Liquibase: Could not acquire change log lock.  Currently locked by web-7d9f (10.244.1.7) since 5/4/26, 9:00 AM
liquibase.exception.LockException: Could not acquire change log lock.  Currently locked by web-7d9f (10.244.1.7) since 5/4/26, 9:00 AM
	at liquibase.lockservice.StandardLockService.waitForLock(StandardLockService.java:289)`,
    'liquibase-lock',
    'Currently locked by web-7d9f',
  ],
];

const python: readonly Case[] = [
  [
    'Django: the driver error before the error of Django',
    `Traceback (most recent call last):
  File "/usr/lib/python3/site-packages/django/db/backends/base/base.py", line 275, in ensure_connection
    self.connect()
  File "/usr/lib/python3/site-packages/psycopg2/__init__.py", line 122, in connect
    conn = _connect(dsn, connection_factory=connection_factory, **kwasync)
psycopg2.OperationalError: connection to server at "db" (10.96.3.4), port 5432 failed: FATAL:  database "shop" does not exist


The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/app/manage.py", line 22, in <module>
    main()
django.db.utils.OperationalError: connection to server at "db" (10.96.3.4), port 5432 failed: FATAL:  database "shop" does not exist
`,
    'postgres-database-missing',
    'psycopg2.OperationalError',
  ],
  [
    'a variable that is missing while settings are imported',
    `Traceback (most recent call last):
  File "/app/settings.py", line 12, in <module>
    DATABASE_URL = os.environ["DATABASE_URL"]
  File "<frozen os>", line 679, in __getitem__
KeyError: 'DATABASE_URL'`,
    'python-environment',
    "KeyError: 'DATABASE_URL'",
  ],
  [
    'pydantic: the settings that are refused',
    `Traceback (most recent call last):
  File "/app/main.py", line 3, in <module>
    settings = Settings()
pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings
database_url
  Field required [type=missing, input_value={}, input_type=dict]
    For further information visit https://errors.pydantic.dev/2.6/v/missing`,
    'python-environment',
    '1 validation error for Settings',
  ],
  [
    'Alembic: the revision of a newer image',
    `INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.
ERROR [alembic.util.messaging] Can't locate revision identified by '3f2a'
  FAILED: Can't locate revision identified by '3f2a'`,
    'alembic-revision-missing',
    'ERROR [alembic',
  ],
  [
    'a module that is missing, raised while another is imported',
    `Traceback (most recent call last):
  File "/app/manage.py", line 11, in main
    from django.core.management import execute_from_command_line
ModuleNotFoundError: No module named 'django'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/app/manage.py", line 22, in <module>
    main()
ImportError: Couldn't import Django. Are you sure it's installed and available on your PYTHONPATH environment variable?`,
    'python-module-missing',
    "No module named 'django'",
  ],
];

const others: readonly Case[] = [
  [
    'Node.js: the module above its require stack',
    `node:internal/modules/cjs/loader:1148
  throw err;
  ^

Error: Cannot find module 'knex'
Require stack:
- /app/migrate.js
    at Module._resolveFilename (node:internal/modules/cjs/loader:1145:15)
    at node:internal/main/run_main_module:28:49 {
  code: 'MODULE_NOT_FOUND',
  requireStack: [ '/app/migrate.js' ]
}

Node.js v20.11.0`,
    'node-module-missing',
    "Cannot find module 'knex'",
  ],
  [
    'Node.js: pg refuses the password, with its fields below',
    `error: password authentication failed for user "shop"
    at Parser.parseErrorMessage (/app/node_modules/pg-protocol/dist/parser.js:283:98)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5) {
  length: 101,
  severity: 'FATAL',
  code: '28P01',
  routine: 'auth_failed'
}`,
    'postgres-password-wrong',
    'error: password authentication failed',
  ],
  [
    'Prisma: a failed migration of an earlier run',
    `Prisma schema loaded from prisma/schema.prisma
Datasource "db": PostgreSQL database "shop", schema "public" at "db:5432"

12 migrations found in prisma/migrations

Error: P3009

migrate found failed migrations in the target database, new migrations will not be applied. Read more about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve
The \`20260504_orders\` migration started at 2026-05-04 09:00:00.123 UTC failed

npm notice
npm ERR! code 1`,
    'prisma-failed-migration',
    '20260504_orders',
  ],
  [
    '.NET: the inner exception of a failed migration',
    `Unhandled exception. System.InvalidOperationException: An exception has been raised that is likely due to a transient failure.
 ---> Npgsql.PostgresException (0x80004005): 28P01: password authentication failed for user "shop"
   at Npgsql.Internal.NpgsqlConnector.ReadMessageLong(Boolean async)
   --- End of inner exception stack trace ---
   at Acme.Program.Main(String[] args) in /src/Program.cs:line 12`,
    'postgres-password-wrong',
    '28P01',
  ],
  [
    'Ruby: the error before its frames',
    `bin/rails aborted!
ActiveRecord::NoDatabaseError: We could not find your database: shop_production. Available database configurations can be found in config/database.yml. (ActiveRecord::NoDatabaseError)
/app/config/environment.rb:5:in \`<main>'

Caused by:
PG::ConnectionBad: connection to server at "10.96.3.4", port 5432 failed: FATAL:  database "shop_production" does not exist (PG::ConnectionBad)
/app/config/environment.rb:5:in \`<main>'
Tasks: TOP => db:migrate => environment
(See full trace by running task with --trace)`,
    'postgres-database-missing',
    'PG::ConnectionBad',
  ],
  [
    'PHP: the missing autoloader',
    `PHP Warning:  require(/var/www/html/vendor/autoload.php): Failed to open stream: No such file or directory in /var/www/html/artisan on line 18
PHP Fatal error:  Uncaught Error: Failed opening required '/var/www/html/vendor/autoload.php' (include_path='.:/usr/local/lib/php') in /var/www/html/artisan:18
Stack trace:
#0 {main}
  thrown in /var/www/html/artisan on line 18`,
    'php-library',
    'Failed opening required',
  ],
  [
    'Go: a panic with the cause in its message',
    `panic: required key DATABASE_URL missing value

goroutine 1 [running]:
main.main()
	/src/cmd/migrate/main.go:19 +0x1c5
exit status 2`,
    'program-setting',
    'DATABASE_URL',
  ],
  [
    'Flyway: the statement, not that the migration failed',
    `Migrating schema "public" to version "3 - add orders"
ERROR: Migration of schema "public" to version "3 - add orders" failed! Changes successfully rolled back.
ERROR: Script V3__add_orders.sql failed
--------------------------------
SQL State  : 42P07
Error Code : 0
Message    : ERROR: relation "orders" already exists
Location   : db/migration/V3__add_orders.sql
Line       : 1`,
    'sql-exists',
    'relation "orders" already exists',
  ],
  [
    'golang-migrate: dirty after a failed statement is the answer, whichever run prints it',
    `error: migration failed in line 0: CREATE TABLE orders (id int); (details: pq: permission denied for schema public)
error: Dirty database version 7. Fix and force version.`,
    'golang-migrate-dirty',
    'Dirty database version 7',
  ],
  [
    'Kafka: warnings of the client before the timeout of the tool',
    `[2026-05-04 09:00:00,123] WARN [AdminClient clientId=adminclient-1] Connection to node -1 (kafka/10.96.3.4:9092) could not be established. Broker may not be available. (org.apache.kafka.clients.NetworkClient)
Error while executing topic command : Timed out waiting for a node assignment. Call: listTopics
[2026-05-04 09:01:00,123] ERROR org.apache.kafka.common.errors.TimeoutException: Timed out waiting for a node assignment. Call: listTopics
 (kafka.admin.TopicCommand$)`,
    'kafka-unreachable',
    'ERROR org.apache.kafka',
  ],
];

describe('logs of several lines: which one tells', () => {
  for (const [name, log, id, part] of [...java, ...python, ...others])
    it(name, () => {
      const lines = log.split('\n');
      const match = bestMatch(matchLines(lines, 'log', tables), lines);
      assert.equal(match?.signature.id, id);
      assert.ok(match.line.includes(part), match.line);
    });
});
