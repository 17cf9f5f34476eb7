import { connectionTargets } from '../addresses.ts';
import { optionValue, parseArguments } from '../arguments.ts';
import type { Check } from '../ledger.ts';
import { checksOf, type ProgramCall, type ProgramTable } from './program.ts';

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

/** `zookeeper-shell HOST:PORT ls /` of Kafka; `zkCli.sh -server HOST:PORT` and what Pulsar makes of it. */
function zookeeper({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { oneDash: true, long: ['server', 'timeout', 'zk-tls-config-file', 'client-configuration'] });
  const servers = optionValue(parsed, 'server') ?? parsed.operands[0] ?? '';
  return checksOf(connectionTargets(servers, 'tcp', '2181'), name);
}

/** The same behind the command of another program. */
const zookeeperBehind =
  (command: string) =>
  (call: ProgramCall): readonly Check[] =>
    call.args[0] === command ? zookeeper({ ...call, args: call.args.slice(1) }) : [];

export const BROKERS: ProgramTable = {
  'kafka-topics': kafka,
  'kafka-broker-api-versions': kafka,
  'kafka-configs': kafka,
  'kafka-console-producer': kafka,
  'kafka-console-consumer': kafka,
  'kafka-metadata-quorum': kafka,
  'kafka-consumer-groups': kafka,
  'kafka-cluster': kafka,
  'zookeeper-shell': zookeeper,
  zkCli: zookeeper,
  pulsar: zookeeperBehind('zookeeper-shell'),
  bookkeeper: zookeeperBehind('org.apache.zookeeper.ZooKeeperMain'),
  kcat,
  kafkacat: kcat,
  rabbitmqctl: rabbit,
  'rabbitmq-diagnostics': rabbit,
  rabbitmqadmin: rabbitAdmin,
};
