import { connectionTargets, hostTarget, readAddress } from '../addresses.ts';
import { hasOption, optionValue, type ParsedArguments, parseArguments } from '../arguments.ts';
import type { Check } from '../ledger.ts';
import { checksOf, type ProgramCall, type ProgramTable } from './program.ts';

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

export const STORES: ProgramTable = {
  'redis-cli': redis,
  'valkey-cli': redis,
  mongo,
  mongosh: mongo,
  cqlsh: cassandra,
  nodetool: cassandra,
  etcdctl: etcd,
};
