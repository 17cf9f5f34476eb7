import { advise } from '../../words/commands.ts';
import { edit, showCommand, showMounts } from '../remedies.ts';
import { showSecretKeys, showServers, showSettings } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** Migrations of Node.js: Prisma, Knex, Sequelize, TypeORM, Drizzle. */
export const migrationsNode: readonly Signature[] = [
  {
    id: 'prisma-login',
    code: 'database-auth',
    category: 'db-auth',
    pattern:
      /\bP1000\b|Authentication failed against (?:the )?database server(?: at `(?<host>[^`]{1,100})`)?|P1010\b|User `(?<user>[^`]{1,80})` was denied access on the database/,
    in: 'log',
    cause: (groups, context) =>
      `the database refuses the login of Prisma in ${context.container}${groups.host ? ` at ${groups.host}` : ''} (P1000, authentication failed): user or password in DATABASE_URL are wrong, or lack rights`,
    fixes: (_, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(context, 'correct DATABASE_URL; characters such as @ : / # in the password must be percent-encoded'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Error: P1000: Authentication failed against database server at `db`, the provided database credentials for `app` are not valid.',
      'Error: P1010: User `app` was denied access on the database `orders.public`',
    ],
    lookAlikes: ["Error: P1001: Can't reach database server at `db`:`5432`", 'version P1000X'],
  },
  {
    id: 'prisma-unreachable',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern: /\bP100[12]\b|Can't reach database server at `?(?<host>[\w.-]{1,200})`?:?`?(?<port>\d{1,5})?/,
    in: 'log',
    cause: (groups, context) =>
      `Prisma in ${context.container} cannot reach the database server${groups.host ? ` ${groups.host}${groups.port ? `:${groups.port}` : ''}` : ''} (P1001): it is not up, has no ready endpoint, or host or port in DATABASE_URL are wrong`,
    fixes: (_, context) => [
      showServers(context),
      showSettings(context),
      edit(context, 'correct host and port in DATABASE_URL, or wait for the database before'),
    ],
    weight: 1,
    heals: 'maybe',
    matches: [
      "Error: P1001: Can't reach database server at `db:5432`",
      "Error: P1001: Can't reach database server at `db`:`5432`",
      'Error: P1002',
    ],
    lookAlikes: ['Error: P1003: Database `orders` does not exist', 'reached the database server'],
  },
  {
    id: 'prisma-database-missing',
    code: 'database-missing',
    category: 'db-migration',
    pattern:
      /\bP1003\b(?:: Database `?(?<database>[^`\s]{1,100})`?)?|\bP1012\b|Environment variable not found: (?<name>\w{1,80})|the URL must start with the protocol/,
    in: 'log',
    cause: (groups, context) =>
      groups.database
        ? `the database ${groups.database} that Prisma in ${context.container} uses does not exist (P1003)`
        : `Prisma in ${context.container} has no valid database URL: ${groups.name ?? 'DATABASE_URL'} is not set, or not of this provider (P1012)`,
    fixes: (_, context) => [
      showSettings(context),
      edit(context, 'set DATABASE_URL as env of this init container (from the Secret), with the right database name and protocol'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Error: P1003: Database `orders` does not exist on the database server at `db:5432`.',
      'error: Environment variable not found: DATABASE_URL.',
      'Error code: P1012',
    ],
    lookAlikes: ['Error: P1000: Authentication failed', 'DATABASE_URL is set'],
  },
  {
    id: 'prisma-failed-migration',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /migrate found failed migrations in the target database|The `(?<version>[^`]{1,120})` migration started at .{1,60} failed|A migration failed to apply\. New migrations cannot be applied/,
    in: 'log',
    cause: (groups, context) =>
      `an earlier run left the migration ${groups.version ?? 'of the database'} failed, and Prisma in ${context.container} applies no new one before that is resolved (P3009, P3018)`,
    fixes: (groups, context) => [
      showCommand(context),
      advise(
        `see what it already changed, complete or undo it by hand, then npx prisma migrate resolve --rolled-back ${groups.version ?? 'NAME'} (or --applied)`,
      ),
      edit(context, 'ship the corrected migration in a new image, and let one place alone migrate'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'migrate found failed migrations in the target database, new migrations will not be applied. Read more about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve',
      'The `20260504_orders` migration started at 2026-05-04 09:00:00.123 UTC failed',
    ],
    lookAlikes: ['All migrations have been successfully applied.', 'Error: P3009'],
  },
  {
    id: 'prisma-refuses',
    code: 'database-migration',
    category: 'db-migration',
    pattern: /\b(?<number>P30(?:05|06|08|09|12|14|15|18|19))\b(?:: (?<why>.{1,120}))?|(?<schema>The database schema is not empty)\./,
    in: 'log',
    cause: (groups, context) =>
      groups.schema || groups.number === 'P3005'
        ? `the database that Prisma in ${context.container} is to migrate is not empty and has no history of migrations (P3005)`
        : `Prisma in ${context.container} refuses to migrate (${groups.number}${groups.why ? `: ${groups.why}` : ''}): a migration failed, now or in an earlier run, or its files do not fit the history`,
    fixes: (_, context) => [
      showCommand(context),
      advise(
        'baseline a database that has tables already (prisma migrate resolve --applied NAME for each); resolve a failed migration with --rolled-back or --applied',
      ),
      edit(context, 'ship the corrected migration in a new image'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'Error: P3009',
      'Error: P3018',
      'The database schema is not empty. Read more about how to baseline an existing production database: https://pris.ly/d/migrate-baseline',
    ],
    lookAlikes: ['port P3009x', 'The database is now in sync with your Prisma schema.'],
  },
  {
    id: 'prisma-engine',
    code: 'dependency-missing',
    category: 'app-exit',
    pattern:
      /Prisma Client could not locate the Query Engine|Unable to require\(`?(?<path>[^)`]{1,200})|Prisma (?:Client )?(?:has not been generated|did not initialize)|@prisma\/client did not initialize yet|Prisma failed to detect the libssl|Failed to fetch (?:sha256 checksum|the engine file) at (?<url>https:\/\/binaries\.prisma\.sh\/\S{1,200})|Could not find Prisma Schema|Could not load `--schema` from provided path `(?<schema>[^`]{1,200})`/,
    in: 'log',
    cause: (groups, context) =>
      groups.schema
        ? `Prisma in ${context.container} finds no schema at ${groups.schema}`
        : `Prisma in ${context.image} is not complete: its engine for this distribution and OpenSSL is missing or not generated${groups.url ? ', and it cannot be downloaded' : ''}`,
    fixes: (_, context) => [
      showCommand(context),
      edit(
        context,
        'generate the client when the image is built (prisma generate, binaryTargets of the final distribution, openssl installed, schema copied)',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'PrismaClientInitializationError: Prisma Client could not locate the Query Engine for runtime "linux-musl-openssl-3.0.x".',
      'Error: @prisma/client did not initialize yet. Please run "prisma generate" and try to import it again.',
      'Error: Could not find Prisma Schema that is required for this command.',
    ],
    lookAlikes: ['Prisma schema loaded from prisma/schema.prisma', 'Generated Prisma Client (v5.13.0)'],
  },
  {
    id: 'knex-directory',
    code: 'database-migration',
    category: 'db-migration',
    pattern: /The migration directory is corrupt, the following files are missing: (?<files>.{1,200})/,
    in: 'log',
    cause: (groups, context) =>
      `the database of ${context.container} has migrations applied that image ${context.image} lacks (${groups.files}): an older image than the one that migrated last, or other file names (.ts and .js)`,
    fixes: (_, context) => [
      showCommand(context),
      showMounts(context),
      edit(context, 'use the image that holds these files under the same names; a roll-back of the app does not roll the schema back'),
      advise('see what is applied: SELECT name FROM knex_migrations'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Error: The migration directory is corrupt, the following files are missing: 20260504_orders.js',
      'migration failed with error: The migration directory is corrupt, the following files are missing: 1_a.ts, 2_b.ts',
    ],
    lookAlikes: ['Already up to date', 'the directory is corrupt'],
  },
  {
    id: 'node-orm',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /Sequelize(?<kind>ConnectionRefusedError|ConnectionError|AccessDeniedError|HostNotFoundError|DatabaseError|UniqueConstraintError|ConnectionTimedOutError)(?:: (?<why>.{1,140}))?|ERROR: Error reading "config\/config\.js(?:on)?"|Error during migration run|Migration "(?<version>[^"]{1,120})" failed, error: (?<why2>.{1,120})|DataSourceNotFoundError|CannotConnectAlreadyConnectedError|QueryFailedError: (?<why3>.{1,140})|migration failed with error: (?<why4>.{1,140})|DrizzleQueryError/,
    in: 'log',
    cause: (groups, context) =>
      `the migration of ${context.container} fails${groups.version ? ` in ${groups.version}` : ''}${groups.kind ? ` (${groups.kind})` : ''}${groups.why ? `: ${groups.why}` : ''}`,
    fixes: (_, context) => [
      showSettings(context),
      showServers(context),
      edit(context, 'correct what the database answers: connection settings, or the statement of the migration'),
    ],
    weight: 1,
    heals: 'maybe',
    matches: [
      'ERROR: SequelizeDatabaseError: something is wrong with the statement',
      'Error during migration run:',
      'QueryFailedError: cannot alter type of a column used by a view',
    ],
    lookAlikes: ['Sequelize CLI [Node: 20.11.0, CLI: 6.6.2, ORM: 6.37.1]', 'No migrations are pending'],
  },
];
