import type { HostTarget } from '../model.ts';

/** A host with its port, as an address or a URL gives it. */
export interface Address {
  readonly host: string;
  readonly port?: string;
}

export interface Url extends Address {
  readonly scheme: string;
  readonly path: string;
}

type Kind = HostTarget['check'];

/** Schemes of URLs and DSNs: what is asked, and the port where none is written. */
const SCHEMES: Readonly<Record<string, readonly [Kind, string?]>> = {
  http: ['http', '80'],
  https: ['https', '443'],
  ws: ['http', '80'],
  wss: ['https', '443'],
  tcp: ['tcp'],
  tcp4: ['tcp'],
  udp: ['udp'],
  tls: ['tcp'],
  telnet: ['tcp', '23'],
  postgres: ['postgres', '5432'],
  postgresql: ['postgres', '5432'],
  cockroachdb: ['postgres', '26257'],
  mysql: ['mysql', '3306'],
  mariadb: ['mysql', '3306'],
  redis: ['redis', '6379'],
  rediss: ['redis', '6379'],
  mongodb: ['mongodb', '27017'],
  'mongodb+srv': ['mongodb'],
  amqp: ['amqp', '5672'],
  amqps: ['amqp', '5671'],
  kafka: ['kafka', '9092'],
  nats: ['tcp', '4222'],
  ldap: ['tcp', '389'],
  ldaps: ['tcp', '636'],
  sqlserver: ['tcp', '1433'],
  mssql: ['tcp', '1433'],
  clickhouse: ['tcp', '9000'],
  memcached: ['tcp', '11211'],
  smtp: ['tcp', '25'],
  ssh: ['tcp', '22'],
  ftp: ['tcp', '21'],
  git: ['tcp', '9418'],
};

const LONGEST = 2048;

/** `host`, `host:port`, `[::1]:80`, `user@host:port`. */
export function readAddress(text: string): Address {
  const plain = text.slice(0, LONGEST).slice(text.slice(0, LONGEST).lastIndexOf('@') + 1);
  const bracketed = /^\[([^\]]{0,64})\](?::(.{1,64}))?$/.exec(plain);
  if (bracketed) return { host: bracketed[1] ?? '', ...(bracketed[2] ? { port: bracketed[2] } : {}) };
  const at = plain.lastIndexOf(':');
  if (at < 0 || plain.indexOf(':') !== at) return { host: plain };
  return at === plain.length - 1 ? { host: plain.slice(0, at) } : { host: plain.slice(0, at), port: plain.slice(at + 1) };
}

/** A URL with a scheme. `jdbc:` and a driver behind a plus sign (`postgresql+asyncpg`) are looked through. */
export function readUrl(text: string): Url | undefined {
  return readUrls(text)[0];
}

/** The same, with one result for each host of a list (`mongodb://a,b:27018/`). */
function readUrls(text: string): readonly Url[] {
  const bounded = text
    .trim()
    .slice(0, LONGEST)
    .replace(/^jdbc:/, '');
  const match = /^([A-Za-z][A-Za-z0-9+.-]{0,40}):(?:thin:|loadbalance:|replication:|failover:)?\/\/(.*)$/s.exec(bounded);
  if (!match) return [];
  const [, written = '', rest = ''] = match;
  const end = rest.search(/[/?#;]/);
  const authority = withinDriver(end < 0 ? rest : rest.slice(0, end));
  const path = end < 0 ? '' : rest.slice(end).replace(/[#;].*$/s, '');
  const lower = written.toLowerCase();
  const scheme = lower === 'mongodb+srv' ? lower : (lower.split(/[+]/)[0] ?? lower);
  const hosts = authority
    .slice(authority.lastIndexOf('@') + 1)
    .split(',')
    .slice(0, 16);
  return hosts.map((host) => ({ scheme, path, ...readAddress(host) }));
}

/** Go's MySQL DSN wraps the address: `user:pass@tcp(host:3306)/db`. */
function withinDriver(authority: string): string {
  return /(?:tcp|udp)\(([^)]{1,256})\)/.exec(authority)?.[1] ?? authority;
}

/** What a URL asks of its host; undefined for schemes that name no host to connect to (`file`, `s3`, `k8s`). */
export function urlTarget(url: Url): HostTarget | undefined {
  const known = Object.hasOwn(SCHEMES, url.scheme) ? SCHEMES[url.scheme] : undefined;
  if (!known) return undefined;
  const [check, fallback] = known;
  const port = url.port ?? fallback;
  const web = check === 'http' || check === 'https';
  return { kind: 'host', host: url.host, ...(port ? { port } : {}), check, ...(web && url.path !== '' ? { path: url.path } : {}) };
}

/** The targets that a URL, a Go MySQL DSN, a conninfo (`host=a port=5432`) or a list of `host:port` names. */
export function connectionTargets(text: string, check: Kind, port?: string): readonly HostTarget[] {
  const urls = readUrls(text);
  if (urls.length > 0) return urls.flatMap((url) => (url.host === '' ? [] : (urlTarget(url) ?? hostTarget(url, check, port))));
  // A text that is one unknown value is most likely a URL, whose port is not known either.
  if (/^\uE000\d{1,6}\uE001$/.test(text)) return [{ kind: 'host', host: text, check }];
  const conninfo = readConninfo(text);
  if (conninfo) return [hostTarget(conninfo, check, port)];
  const dsn = /(?:tcp|udp)\(([^)]{1,256})\)/.exec(text.slice(0, LONGEST));
  const list = dsn?.[1] ?? text.slice(0, LONGEST).split('/')[0] ?? '';
  return list
    .split(',')
    .slice(0, 16)
    .filter((part) => part.trim() !== '')
    .map((part) => hostTarget(readAddress(part.trim()), check, port));
}

export function hostTarget(address: Address, check: Kind, fallback?: string): HostTarget {
  const port = address.port ?? fallback;
  return { kind: 'host', host: address.host, ...(port ? { port } : {}), check };
}

/** libpq's `host=db port=5432 dbname=x`, also `Server=db;Port=1;` and PDO's `mysql:host=db;port=1`. */
export function readConninfo(text: string): Address | undefined {
  const bounded = text.slice(0, LONGEST);
  const host = /(?:^|[\s;:?&'"])(?:host|hostaddr|server|data source)\s?=\s?['"]?([^\s;&'",]{1,256})/i.exec(bounded)?.[1];
  if (host === undefined) return undefined;
  const port = /(?:^|[\s;&'"])port\s?=\s?['"]?([^\s;&'",]{1,64})/i.exec(bounded)?.[1];
  return port ? { host, port } : readAddress(host);
}
