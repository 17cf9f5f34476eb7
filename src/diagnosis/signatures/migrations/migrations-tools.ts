import { advise } from '../../words/commands.ts';
import { edit, showCommand, showMounts } from '../remedies.ts';
import { showReplicas, showServers, showSettings } from '../settings.ts';
import type { Groups, Signature, SignatureContext } from '../signature.ts';

/** Migration tools that stand alone: golang-migrate, goose, dbmate, Atlas, sqitch, sqlx, Diesel, Entity Framework. */

function noSource(groups: Groups, { container, image }: SignatureContext): string {
  if (groups.version)
    return `the database of ${container} is at migration ${groups.version}, which the files of ${image} do not hold: an older image than the one that migrated, or the wrong directory`;
  if (groups.source)
    return `migrate in ${container} cannot open its migrations ${groups.source}: ${groups.why || 'the directory is not there'}`;
  if (groups.driver) return `migrate in ${container} is built without the database driver ${groups.driver}, or the URL is malformed`;
  if (groups.duplicate) return `migrate in ${container} finds two files for one version (${groups.duplicate})`;
  return `migrate in ${container} cannot begin: no migration file is there, or another run holds the lock`;
}

export const migrationsTools: readonly Signature[] = [
  {
    id: 'golang-migrate-dirty',
    code: 'database-migration',
    category: 'db-migration',
    pattern: /Dirty database version (?<version>-?\d{1,20})\. Fix and force version|database is dirty/,
    in: 'log',
    cause: (groups, context) =>
      `an earlier migration broke off: the database is marked dirty${groups.version ? ` at version ${groups.version}` : ''}, and migrate in ${context.container} refuses to go on until that is cleared`,
    fixes: (groups, context) => [
      showSettings(context),
      advise(
        `see what migration ${groups.version ?? 'there'} already changed; complete or undo it by hand, then say where the database really is: migrate -database "$DSN" -path DIR force VERSION (this version if completed, the one before if undone)`,
      ),
      edit(context, 'let one place alone migrate (a Job), and let nothing kill it half-way (probes, deadlines, memory)'),
    ],
    weight: 3,
    heals: 'no',
    matches: ['error: Dirty database version 7. Fix and force version.', 'Dirty database version 20260504090000. Fix and force version.'],
    lookAlikes: ['no change', 'dirty pages flushed'],
  },
  {
    id: 'golang-migrate-source',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /no migration found for version (?<version>\d{1,20})|failed to open source, "(?<source>[^"]{1,200})": (?<why>.{0,120})|database driver: unknown driver (?<driver>\S{1,40})|first \.: file does not exist|duplicate migration (?:file|version):? (?<duplicate>\S{1,120})|can't acquire (?:database )?lock|try lock failed/,
    in: 'log',
    cause: noSource,
    fixes: (_, context) => [
      showCommand(context),
      showMounts(context),
      edit(
        context,
        'use the image that holds all migrations (a roll-back of the app does not roll the schema back), and the right -path or -source',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'error: no migration found for version 20260504090000: read down for version 20260504090000 .: file does not exist',
      'error: failed to open source, "file://migrations": open .: no such file or directory',
      "error: can't acquire database lock",
      'error: first .: file does not exist',
    ],
    lookAlikes: ['no change', 'failed to open the door'],
  },
  {
    id: 'goose',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /goose(?: run| up)?:? (?:error: )?(?:ERROR \S{1,120}|failed to (?:run|collect|open|connect|apply)|duplicate version).{0,120}|found (?<count>\d{1,4}) missing (?:\(out-of-order\) )?migrations?|partial migration error \(type:\w{1,5},version:(?<version>\d{1,20})\)/,
    in: 'log',
    cause: (groups, context) =>
      groups.count
        ? `goose in ${context.container} finds ${groups.count} missing migrations: files older than the version of the database were never applied (out of order)`
        : `goose in ${context.container} fails${groups.version ? ` in migration ${groups.version}` : ''}: a statement is refused, or its files do not fit the database`,
    fixes: (_, context) => [
      showCommand(context),
      showMounts(context),
      edit(context, 'correct the migration that the line names; files that came late need a higher version or goose up -allow-missing'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'goose run: error: found 1 missing migrations before current version 5',
      'goose: failed to run SQL migration: partial migration',
      '2026/05/04 09:00:00 goose run: ERROR 00003_orders.sql: failed to run SQL migration: failed to execute SQL query',
      'partial migration error (type:sql,version:3): syntax error in the file',
    ],
    lookAlikes: ['goose: successfully migrated database to version: 5', 'mongoose: connected'],
  },
  {
    id: 'migration-history',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /You have a checksum error in your migration directory|Error: (?:checksum mismatch|sql\/migrate: .{1,100})|connected database is not clean|migration (?<version>\d{1,20}) was previously applied but (?<what>has been modified|is missing in the resolved migrations)|Cannot find this change in .{0,40}sqitch\.plan|Cannot find (?:plan|deploy) (?:file )?(?<file>\S{1,120})|(?:VersionMismatch|VersionMissing)\((?<version2>\d{1,20})\)|Failed to run (?<version3>\S{1,120}) with: /,
    in: 'log',
    cause: (groups, context) =>
      `the migrations of ${context.container} do not fit what was applied to the database${groups.version ? ` (version ${groups.version}${groups.what ? ` ${groups.what}` : ''})` : ''}: a file was changed or is missing, or the database is not clean`,
    fixes: (_, context) => [
      showCommand(context),
      showMounts(context),
      edit(
        context,
        'use the image that holds all migrations unchanged; atlas migrate hash after a change on purpose, --baseline VERSION for a database that is not empty',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'You have a checksum error in your migration directory.',
      'Error: sql/migrate: connected database is not clean: found table "users" in schema "public". baseline version or allow-dirty is required',
      'error: migration 20260504090000 was previously applied but has been modified',
      'error: migration 3 was previously applied but is missing in the resolved migrations',
    ],
    lookAlikes: ['checksum of archive is right', 'Nothing to deploy (up-to-date)'],
  },
  {
    id: 'entity-framework',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /No migrations were found in assembly|The model for context '(?<context>[^']{1,100})' has pending changes|PendingModelChangesWarning|Unable to create (?:an object of type|a 'DbContext' of type) '(?<context2>[^']{1,100})'|An error occurred while migrating the database|Failed executing DbCommand/,
    in: 'log',
    cause: (groups, context) =>
      `the Entity Framework of ${context.container} cannot migrate${groups.context ? ` ${groups.context}` : ''}: the model has no fitting migration, or the database refuses a statement (the inner exception says which)`,
    fixes: (_, context) => [
      showSettings(context),
      showServers(context),
      edit(context, 'add the missing migration to the image, and give it the connection string (ConnectionStrings__NAME)'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      "System.InvalidOperationException: The model for context 'ShopContext' has pending changes. Add a new migration before updating the database.",
      "Unable to create a 'DbContext' of type 'ShopContext'.",
      "No migrations were found in assembly 'Shop'.",
    ],
    lookAlikes: ["Applying migration '20260504_Init'.", 'No migrations were applied. The database is already up to date.'],
  },
  {
    id: 'migration-lock',
    code: 'concurrent-migration',
    category: 'db-migration',
    pattern:
      /ConcurrentMigrationError|Cannot run migrations because another migration process is currently running|MigrationLocked|Migration table is already locked|Can't take lock to run migration|Timed out trying to acquire a postgres advisory lock|(?:could not|failed to|unable to|cannot) (?:acquire|obtain|get) (?:the |an? )?(?:exclusive |advisory )?(?:migration|migrations|schema|advisory)s? lock|another (?:instance|process|replica) is (?:already )?(?:running|applying) (?:the )?migrations/i,
    in: 'log',
    cause: (_, context) =>
      `another migration holds the migration lock that ${context.container} wants: a second replica migrates at the same time, or a killed run left the lock behind`,
    fixes: (_, context) => [
      showReplicas(context),
      advise(
        'if nobody migrates any more, clear the lock: knex migrate:unlock, the row in the lock table, or end the session that holds the advisory lock (pg_locks, pg_stat_activity)',
      ),
      edit(context, 'migrate in one place only: a Job before the rollout, while init containers of the replicas wait for it'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'ActiveRecord::ConcurrentMigrationError: Cannot run migrations because another migration process is currently running.',
      'MigrationLocked: Migration table is already locked',
      "Can't take lock to run migration: Migration table is already locked",
      'Context: Timed out trying to acquire a postgres advisory lock (SELECT pg_advisory_lock(72707369)). Elapsed: 10000ms.',
      'failed to acquire advisory lock: timeout',
    ],
    lookAlikes: ['Successfully acquired change log lock', 'lock acquired, running migrations'],
  },
];
