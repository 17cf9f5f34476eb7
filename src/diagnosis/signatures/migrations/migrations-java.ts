import { advise, inspect } from '../../words/commands.ts';
import { edit, showCommand, showMounts } from '../remedies.ts';
import { showReplicas, showSettings } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** Flyway and Liquibase. */

export const migrationsJava: readonly Signature[] = [
  {
    id: 'flyway-checksum',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /Migration (?:checksum|description|type) mismatch for migration(?: version)? (?<version>[\w.]{1,60})|Validate failed: Migration checksum mismatch/,
    in: 'log',
    cause: (groups, context) =>
      `Flyway in ${context.container} finds the file of migration ${groups.version ?? 'an applied version'} changed after it was applied (checksum mismatch)`,
    fixes: (_, context) => [
      showMounts(context),
      advise('put the file back as it was applied and write the change as a new migration; line ends count too'),
      edit(context, 'if the change is harmless, run flyway repair once, which takes the new checksum over into the schema history'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Migration checksum mismatch for migration version 2',
      'ERROR: Validate failed: Migrations have failed validation: Migration checksum mismatch for migration version 1.4',
      'Migration description mismatch for migration version 7',
    ],
    lookAlikes: ['Successfully validated 5 migrations', 'checksum mismatch for app.tgz'],
  },
  {
    id: 'flyway-failed-migration',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /Detected failed (?:migration to version|repeatable migration:) ?(?<version>[\w.]{1,60})|Schema `?"?(?<schema>[\w.-]{1,60})"?`? contains a failed (?:migration to version|repeatable migration) (?<version2>[\w.]{1,60})|[Cc]urrent version of schema .{1,80} is failed/,
    in: 'log',
    cause: (groups, context) =>
      `an earlier run left migration ${groups.version ?? ''} half done: Flyway in ${context.container} finds it marked as failed in its schema history and does nothing until that is cleared`.replace(
        '  ',
        ' ',
      ),
    fixes: (_, context) => [
      showSettings(context),
      advise('look at what the failed migration already changed (on MySQL and Oracle DDL is not rolled back) and undo it by hand'),
      edit(context, 'then run flyway repair once, which removes the failed entry, and migrate again with the corrected file'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'ERROR: Validate failed: Migrations have failed validation: Detected failed migration to version 3 (add orders).',
      'Schema `app` contains a failed migration to version 12 !',
    ],
    lookAlikes: [
      'Successfully applied 1 migration to schema "public", now at version v3',
      'Migration of schema "public" to version "3" failed!',
    ],
  },
  {
    id: 'flyway-not-resolved',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /Detected (?<what>applied migration not resolved locally|resolved (?:repeatable )?migration not applied to database): ?(?<version>[\w.]{0,60})|Found more than one (?:versioned )?migration with version (?<version2>[\w.]{1,60})/,
    in: 'log',
    cause: (groups, context) =>
      groups.what
        ? `migration ${groups.version ?? ''} of the database does not fit the files of ${context.image}: Flyway detected ${/not resolved locally/.test(groups.what) ? 'an applied migration that these files lack (an older image, or files that are not mounted)' : 'a resolved migration that was not applied (out of order)'}`
        : `the image ${context.image} has two migrations with the same version ${groups.version}`,
    fixes: (groups, context) => [
      showMounts(context),
      edit(
        context,
        groups.what?.includes('not applied')
          ? 'give the migration a version above the last applied one, or allow it with flyway.outOfOrder=true'
          : 'use the image that holds all migrations (a roll-back of the app does not roll the schema back), or ignoreMigrationPatterns=*:missing',
      ),
      advise('see the versions that are applied: SELECT version, description, success FROM flyway_schema_history ORDER BY installed_rank'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Detected applied migration not resolved locally: 5.',
      'Detected resolved migration not applied to database: 4.1.',
      'ERROR: Found more than one migration with version 7',
    ],
    lookAlikes: ['Detected change in schema', 'Current version of schema "public": 5'],
  },
  {
    id: 'flyway-environment',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /Unsupported [Dd]atabase: (?<database>[\w .-]{1,60})|Found non-empty schema\(s\) (?<schema>.{1,80}) but no schema history table|Flyway (?:Teams|Enterprise) Edition .{0,80}required|No database found to handle (?<url>jdbc:\S{1,120})|Unable to (?:acquire|obtain) (?:Flyway advisory lock|(?:an? )?.{0,30}lock .{0,40}schema history|.{0,40}advisory lock)|Number of retries exceeded while attempting to acquire PostgreSQL advisory lock|Unable to determine URL|Unable to resolve location (?<location>\S{1,120})/,
    in: 'log',
    cause: (groups, context) =>
      groups.database
        ? `the Flyway of image ${context.image} does not support this database (${groups.database})`
        : groups.schema
          ? `Flyway in ${context.container} finds tables in schema ${groups.schema}, but no schema history: another tool made them, or it is the wrong database`
          : groups.url
            ? `the Flyway of image ${context.image} has no driver for ${groups.url}`
            : `Flyway in ${context.container} cannot begin: ${groups.location ? `it finds no migrations at ${groups.location}` : 'another replica holds the lock of the schema history, or its URL is not set'}`,
    fixes: (groups, context) => [
      showSettings(context),
      showReplicas(context),
      edit(
        context,
        groups.schema
          ? 'baseline the schema (flyway baseline, or baselineOnMigrate=true with the right baselineVersion)'
          : 'use a Flyway release that knows this database (with its own module, such as flyway-mysql), and set FLYWAY_URL and FLYWAY_LOCATIONS',
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'ERROR: Unsupported Database: PostgreSQL 16.2',
      'ERROR: Found non-empty schema(s) "public" but no schema history table. Use baseline() or set baselineOnMigrate to true to initialize the schema history table.',
      'ERROR: No database found to handle jdbc:mysql://db:3306/app',
      'org.flywaydb.core.api.FlywayException: Number of retries exceeded while attempting to acquire PostgreSQL advisory lock',
    ],
    lookAlikes: ['Schema history table "public"."flyway_schema_history" does not exist yet', 'unsupported database driver in settings'],
  },
  {
    id: 'flyway-migration-failed',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /Migration (?:of schema .{1,80} to version "?(?<version>[\w.]{1,40})[^!]{0,100}|(?<file>\S{1,150}\.sql)) failed|(?:Script|Migration) (?<file2>\S{1,150}\.(?:sql|xml|ya?ml)) failed|FlywayMigrateException/,
    in: 'log',
    cause: (groups, context) =>
      `migration ${groups.file ?? groups.version ?? ''} fails in ${context.container}: one of its SQL statements is refused by the database`.replace(
        '  ',
        ' ',
      ),
    fixes: (_, context) => [
      inspect(
        'read the SQL state and the message below that line',
        'logs',
        context.pod,
        '-n',
        context.namespace,
        '-c',
        context.container,
        '--previous',
      ),
      showMounts(context),
      edit(
        context,
        'correct the statement in a new image, clear what it left half done, and run flyway repair if the history marks it as failed',
      ),
    ],
    weight: 1,
    heals: 'no',
    matches: [
      'Migration of schema "public" to version "3 - add orders" failed! Changes successfully rolled back.',
      'Script V3__add_orders.sql failed',
      'Migration V3__add_orders.sql failed',
    ],
    lookAlikes: ['Migrating schema "public" to version "3 - add orders"', 'Schema migration finished'],
  },
  {
    id: 'liquibase-lock',
    code: 'concurrent-migration',
    category: 'db-migration',
    pattern:
      /Waiting for changelog lock|Could not acquire change ?log lock\.?(?: +Currently locked by (?<holder>.{1,120}))?|liquibase\.exception\.LockException/,
    in: 'log',
    cause: (groups, context) =>
      `Liquibase in ${context.container} does not get the changelog lock (table DATABASECHANGELOGLOCK)${groups.holder ? `, held by ${groups.holder}` : ''}: another replica migrates, or one that was killed left the lock behind`,
    fixes: (_, context) => [
      showReplicas(context),
      advise(
        'if nobody migrates any more, release the stale lock: liquibase release-locks, or UPDATE DATABASECHANGELOGLOCK SET LOCKED=FALSE, LOCKGRANTED=NULL, LOCKEDBY=NULL WHERE ID=1',
      ),
      edit(
        context,
        'migrate in one place only (a Job before the rollout), and give it time: a probe or a deadline that kills it leaves the lock behind',
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'Waiting for changelog lock....',
      'liquibase.exception.LockException: Could not acquire change log lock.  Currently locked by web-7d9f (10.244.1.7) since 5/4/26, 9:00 AM',
    ],
    lookAlikes: ['Successfully acquired change log lock', 'Successfully released change log lock'],
  },
  {
    id: 'liquibase-checksum',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /(?<count>\d{1,4}) change ?sets? check ?sums?\b|(?<file>[^\s:]{1,100}::[^\s:]{1,80}::[^\s:]{1,60}) was: \d{1,2}:[0-9a-f]{32} but is now|liquibase\.exception\.ValidationFailedException/,
    in: 'log',
    cause: (groups, context) =>
      `Liquibase in ${context.container} finds a changeset${groups.file ? ` ${groups.file}` : ''} changed after it was applied (checksum validation failed)`,
    fixes: (_, context) => [
      showMounts(context),
      advise('put the changeset back as it was applied and write the change as a new one'),
      edit(context, 'if the change is harmless, give the changeset a validCheckSum, or run liquibase clear-checksums once'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      '     1 changesets check sum',
      '     2 change sets check sum',
      '          db/changelog/001.xml::create-orders::ann was: 8:5b0a1c2d3e4f5a6b7c8d9e0f1a2b3c4d but is now: 8:6b0a1c2d3e4f5a6b7c8d9e0f1a2b3c4d',
      'liquibase.exception.ValidationFailedException: Validation Failed:',
    ],
    lookAlikes: ['Running Changeset: db/changelog/001.xml::create-orders::ann', 'checksum is fine'],
  },
  {
    id: 'liquibase-failed',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /Migration failed for changeset (?<changeset>\S{1,200})|liquibase\.exception\.(?:MigrationFailedException|DatabaseException|ChangeLogParseException|CommandExecutionException)|The file (?<file>\S{1,200}) was not found in the configured search path|(?<changeset2>[^\s:]{1,100}::[^\s:]{1,80}::[^\s:]{1,60}) : (?:\w{1,30} )?[Pp]recondition/,
    in: 'log',
    cause: (groups, context) =>
      groups.file
        ? `Liquibase in ${context.container} does not find the changelog ${groups.file} in its search path`
        : `Liquibase in ${context.container} fails${groups.changeset ? ` at changeset ${groups.changeset}` : ''}: the database refuses a statement`,
    fixes: (groups, context) => [
      showCommand(context),
      showMounts(context),
      edit(
        context,
        groups.file
          ? 'correct changelog-file and search-path (LIQUIBASE_SEARCH_PATH), relative to the directory that is mounted'
          : 'correct the changeset that the line names, or its precondition',
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'Unexpected error running Liquibase: Migration failed for changeset db/changelog/003.xml::add-orders::ann:',
      'ERROR: Exception Details: The file changelog/root.yaml was not found in the configured search path:',
      'liquibase.exception.MigrationFailedException: Migration failed for change set',
    ],
    lookAlikes: ["Liquibase command 'update' was executed successfully.", 'Running Changeset: db/changelog/003.xml::add-orders::ann'],
  },
];
