import { hostTarget, readAddress, readUrl, urlTarget } from '../addresses.ts';
import { hasOption, optionValue, parseArguments } from '../arguments.ts';
import type { Check } from '../ledger.ts';
import type { ProgramCall, ProgramTable } from './program.ts';

function dns(host: string | undefined, program: string): readonly Check[] {
  return host === undefined || host === '' ? [] : [{ target: { kind: 'host', host, check: 'dns' }, program }];
}

/** `nc -z HOST PORT`, `nc -vz -w 2 HOST PORT`, `nc HOST:PORT`; several ports are several checks. Listening is none. */
function netcat({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: 'wpsqioGXxIOTWcge', long: ['wait', 'idle-timeout', 'source', 'proxy'] });
  if (hasOption(parsed, 'l', 'listen', 'h', 'help')) return [];
  const [first, ...ports] = [...parsed.operands, ...parsed.rest];
  if (first === undefined) return [];
  const check = hasOption(parsed, 'u', 'udp') ? 'udp' : 'tcp';
  if (ports.length === 0) return [{ target: hostTarget(readAddress(first), check), program: name }];
  return ports.slice(0, 8).map((port) => ({ target: { kind: 'host', host: first, port: firstOfRange(port), check }, program: name }));
}

function firstOfRange(port: string): string {
  return /^(\d{1,5})-\d{1,5}$/.exec(port)?.[1] ?? port;
}

function telnet({ name, args }: ProgramCall): readonly Check[] {
  const [host, port = '23'] = parseArguments(args, { short: 'lnbexSX' }).operands;
  return host === undefined ? [] : [{ target: { kind: 'host', host, port, check: 'tcp' }, program: name }];
}

function lookup({ name, args }: ProgramCall): readonly Check[] {
  return dns(parseArguments(args, { short: 'RtWcNm', oneDash: name === 'nslookup' }).operands[0], name);
}

function getent({ name, args }: ProgramCall): readonly Check[] {
  const [database = '', host] = parseArguments(args, { short: 's' }).operands;
  return /^(?:hosts|ahosts|ahostsv4|ahostsv6)$/.test(database) ? dns(host, name) : [];
}

function dig({ name, args }: ProgramCall): readonly Check[] {
  const words = args.filter((argument) => !/^[+@-]/.test(argument) && !/^(?:A|AAAA|SRV|CNAME|ANY|IN|NS)$/i.test(argument));
  return dns(words[0], name);
}

function ping({ name, args }: ProgramCall): readonly Check[] {
  const host = parseArguments(args, { short: 'cwWisItpMmQST' }).operands.at(-1);
  return host === undefined ? [] : [{ target: { kind: 'host', host, check: 'ping' }, program: name }];
}

/** A URL or, as curl and wget take it, an address without a scheme. */
function webTarget(text: string) {
  const url = readUrl(text) ?? (/^[\w.\uE000\uE001${-]/.test(text) ? readUrl(`http://${text}`) : undefined);
  return url && urlTarget(url);
}

const CURL_SHORT = 'XHdoumwAebTUxrCEFKtyYzQcD';
const words = (list: string): string[] => list.split(' ');

const CURL_LONG = [
  ...[
    'url',
    'request',
    'header',
    'data',
    'data-raw',
    'data-binary',
    'json',
    'output',
    'user',
    'max-time',
    'connect-timeout',
    'retry',
    'proxy',
  ],
  ...[
    'retry-delay',
    'retry-max-time',
    'write-out',
    'user-agent',
    'cacert',
    'cert',
    'key',
    'resolve',
    'cookie',
    'cookie-jar',
    'form',
    'unix-socket',
  ],
  ...['interface', 'range', 'referer', 'cert-type', 'capath', 'ciphers', 'tls-max', 'connect-to', 'noproxy', 'upload-file', 'config'],
  ...[
    'max-redirs',
    'data-urlencode',
    'netrc-file',
    'oauth2-bearer',
    'aws-sigv4',
    'limit-rate',
    'stderr',
    'dump-header',
    'expect100-timeout',
  ],
  ...words(
    'telnet-option keepalive-time keepalive-cnt local-port dns-servers dns-interface dns-ipv4-addr dns-ipv6-addr doh-url proxy-user proxy-header',
  ),
  ...words('preproxy socks4 socks4a socks5 socks5-hostname max-filesize speed-limit speed-time happy-eyeballs-timeout-ms time-cond'),
  ...words('crlfile key-type pass pinnedpubkey tls13-ciphers tlsuser tlspassword engine hostpubmd5 hostpubsha256 curves krb pubkey'),
  ...words('mail-from mail-rcpt mail-auth output-dir parallel-max postredir proto proto-default proto-redir quote rate request-target'),
  ...words('service-name trace trace-ascii url-query variable etag-save etag-compare form-string continue-at create-file-mode ip-tos'),
];

/** `--retry N` makes curl repeat by itself: on refused connections only with `--retry-connrefused` or `--retry-all-errors`. */
function curl({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: CURL_SHORT, long: CURL_LONG });
  const urls = [...parsed.operands, ...parsed.rest, ...(parsed.options.get('url') ?? [])];
  const retries = Number(optionValue(parsed, 'retry') ?? 0);
  const repeats = retries > 0 && hasOption(parsed, 'retry-connrefused', 'retry-all-errors');
  const limit = repeats ? curlLimit(retries, optionValue(parsed, 'retry-delay'), optionValue(parsed, 'retry-max-time')) : undefined;
  if (hasOption(parsed, 'unix-socket')) return [];
  return urls.slice(0, 8).flatMap((text) => {
    const target = webTarget(text);
    return target ? [{ target, program: name, ...(limit ? { repeats, limit } : {}) }] : [];
  });
}

function curlLimit(retries: number, delay: string | undefined, longest: string | undefined) {
  const seconds = Number(longest ?? Number(delay ?? Number.NaN) * retries);
  return { tries: retries + 1, ...(Number.isFinite(seconds) && seconds > 0 ? { seconds } : {}) };
}

const WGET_LONG = [
  'output-document',
  'timeout',
  'tries',
  'header',
  'user',
  'password',
  'output-file',
  'wait',
  'waitretry',
  'post-data',
  'user-agent',
  'directory-prefix',
];

function wget({ name, args }: ProgramCall): readonly Check[] {
  const parsed = parseArguments(args, { short: 'OTtUoPYQwieaBlADR', long: WGET_LONG });
  return [...parsed.operands, ...parsed.rest].slice(0, 8).flatMap((text) => {
    const target = webTarget(text);
    return target ? [{ target, program: name }] : [];
  });
}

export const NETWORK: ProgramTable = {
  nc: netcat,
  ncat: netcat,
  netcat,
  'nc.openbsd': netcat,
  'nc.traditional': netcat,
  telnet,
  nslookup: lookup,
  host: lookup,
  getent,
  dig,
  drill: dig,
  ping,
  ping6: ping,
  fping: ping,
  curl,
  wget,
};
