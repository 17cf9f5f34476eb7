import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { isIssuedDirectly } from '../../../src/cluster/live/transport/trust/direct-issue.ts';
import { type Authority, authority, type Issued, type Unusual, usualExtensions } from './support/pki.ts';

const rsa = (bits: number) => ['-newkey', `rsa:${bits}`];
const server = 'subjectAltName=DNS:kubernetes';
const year = 365 * 24 * 3_600_000;

const made: Authority[] = [];
const make = (...how: Parameters<typeof authority>): Authority => {
  const one = authority(...how);
  made.push(one);
  return one;
};
let usual: Authority;
before(() => {
  usual = make('kubernetes');
});
after(() => {
  for (const each of made) each.remove();
});

const isIssued = ({ cert }: Issued, by: string, now = Date.now()) => isIssuedDirectly(new X509Certificate(cert), by, now);

describe('a server whose certificate needs no more than a look', () => {
  const plain: readonly (readonly [what: string, unusual: Unusual, signer?: Unusual])[] = [
    ['that says nothing of its use', {}],
    ['that is for servers', { extensions: ['extendedKeyUsage=serverAuth'] }],
    [
      'as kubeadm makes it',
      { key: rsa(2048), extensions: ['keyUsage=critical,digitalSignature', 'extendedKeyUsage=clientAuth,serverAuth'] },
    ],
    ['of an RSA authority', { extensions: ['authorityKeyIdentifier=keyid'] }, { key: rsa(2048) }],
    ['of an authority that says what its key is for', {}, { extensions: [...usualExtensions, 'keyUsage=critical,keyCertSign,cRLSign'] }],
    ['with Ed25519 keys', { key: ['-newkey', 'ed25519'] }, { key: ['-newkey', 'ed25519'] }],
    ['signed with SHA-512', { more: ['-sha512'] }],
  ];
  for (const [what, unusual, signer] of plain) {
    test(what, () => {
      const by = signer ? make('kubernetes', signer) : usual;
      assert.ok(isIssued(by.issue(what, server, unusual), by.cert));
    });
  }

  test('of one of several authorities', () => {
    const [gone, other] = [make('kubernetes', { more: ['-days', '-1'] }), make('kubernetes')];
    const issued = usual.issue('server', server);
    assert.ok(isIssued(issued, `# old\n${gone.cert}\n# other\n${other.cert}\n${usual.cert}`));
  });
});

describe('OpenSSL must decide', () => {
  const servers: readonly (readonly [what: string, unusual: Unusual])[] = [
    ['of a user of the cluster', { extensions: ['extendedKeyUsage=clientAuth'] }],
    ['whose key may not sign', { key: rsa(2048), extensions: ['keyUsage=critical,keyEncipherment'] }],
    ['that is an authority', { extensions: ['basicConstraints=critical,CA:TRUE'] }],
    ['that has expired', { more: ['-days', '-1'] }],
    ['with a weak key', { key: rsa(1024) }],
    ['signed with SHA-1', { more: ['-sha1'] }],
    ['on an odd curve', { key: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp224r1'] }],
    ['with an extension that is critical and unknown', { extensions: ['1.2.3.4=critical,ASN1:NULL'] }],
    ['with a policy', { extensions: ['certificatePolicies=1.2.3.4'] }],
  ];
  for (const [what, unusual] of servers) {
    test(`a certificate ${what}`, () => assert.ok(!isIssued(usual.issue(what, server, unusual), usual.cert)));
  }

  const authorities: readonly (readonly [what: string, unusual: Unusual])[] = [
    ['no authority', { extensions: ['basicConstraints=critical,CA:FALSE'] }],
    ['an authority by nothing but its name', { extensions: ['subjectKeyIdentifier=hash'] }],
    ['an authority that may not sign', { extensions: [...usualExtensions, 'keyUsage=critical,digitalSignature'] }],
    ['an authority for some names', { extensions: [...usualExtensions, 'nameConstraints=critical,permitted;DNS:example'] }],
    ['an authority for clients', { extensions: [...usualExtensions, 'extendedKeyUsage=clientAuth'] }],
    ['an authority that has expired', { more: ['-days', '-1'] }],
    ['an authority with a weak key', { key: rsa(1024) }],
  ];
  for (const [what, unusual] of authorities) {
    test(`issued by ${what}`, () => {
      const by = make('kubernetes', unusual);
      assert.ok(!isIssued(by.issue('server', server), by.cert));
    });
  }

  test('issued by another authority, of another name or of the same', () => {
    const issued = usual.issue('server', server);
    for (const name of ['other', 'kubernetes']) assert.ok(!isIssued(issued, make(name).cert));
  });

  test('issued by an authority that another one signed', () => {
    const between = make('between', {}, usual);
    const issued = between.issue('server', server);
    assert.ok(!isIssued(issued, between.cert));
    assert.ok(!isIssued(issued, usual.cert));
  });

  test('its own authority', () => assert.ok(!isIssued(usual, usual.cert)));

  test('outside the time of both', () => {
    const issued = usual.issue('server', server);
    for (const now of [Date.now() - year, Date.now() + year, Number.NaN]) assert.ok(!isIssued(issued, usual.cert, now));
  });

  test('no authorities, or what is none', () => {
    const issued = usual.issue('server', server);
    const broken = usual.cert.replace(/^M.{20}/m, 'MIIBAAAAAAAAAAAAAAAAA');
    for (const text of ['', 'nonsense', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----', broken])
      assert.ok(!isIssued(issued, text));
  });

  test('a certificate with a byte that is not as it was signed', () => {
    const { raw } = new X509Certificate(usual.issue('server', server).cert);
    for (let at = 0; at < raw.length; at += 1) {
      const changed = Buffer.from(raw);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.ok(!isIssuedOrNoCertificate(changed), `byte ${at}`);
    }
  });
});

function isIssuedOrNoCertificate(der: Buffer): boolean {
  try {
    return isIssuedDirectly(new X509Certificate(der), usual.cert, Date.now());
  } catch {
    return false;
  }
}
