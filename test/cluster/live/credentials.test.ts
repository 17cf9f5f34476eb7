import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { podNamed, sendJson, sendStatus, serve, type TestServer } from './support/api-server.ts';
import { withCluster } from './support/cluster.ts';
import { base64, type Files, temporaryFiles } from './support/kubeconfigs.ts';
import { type Authority, authority } from './support/pki.ts';

let ca: Authority;
let files: Files;
let server: TestServer;
let accepts: (authorization: string | undefined) => boolean = () => true;

before(async () => {
  ca = authority('cluster authority');
  files = temporaryFiles();
  server = await serve(
    (request, response) => {
      if (accepts(request.headers.authorization)) sendJson(response, podNamed('web'));
      else sendStatus(response, 401, 'Unauthorized', 'Unauthorized');
    },
    ca.issue('server', 'subjectAltName=IP:127.0.0.1'),
  );
});
after(async () => {
  await server.close();
  ca.remove();
  files.remove();
});

const trusted = () => ({ server: server.url, 'certificate-authority-data': base64(ca.cert) });

async function asking(user: object, options: object = {}, reads = 1): Promise<IncomingMessage[]> {
  const before = server.requests.length;
  await withCluster(files, { cluster: trusted(), user, options }, async (cluster) => {
    for (let read = 0; read < reads; read += 1) await cluster.get('Pod', 'shop', 'web');
  });
  return server.requests.slice(before);
}

const authorization = async (user: object, options: object = {}) => (await asking(user, options))[0]?.headers.authorization;

describe('how a user logs in', () => {
  test('with nothing, a token, a name and password', async () => {
    accepts = () => true;
    assert.equal(await authorization({}), undefined);
    assert.equal(await authorization({ token: 'abc' }), 'Bearer abc');
    assert.equal(await authorization({ token: 12345 }), 'Bearer 12345');
    assert.equal(await authorization({ username: 'anna', password: 'päss' }), `Basic ${base64('anna:päss')}`);
    assert.equal(await authorization({ username: 'anna', password: 'x' }, { token: 'flag' }), 'Bearer flag');
  });

  test('with a token file, whose last line break does not count', async () => {
    assert.equal(await authorization({ tokenFile: files.write('token', 'from-file\n') }), 'Bearer from-file');
  });

  test('a token file is read again when its token is refused', async () => {
    files.write('token', 'old');
    let refused = 0;
    accepts = (value) => {
      if (value === 'Bearer new') return true;
      refused += 1;
      files.write('token', 'new');
      return false;
    };
    const requests = await asking({ tokenFile: 'token' });
    accepts = () => true;
    assert.deepEqual(
      requests.map(({ headers }) => headers.authorization),
      ['Bearer old', 'Bearer new'],
    );
    assert.equal(refused, 1);
  });

  test('not over a connection that others can read', async () => {
    const plain = await serve((_, response) => sendJson(response, podNamed('web')));
    await withCluster(files, { cluster: { server: plain.url }, user: { token: 'abc' } }, (cluster) => cluster.get('Pod', 'shop', 'web'));
    await plain.close();
    assert.equal(plain.requests[0]?.headers.authorization, undefined);
  });

  const broken: readonly (readonly [what: string, user: object, message: RegExp])[] = [
    ['a token file that is gone', { tokenFile: '/nonexistent/token' }, /token file \/nonexistent\/token could not be read/],
    ['a token with a line break in it', { token: 'a\nb' }, /the token has characters in it that no token has/],
    ['an auth-provider that nobody knows', { 'auth-provider': { name: 'exotic' } }, /auth-provider "exotic" of user "tester" is not known/],
    [
      'an expired token of gcp',
      { 'auth-provider': { name: 'gcp', config: { 'access-token': 'x', expiry: '2020-01-01T00:00:00Z' } } },
      /gcp/,
    ],
    ['an expired token of oidc', { 'auth-provider': { name: 'oidc', config: { 'id-token': `e30.${base64('{"exp":1}')}.x` } } }, /oidc/],
    ['groups without a user', { 'as-groups': ['a'] }, /without a user: add --as/],
    ['a name with control characters', { as: 'a\r\nX-Evil: 1' }, /it has control characters/],
  ];
  for (const [what, user, message] of broken) {
    test(`${what} is one line`, () => assert.rejects(asking(user), { name: 'ConnectionError', message }));
  }

  test('a token of an auth-provider that still holds', async () => {
    const payload = Buffer.from(JSON.stringify({ exp: Math.floor(Date.now() / 1000) + 3600 })).toString('base64url');
    const token = `e30.${payload}.x`;
    assert.equal(await authorization({ 'auth-provider': { name: 'oidc', config: { 'id-token': token } } }), `Bearer ${token}`);
    assert.equal(await authorization({ 'auth-provider': { name: 'azure', config: { 'access-token': 'xyz' } } }), 'Bearer xyz');
  });
});

test('as whom to act: user, groups, uid, extras with keys as client-go escapes them', async () => {
  const user = { token: 'abc', as: 'eve', 'as-groups': ['a', 'b'], 'as-uid': '7', 'as-user-extra': { 'example.org/scope': ['x', 'y'] } };
  const [request] = await asking(user);
  const sent = request?.rawHeaders ?? [];
  const values = (name: string) => sent.filter((_, index) => sent[index - 1]?.toLowerCase() === name);
  assert.deepEqual(values('impersonate-user'), ['eve']);
  assert.deepEqual(values('impersonate-group'), ['a', 'b']);
  assert.deepEqual(values('impersonate-uid'), ['7']);
  assert.deepEqual(values('impersonate-extra-example.org%2fscope'), ['x', 'y']);
  const [byFlag] = await asking(user, { as: 'ünal', asGroups: ['c'] });
  assert.equal(Buffer.from(String(byFlag?.headers['impersonate-user']), 'latin1').toString(), 'ünal');
});
