import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { LogQuery, Read, Unreadable } from '../../../src/cluster/port.ts';
import { type Handler, sendStatus, serve, type TestServer } from './support/api-server.ts';
import { withCluster } from './support/cluster.ts';
import { type Files, temporaryFiles } from './support/kubeconfigs.ts';

let files: Files;
let server: TestServer | undefined;
beforeEach(() => {
  files = temporaryFiles();
});
afterEach(async () => {
  await server?.close();
  files.remove();
});

type LogRead = Exclude<Read<never>, { state: 'found' }> | { readonly state: 'found'; readonly text: string };

async function readLog(handler: Handler, query: Partial<LogQuery> = {}): Promise<{ log: LogRead; unreadable: readonly Unreadable[] }> {
  server = await serve(handler);
  return withCluster(files, { cluster: { server: server.url } }, async (cluster) => {
    const read = await cluster.log({ namespace: 'shop', pod: 'web', container: 'init', ...query });
    const log = read.state === 'found' ? ({ state: 'found', text: await textOf(read.value) } as const) : read;
    return { log, unreadable: cluster.unreadable };
  });
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const bad =
  (message: string): Handler =>
  (_, response) =>
    sendStatus(response, 400, 'BadRequest', message);

test('the bytes as they come, and the query as the API takes it', async () => {
  const { log } = await readLog((_, response) => response.write('one\n') && response.end('two\n'), {
    previous: true,
    timestamps: false,
    tailLines: 5,
    sinceSeconds: 60,
    limitBytes: 1000,
  });
  assert.deepEqual(log, { state: 'found', text: 'one\ntwo\n' });
  const url = new URL(server?.requests[0]?.url ?? '', 'http://x');
  assert.equal(url.pathname, '/api/v1/namespaces/shop/pods/web/log');
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    container: 'init',
    previous: 'true',
    tailLines: '5',
    sinceSeconds: '60',
    limitBytes: '1000',
  });
  assert.equal(server?.requests[0]?.headers['accept-encoding'], undefined);
});

test('an empty log is a log', async () => {
  assert.deepEqual((await readLog((_, response) => response.end())).log, { state: 'found', text: '' });
});

test('no more bytes than asked for, whatever the server sends', async () => {
  const { log } = await readLog((_, response) => response.end('x'.repeat(100_000)), { limitBytes: 10 });
  assert.deepEqual(log, { state: 'found', text: 'xxxxxxxxxx' });
});

describe("no such run is absent, in the server's words", () => {
  const sentences = [
    'previous terminated container "init" in pod "web" not found',
    'container "init" in pod "web" is waiting to start: PodInitializing',
    'container "init" in pod "web" is waiting to start: trying and failing to pull image',
    'container "init" in pod "web" is not available',
    'container "init" in pod "web" is terminated',
  ];
  for (const sentence of sentences) {
    test(sentence, async () => {
      const { log, unreadable } = await readLog(bad(sentence));
      assert.deepEqual(log, { state: 'absent', reason: sentence });
      assert.deepEqual(unreadable, []);
    });
  }

  test('a container that the runtime has lost, said in place of the log', async () => {
    const sentence = `unable to retrieve container logs for containerd://${'0a'.repeat(32)}`;
    assert.deepEqual((await readLog((_, response) => response.end(sentence))).log, { state: 'absent', reason: sentence });
  });

  test('but a program may print the like', async () => {
    const text = `unable to retrieve container logs for containerd://${'0a'.repeat(32)}\nretrying\n`;
    assert.deepEqual((await readLog((_, response) => response.end(text))).log, { state: 'found', text });
  });

  test('a pod that is gone', async () => {
    const gone: Handler = (_, response) => sendStatus(response, 404, 'NotFound', 'pods "web" not found', { details: { name: 'web' } });
    assert.deepEqual((await readLog(gone)).log, { state: 'absent' });
  });
});

describe('what kept us from a log is remembered', () => {
  const refusals: readonly (readonly [what: string, handler: Handler, reason: RegExp])[] = [
    ['an unknown container', bad('container nope is not valid for pod web'), /400 Bad Request: container nope is not valid/],
    [
      'forbidden',
      (_, response) => sendStatus(response, 403, 'Forbidden', 'pods "web" is forbidden: cannot get resource "pods/log"'),
      /^pods "web" is forbidden/,
    ],
    [
      'no kubelet',
      (_, response) =>
        sendStatus(response, 500, 'InternalError', 'Get "https://10.0.0.9:10250/containerLogs": dial tcp: connection refused'),
      /dial tcp/,
    ],
  ];
  for (const [what, handler, reason] of refusals) {
    test(what, async () => {
      const { log, unreadable } = await readLog(handler);
      assert.match(log.state === 'denied' ? log.reason : log.state, reason);
      assert.deepEqual([unreadable[0]?.resource, unreadable[0]?.verb], ['pods/log', 'get']);
    });
  }

  test('a log that is cut ends with what there is, and is said to', async () => {
    const { log, unreadable } = await readLog((_, response) => {
      response.write('first\n');
      setTimeout(() => response.destroy(), 50);
    });
    assert.deepEqual(log, { state: 'found', text: 'first\n' });
    assert.equal(unreadable[0]?.reason, 'the log ended early: the connection was cut');
  });
});
