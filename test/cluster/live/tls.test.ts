import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { TLSSocket } from 'node:tls';
import type { Cluster } from '../../../src/cluster/port.ts';
import { podNamed, sendJson, serve, type TestServer } from './support/api-server.ts';
import { withCluster } from './support/cluster.ts';
import { base64, type Files, temporaryFiles } from './support/kubeconfigs.ts';
import { type Authority, authority, type Issued } from './support/pki.ts';

let ca: Authority;
let stranger: Authority;
let admin: Issued;
let server: TestServer;
let files: Files;
const peers: string[] = [];

before(async () => {
  ca = authority('cluster authority');
  stranger = authority('another authority');
  admin = ca.issue('admin', 'extendedKeyUsage=clientAuth');
  files = temporaryFiles();
  const { cert, key } = ca.issue('server', 'subjectAltName=DNS:kubernetes.example,IP:127.0.0.1');
  server = await serve(
    (request, response) => {
      peers.push(peerName(request.socket));
      sendJson(response, podNamed('web'));
    },
    { cert, key, ca: ca.cert, requestCert: true, rejectUnauthorized: false },
  );
});
after(async () => {
  await server.close();
  for (const each of [ca, stranger, files]) each.remove();
});

/** Bun's server does not say who its peer is; its client is the same test. */
const peersAreSeen = !('Bun' in globalThis);

function peerName(socket: unknown): string {
  const common = peersAreSeen && socket instanceof TLSSocket ? socket.getPeerCertificate().subject?.CN : undefined;
  return typeof common === 'string' ? common : 'nobody';
}

const getPod = (cluster: object, user: object = {}, options: object = {}) =>
  withCluster(files, { cluster: { server: server.url, ...cluster }, user, options }, (open) => open.get('Pod', 'shop', 'web'));
const trusted = () => ({ 'certificate-authority-data': base64(ca.cert) });

describe('whom we trust', () => {
  test('the authority given as data, as a file, by flag', async () => {
    assert.equal((await getPod(trusted())).state, 'found');
    assert.equal((await getPod({ 'certificate-authority': ca.certFile })).state, 'found');
    assert.equal((await getPod({}, {}, { certificateAuthority: ca.certFile })).state, 'found');
  });

  test('anybody, where that was asked for', async () => {
    assert.equal((await getPod({ 'insecure-skip-tls-verify': true })).state, 'found');
    assert.equal((await getPod(trusted(), {}, { insecureSkipTlsVerify: true })).state, 'found');
  });

  test('the name that tls-server-name says', async () => {
    const byName = { ...trusted(), server: `https://localhost:${server.port}` };
    assert.equal((await getPod({ ...byName, 'tls-server-name': 'kubernetes.example' })).state, 'found');
    assert.equal((await getPod(byName, {}, { tlsServerName: 'kubernetes.example' })).state, 'found');
  });

  const refusals: readonly (readonly [what: string, cluster: () => object, message: RegExp])[] = [
    [
      'another authority',
      () => ({ 'certificate-authority-data': base64(stranger.cert) }),
      /signed by an unknown authority; certificate-authority of cluster test/,
    ],
    ['no authority', () => ({}), /signed by an unknown authority; name its authority with --certificate-authority/],
    ['another name', () => ({ ...trusted(), 'tls-server-name': 'other.example' }), /certificate is for other names; .*--tls-server-name/],
    [
      'an authority that cannot be read',
      () => ({ 'certificate-authority': '/nonexistent/ca.crt' }),
      /certificate-authority \/nonexistent\/ca.crt of cluster "test" could not be read/,
    ],
    ['an authority that is no certificate', () => ({ 'certificate-authority-data': base64('nonsense') }), /not PEM|unknown authority/],
    [
      'a host name that its certificate lacks',
      () => ({ ...trusted(), server: server.url.replace('127.0.0.1', 'localhost') }),
      /other names/,
    ],
  ];
  for (const [what, cluster, message] of refusals) {
    test(`not ${what}`, () => assert.rejects(getPod(cluster()), { name: 'ConnectionError', message }));
  }

  test('not a certificate that has expired', async () => {
    const old = ca.issue('old', 'subjectAltName=IP:127.0.0.1', { more: ['-days', '-1'] });
    const expired = await serve((_, response) => response.end(), { cert: old.cert, key: old.key });
    try {
      await assert.rejects(getPod({ ...trusted(), server: expired.url }), /its certificate has expired; renew it/);
    } finally {
      await expired.close();
    }
  });
});

describe('a server whose certificate must be looked at closely', () => {
  const ask = async ({ cert, key }: Issued, chain = '') => {
    let asked = 0;
    const answer = (_: unknown, response: ServerResponse) => {
      asked += 1;
      sendJson(response, podNamed('web'));
    };
    const one = await serve(answer, { cert: cert + chain, key });
    try {
      const { state } = await getPod({ ...trusted(), server: one.url });
      return { state, asked };
    } catch (error) {
      assert.equal(asked, 0);
      throw error;
    } finally {
      await one.close();
    }
  };

  test('signed by an authority that ours signed', async () => {
    const between = authority('between', {}, ca);
    try {
      const answer = await ask(between.issue('server', 'subjectAltName=IP:127.0.0.1'), between.cert);
      assert.deepEqual(answer, { state: 'found', asked: 1 });
    } finally {
      between.remove();
    }
  });

  test('a user of the cluster is not its server, and is asked nothing', () =>
    assert.rejects(ask(ca.issue('mallory', 'subjectAltName=IP:127.0.0.1', { extensions: ['extendedKeyUsage=clientAuth'] })), {
      name: 'ConnectionError',
    }));

  test('who has the name alone is asked nothing', () =>
    assert.rejects(ask(stranger.issue('server', 'subjectAltName=IP:127.0.0.1')), {
      name: 'ConnectionError',
      message: /unknown authority/,
    }));
});

describe('who we are', () => {
  const certificate = () => ({ 'client-certificate-data': base64(admin.cert), 'client-key-data': base64(admin.key) });

  test('a client certificate as data, as files, by flags', { skip: !peersAreSeen }, async () => {
    peers.length = 0;
    await getPod(trusted());
    await getPod(trusted(), certificate());
    await getPod(trusted(), { 'client-certificate': admin.certFile, 'client-key': admin.keyFile });
    await getPod(trusted(), {}, { clientCertificate: admin.certFile, clientKey: admin.keyFile });
    assert.deepEqual(peers, ['nobody', 'admin', 'admin', 'admin']);
  });

  const broken: readonly (readonly [what: string, user: () => object, message: RegExp])[] = [
    [
      'a certificate without its key',
      () => ({ 'client-certificate-data': base64(admin.cert) }),
      /user "tester" has a client certificate without its key/,
    ],
    [
      'a key of another certificate',
      () => ({ ...certificate(), 'client-key-data': base64(stranger.key) }),
      /certificate and key do not fit/,
    ],
    [
      'a file that is gone',
      () => ({ 'client-certificate': '/nonexistent/a.crt' }),
      /client-certificate \/nonexistent\/a.crt of user "tester" could not be read/,
    ],
    ['data that is no certificate', () => ({ 'client-certificate-data': base64('x'), 'client-key-data': base64('y') }), /is not PEM/],
  ];
  for (const [what, user, message] of broken) {
    test(`${what} is one line`, () => assert.rejects(getPod(trusted(), user()), { name: 'ConnectionError', message }));
  }
});

test('a connection that is opened later resumes the session of the first', { skip: !peersAreSeen }, async () => {
  const resumed: boolean[] = [];
  const { cert, key } = ca.issue('server', 'subjectAltName=IP:127.0.0.1');
  const one = await serve(
    (request, response) => {
      resumed.push(request.socket instanceof TLSSocket && request.socket.isSessionReused());
      // Longer than a connection takes, or the next request takes this one.
      setTimeout(() => sendJson(response, podNamed('web')), 50);
    },
    { cert, key },
  );
  const ask = (cluster: Cluster, name: string) => cluster.get('Pod', 'shop', name);
  try {
    await withCluster(files, { cluster: { ...trusted(), server: one.url } }, async (cluster) => {
      await ask(cluster, 'web');
      await Promise.all([ask(cluster, 'web'), ask(cluster, 'api')]);
    });
    assert.deepEqual(resumed.toSorted(), [false, false, true]);
  } finally {
    await one.close();
  }
});

test('requests one after the other share a connection', async () => {
  const before = server.connections.length;
  await withCluster(files, { cluster: { server: server.url, ...trusted() } }, async (cluster) => {
    for (let request = 0; request < 5; request += 1) await cluster.get('Pod', 'shop', 'web');
    assert.equal(cluster.requests, 5);
  });
  assert.equal(server.connections.length - before, 1);
});
