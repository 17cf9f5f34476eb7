import { connectionTargets, hostTarget, readAddress, readUrl, urlTarget } from '../addresses.ts';
import { hasOption, optionValue, parseArguments } from '../arguments.ts';
import { readDuration } from '../durations.ts';
import type { Check, Limit } from '../ledger.ts';
import { kindOf } from './kubernetes.ts';
import type { ProgramCall, ProgramTable } from './program.ts';

/** Programs that do nothing but wait: they repeat by themselves. */
function waiting(targets: readonly Check['target'][], program: string, seconds: number | undefined): readonly Check[] {
  const limit: Limit | undefined = seconds === undefined || seconds <= 0 ? undefined : { seconds };
  return targets.slice(0, 16).map((target) => ({ target, program, repeats: true, ...(limit ? { limit } : {}) }));
}

/** `host:port` or a URL, as most of these programs take either. */
function endpoint(text: string): readonly Check['target'][] {
  const url = readUrl(text);
  if (url) return [urlTarget(url) ?? hostTarget(url, 'tcp')];
  return text === '' ? [] : [hostTarget(readAddress(text), 'tcp')];
}

const WAIT_FOR_STYLE = { short: 'thpi', long: ['timeout', 'host', 'port', 'interval', 'address', 'wait', 'delay'] };

/** wait-for-it and wait-for: 15 s by default, 0 for ever. What follows the address or `--` is run afterwards. */
function waitForIt({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, WAIT_FOR_STYLE);
  const host = optionValue(parsed, 'h', 'host', 'address');
  const port = optionValue(parsed, 'p', 'port');
  const seconds = readDuration(optionValue(parsed, 't', 'timeout') ?? '15');
  if (host !== undefined) return waiting([hostTarget({ ...readAddress(host), ...(port ? { port } : {}) }, 'tcp')], name, seconds);
  return waiting(addresses(parsed.operands), name, seconds);
}

/** Every `host:port` and URL, or one host with the port behind it. */
function addresses(operands: readonly string[]): readonly Check['target'][] {
  const [first, second] = operands;
  if (first !== undefined && second !== undefined && !first.includes(':') && isPort(second)) return endpoint(`${first}:${second}`);
  const addressed = operands.flatMap((operand) => operand.split(',')).filter((operand) => /:/.test(operand) || isMark(operand));
  return addressed.flatMap((operand) => endpoint(operand));
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) || isMark(text);
}

function isMark(text: string): boolean {
  return /^\uE000\d{1,6}\uE001$/.test(text);
}

const WAIT4X_SHORT = 'tib';
const WAIT4X_LONG = [
  ...['timeout', 'interval', 'backoff-policy', 'backoff-exponential-max-interval', 'backoff-exponential-coefficient', 'expect-status-code'],
  ...[
    'expect-body-regex',
    'expect-body-json',
    'expect-body-xpath',
    'expect-header',
    'request-header',
    'request-body',
    'connection-timeout',
  ],
  ...['expect-key', 'expect-ip', 'expect-table', 'nameserver', 'ca-file', 'cert-file', 'key-file'],
];

/** wait4x: `wait4x tcp a:1 b:2`, `wait4x postgresql DSN`; 10 s by default. */
function wait4x({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: WAIT4X_SHORT, long: WAIT4X_LONG });
  const [command = '', ...operands] = parsed.operands;
  if (hasOption(parsed, 'invert-check', 'v')) return [];
  const seconds = readDuration(optionValue(parsed, 't', 'timeout') ?? '10');
  if (command === 'dns')
    return waiting(
      operands.slice(1).map((host) => ({ kind: 'host', host, check: 'dns' })),
      name,
      seconds,
    );
  const kind = WAIT4X_KINDS.get(command);
  return kind
    ? waiting(
        operands.flatMap((operand) => connectionTargets(operand, ...kind)),
        name,
        seconds,
      )
    : [];
}

const WAIT4X_KINDS = new Map<string, Parameters<typeof connectionTargets> extends [string, ...infer Rest] ? Rest : never>([
  ['tcp', ['tcp']],
  ['http', ['http', '80']],
  ['postgresql', ['postgres', '5432']],
  ['postgres', ['postgres', '5432']],
  ['mysql', ['mysql', '3306']],
  ['redis', ['redis', '6379']],
  ['mongodb', ['mongodb', '27017']],
  ['mongo', ['mongodb', '27017']],
  ['rabbitmq', ['amqp', '5672']],
  ['kafka', ['kafka', '9092']],
  ['influxdb', ['http', '8086']],
  ['temporal', ['tcp', '7233']],
]);

/** dockerize: `-wait URL`, any number; 10 s by default. `file://` waits for a file. */
function dockerize({ name, args }: ProgramCall): readonly Check[] {
  const oneDash = ['wait', 'timeout', 'wait-retry-interval', 'template', 'stdout', 'stderr', 'wait-http-header', 'delims', 'poll'];
  const parsed = parseArguments(args, { oneDash: true, long: oneDash, untilOperand: true });
  const seconds = readDuration(optionValue(parsed, 'timeout') ?? '10');
  const targets = (parsed.options.get('wait') ?? []).flatMap((text): readonly Check['target'][] => {
    const file = /^file:\/\/(\/.{1,1000})$/.exec(text)?.[1];
    return file ? [{ kind: 'file', path: file, test: 'exists' }] : endpoint(text);
  });
  return waiting(targets, name, seconds);
}

/** wait-port: milliseconds; for ever by default. `:8080` is the own pod. */
function waitPort({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: 't', long: ['timeout', 'output', 'wait-for-dns'] });
  const seconds = readDuration(optionValue(parsed, 't', 'timeout') ?? '0', 'ms');
  const [text = ''] = parsed.operands;
  return waiting(endpoint(/^:?\d{1,5}$/.test(text) ? `localhost:${text.replace(':', '')}` : text), name, seconds);
}

/** waitforit: `-host=db -port=5432`, `-address=tcp://db:5432`; 10 s by default. */
function waitforit({ name, args }: ProgramCall): readonly Check[] {
  const long = ['host', 'port', 'address', 'full-connection', 'timeout', 'retry', 'proto', 'status'];
  const parsed = parseArguments(args, { oneDash: true, long });
  const address = optionValue(parsed, 'address', 'full-connection', 'host') ?? '';
  const port = optionValue(parsed, 'port');
  return waiting(endpoint(port ? `${address}:${port}` : address), name, readDuration(optionValue(parsed, 'timeout') ?? '10'));
}

/** bitnami's `wait-for-port --host=db --timeout=60 5432`; `--state=free` waits for the opposite. 30 s by default. */
function waitForPort({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { long: ['host', 'state', 'timeout'] });
  if (optionValue(parsed, 'state') === 'free') return [];
  const host = optionValue(parsed, 'host') ?? 'localhost';
  return waiting(endpoint(`${host}:${parsed.operands[0] ?? ''}`), name, Number(optionValue(parsed, 'timeout') ?? 30));
}

/** groundnuty/k8s-wait-for: `pod -lapp=db`, `job NAME`, `service NAME`; `-wr`, `-we` and the like only say what counts as error. */
function k8sWaitFor(call: ProgramCall): readonly Check[] {
  const { name, args } = call;
  const [type = '', ...rest] = args;
  const resource = /^(pod|job|service)(?:-w[re]{1,2})?$/.exec(type)?.[1];
  if (!resource) return waitForIt(call);
  const parsed = parseArguments(rest, { short: 'nl', long: ['namespace', 'selector'] });
  const object = parsed.operands.find((operand) => !operand.startsWith('-'));
  const labelSelector = optionValue(parsed, 'l', 'selector');
  const namespace = optionValue(parsed, 'n', 'namespace');
  const target = {
    kind: 'object',
    resource: kindOf(resource),
    ...(object ? { name: object } : {}),
    ...(labelSelector ? { labelSelector } : {}),
    ...(namespace ? { namespace } : {}),
    condition: resource === 'job' ? 'complete' : 'ready',
  } as const;
  return [{ target, program: name.startsWith('wait_for') ? 'k8s-wait-for' : name, repeats: true }];
}

/** wait-on: `tcp:db:5432`, `http-get://api/health`, files; milliseconds, for ever by default. */
function waitOn({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, {
    short: 'tdwic',
    long: ['timeout', 'delay', 'interval', 'window', 'httpTimeout', 'tcpTimeout', 'config'],
  });
  const seconds = readDuration(optionValue(parsed, 't', 'timeout') ?? '0', 'ms');
  const targets = parsed.operands.flatMap((text): readonly Check['target'][] => {
    const plain = text.replace(/^(https?)-get:/, '$1:');
    const local = /^tcp:(?:\/\/)?(\d{1,5})$/.exec(plain)?.[1];
    if (local) return endpoint(`localhost:${local}`);
    if (/^(?:tcp:|https?:)/.test(plain)) return endpoint(plain.replace(/^tcp:(?:\/\/)?/, ''));
    return plain.startsWith('/') ? [{ kind: 'file', path: plain, test: 'exists' }] : [];
  });
  return waiting(targets, name, seconds);
}

/** Confluent's `cub kafka-ready -b BROKERS COUNT SECONDS`, `cub zk-ready ADDRESSES SECONDS`, `cub sr-ready HOST PORT SECONDS`. */
function cub({ name, args }: ProgramCall): readonly Check[] {
  const [command = '', ...rest] = args;
  const parsed = parseArguments(rest, { short: 'bzcs', long: ['bootstrap_broker_list', 'zookeeper_connect', 'config'] });
  const [first = '', second = ''] = parsed.operands;
  const seconds = Number(parsed.operands.at(-1));
  const brokers = optionValue(parsed, 'b', 'bootstrap_broker_list');
  if (command === 'kafka-ready' && brokers) return waiting(connectionTargets(brokers, 'kafka', '9092'), name, seconds);
  if (command === 'zk-ready') return waiting(connectionTargets(first, 'tcp', '2181'), name, seconds);
  return /^(?:sr|kr|connect|control-center|ksql-server|listener)-ready$/.test(command)
    ? waiting(endpoint(`${first}:${second}`), name, seconds)
    : [];
}

/** ufoscout/docker-compose-wait: `WAIT_HOSTS=a:1,b:2 /wait`; 30 s by default. `WAIT_PATHS` are files. */
function composeWait({ name, variable }: ProgramCall): readonly Check[] {
  const list = (text: string | undefined) =>
    (text ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  const files = list(variable('WAIT_PATHS')).map((path) => ({ kind: 'file', path, test: 'exists' }) as const);
  return waiting([...list(variable('WAIT_HOSTS')).flatMap(endpoint), ...files], name, Number(variable('WAIT_TIMEOUT') ?? 30));
}

/** dadarek/wait-for-dependencies: addresses as arguments; 45 s by default. */
function waitForDependencies({ name, args, variable }: ProgramCall): readonly Check[] {
  return waiting(addresses(args), name, Number(variable('TIMEOUT_LENGTH') ?? 45));
}

/** A script of somebody's own whose name says that it waits, with addresses among its arguments. */
export function namedWait({ name, args }: ProgramCall): readonly Check[] {
  if (!/^(?:[\w-]{0,40}[-_])?wait(?:[-_]?(?:for|until|on|port|tcp|ready))?(?:[-_][\w-]{1,60})?(?:\.\w{1,5})?$/i.test(name)) return [];
  const parsed = parseArguments(args, WAIT_FOR_STYLE);
  const seconds = readDuration(optionValue(parsed, 't', 'timeout') ?? '');
  const host = optionValue(parsed, 'h', 'host', 'address');
  const port = optionValue(parsed, 'p', 'port');
  if (host !== undefined) return waiting([hostTarget({ ...readAddress(host), ...(port ? { port } : {}) }, 'tcp')], name, seconds);
  return waiting(addresses(parsed.operands), name, seconds);
}

export const WAITERS: ProgramTable = {
  'wait-for-it': waitForIt,
  wait_for_it: waitForIt,
  'wait-for': waitForIt,
  wait_for: k8sWaitFor,
  'k8s-wait-for': k8sWaitFor,
  wait4x,
  dockerize,
  'wait-port': waitPort,
  'wait-for-port': waitForPort,
  'wait-on': waitOn,
  cub,
  waitforit,
  wait: composeWait,
  'wait-for-dependencies': waitForDependencies,
};
