import assert from 'node:assert/strict';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { destination } from '../../../src/cluster/live/kubeconfig/kubeconfig.ts';
import type { LiveOptions } from '../../../src/cluster/live/kubeconfig/options.ts';
import { type Files, kubeconfig, temporaryFiles } from './support/kubeconfigs.ts';

let files: Files;
beforeEach(() => {
  files = temporaryFiles();
});
afterEach(() => files.remove());

const nowhere = '/nonexistent/service-account';
const settled = (options: LiveOptions, accountDirectory = nowhere) =>
  destination({ ...options, env: { HOME: files.directory, ...options.env } }, accountDirectory);

const shop = `
apiVersion: v1
kind: Config
current-context: shop
contexts:
- {name: shop, context: {cluster: shop, user: anna, namespace: web}}
- name: stock
  context: {cluster: stock, user: anna}
clusters:
- name: shop
  cluster: {server: https://shop.example:6443, certificate-authority: pki/ca.crt, tls-server-name: kubernetes, proxy-url: http://proxy.example}
- name: stock
  cluster: {server: https://stock.example}
users:
- name: anna
  user: {client-certificate: ../anna.crt, client-key: /keys/anna.key, tokenFile: token}
`;

describe('which files count', () => {
  test('~/.kube/config when nothing is said', async () => {
    files.write('.kube/config', shop);
    const to = await settled({});
    assert.equal(to.cluster.server, 'https://shop.example:6443');
    assert.equal(to.name, 'shop');
    assert.equal(to.namespace, 'web');
  });

  test('in KUBECONFIG the first file to define a name has defined it, whole', async () => {
    const first = files.write('a/config', { clusters: [{ name: 'shop', cluster: { server: 'https://first.example' } }] });
    const second = files.write('b/config', shop);
    const to = await settled({ env: { KUBECONFIG: [first, join(files.directory, 'missing'), '', second].join(delimiter) } });
    assert.equal(to.cluster.server, 'https://first.example');
    assert.equal(to.cluster.caFile, undefined);
    assert.equal(to.user.certFile, join(files.directory, 'anna.crt'));
  });

  test('the first current-context wins, an empty file says nothing', async () => {
    const empty = files.write('empty', '');
    const first = files.write('first', 'current-context: stock\n');
    const second = files.write('second', shop);
    assert.equal((await settled({ env: { KUBECONFIG: [empty, first, second].join(delimiter) } })).name, 'stock');
  });

  test('--kubeconfig is used alone and must exist', async () => {
    const path = files.write('given', kubeconfig({ server: 'https://given.example' }));
    const env = { KUBECONFIG: files.write('other', shop) };
    assert.equal((await settled({ kubeconfig: path, env })).cluster.server, 'https://given.example');
    await assert.rejects(settled({ kubeconfig: join(files.directory, 'nope'), env }), /kubeconfig .*nope does not exist/);
  });

  test('paths count from the file that names them', async () => {
    const to = await settled({ kubeconfig: files.write('deep/config', shop) });
    assert.equal(to.cluster.caFile, join(files.directory, 'deep/pki/ca.crt'));
    assert.equal(to.user.certFile, join(files.directory, 'anna.crt'));
    assert.equal(to.user.keyFile, '/keys/anna.key');
    assert.equal(to.user.tokenFile, join(files.directory, 'deep/token'));
  });

  const commands: readonly (readonly [written: string, meant: string])[] = [
    ['aws', 'aws'],
    ['./bin/login', 'deep/bin/login'],
    ['bin/login', 'deep/bin/login'],
    ['../login', 'login'],
  ];
  for (const [written, meant] of commands) {
    test(`the plugin command ${written} is ${meant}`, async () => {
      const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: written };
      const to = await settled({ kubeconfig: files.write('deep/config', kubeconfig({ server: 'https://a.example' }, { exec })) });
      assert.equal(to.user.exec?.command, meant.includes('/') || written.includes('/') ? join(files.directory, meant) : meant);
    });
  }

  test('a file that is no kubeconfig is an error with its name', async () => {
    await assert.rejects(settled({ kubeconfig: files.write('broken', 'a: [\n') }), /kubeconfig .*broken is broken/);
    await assert.rejects(settled({ kubeconfig: files.write('list', '- a\n') }), /kubeconfig .*list is broken: no mapping/);
    await assert.rejects(settled({ kubeconfig: files.write('deep', `a: ${'['.repeat(50_000)}`) }), /deep is broken: .*nested too deeply/);
    await assert.rejects(settled({ kubeconfig: files.directory }), /could not be read/);
    if (process.platform !== 'win32')
      await assert.rejects(settled({ kubeconfig: '/dev/zero' }), /could not be read: it goes on for more than 16 MiB/);
  });
});

describe('flags over the file', () => {
  const flagged = (options: LiveOptions) => settled({ kubeconfig: files.write('config', shop), ...options });

  test('--context, --cluster, --user, --namespace', async () => {
    assert.equal((await flagged({ context: 'stock' })).namespace, 'default');
    assert.equal((await flagged({ cluster: 'stock' })).cluster.server, 'https://stock.example');
    assert.equal((await flagged({ namespace: 'other' })).namespace, 'other');
  });

  test('another server does not keep the name expected of the first', async () => {
    const to = await flagged({ server: 'https://other.example' });
    assert.equal(to.cluster.tlsServerName, undefined);
    assert.notEqual(to.cluster.caFile, undefined);
    assert.equal((await flagged({ server: 'https://other.example', tlsServerName: 'x' })).cluster.tlsServerName, 'x');
  });

  test('--insecure-skip-tls-verify drops the authority, --certificate-authority replaces it', async () => {
    const skipping = await flagged({ insecureSkipTlsVerify: true });
    assert.deepEqual([skipping.cluster.skipTLSVerify, skipping.cluster.caFile], [true, undefined]);
    assert.equal((await flagged({ certificateAuthority: '/other/ca.crt' })).cluster.caFile, '/other/ca.crt');
  });

  test('--token takes the place of the other ways to log in, not of the certificate', async () => {
    const { user } = await flagged({ token: 'abc' });
    assert.deepEqual([user.token, user.tokenFile], ['abc', undefined]);
    assert.notEqual(user.certFile, undefined);
  });

  test('--as, --as-group, --as-uid, --as-user-extra', async () => {
    const { user } = await flagged({ as: 'eve', asGroups: ['a', 'b'], asUid: '7', asUserExtra: ['scope=x=1', 'scope=y'] });
    assert.equal(user.impersonateUser, 'eve');
    assert.deepEqual(user.impersonateGroups, ['a', 'b']);
    assert.equal(user.impersonateUid, '7');
    assert.deepEqual(user.impersonateExtra, { scope: ['x=1', 'y'] });
    await assert.rejects(flagged({ asUserExtra: ['novalue'] }), /is not key=value/);
  });

  const unknown: readonly (readonly [LiveOptions, RegExp])[] = [
    [{ context: 'shpo' }, /context "shpo" is not defined in .*config: did you mean shop\?/],
    [{ context: 'production' }, /context "production" is not defined in .*, which has shop, stock/],
    [{ cluster: 'stoc' }, /cluster "stoc" is not defined .*did you mean stock\?/],
    [{ user: 'ana' }, /user "ana" is not defined .*did you mean anna\?/],
  ];
  for (const [options, message] of unknown) {
    test(`unknown ${Object.entries(options).join(' ')}`, () => assert.rejects(flagged(options), message));
  }
});

describe('nothing chosen', () => {
  test('no kubeconfig at all says where one was looked for', async () => {
    await assert.rejects(settled({}), /no cluster is configured in .*\.kube\/config: set KUBECONFIG/);
  });

  test('contexts without a current one are named', async () => {
    const path = files.write('config', shop.replace('current-context: shop', ''));
    await assert.rejects(
      settled({ kubeconfig: path }),
      /no current context is set .*kubectl config use-context shop \(there is shop, stock\)/,
    );
  });

  test('--server alone is enough', async () => {
    const to = await settled({ server: 'http://127.0.0.1:8001' });
    assert.deepEqual([to.name, to.cluster.server, to.namespace], ['http://127.0.0.1:8001', 'http://127.0.0.1:8001', 'default']);
  });
});

describe('in a pod', () => {
  const service = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
  const account = () => {
    files.write('account/token', 'abc');
    files.write('account/ca.crt', 'pem');
    files.write('account/namespace', 'jobs\n');
    return join(files.directory, 'account');
  };

  test('its own cluster, as its service account, in its namespace', async () => {
    const to = await settled({ env: service }, account());
    assert.equal(to.cluster.server, 'https://[fd00::1]:443');
    assert.equal(to.user.tokenFile, join(files.directory, 'account/token'));
    assert.equal(to.cluster.caFile, join(files.directory, 'account/ca.crt'));
    assert.equal(to.namespace, 'jobs');
  });

  test('a kubeconfig goes first, but lacks a namespace where the pod has one', async () => {
    files.write('.kube/config', kubeconfig({ server: 'https://a.example' }));
    const to = await settled({ env: service }, account());
    assert.deepEqual([to.cluster.server, to.namespace], ['https://a.example', 'jobs']);
  });

  test('not without the token', async () => {
    await assert.rejects(settled({ env: service }), /no cluster is configured/);
  });
});
