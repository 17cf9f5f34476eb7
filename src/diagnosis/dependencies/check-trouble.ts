import { table } from '../../cluster/table.ts';
import type { Step } from '../../init/model.ts';
import type { Doubt, Wait } from '../../waits/model.ts';
import type { LogTail } from '../facts.ts';
import type { Category } from '../finding.ts';
import { tellingLine } from '../runs/telling-line.ts';
import { quotable } from '../signatures/lines.ts';
import { answerTold, soughtIn } from './answers.ts';

/** What is wrong with a check, whatever its target does. */
export interface CheckTrouble {
  readonly kind: 'usage' | 'shell' | 'lacking' | 'refused' | 'content' | 'doubt' | 'name' | 'unknown';
  /** Where it is not that of its kind. */
  readonly category?: Category;
  /** One clause. */
  readonly reason: string;
  readonly remedy: string;
  /** The line of the log that proves it. */
  readonly line?: string;
}

/** The surest first: what the program printed, what the shell and the image cannot do, what the script looks like. */
export const checkTrouble = (wait: Wait, step: Step, log: LogTail | undefined): CheckTrouble =>
  usage(wait, step, log) ??
  shellWithoutSockets(wait, step, log) ??
  lacking(wait, step) ??
  refused(wait, log) ??
  content(wait) ??
  doubted(wait) ??
  unresolved(wait, log) ??
  unknown(wait);

/** The program prints its usage or names the option that it does not know, in place of checking anything. */
export function usage({ program, text }: Wait, { image }: Step, log: LogTail | undefined): CheckTrouble | undefined {
  const lines = (log?.lines ?? []).slice(-60).map(quotable);
  const complaint = lines.findLast((line) => names(line, program) && badOption.test(line));
  const line = complaint ?? lines.findLast((one) => one.trim().toLowerCase().startsWith(`usage: ${program}`));
  if (line === undefined) return undefined;
  const option = complaint === undefined ? undefined : optionIn(complaint);
  const what = option === undefined ? `an option of "${text}"` : `option ${option}`;
  return {
    kind: 'usage',
    reason: `${what} is unknown to the ${program} of image ${image}, which prints its usage instead of checking (invalid option)`,
    remedy: `use only options that the ${program} of this image knows, or an image with another ${program}${program === 'nc' ? ' (without -z: nc -w 2 HOST PORT </dev/null)' : ''}`,
    line,
  };
}

const names = (line: string, program: string): boolean => line.trim().startsWith(`${program}: `);
const badOption =
  /(?:invalid|unrecogni[sz]ed|unknown|illegal|bad) (?:option|argument|flag)|option \S{1,60} is unknown|requires an argument/;

function optionIn(line: string): string | undefined {
  const option = /(?:option|argument|flag):? (?:-- )?['"]?(-{0,2}[A-Za-z][\w-]{0,40})/.exec(line)?.[1];
  if (option === undefined || option === 'is') return undefined;
  if (option.startsWith('-')) return option;
  return option.length === 1 ? `-${option}` : `--${option}`;
}

/** Only bash opens /dev/tcp itself; where sh is another shell, it looks for a file of that name. */
function shellWithoutSockets({ program }: Wait, { spec, image }: Step, log: LogTail | undefined): CheckTrouble | undefined {
  const shell = spec.command?.[0]?.split('/').at(-1) ?? '';
  if (!/^\/dev\/(?:tcp|udp)/.test(program) || !/^(?:sh|ash|dash|busybox)$/.test(shell)) return undefined;
  const line = log?.lines.map(quotable).findLast((one) => /\/dev\/(?:tcp|udp)\/.{0,300}(?:nonexistent|no such file|not found)/i.test(one));
  return {
    kind: 'shell',
    reason: `only bash opens ${program}; the ${shell} of image ${image} is probably not bash and looks for a file of that name`,
    remedy: `run the script with bash in an image that has it, or check with nc -z HOST PORT`,
    ...(line !== undefined && { line }),
  };
}

/** What the small images do not have; where the script throws away what the shell says of it, the log is silent. */
const missingIn = table<ReadonlySet<string>>({
  busybox: new Set(
    'bash curl dig drill getent host jq kubectl mongosh mysql mysqladmin ncat openssl pg_isready psql python python3 redis-cli'.split(' '),
  ),
  alpine: new Set(
    'bash curl dig drill host jq kubectl mongosh mysql mysqladmin ncat openssl pg_isready psql python python3 redis-cli'.split(' '),
  ),
});

function lacking({ program }: Wait, { image }: Step): CheckTrouble | undefined {
  const base = image.split('/').at(-1)?.split(/[:@]/, 1)[0] ?? '';
  if (!missingIn[base]?.has(program)) return undefined;
  return {
    kind: 'lacking',
    reason: `${base} images have no program ${program} (not found), and the script does not show what the shell says of it`,
    remedy: `use an image that has ${program}, or another program in its place`,
  };
}

/** The server says itself what it has against the request. */
function refused({ target }: Wait, log: LogTail | undefined): CheckTrouble | undefined {
  if (target.kind !== 'host' || (target.check !== 'http' && target.check !== 'https')) return undefined;
  const answer = answerTold(log?.lines ?? []);
  if (!answer) return undefined;
  const { status, line } = answer;
  if (status === '401' || status === '403')
    return {
      kind: 'refused',
      category: stores.has(Number(target.port)) ? 'db-auth' : 'config',
      reason: `it answers HTTP ${status} (${status === '401' ? 'unauthorized' : 'forbidden'}): the check gives no user and password or token, or wrong ones`,
      remedy: 'give it credentials (user and password or token from a Secret), or ask for a path that is open to all',
      line,
    };
  const nothing = status === '404' || status === '410';
  return {
    kind: 'refused',
    category: 'dep-not-found',
    reason: nothing
      ? `it answers HTTP ${status}: there is nothing at ${target.path || '/'} (yet)`
      : `it answers HTTP ${status}: it is up, but does not serve ${target.path || '/'}`,
    remedy: nothing
      ? 'ask for a path that exists, or have what it names made first'
      : 'read the log of the server, and ask for a path that tells whether it is ready',
    line,
  };
}

/** Elasticsearch, CouchDB, InfluxDB, ClickHouse, Neo4j, the API of RabbitMQ. */
const stores: ReadonlySet<number> = new Set([9200, 5984, 8086, 8123, 7474, 15672]);

function content(wait: Wait): CheckTrouble | undefined {
  const sought = soughtIn(wait);
  if (sought === undefined) return undefined;
  return {
    kind: 'content',
    category: 'dep-not-found',
    reason: `the server answers, so what the check asks it for is probably not there (yet, or does not exist under that name): ${sought}`,
    remedy: 'ask for what the migrations or init Job really make',
  };
}

function doubted({ doubts: [doubt] }: Wait): CheckTrouble | undefined {
  return doubt && { kind: 'doubt', reason: doubt.text, remedy: remedies[doubt.code] };
}

const remedies: Readonly<Record<Doubt['code'], string>> = {
  'swallowed-exit': 'let the loop see the exit status of the program (no pipe, no || true behind it)',
  'unresolved-variable': 'set the variable in env of this init container',
  'short-name-nslookup': 'ask for the fully qualified name (NAME.NAMESPACE.svc.cluster.local), or pin busybox:1.28',
  localhost: 'name the Service instead of localhost',
  'wrong-scheme': 'use the scheme that the port speaks',
  'grep-filter': 'test the exit status of the program instead of looking for words in its output',
};

/** The Service is there, and yet its name does not resolve: as a rule the domain in the name is not that of the cluster. */
function unresolved({ target }: Wait, log: LogTail | undefined): CheckTrouble | undefined {
  const telling = log && tellingLine(log.lines);
  if (target.kind !== 'host' || telling?.signature.id !== 'dns-no-such-name' || !telling.line.includes(target.host)) return undefined;
  const { line } = telling;
  const [, short, asked] = /^(.{1,190}\.svc)\.([\w.-]{1,60}?)\.?$/.exec(target.host) ?? [];
  if (short === undefined || asked === undefined) {
    return {
      kind: 'name',
      reason: `the name ${target.host} does not resolve although its Service is there (the pod asks another DNS server than that of the cluster, or CoreDNS does not know the Service)`,
      remedy: `compare /etc/resolv.conf of the pod (dnsPolicy, dnsConfig) with the address of Service kube-dns, and read the log of CoreDNS`,
      line,
    };
  }
  const own = log?.lines.slice(0, 200).flatMap((text) => /^search .{0,200}?\bsvc\.([\w.-]{1,60})/.exec(text)?.[1] ?? [])[0];
  const differs = own !== undefined && own !== asked;
  return {
    kind: 'name',
    reason: `the name does not resolve although its Service is there: the cluster domain is ${differs ? `${own}, not ${asked} (search list in the log)` : `probably not ${asked}`}, or CoreDNS does not know the Service`,
    remedy: `ask for ${short} without a cluster domain, which the search list of the pod completes${differs ? `, or for ${short}.${own}` : ''}`,
    line,
  };
}

function unknown({ program, target }: Wait): CheckTrouble {
  const remedy = 'use the options that the program in this image knows, and test its exit status';
  if (target.kind !== 'host') return { kind: 'unknown', reason: `${program} may lack an option, a name or a right that it needs`, remedy };
  if (target.check === 'http' || target.check === 'https')
    return {
      kind: 'unknown',
      reason: `${program} succeeds only where ${target.path || '/'} answers with a status below 400: a wrong path (404), an error (500), a login (401) or another scheme would keep it waiting`,
      remedy: `ask for a path that answers 200, such as the one of the readiness probe`,
    };
  if (target.port === undefined) return { kind: 'unknown', reason: `${program} may lack an option, or a domain in the name`, remedy };
  return {
    kind: 'unknown',
    reason: `${program} may lack an option that it needs, or what stands behind listens on another port than ${target.port} or on 127.0.0.1 only`,
    remedy,
  };
}
