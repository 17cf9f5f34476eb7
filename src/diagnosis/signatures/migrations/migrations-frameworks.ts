import { advise } from '../../words/commands.ts';
import { edit, showCommand, showField } from '../remedies.ts';
import { showSecretKeys, showServers, showSettings } from '../settings.ts';
import type { Groups, Signature } from '../signature.ts';

/** Migrations of web frameworks in Python, Ruby and PHP: Alembic, Django, Rails, Laravel, Doctrine. */

const version = (groups: Groups) => (groups.version ? ` ${groups.version}` : '');

export const migrationsFrameworks: readonly Signature[] = [
  {
    id: 'alembic-revision-missing',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /Can't locate revision identified by '(?<version>[^']{1,80})'|Revision (?<version2>\S{1,60}) (?:referenced from .{1,120} )?is not present|No such revision or branch '(?<version3>[^']{1,80})'/,
    in: 'log',
    cause: (groups, context) =>
      `Alembic in ${context.container} cannot find revision${version(groups)}, at which the database is: the image ${context.image} holds older migrations than the one that migrated last, or another branch's`,
    fixes: (_, context) => [
      showCommand(context),
      edit(
        context,
        'use the image that holds this revision (a roll-back of the app does not roll the schema back: alembic downgrade with the newer image first)',
      ),
      advise('see what the database says: SELECT * FROM alembic_version'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "alembic.util.exc.CommandError: Can't locate revision identified by 'ae1027a6acf'",
      "FAILED: Can't locate revision identified by 'ae1027a6acf'",
      'KeyError: "Revision ae1027a6acf referenced from ae1027a6acf -> b7 (head) is not present"',
    ],
    lookAlikes: ['Running upgrade ae1027a6acf -> b7', 'git: revision not found'],
  },
  {
    id: 'alembic-heads',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /Multiple head revisions are present(?: for given argument '(?<argument>[^']{1,40})')?|Multiple heads are present|Target database is not up to date|Requested revision (?<version>\S{1,60}) overlaps/,
    in: 'log',
    cause: (_, context) =>
      `the migrations in ${context.image} do not form one line: Alembic in ${context.container} finds several heads, or a database that is not up to date`,
    fixes: (_, context) => [
      showCommand(context),
      edit(context, 'merge the heads in the sources (alembic merge heads) and build a new image; alembic upgrade heads runs them all'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "FAILED: Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads",
      'ERROR [flask_migrate] Error: Target database is not up to date.',
    ],
    lookAlikes: ['The database is up to date', 'ahead of head'],
  },
  {
    id: 'django-history',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /InconsistentMigrationHistory(?:: (?<why>.{1,120}))?|Conflicting migrations detected; (?<why2>.{1,100})|NodeNotFoundError(?:: (?<why3>.{1,120}))?|Migration (?<version>\S{1,80}) is applied before its dependency|InvalidBasesError|CircularDependencyError/,
    in: 'log',
    cause: (groups, context) =>
      `the migrations of Django in ${context.container} do not fit its history${groups.why ? `: ${groups.why.replace(/\.$/, '')}` : version(groups)}`,
    fixes: (_, context) => [
      showCommand(context),
      advise('see what is applied: python manage.py showmigrations, and the table django_migrations'),
      edit(
        context,
        'merge conflicting migrations (makemigrations --merge), use the image that holds all of them, or migrate before this step',
      ),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      "django.db.migrations.exceptions.InconsistentMigrationHistory: Migration admin.0001_initial is applied before its dependency users.0001_initial on database 'default'.",
      'CommandError: Conflicting migrations detected; multiple leaf nodes in the migration graph: (0004_a, 0004_b in shop).',
      'django.db.migrations.exceptions.NodeNotFoundError: Migration shop.0005 dependencies reference nonexistent parent node',
    ],
    lookAlikes: ['No migrations to apply.', 'Applying shop.0004_a... OK'],
  },
  {
    id: 'django-settings',
    code: 'bad-config',
    category: 'config',
    pattern:
      /ImproperlyConfigured: (?:Set the (?<name>\w{1,80}) environment variable|(?<why>.{1,140}))|Requested setting (?<name2>\w{1,80}), but settings are not configured|The (?<name3>SECRET_KEY) setting must not be empty|(?:decouple\.)?UndefinedValueError: (?<name4>\w{1,80}) not found|environs?\.\w{0,20}EnvError: Environment variable "(?<name5>\w{1,80})" not set/,
    in: 'log',
    cause: (groups, context) =>
      groups.name
        ? `the setting ${groups.name} that the program wants is not set in ${context.container}`
        : `Django in ${context.container} is not configured right: ${groups.why}`,
    fixes: (groups, context) => [
      showSettings(context),
      showSecretKeys(context),
      edit(
        context,
        `give ${context.container} the env entry ${groups.name ?? 'that the message names'} of its own; init containers do not inherit the env of the app`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'django.core.exceptions.ImproperlyConfigured: Set the DATABASE_URL environment variable',
      'django.core.exceptions.ImproperlyConfigured: Requested setting INSTALLED_APPS, but settings are not configured.',
      'django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.',
      'decouple.UndefinedValueError: SECRET_KEY not found. Declare it as envvar or define a default value.',
    ],
    lookAlikes: ['settings are configured', 'WARNING: SECRET_KEY has less than 50 characters'],
  },
  {
    id: 'django-wait-for-database',
    code: 'connection-refused',
    category: 'dep-no-endpoints',
    pattern:
      /Database (?:is )?(?:unavailable|not available|not ready)(?:, |! |; ?| - )(?:waiting|retrying|sleeping)|Waiting for database\.{2,}|Database Connection Error/i,
    in: 'log',
    cause: (_, context) => `${context.container} waits for a database that does not answer it`,
    fixes: (_, context) => [
      showServers(context),
      showSettings(context),
      edit(context, 'correct host, port and credentials of the database in its settings, and let the wait print the error that it hides'),
    ],
    weight: 1,
    heals: 'maybe',
    matches: ['Database unavailable, waiting 1 second...', 'Waiting for database...', 'Database is not ready; retrying in 5s'],
    lookAlikes: ['Database available!', 'waiting for the job'],
  },
  {
    id: 'rails-pending',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /ActiveRecord::PendingMigrationError|Migrations are pending|You have (?<count>\d{1,4}) pending migrations?|ActiveRecord::(?<kind>DuplicateMigration\w{1,10}Error|UnknownMigrationVersionError|IrreversibleMigration|ProtectedEnvironmentError|EnvironmentMismatchError|NoEnvironmentInSchemaError)/,
    in: 'log',
    cause: (groups, context) =>
      groups.kind
        ? `Rails refuses the migration in ${context.container}: ${groups.kind}`
        : `migrations are pending: the database of ${context.container} is older than the image ${context.image}, and nobody has migrated it yet`,
    fixes: (_, context) => [
      showCommand(context),
      edit(
        context,
        'run bin/rails db:migrate before this step (a Job before the rollout, or an init container before this one) with the same image',
      ),
      advise('see which are applied: bin/rails db:migrate:status'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'ActiveRecord::PendingMigrationError: ',
      'Migrations are pending. To resolve this issue, run:',
      'You have 2 pending migrations:',
      'ActiveRecord::DuplicateMigrationNameError: ',
    ],
    lookAlikes: ['no pending migrations', '== 20260504 AddOrders: migrated (0.0123s) ===='],
  },
  {
    id: 'rails-database',
    code: 'database-missing',
    category: 'db-migration',
    pattern:
      /ActiveRecord::NoDatabaseError|We could not find your database: (?<name>\S{1,80})|ActiveRecord::AdapterNotSpecified|ActiveRecord::ConnectionNotEstablished|ActiveRecord::DatabaseConnectionError|There is an issue connecting (?:with your hostname: (?<host>\S{1,100})|to your database with your username)/,
    in: 'log',
    cause: (groups, context) =>
      groups.host
        ? `Rails in ${context.container} gets no connection to the database host ${groups.host.replace(/\.$/, '')}`
        : `Rails in ${context.container} finds no database${groups.name ? ` ${groups.name.replace(/\.$/, '')}` : ''}: it was never created (db:prepare), or host and name in DATABASE_URL are wrong or not set`,
    fixes: (_, context) => [
      showSettings(context),
      showServers(context),
      edit(context, 'run bin/rails db:prepare, which creates and migrates, or correct DATABASE_URL and RAILS_ENV'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'ActiveRecord::NoDatabaseError: We could not find your database: shop_production. Available database configurations can be found in config/database.yml.',
      'ActiveRecord::ConnectionNotEstablished: connection is closed',
      'There is an issue connecting with your hostname: db.',
    ],
    lookAlikes: ["Created database 'shop_production'", 'Database is there'],
  },
  {
    id: 'laravel',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /APPLICATION IN PRODUCTION|Command cancelled|Migration table not found|Nothing to rollback|Illuminate\\Database\\QueryException|PDOException: (?<why>.{1,120})|(?:Doctrine\\Migrations\S{0,20}|The metadata storage is not (?<storage>up to date|initialized)|Migration (?<version>\S{1,80}) failed during Execution)/,
    in: 'log',
    cause: (groups, context) =>
      `the migration of ${context.container} in PHP does not run: ${groups.why ?? (groups.storage ? `the metadata storage is not ${groups.storage}` : groups.version ? `${groups.version} fails` : 'artisan asks for --force in production, or the database refuses a statement')}`,
    fixes: (_, context) => [
      showSettings(context),
      showCommand(context),
      edit(
        context,
        'call php artisan migrate --force --no-interaction (doctrine:migrations:migrate --no-interaction), and set its DB_ variables from the Secret',
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      '  APPLICATION IN PRODUCTION.  ',
      'The metadata storage is not up to date, please run the sync-metadata-storage command to fix this issue.',
      'PDOException: SQLSTATE[23000]: Integrity constraint',
    ],
    lookAlikes: ['Nothing to migrate.', 'application is in maintenance'],
  },
  {
    id: 'migration-files-missing',
    code: 'bad-config',
    category: 'config',
    pattern:
      /No config file '(?<file>[^']{1,100})' found|Path doesn't exist: '?(?<file2>[^'\s]{1,200}?)'?\.? {1,2}Please use the 'init' command|No 'script_location' key found|unable to find migrations? dir(?:ectory)?|Could not locate a Flask application|(?:Cannot find|could not find) (?:the )?"?(?<file3>\S{0,150}migrations)"?|The migrations? directory "?(?<file4>\S{1,150}?)"? does(?: not|n't) exist/,
    in: 'log',
    cause: (groups, context) =>
      `the migration tool in ${context.container} does not find ${groups.file ?? 'its configuration or migrations'}: the working directory or the path is wrong, or they are not in the image ${context.image}`,
    fixes: (_, context) => [
      showField(context, 'see the command, the working directory and the mounts', '.command', '.args', '.workingDir', '.volumeMounts'),
      edit(
        context,
        'set workingDir to the directory of the program, give the path as an argument (-c, --dir, FLASK_APP), or use the image of the app',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "FAILED: No config file 'alembic.ini' found, or file has no '[alembic]' section",
      "FAILED: Path doesn't exist: '/app/migrations'.  Please use the 'init' command to create a new scripts folder.",
      'Error: unable to find migrations dir',
      "Error: Could not locate a Flask application. Use the 'flask --app' option, 'FLASK_APP' environment variable, or a 'wsgi.py' or 'app.py' file in the current directory.",
    ],
    lookAlikes: ['12 migrations found in prisma/migrations', 'No config is needed'],
  },
];
