import { connectionTargets, hostTarget, readAddress } from '../addresses.ts';
import { hasOption, optionValue, parseArguments } from '../arguments.ts';
import type { Check } from '../ledger.ts';
import { checksOf, type ProgramCall, type ProgramTable } from './program.ts';

const POSTGRES_LONG = ['host', 'port', 'username', 'dbname', 'timeout', 'command', 'file', 'set', 'variable', 'output', 'field-separator'];

/** pg_isready and psql: options, then the environment, then the socket of the own pod. */
function postgres({ name, args, variable }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: 'hpUdtcfvoFPRL', long: POSTGRES_LONG });
  if (hasOption(parsed, 'version', 'help', 'V')) return [];
  const database = optionValue(parsed, 'd', 'dbname') ?? parsed.operands.find((operand) => /:\/\/|=|\uE000/.test(operand));
  const written = database !== undefined && (/:\/\/|(?:^|\s)(?:host|service)=/.test(database) || isWhole(database)) ? database : undefined;
  const host = optionValue(parsed, 'h', 'host');
  if (host === undefined && written !== undefined) return checksOf(connectionTargets(written, 'postgres', '5432'), name);
  const port = optionValue(parsed, 'p', 'port') ?? variable('PGPORT') ?? '5432';
  const named = host ?? variable('PGHOST') ?? 'localhost';
  if (named.startsWith('/')) return checksOf([{ kind: 'host', host: 'localhost', port, check: 'postgres' }], name);
  return checksOf(
    named.split(',').map((one) => ({ kind: 'host', host: one, port, check: 'postgres' })),
    name,
  );
}

/** A text that is one unknown value: a URL out of a Secret. */
function isWhole(text: string): boolean {
  return /^\uE000\d{1,6}\uE001$/.test(text);
}

const MYSQL_LONG = [
  'host',
  'port',
  'user',
  'database',
  'execute',
  'protocol',
  'socket',
  'wait',
  'connect-timeout',
  'default-character-set',
  'defaults-file',
];

function mysql({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: 'hPueDSw', long: MYSQL_LONG });
  if (hasOption(parsed, 'V', 'version', 'help')) return [];
  const address = readAddress(optionValue(parsed, 'h', 'host') ?? 'localhost');
  const repeats = name.endsWith('admin') && hasOption(parsed, 'w', 'wait');
  const limit = Number(optionValue(parsed, 'w', 'wait'));
  return [
    {
      target: hostTarget({ ...address, port: optionValue(parsed, 'P', 'port') ?? address.port ?? '3306' }, 'mysql'),
      program: name,
      ...(repeats ? { repeats, ...(limit > 0 ? { limit: { tries: limit } } : {}) } : {}),
    },
  ];
}

export const DATABASES: ProgramTable = {
  pg_isready: postgres,
  psql: postgres,
  mysql,
  mariadb: mysql,
  mysqladmin: mysql,
  'mariadb-admin': mysql,
  mysqlshow: mysql,
  mycli: mysql,
};
