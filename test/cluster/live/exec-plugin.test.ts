import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { execCredential } from '../../../src/cluster/live/credentials/exec-plugin.ts';
import { podNamed, sendJson, sendStatus, serve, type TestServer } from './support/api-server.ts';
import { withCluster } from './support/cluster.ts';
import { base64, type Files, temporaryFiles } from './support/kubeconfigs.ts';
import { type Authority, authority } from './support/pki.ts';

const v1 = 'client.authentication.k8s.io/v1';
let ca: Authority;
let files: Files;
let server: TestServer;
let accepted: string | undefined;

before(async () => {
  ca = authority('cluster authority');
  files = temporaryFiles();
  server = await serve(
    (request, response) => {
      if (accepted === undefined || request.headers.authorization === `Bearer ${accepted}`) sendJson(response, podNamed('web'));
      else sendStatus(response, 401, 'Unauthorized', 'Unauthorized');
    },
    ca.issue('server', 'subjectAltName=IP:127.0.0.1'),
  );
});
beforeEach(() => {
  accepted = undefined;
  files.write('runs', '');
});
after(async () => {
  await server.close();
  ca.remove();
  files.remove();
});

/** A plugin that notes each run, and what it was told, beside itself. */
const plugin = (body: string) =>
  files.write('login', `#!/bin/sh\ncd "$(dirname "$0")"\necho run >> runs\nprintf %s "$KUBERNETES_EXEC_INFO" > info\n${body}\n`, 0o755);
const credential = (status: string, apiVersion = v1) => `echo '{"apiVersion":"${apiVersion}","kind":"ExecCredential","status":${status}}'`;
const runs = () => readFileSync(join(files.directory, 'runs'), 'utf8').trim().split('\n').length;
const told = () => JSON.parse(readFileSync(join(files.directory, 'info'), 'utf8'));

async function reading(exec: object, { cluster = {}, reads = 1 } = {}): Promise<string[]> {
  const before = server.requests.length;
  const settings = {
    cluster: { server: server.url, 'certificate-authority-data': base64(ca.cert), ...cluster },
    user: { exec: { apiVersion: v1, command: './login', interactiveMode: 'Never', ...exec } },
    options: { env: { PATH: process.env.PATH } },
  };
  await withCluster(files, settings, async (open) => {
    for (let read = 0; read < reads; read += 1) await open.get('Pod', 'shop', 'web');
  });
  return server.requests.slice(before).map(({ headers }) => String(headers.authorization));
}

describe('a credential plugin', () => {
  for (const apiVersion of [v1, 'client.authentication.k8s.io/v1beta1']) {
    test(`gives a token (${apiVersion})`, async () => {
      plugin(credential('{"token":"abc"}', apiVersion));
      assert.deepEqual(await reading({ apiVersion }), ['Bearer abc']);
      assert.deepEqual(told(), { kind: 'ExecCredential', apiVersion, spec: { interactive: false } });
    });
  }

  test('gets its arguments and variables', async () => {
    plugin(`printf '{"apiVersion":"${v1}","kind":"ExecCredential","status":{"token":"%s-%s"}}' "$1" "$PROFILE"`);
    assert.deepEqual(await reading({ args: ['get-token'], env: [{ name: 'PROFILE', value: 'dev' }] }), ['Bearer get-token-dev']);
  });

  test('is told of the cluster when it asks to be', async () => {
    plugin(credential('{"token":"abc"}'));
    const config = { audience: 'shop' };
    const extensions = [{ name: 'client.authentication.k8s.io/exec', extension: config }];
    await reading(
      { provideClusterInfo: true },
      { cluster: { extensions, 'certificate-authority-data': undefined, 'certificate-authority': ca.certFile } },
    );
    assert.deepEqual(told().spec.cluster, { server: server.url, 'certificate-authority-data': base64(ca.cert), config });
  });

  test('is asked once, and again when its credential has expired', async () => {
    plugin(credential('{"token":"abc"}'));
    await reading({}, { reads: 3 });
    assert.equal(runs(), 1);
    plugin(credential('{"token":"abc","expirationTimestamp":"2020-01-01T00:00:00Z"}'));
    await reading({}, { reads: 2 });
    assert.equal(runs(), 3);
  });

  test('is asked again when the server refuses what it gave', async () => {
    accepted = 'token-2';
    plugin(`n=$(wc -l < runs); ${credential('{"token":"token-\'$n\'"}')}`);
    assert.deepEqual(await reading({}), ['Bearer token-1', 'Bearer token-2']);
    accepted = 'never';
    await assert.rejects(reading({}), /\(401\): .*log in again: the credential plugin is .*login/);
  });
});

describe('a plugin that fails is one line', () => {
  const failures: readonly (readonly [what: string, body: string, exec: object, message: RegExp])[] = [
    ['exit code', 'echo "session expired" >&2; exit 3', {}, /^credential plugin .*\/login failed with exit code 3$/],
    ['signal', 'kill -9 $$', {}, /was ended by SIGKILL/],
    ['no JSON', 'echo hello', {}, /printed no ExecCredential/],
    ['nothing in it', credential('{}'), {}, /gave neither a token nor a certificate with its key/],
    [
      'another version',
      credential('{"token":"a"}', 'client.authentication.k8s.io/v1beta1'),
      {},
      /answered in apiVersion ".*v1beta1", and was asked for .*v1/,
    ],
    [
      'an old version',
      '',
      { apiVersion: 'client.authentication.k8s.io/v1alpha1' },
      /apiVersion ".*v1alpha1": .*v1 and .*v1beta1 are known/,
    ],
    [
      'not installed',
      '',
      { command: 'no-such-plugin', installHint: 'get it from\nexample.org\n' },
      /^credential plugin no-such-plugin is not installed\n\nget it from\nexample.org$/,
    ],
    ['no command', '', { command: '' }, /exec plugin without a command/],
    ['endless', 'yes', {}, /printed more than 1 MiB/],
  ];
  for (const [what, body, exec, message] of failures) {
    test(what, async () => {
      plugin(body);
      await assert.rejects(reading(exec), { name: 'ConnectionError', message });
    });
  }

  test('not executable', async () => {
    files.write('plain', 'x');
    await assert.rejects(reading({ command: './plain' }), /plain is not executable/);
  });

  test('must ask, and there is no terminal', { skip: process.stdin.isTTY }, async () => {
    plugin(credential('{"token":"abc"}'));
    await assert.rejects(reading({ interactiveMode: 'Always' }), /must ask on a terminal/);
  });

  test('too slow, and it does not hold us up', async () => {
    const command = plugin('sleep 20');
    const started = performance.now();
    const exec = { apiVersion: v1, command, args: [], env: [], provideClusterInfo: false };
    const user = { name: 'tester', impersonateGroups: [], impersonateExtra: {} };
    const cluster = { name: 'test', server: server.url, skipTLSVerify: false, disableCompression: false };
    await assert.rejects(execCredential(user, exec, cluster, process.env, 300), /gave no answer within 0.3s/);
    assert.ok(performance.now() - started < 5_000);
    assert.ok(existsSync(command));
  });
});
