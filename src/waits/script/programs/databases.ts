import type { HostTarget } from '../../model.ts';
import { connectionTargets, hostTarget, readAddress } from '../addresses.ts';
import { hasOption, optionValue, type ParsedArguments, parseArguments } from '../arguments.ts';
import type { Check } from '../ledger.ts';
import type { ProgramCall, ProgramTable } from './program.ts';

function checksOf(targets: readonly HostTarget[], program: string): readonly Check[] {
  return targets.map((target) => ({ target, program }));
}

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

function redis({ name, args, variable }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: 'hpasnurit', long: ['user', 'pass', 'cacert', 'cert', 'key', 'sni'] });
  if (hasOption(parsed, 'version', 'help', 'v')) return [];
  const url = optionValue(parsed, 'u') ?? (hasOption(parsed, 'h') ? undefined : variable('REDISCLI_URL'));
  if (url !== undefined) return checksOf(connectionTargets(url, 'redis', '6379'), name);
  const address = readAddress(optionValue(parsed, 'h') ?? 'localhost');
  return checksOf([hostTarget({ ...address, port: optionValue(parsed, 'p') ?? address.port ?? '6379' }, 'redis')], name);
}

const MONGO_LONG = [
  'host',
  'port',
  'username',
  'password',
  'authenticationDatabase',
  'eval',
  'tlsCAFile',
  'tlsCertificateKeyFile',
  'sslCAFile',
  'sslPEMKeyFile',
];

function mongo({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: 'upf', long: MONGO_LONG });
  if (hasOption(parsed, 'version', 'help')) return [];
  const [operand] = parsed.operands;
  const inCode = /(?:new Mongo|connect)\(\s?['"]([^'"]{1,300})['"]/.exec((optionValue(parsed, 'eval') ?? '').slice(0, 2000))?.[1];
  const port = optionValue(parsed, 'port') ?? '27017';
  const host = optionValue(parsed, 'host');
  if (host !== undefined)
    return checksOf(
      connectionTargets(
        host.slice(host.indexOf('/') + 1) === host || host.includes('://') ? host : host.slice(host.indexOf('/') + 1),
        'mongodb',
        port,
      ),
      name,
    );
  if (operand !== undefined && (/[:.]/.test(operand) || operand.includes('\uE000')))
    return checksOf(connectionTargets(operand, 'mongodb', port), name);
  if (operand !== undefined && /\//.test(operand)) return checksOf(connectionTargets(operand, 'mongodb', port), name);
  return checksOf(
    [inCode === undefined ? { kind: 'host', host: 'localhost', port, check: 'mongodb' } : hostTarget(readAddress(inCode), 'mongodb', port)],
    name,
  );
}

const KAFKA_LONG = [
  'bootstrap-server',
  'broker-list',
  'zookeeper',
  'command-config',
  'topic',
  'partitions',
  'replication-factor',
  'config',
  'group',
  'timeout',
  'timeout-ms',
];

function kafka({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { long: KAFKA_LONG });
  const brokers = optionValue(parsed, 'bootstrap-server', 'broker-list');
  const zookeeper = optionValue(parsed, 'zookeeper');
  return [
    ...checksOf(brokers === undefined ? [] : connectionTargets(brokers, 'kafka', '9092'), name),
    ...checksOf(zookeeper === undefined ? [] : connectionTargets(zookeeper, 'tcp', '2181'), name),
  ];
}

function kcat({ name, args }: ProgramCall): readonly Check[] {
  const brokers = optionValue(parseArguments(args, { short: 'btpoGXFmc' }), 'b');
  return brokers === undefined ? [] : checksOf(connectionTargets(brokers, 'kafka', '9092'), name);
}

/** rabbitmqctl and rabbitmq-diagnostics reach a node by its Erlang name: `-n rabbit@HOST`. */
function rabbit({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: 'nt', long: ['node', 'timeout'] });
  const host = (optionValue(parsed, 'n', 'node') ?? 'rabbit@localhost').split('@').at(-1) ?? 'localhost';
  return [{ target: { kind: 'host', host, check: 'amqp' }, program: name }];
}

function rabbitAdmin({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: 'HPupVfNU', long: ['host', 'port', 'username', 'password', 'vhost', 'base-uri'] });
  const uri = optionValue(parsed, 'U', 'base-uri');
  if (uri !== undefined) return checksOf(connectionTargets(uri, 'http'), name);
  return [
    {
      target: {
        kind: 'host',
        host: optionValue(parsed, 'H', 'host') ?? 'localhost',
        port: optionValue(parsed, 'P', 'port') ?? '15672',
        check: 'http',
      },
      program: name,
    },
  ];
}

function cassandra({ name, args, variable }: ProgramCall): readonly Check[] {
  if (name === 'nodetool') {
    const parsed = parseArguments(args, { short: 'hpuw', long: ['host', 'port', 'username', 'password'] });
    const host = optionValue(parsed, 'h', 'host') ?? 'localhost';
    return [{ target: { kind: 'host', host, port: optionValue(parsed, 'p', 'port') ?? '7199', check: 'cassandra' }, program: name }];
  }
  const { operands } = parseArguments(args, {
    short: 'upkefr',
    long: ['execute', 'username', 'password', 'keyspace', 'file', 'request-timeout', 'connect-timeout', 'cqlversion'],
  });
  const [host = variable('CQLSH_HOST') ?? 'localhost', port = variable('CQLSH_PORT') ?? '9042'] = operands;
  return [{ target: { kind: 'host', host, port, check: 'cassandra' }, program: name }];
}

function etcd({ name, args, variable }: ProgramCall): readonly Check[] {
  const parsed: ParsedArguments = parseArguments(args, {
    long: ['endpoints', 'cacert', 'cert', 'key', 'user', 'dial-timeout', 'command-timeout'],
    short: 'Cw',
  });
  if (parsed.operands[0] === 'version') return [];
  const endpoints = optionValue(parsed, 'endpoints', 'endpoint', 'C') ?? variable('ETCDCTL_ENDPOINTS') ?? 'localhost:2379';
  return endpoints
    .split(',')
    .slice(0, 16)
    .flatMap((endpoint) => {
      const address = connectionTargets(endpoint, 'etcd', '2379')[0];
      return address
        ? [
            {
              target: hostTarget({ host: address.host, port: /:\d{1,5}(?:\/|$)/.test(endpoint) ? String(address.port) : '2379' }, 'etcd'),
              program: name,
            },
          ]
        : [];
    });
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
  'redis-cli': redis,
  'valkey-cli': redis,
  mongo,
  mongosh: mongo,
  'kafka-topics': kafka,
  'kafka-broker-api-versions': kafka,
  'kafka-configs': kafka,
  'kafka-console-producer': kafka,
  'kafka-console-consumer': kafka,
  'kafka-metadata-quorum': kafka,
  'kafka-consumer-groups': kafka,
  'kafka-cluster': kafka,
  'zookeeper-shell': ({ name, args }) => checksOf(connectionTargets(args[0] ?? '', 'tcp', '2181'), name),
  kcat,
  kafkacat: kcat,
  rabbitmqctl: rabbit,
  'rabbitmq-diagnostics': rabbit,
  rabbitmqadmin: rabbitAdmin,
  cqlsh: cassandra,
  nodetool: cassandra,
  etcdctl: etcd,
};
