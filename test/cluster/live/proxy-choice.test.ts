import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proxyFor } from '../../../src/cluster/live/transport/proxy-choice.ts';

const proxy = 'http://proxy.example:3128';

/** The table of golang.org/x/net/http/httpproxy, in our words. */
const exemptions: readonly (readonly [noProxy: string, server: string, exempt: boolean])[] = [
  ['', 'https://api.example', false],
  ['', 'https://localhost:6443', true],
  ['', 'https://127.0.0.1:6443', true],
  ['', 'https://127.8.8.8:6443', true],
  ['', 'https://[::1]:6443', true],
  ['*', 'https://api.example', true],
  ['api.example', 'https://api.example', true],
  ['api.example', 'https://deep.api.example', true],
  ['api.example', 'https://otherapi.example', false],
  ['.api.example', 'https://api.example', false],
  ['.api.example', 'https://deep.api.example', true],
  ['*.api.example', 'https://deep.api.example', true],
  ['API.Example', 'https://api.example', true],
  ['api.example:6443', 'https://api.example:6443', true],
  ['api.example:443', 'https://api.example:6443', false],
  ['api.example:443', 'https://api.example', true],
  [' other, api.example ', 'https://api.example', true],
  ['10.0.0.0/8', 'https://10.1.2.3:6443', true],
  ['10.0.0.0/8', 'https://11.1.2.3:6443', false],
  ['10.0.0.0/8', 'https://api.example', false],
  ['10.0.0.0/99', 'https://10.1.2.3', false],
  ['10.1.2.3', 'https://10.1.2.3:6443', true],
  ['10.1.2.3:6443', 'https://10.1.2.3:6443', true],
  ['fd00::/8', 'https://[fd12::3]:6443', true],
  ['[fd12::3]:6443', 'https://[fd12::3]:6443', true],
];

for (const [noProxy, server, exempt] of exemptions) {
  test(`NO_PROXY=${noProxy} ${exempt ? 'covers' : 'does not cover'} ${server}`, () => {
    const chosen = proxyFor(new URL(server), undefined, { HTTPS_PROXY: proxy, NO_PROXY: noProxy });
    assert.equal(chosen?.href, exempt ? undefined : `${proxy}/`);
  });
}

test('variables: upper case first, by the scheme of the server, with http:// where none is said', () => {
  const https = new URL('https://api.example');
  assert.equal(
    proxyFor(https, undefined, { https_proxy: 'lower.example:1', HTTPS_PROXY: 'upper.example:2' })?.href,
    'http://upper.example:2/',
  );
  assert.equal(proxyFor(https, undefined, { https_proxy: 'lower.example:1' })?.href, 'http://lower.example:1/');
  assert.equal(proxyFor(https, undefined, { HTTP_PROXY: proxy }), undefined);
  assert.equal(proxyFor(new URL('http://api.example'), undefined, { HTTP_PROXY: proxy })?.href, `${proxy}/`);
  assert.equal(proxyFor(https, undefined, { https_proxy: proxy, no_proxy: 'api.example' }), undefined);
});

test('proxy-url of the cluster goes first, and NO_PROXY does not touch it', () => {
  const env = { HTTPS_PROXY: proxy, NO_PROXY: '*' };
  assert.equal(proxyFor(new URL('https://api.example'), 'socks5://socks.example:1080', env)?.href, 'socks5://socks.example:1080');
});

test('an address that cannot be used is named by its source, without its password', () => {
  assert.throws(
    () => proxyFor(new URL('https://a.example'), 'ftp://user:secret@p.example', {}),
    /^ConnectionError: the proxy of proxy-url has scheme ftp/,
  );
  assert.throws(
    () => proxyFor(new URL('https://a.example'), undefined, { HTTPS_PROXY: 'http://[' }),
    /the proxy of HTTPS_PROXY is not an address/,
  );
});
