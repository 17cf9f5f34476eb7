import type { HostTarget } from '../../model.ts';
import { connectionTargets, hostTarget } from '../addresses.ts';
import { optionValue, parseArguments } from '../arguments.ts';
import { readDuration } from '../durations.ts';
import type { Check } from '../ledger.ts';
import { checksOf, type ProgramCall, type ProgramTable } from './program.ts';

type Variables = ProgramCall['variable'];

/** Where frameworks keep the address of their database: a URL, or a host beside a port. */
const DATABASE_URLS = [
  'DATABASE_URL',
  'DATABASE_URI',
  'DB_URL',
  'SQLALCHEMY_DATABASE_URI',
  'DSN',
  'SPRING_DATASOURCE_URL',
  'POSTGRES_URL',
  'DB_DSN',
];
const DATABASE_HOSTS: readonly (readonly [string, string, HostTarget['check'] | undefined])[] = [
  ['PGHOST', 'PGPORT', 'postgres'],
  ['POSTGRES_HOST', 'POSTGRES_PORT', 'postgres'],
  ['POSTGRESQL_HOST', 'POSTGRESQL_PORT', 'postgres'],
  ['MYSQL_HOST', 'MYSQL_PORT', 'mysql'],
  ['DB_HOST', 'DB_PORT', undefined],
  ['DATABASE_HOST', 'DATABASE_PORT', undefined],
  ['SQL_HOST', 'SQL_PORT', undefined],
  ['DB_HOSTNAME', 'DB_PORT', undefined],
];

/** The database that the environment names. */
function database(variable: Variables, urls: readonly string[] = DATABASE_URLS): readonly HostTarget[] {
  for (const name of urls) {
    const url = variable(name);
    if (url) return connectionTargets(url, 'postgres');
  }
  for (const [hostName, portName, check] of DATABASE_HOSTS) {
    const host = variable(hostName);
    if (host) return [hostTarget({ host }, check ?? engine(variable), variable(portName) ?? (check ? DEFAULT_PORTS[check] : undefined))];
  }
  return [];
}

const DEFAULT_PORTS: Partial<Record<HostTarget['check'], string>> = { postgres: '5432', mysql: '3306' };

/** `DB_CONNECTION=mysql` and its like say which database it is. */
function engine(variable: Variables): HostTarget['check'] {
  const named = `${variable('DB_CONNECTION') ?? ''} ${variable('DB_ENGINE') ?? ''} ${variable('DB_TYPE') ?? ''} ${variable('DB_PORT') ?? ''}`;
  if (/mysql|maria|3306/i.test(named)) return 'mysql';
  return /postgres|pgsql|5432/i.test(named) ? 'postgres' : 'tcp';
}

/** A tool that takes the URL as an option, else from the environment. */
function migration(flags: readonly string[], variables: readonly string[], verbs?: RegExp) {
  return ({ name, args, variable }: ProgramCall): readonly Check[] => {
    const parsed = parseArguments(args, { oneDash: true, long: flags });
    if (verbs && !parsed.operands.some((operand) => verbs.test(operand))) return [];
    const url = optionValue(parsed, ...flags);
    return checksOf(url === undefined ? database(variable, variables) : connectionTargets(url, 'postgres'), name);
  };
}

/** Commands of web frameworks, by name: `python manage.py migrate`, `rails db:prepare`, `php artisan migrate`. */
function framework(call: ProgramCall, command: string, args: readonly string[]): readonly Check[] {
  const targets = database(call.variable);
  if (/^(?:wait_?for_?(?:db|database|postgres)|wait[-_:]db)$/.test(command)) {
    const seconds = readDuration(optionValue(parseArguments(args, { long: ['timeout'] }), 'timeout') ?? '');
    return targets.map((target) => ({ target, program: command, repeats: true, ...(seconds ? { limit: { seconds } } : {}) }));
  }
  const connects = /^(?:migrate|check|showmigrations|db:[\w:]{1,40}|runner|dbshell|createcachetable|loaddata|migrate:[\w:]{1,40}|db)$/;
  return connects.test(command) ? checksOf(targets, call.name) : [];
}

export function djangoCommand(call: ProgramCall, args: readonly string[]): readonly Check[] {
  return framework(call, args[0] ?? '', args.slice(1));
}

const AIRFLOW_URLS = ['AIRFLOW__DATABASE__SQL_ALCHEMY_CONN', 'AIRFLOW__CORE__SQL_ALCHEMY_CONN'];

/** `airflow db check-migrations` goes round for a minute; `airflow db check --retry N` as often as told. */
function airflow({ name, args, variable }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: 't', long: ['retry', 'retry-delay', 'migration-wait-timeout'] });
  const [group, verb] = parsed.operands;
  if (group !== 'db' && group !== 'upgradedb' && group !== 'initdb') return [];
  const tries = Number(optionValue(parsed, 'retry') ?? 0);
  const seconds = Number(optionValue(parsed, 't', 'migration-wait-timeout') ?? 60);
  const own = verb === 'check-migrations' ? { repeats: true, limit: { seconds } } : tries > 0 ? { repeats: true, limit: { tries } } : {};
  return database(variable, AIRFLOW_URLS).map((target) => ({ target, program: name, ...own }));
}

/** `dbmate wait` waits for a minute, its other commands connect once unless `--wait`. */
function dbmate({ name, args, variable }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: 'ude', long: ['url', 'migrations-dir', 'env', 'wait-timeout'] });
  const waits = parsed.operands.includes('wait') || parsed.options.has('wait');
  const seconds = readDuration(optionValue(parsed, 'wait-timeout') ?? '60');
  const targets = connectionTargets(optionValue(parsed, 'u', 'url') ?? variable('DATABASE_URL') ?? '', 'postgres');
  return targets.map((target) => ({
    target,
    program: name,
    ...(waits ? { repeats: true, ...(seconds ? { limit: { seconds } } : {}) } : {}),
  }));
}

function kong({ name, variable }: ProgramCall): readonly Check[] {
  const host = variable('KONG_PG_HOST');
  return checksOf(host ? [hostTarget({ host }, 'postgres', variable('KONG_PG_PORT') ?? '5432')] : [], name);
}

export const APPLICATIONS: ProgramTable = {
  manage: (call) => djangoCommand(call, call.args),
  'django-admin': (call) => djangoCommand(call, call.args),
  rails: (call) => framework(call, call.args[0] ?? '', call.args.slice(1)),
  rake: (call) => framework(call, call.args[0] ?? '', call.args.slice(1)),
  artisan: (call) => framework(call, call.args[0] ?? '', call.args.slice(1)),
  airflow,
  dbmate,
  kong,
  superset: migration([], [...DATABASE_URLS], /^db$/),
  alembic: migration(['x'], DATABASE_URLS, /^(?:upgrade|current|check)$/),
  flyway: migration(['url'], ['FLYWAY_URL'], /^(?:migrate|info|validate|repair|baseline)$/),
  liquibase: migration(['url'], ['LIQUIBASE_COMMAND_URL', 'LIQUIBASE_URL'], /^(?:update|status|validate|migrate)/),
  migrate: migration(['database', 'path', 'source'], DATABASE_URLS, /^(?:up|goto|version|down)$/),
  goose: ({ name, args, variable }) =>
    checksOf(
      connectionTargets(args.find((argument) => /:\/\/|host=|\uE000/.test(argument)) ?? variable('GOOSE_DBSTRING') ?? '', 'postgres'),
      name,
    ),
  atlas: migration(['url', 'dir', 'u'], DATABASE_URLS, /^migrate$|^schema$/),
  sqlx: migration(['database-url', 'D'], DATABASE_URLS, /^(?:migrate|database)$/),
  diesel: migration(['database-url'], DATABASE_URLS, /^(?:migration|database|setup)$/),
  prisma: migration(['schema'], DATABASE_URLS, /^(?:migrate|db)$/),
  knex: migration(['knexfile'], DATABASE_URLS, /^migrate/),
  sequelize: migration(['url'], DATABASE_URLS, /^db:/),
  'sequelize-cli': migration(['url'], DATABASE_URLS, /^db:/),
  typeorm: migration(['d'], DATABASE_URLS, /^migration/),
  kratos: migration([], DATABASE_URLS, /^migrate$/),
  hydra: migration([], DATABASE_URLS, /^migrate$/),
  keto: migration([], DATABASE_URLS, /^migrate$/),
};
