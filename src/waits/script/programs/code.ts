import type { HostTarget } from '../../model.ts';
import { connectionTargets, hostTarget, readAddress, readConninfo, readUrl, urlTarget } from '../addresses.ts';
import type { Check, Limit } from '../ledger.ts';
import { djangoCommand } from './applications.ts';
import { argumentsAt, keyword, type Scope, textValue } from './expressions.ts';
import type { ProgramCall, ProgramTable } from './program.ts';

type Kind = HostTarget['check'];
type Reader = (args: readonly string[], scope: Scope) => readonly HostTarget[];

function addressed(host: string | undefined, port: string | undefined, check: Kind): readonly HostTarget[] {
  return host ? [hostTarget({ ...readAddress(host), ...(port ? { port } : {}) }, check)] : [];
}

const hostThenPort: Reader = ([host, port], scope) => addressed(textValue(host, scope), textValue(port, scope), 'tcp');

/** Node's `net.connect(5432, 'db')`, `net.connect({ host: 'db', port: 5432 })` */
const portThenHost: Reader = (args, scope) => {
  const whole = args.join(',');
  const host = keyword(whole, /^(?:host|hostname)$/, scope);
  if (host !== undefined) return addressed(host, keyword(whole, /^port$/, scope), 'tcp');
  const [port, second] = args;
  return addressed(textValue(second, scope) ?? 'localhost', textValue(port, scope), 'tcp');
};

const url: Reader = (args, scope) => {
  const read = readUrl(
    textValue(
      args.find((argument) => !/^\s*['"](?:GET|HEAD|POST)['"]\s*$/.test(argument)),
      scope,
    ) ?? '',
  );
  const target = read && urlTarget(read);
  return target ? [target] : [];
};

/** A database driver: keywords (`host=`), a URL or DSN, or the host as first argument. */
function driver(check: Kind, port: string): Reader {
  return (args, scope) => {
    const whole = args.join(',');
    const host = keyword(whole, /^(?:host|hostname|server|bootstrap_servers|brokers|PeerAddr|PeerHost)$/i, scope);
    if (host !== undefined) return connectionTargets(host, check, keyword(whole, /^(?:port|PeerPort)$/i, scope) ?? port);
    const first = keyword(whole, /^(?:dsn|conninfo|connectionString|uri|url)$/, scope) ?? textValue(args[0], scope);
    if (first === undefined || first === '') return [];
    const conninfo = readConninfo(first);
    return conninfo
      ? [hostTarget(conninfo, check, port)]
      : connectionTargets(first, check, textValue(args[1], scope)?.match(/^\d{1,5}$/)?.[0] ?? port);
  };
}

const pdo: Reader = (args, scope) => {
  const dsn = textValue(args[0], scope) ?? '';
  const mysql = dsn.startsWith('mysql:');
  const address = readConninfo(dsn);
  return address ? [hostTarget(address, mysql ? 'mysql' : dsn.startsWith('pgsql:') ? 'postgres' : 'tcp', mysql ? '3306' : undefined)] : [];
};

/** What opens a connection in Python, Node, Ruby, Perl and PHP, up to its opening parenthesis. */
const CALLS: readonly (readonly [RegExp, Reader])[] = [
  [/\bcreate_connection\(\s*\(?/g, hostThenPort],
  [/\.connect(?:_ex)?\(\s*\(/g, hostThenPort],
  [/\bsocket\(\)\.connect\(\s*\(/g, hostThenPort],
  [/\bgethostbyname\(|\bgetaddrinfo\(|\bdns\.(?:lookup|resolve4?)\(/g, ([host], scope) => dnsTarget(textValue(host, scope))],
  [/\bTCPSocket\.(?:new|open)\(?\s?|\bSocket\.tcp\(|\bfsockopen\(/g, hostThenPort],
  [/\bopen_connection\(/g, hostThenPort],
  [/\bIO::Socket::(?:INET|IP|SSL)->new\(/g, driver('tcp', '')],
  [/\b(?:net|tls|require\(['"](?:node:)?net['"]\))\.(?:connect|createConnection)\(|\bSocket\(\)\.connect\(/g, portThenHost],
  [/\b(?:requests|httpx|session|http|https|axios|got|require\(['"](?:node:)?https?['"]\))\.(?:get|head|request|post)\(/g, url],
  [
    /\burlopen\(|\bfetch\(|\bfile_get_contents\(|\bNet::HTTP\.get(?:_response)?\(\s*URI(?:\.parse)?\(|\bURI\.open\(|\bHTTParty\.get\(/g,
    url,
  ],
  [
    /\bpsycopg2?\.connect\(|\basyncpg\.connect\(|\bPG\.connect\(|\bpg_connect\(|\bnew (?:pg\.)?(?:Client|Pool)\(/g,
    driver('postgres', '5432'),
  ],
  [
    /\b(?:pymysql|MySQLdb|mysql\.connector|aiomysql|mysql2?)\.(?:connect|createConnection)\(|\bmysqli(?:_connect)?\(/g,
    driver('mysql', '3306'),
  ],
  [/\b(?:redis\.)?(?:Strict)?Redis(?:\.from_url|\.new)?\(|\bcreateClient\(/g, driver('redis', '6379')],
  [/\bMongoClient(?:\.connect)?\(|\bmongoose\.connect\(/g, driver('mongodb', '27017')],
  [/\bpika\.(?:ConnectionParameters|URLParameters)\(|\bamqp\.connect\(|\bkombu\.Connection\(/g, driver('amqp', '5672')],
  [/\bKafka(?:Producer|Consumer|AdminClient)\(|\bAdminClient\(/g, driver('kafka', '9092')],
  [/\bcreate_engine\(/g, driver('tcp', '')],
  [/\bnew \\?PDO\(/g, pdo],
];

function dnsTarget(host: string | undefined): readonly HostTarget[] {
  return host ? [{ kind: 'host', host, check: 'dns' }] : [];
}

const LONGEST_CODE = 16 * 1024;

/** The connections that a piece of code opens; in a loop with a pause they are repeated. */
function codeChecks(code: string, program: string, variable: ProgramCall['variable']): readonly Check[] {
  const text = code.slice(0, LONGEST_CODE);
  const scope: Scope = { code: text, variable };
  const targets = CALLS.flatMap(([pattern, read]) =>
    [...text.matchAll(pattern)].slice(0, 8).flatMap((match) => read(argumentsAt(text, match.index + match[0].length), scope)),
  );
  const looping =
    /\b(?:while|until|loop do|for|retry|setInterval)\b/.test(text) && /\b(?:u?sleep|setTimeout|setInterval|delay)\b/i.test(text);
  const files = looping
    ? [...text.matchAll(/\b(?:exists|isfile|isdir|existsSync|exist\?|file_exists)\(\s*['"](\/[^'"]{1,300})['"]/g)].slice(0, 4)
    : [];
  const own = looping ? { repeats: true, ...limitOf(text) } : {};
  return [
    ...distinct(targets).map((target): Check => ({ target, program, ...own })),
    ...files.map((match): Check => ({ target: { kind: 'file', path: match[1] ?? '', test: 'exists' }, program, ...own })),
  ];
}

function distinct(targets: readonly HostTarget[]): readonly HostTarget[] {
  const seen = new Set<string>();
  return targets.filter((target) => {
    const key = `${target.host} ${target.port ?? ''}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** `for _ in range(30)` with `time.sleep(2)` */
function limitOf(text: string): { readonly limit?: Limit } {
  const tries = Number(
    /\brange\(\s*(?:\d{1,3}\s*,\s*)?(\d{1,5})\s*\)|\b(\d{1,5})\.times\b/.exec(text)?.slice(1).find(Boolean) ?? Number.NaN,
  );
  if (!(tries > 1)) return {};
  const pause = Number(/\bsleep\(?\s*(\d{1,4}(?:\.\d{1,3})?)/.exec(text)?.[1] ?? Number.NaN);
  return { limit: Number.isFinite(pause) && pause > 0 ? { seconds: tries * pause, tries } : { tries } };
}

/** The code is an argument of `-c`/`-e`/`-r`, standard input, or a file that was mounted. */
function interpreter(flag: RegExp) {
  return (call: ProgramCall): readonly Check[] => {
    const { name, args, stdin, file, variable } = call;
    const at = args.findIndex((argument) => flag.test(argument));
    if (at >= 0) return codeChecks(args[at + 1] ?? '', name, variable);
    const script = args.find((argument) => !argument.startsWith('-'));
    if (script !== undefined && /(?:^|\/)(?:manage\.py|artisan|rails|rake|django-admin)$/.test(script)) {
      return djangoCommand({ ...call, name: script.slice(script.lastIndexOf('/') + 1) }, args.slice(args.indexOf(script) + 1));
    }
    const code = (script === undefined ? undefined : file(script)) ?? stdin;
    return code === undefined ? [] : codeChecks(code, name, variable);
  };
}

const python = interpreter(/^-[a-zA-Z]*c$/);
const node = interpreter(/^(?:-[a-z]*[ep]|--eval|--print)$/);

export const CODE: ProgramTable = {
  python,
  python2: python,
  python3: python,
  node,
  nodejs: node,
  bun: node,
  ruby: interpreter(/^-[a-z]*e$/),
  perl: interpreter(/^-[A-Za-z]*e$/),
  php: interpreter(/^-r$/),
};
