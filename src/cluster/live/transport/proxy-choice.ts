import { BlockList, isIP, isIPv4 } from 'node:net';
import { ConnectionError } from '../../errors.ts';
import type { Environment } from '../kubeconfig/options.ts';
import { hostOf, portOf } from './server-address.ts';

const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'socks5:', 'socks5h:']);

/**
 * The proxy towards a server: the cluster's own `proxy-url`, else HTTPS_PROXY or HTTP_PROXY unless NO_PROXY covers the
 * server, by the rules of Go's `httpproxy`.
 * @throws ConnectionError when the proxy's address cannot be used.
 */
export function proxyFor(server: URL, proxyUrl: string | undefined, env: Environment): URL | undefined {
  if (proxyUrl) return proxyAddress(proxyUrl, 'proxy-url');
  const [upper, lower] = server.protocol === 'https:' ? ['HTTPS_PROXY', 'https_proxy'] : ['HTTP_PROXY', 'http_proxy'];
  const variable = env[upper] ? upper : lower;
  const address = env[variable];
  if (!address || isExempt(server, env.NO_PROXY || env.no_proxy || '')) return undefined;
  return proxyAddress(address, variable);
}

/** Whether a variable names a proxy, for whatever server. */
export const namesProxy = (env: Environment): boolean => Object.keys(env).some((name) => /_proxy$/i.test(name));

function proxyAddress(text: string, from: string): URL {
  const address = /^[a-z0-9+.-]+:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(address)) throw new ConnectionError(`the proxy of ${from} is not an address`);
  const url = new URL(address);
  if (!schemes.has(url.protocol)) {
    throw new ConnectionError(`the proxy of ${from} has scheme ${url.protocol.slice(0, -1)}: http, https and socks5 are known`);
  }
  return url;
}

function isExempt(server: URL, list: string): boolean {
  const host = hostOf(server).toLowerCase().replace(/\.$/, '');
  if (host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))) return true;
  return list
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry === '*' || (entry !== '' && covers(entry, host, portOf(server))));
}

function covers(entry: string, host: string, port: number): boolean {
  if (entry.includes('/')) return isIP(host) !== 0 && inNetwork(host, entry);
  const [name, onlyPort] = splitPort(entry);
  if (onlyPort !== undefined && Number(onlyPort) !== port) return false;
  if (isIP(name) !== 0 || isIP(host) !== 0) return name === host;
  if (name.startsWith('*.')) return host.endsWith(name.slice(1));
  return name.startsWith('.') ? host.endsWith(name) : host === name || host.endsWith(`.${name}`);
}

function splitPort(entry: string): [name: string, port: string | undefined] {
  if (isIP(entry) !== 0) return [entry, undefined];
  const match = /^\[?([^\]]*?)\]?:(\d{1,5})$/.exec(entry.slice(0, 300));
  return match === null ? [entry.replace(/^\[|\]$/g, ''), undefined] : [match[1] ?? '', match[2]];
}

function inNetwork(address: string, network: string): boolean {
  const [base = '', length = ''] = network.split('/');
  const family = isIP(base);
  if (family === 0 || family !== isIP(address) || !/^\d{1,3}$/.test(length) || Number(length) > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(base, Number(length), family === 4 ? 'ipv4' : 'ipv6');
  return list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
