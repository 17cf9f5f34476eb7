import { advise, inspect } from '../../words/commands.ts';
import { edit } from '../remedies.ts';
import { showServers, showSettings } from '../settings.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** Waits for migrations that somebody else is to run: a Job, a hook of the chart, the web server. */

const showJobs = ({ namespace }: SignatureContext) =>
  inspect('see whether a migration Job or pod exists, runs or has failed', 'get', 'jobs,pods', '-n', namespace);
const helmHook =
  'if the chart makes that Job a post-install or post-upgrade hook, helm --wait (or --atomic, or Argo CD) deadlocks: it starts the hook only when these pods are ready; leave --wait out or switch the hook off (useHelmHooks: false)';

export const migrationsPending: readonly Signature[] = [
  {
    id: 'migrations-not-applied',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /(?:still )?unapplied migrations? after (?<seconds>\d{1,6}) seconds|[Ww]aiting for (?:database )?migrations? ?\.{3}|(?:[Tt]here (?:are|is) (?:still )?(?:\d{1,5} )?|[Yy]ou have \d{1,5} )(?:pending|unapplied|outstanding) migration|[Pp]ending migrations (?:exist|found|detected|remain)|Not all services were operational, with data migrations completed|schema (?:version )?is (?:behind|older than|out[ -]of[ -]date|outdated|not up[ -]to[ -]date)|schema version \S{1,40} (?:does not match|is lower than|is older than)|[Dd]atabase (?:migration|upgrade)s? (?:is |are )?required|database is at version \d{1,9}, but .{1,60} requires|[Dd]atabase (?:schema )?(?:is not (?:up[ -]to[ -]date|migrated)|needs? to be (?:migrated|upgraded)|needs? migrat)|not all migrations (?:have been|are) applied|[Nn]ew migrations available|[Dd]atabase needs bootstrapping|[Rr]un ['"`][\w./ -]{0,60}migrat[\w ./-]{0,30}['"`] to /,
    in: 'log',
    cause: (groups, { container }) =>
      `the migrations that ${container} waits for were not applied${groups.seconds ? ` within ${groups.seconds} seconds` : ''}: the migration Job never ran, is not done yet, failed, or wrote to another database`,
    fixes: (_, context) => [
      showJobs(context),
      advise(`run the migration Job (or the migrate command by hand) and read its log; ${helmHook}`),
      showSettings(context),
      showServers(context),
      edit(context, 'give both the same connection string and image, and raise the timeout if the migrations are only slow'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'TimeoutError: There are still unapplied migrations after 60 seconds. Migration Head(s) in DB: set()',
      '[2026-05-04T09:00:00.308+0000] {db.py:804} INFO - Waiting for migrations... 1 second(s)',
      'WARNING: Not all services were operational, with data migrations completed.',
      'there are 3 unapplied migrations',
      'Error: migrate: Pending migrations exist, please run convoy migrate first',
      'You have 3 unapplied migration(s). Your project may not work properly until you apply the migrations for app(s): auth.',
      'error: database schema version 41 does not match required version 43',
      'The database schema is out of date, run superset db upgrade',
      'Database migration required. Current version: 12, expected: 14',
      "Error: /usr/local/share/lua/5.1/kong/cmd/start.lua:99: New migrations available; run 'kong migrations up' to proceed",
      "Database needs bootstrapping or is older than Kong 1.0. To start a new installation from scratch, run 'kong migrations bootstrap'.",
    ],
    lookAlikes: ['no pending migrations', 'Waiting for migrations to finish took 2s', 'applied 3 pending migrations'],
  },
  {
    id: 'migrations-begun-elsewhere',
    code: 'database-migration',
    category: 'db-migration',
    pattern:
      /migration (?:is )?already (?:started|running|in progress)|(?:another|other) (?:process|instance|pod|replica|migration) is (?:already |currently )?(?:migrating|running (?:the )?migrations?)|[Mm]igrations? (?:are|is) (?:being run|already being applied) by|[Mm]igration lock (?:is )?(?:already )?(?:held|taken|acquired by)/,
    in: 'log',
    cause: (_, { container }) =>
      `the migration that ${container} is to run is marked as started by somebody else: another pod migrates right now, or an earlier run broke off and left its mark (lock) in the database`,
    fixes: (_, context) => [
      showJobs(context),
      advise(
        'if no other pod migrates, clean the mark up with the tool of the program (zitadel setup cleanup, flyway repair, knex migrate:unlock) or delete its row in the lock table, then let it run again',
      ),
      edit(context, 'let one Job migrate rather than the init container of every replica, with enough time and memory to end'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'time="2026-05-04T09:00:00Z" level=info msg="migration already started, will check again in 5 seconds"',
      'another instance is currently running migrations, exiting',
    ],
    lookAlikes: ['starting migration 14', 'Waiting for changelog lock....'],
  },
];
