import { advise, inspect } from '../words/commands.ts';
import { edit } from './remedies.ts';
import { showServers, showSettings } from './settings.ts';
import type { Signature, SignatureContext } from './signature.ts';

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
      /(?:still )?unapplied migrations? after (?<seconds>\d{1,6}) seconds|[Ww]aiting for (?:database )?migrations? ?\.{3}|[Tt]here (?:are|is) (?:still )?(?:\d{1,5} )?(?:pending|unapplied|outstanding) migrations?|Not all services were operational, with data migrations completed|schema (?:version )?is (?:behind|older than|not up[ -]to[ -]date)|[Dd]atabase (?:schema )?(?:is not (?:up[ -]to[ -]date|migrated)|needs? to be (?:migrated|upgraded)|needs? migrat)|not all migrations (?:have been|are) applied/,
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
    ],
    lookAlikes: ['no pending migrations', 'Waiting for migrations to finish took 2s', 'applied 3 pending migrations'],
  },
];
