import type { HostTarget } from '../../model.ts';
import { connectionTargets, hostTarget, readAddress, readUrl } from '../addresses.ts';
import { hasOption, optionValue, parseArguments } from '../arguments.ts';
import type { Check } from '../ledger.ts';
import type { ProgramCall, ProgramTable } from './program.ts';

function one(target: HostTarget | undefined, program: string): readonly Check[] {
  return target ? [{ target, program }] : [];
}

/** The address a tool takes as a flag, in its environment, or its own default. */
function flagged(flags: readonly string[], variable: string, fallback: string, check: HostTarget['check'], port: string, short = '') {
  return ({ name, args, variable: lookUp }: ProgramCall): readonly Check[] => {
    const parsed = parseArguments(args, { oneDash: short === '', short, long: flags });
    if (parsed.operands[0] === undefined || /^(?:version|help)$/.test(parsed.operands[0])) return [];
    return one(connectionTargets(optionValue(parsed, ...flags) ?? lookUp(variable) ?? fallback, check, port)[0], name);
  };
}

function hostAndPort(short: string, port: string, check: HostTarget['check'], hostFlags: readonly string[], portFlags: readonly string[]) {
  return ({ name, args }: ProgramCall): readonly Check[] => {
    const parsed = parseArguments(args, { short, long: ['host', 'port', 'user', 'password', 'query', 'database'] });
    if (hasOption(parsed, 'version', 'help')) return [];
    const address = readAddress(optionValue(parsed, ...hostFlags) ?? 'localhost');
    return one(hostTarget({ ...address, port: optionValue(parsed, ...portFlags) ?? address.port ?? port }, check), name);
  };
}

/** MinIO's client: `mc alias set NAME URL`, `mc ready NAME` with `MC_HOST_NAME` in the environment. */
function minio({ name, args, variable }: ProgramCall): readonly Check[] {
  const words = args.filter((argument) => !argument.startsWith('-'));
  const url =
    words.find((word) => /^https?:\/\//.test(word)) ??
    (/^(?:alias|config)$/.test(words[0] ?? '') ? words.find((word) => word.includes('\uE000')) : undefined);
  const alias = /^(?:ready|ping|ls|mb|admin)$/.test(words[0] ?? '') ? words.at(-1)?.split('/')[0] : undefined;
  const address = url ?? (alias === undefined ? undefined : variable(`MC_HOST_${alias}`));
  return one(address === undefined ? undefined : connectionTargets(address, 'http', '9000')[0], name);
}

/** `openssl s_client -connect db:5432` */
function openssl({ name, args }: ProgramCall): readonly Check[] {
  const at = args.indexOf('-connect');
  return args[0] === 's_client' && at > 0 ? one(hostTarget(readAddress(args[at + 1] ?? ''), 'tcp', '443'), name) : [];
}

/** `socat - TCP:db:5432,connect-timeout=2` */
function socat({ name, args }: ProgramCall): readonly Check[] {
  for (const argument of args) {
    const address = /^(?:tcp[46]?|tcp[46]?-connect|openssl):([^,]{1,256})/i.exec(argument)?.[1];
    if (address !== undefined) return one(hostTarget(readAddress(address), 'tcp'), name);
  }
  return [];
}

function nmap({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: 'p' });
  const [host] = parsed.operands;
  return one(host === undefined ? undefined : hostTarget({ host, port: optionValue(parsed, 'p') ?? '' }, 'tcp'), name);
}

function grpcProbe({ name, args }: ProgramCall): readonly Check[] {
  const address = optionValue(parseArguments(args, { oneDash: true, long: ['addr', 'service', 'connect-timeout', 'rpc-timeout'] }), 'addr');
  return one(address === undefined ? undefined : hostTarget(readAddress(address), 'tcp'), name);
}

/** `git clone https://...`, `git clone git@host:repo` */
function git({ name, args }: ProgramCall): readonly Check[] {
  const verb = args.findIndex((argument) => /^(?:clone|ls-remote|fetch|pull)$/.test(argument));
  if (verb < 0) return [];
  const url = args.slice(verb + 1).find((argument) => /^(?:https?|ssh|git):\/\/|^[\w.-]{1,60}@[\w.-]{1,253}:/.test(argument));
  if (url === undefined) return [];
  if (readUrl(url)) return one(connectionTargets(url, 'tcp')[0], name);
  return one({ kind: 'host', host: readAddress(url.split(':')[0] ?? '').host, port: '22', check: 'tcp' }, name);
}

function ldapsearch({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: 'HhpDwbsy' });
  const url = optionValue(parsed, 'H');
  if (url !== undefined) return one(connectionTargets(url, 'tcp', '389')[0], name);
  return one(hostTarget({ host: optionValue(parsed, 'h') ?? 'localhost', port: optionValue(parsed, 'p') ?? '389' }, 'tcp'), name);
}

export const SERVICES: ProgramTable = {
  mc: minio,
  vault: flagged(['address'], 'VAULT_ADDR', 'https://127.0.0.1:8200', 'https', '8200'),
  consul: flagged(['http-addr'], 'CONSUL_HTTP_ADDR', 'http://127.0.0.1:8500', 'http', '8500'),
  nomad: flagged(['address'], 'NOMAD_ADDR', 'http://127.0.0.1:4646', 'http', '4646'),
  influx: flagged(['host'], 'INFLUX_HOST', 'http://localhost:8086', 'http', '8086', 'h'),
  temporal: flagged(['address'], 'TEMPORAL_ADDRESS', '127.0.0.1:7233', 'tcp', '7233', 'n'),
  tctl: flagged(['address', 'ad'], 'TEMPORAL_CLI_ADDRESS', '127.0.0.1:7233', 'tcp', '7233', 'n'),
  nats: flagged(['server', 's'], 'NATS_URL', 'nats://127.0.0.1:4222', 'tcp', '4222', 's'),
  cockroach: flagged(['host', 'url'], 'COCKROACH_HOST', 'localhost:26257', 'postgres', '26257', 'e'),
  rpk: flagged(['brokers'], 'RPK_BROKERS', 'localhost:9092', 'kafka', '9092', 'X'),
  'clickhouse-client': hostAndPort('hquPd', '9000', 'tcp', ['h', 'host'], ['port']),
  mosquitto_sub: hostAndPort('hptuPCWm', '1883', 'tcp', ['h', 'host'], ['p', 'port']),
  mosquitto_pub: hostAndPort('hptuPm', '1883', 'tcp', ['h', 'host'], ['p', 'port']),
  sqlcmd: ({ name, args }) => {
    const server = optionValue(parseArguments(args, { short: 'SUPQdlih' }), 'S') ?? 'localhost';
    const [host = '', port = '1433'] = server.replace(/^tcp:/, '').split(',');
    return one({ kind: 'host', host, port, check: 'tcp' }, name);
  },
  openssl,
  socat,
  nmap,
  grpc_health_probe: grpcProbe,
  'grpc-health-probe': grpcProbe,
  git,
  ldapsearch,
  ldapwhoami: ldapsearch,
  http: ({ name, args }) => {
    const url = args.find((argument) => /^https?:\/\//.test(argument));
    return one(url === undefined ? undefined : connectionTargets(url, 'http')[0], name);
  },
};
