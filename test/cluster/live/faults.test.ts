import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Cluster } from '../../../src/cluster/port.ts';
import { type Handler, podNamed, sendJson, sendStatus, serve, type TestServer } from './support/api-server.ts';
import { withCluster } from './support/cluster.ts';
import { type Files, temporaryFiles } from './support/kubeconfigs.ts';

let files: Files;
let server: TestServer | undefined;
beforeEach(() => {
  files = temporaryFiles();
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  files.remove();
});

/** Answers by the handler, to a cluster that allows half a second for a request. */
async function against<T>(handler: Handler, use: (cluster: Cluster) => Promise<T>): Promise<T> {
  server = await serve(handler);
  return withCluster(files, { cluster: { server: server.url }, options: { requestTimeout: '500ms' } }, use);
}

const getPod = (cluster: Cluster) => cluster.get('Pod', 'shop', 'web');
const sendPod = (response: ServerResponse) => sendJson(response, podNamed('web'));
const half = '{"kind":"Pod","metadata":{"na';
/** More than is read, small on the wire. */
const bomb = gzipSync(Buffer.alloc(130 * 1024 * 1024));

describe('what passes is tried again', () => {
  const passing: Readonly<Record<string, Handler>> = {
    '429 with Retry-After': (_, response) => response.writeHead(429, { 'retry-after': '0' }).end(),
    '429 without one': (_, response) => response.writeHead(429).end(),
    '500': (_, response) => sendStatus(response, 500, 'InternalError', 'etcdserver: leader changed'),
    '502 of a balancer': (_, response) => response.writeHead(502).end('<html>'),
    '503': (_, response) => response.writeHead(503, { 'retry-after': '0' }).end(),
    '504': (_, response) => response.writeHead(504).end(),
    'a cut before the answer': (_, response) => response.destroy(),
    'a cut within the answer': (_, response) => {
      response.writeHead(200, { 'content-length': 1000 }).write(half);
      setTimeout(() => response.destroy(), 20);
    },
    'a cut within a compressed answer': (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).write(gzipSync(JSON.stringify(podNamed('web'))).subarray(0, 60));
      setTimeout(() => response.destroy(), 20);
    },
  };
  for (const [what, fault] of Object.entries(passing)) {
    test(what, async () => {
      const read = await against((request, response, count) => (count <= 2 ? fault(request, response, count) : sendPod(response)), getPod);
      assert.equal(read.state, 'found');
      assert.equal(server?.requests.length, 3);
    });
  }

  test('as long as Retry-After says', async () => {
    const started = performance.now();
    await against(
      (_, response, count) => (count === 1 ? response.writeHead(429, { 'retry-after': '1' }).end() : sendPod(response)),
      getPod,
    );
    assert.ok(performance.now() - started >= 950);
  });
});

describe('what stays is said in one clause', () => {
  const staying: Readonly<Record<string, readonly [Handler, RegExp, requests: number]>> = {
    '403': [
      (_, response) => sendStatus(response, 403, 'Forbidden', 'pods "web" is forbidden: User "eve" cannot get resource "pods"'),
      /^pods "web" is forbidden: User "eve" cannot get/,
      1,
    ],
    '429 for long': [(_, response) => response.writeHead(429, { 'retry-after': '3600' }).end(), /429 Too Many Requests/, 1],
    '503 for ever': [(_, response) => response.writeHead(503).end('no backend'), /503 Service Unavailable: no backend/, 4],
    '409': [(_, response) => sendStatus(response, 409, 'Conflict', 'try\nagain'), /409 Conflict: try again/, 1],
    'a login page': [
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>log in'),
      /no Kubernetes object: <html>log in/,
      1,
    ],
    'a redirect': [(_, response) => response.writeHead(302, { location: 'https://login.example' }).end(), /redirects \(302\)/, 1],
    'half a JSON': [(_, response) => response.end(half), /no Kubernetes object/, 1],
    'nothing at all': [(_, response) => response.end(), /no Kubernetes object: it is empty/, 1],
    'another object': [(_, response) => sendJson(response, podNamed('other')), /no Kubernetes object/, 1],
    'a 404 of a proxy': [(_, response) => response.writeHead(404).end('404 page not found'), /404 Not Found: 404 page not found/, 1],
    'a 404 for the kind': [
      (_, response) => sendStatus(response, 404, 'NotFound', 'the server could not find the requested resource', { details: {} }),
      /could not find the requested resource/,
      1,
    ],
    'an endless body': [
      (_, response) => {
        const timer = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(timer));
      },
      /no answer within 500ms/,
      1,
    ],
    'a bomb': [(_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb), /longer than|no answer within/, 1],
    'a wrong encoding': [
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip at all'),
      /incorrect header/,
      1,
    ],
  };
  for (const [what, [fault, reason, requests]] of Object.entries(staying)) {
    test(what, async () => {
      await against(fault, async (cluster) => {
        const read = await getPod(cluster);
        assert.equal(read.state, 'denied');
        assert.match(read.state === 'denied' ? read.reason : '', reason);
        assert.deepEqual(
          cluster.unreadable.map(({ resource, namespace, verb }) => [resource, namespace, verb]),
          [['pods', 'shop', 'get']],
        );
      });
      assert.equal(server?.requests.length, requests);
    });
  }
});

describe('nobody there', () => {
  test('silence is a line, not a read', async () => {
    await assert.rejects(
      against(() => {}, getPod),
      { name: 'ConnectionError', message: /could not be reached: no answer within 500ms; is a VPN/ },
    );
  });

  test('cuts for ever are a line', async () => {
    await assert.rejects(
      against((_, response) => response.destroy(), getPod),
      { name: 'ConnectionError', message: /the connection was cut/ },
    );
  });

  test('a refused connection is a line', async () => {
    const settings = { cluster: { server: 'http://127.0.0.1:1' } };
    await assert.rejects(withCluster(files, settings, getPod), {
      name: 'ConnectionError',
      message: /connection refused; is the address of cluster test right/,
    });
  });

  test('an unknown host is a line', async () => {
    const settings = { cluster: { server: 'https://no-such-host.invalid' } };
    await assert.rejects(withCluster(files, settings, getPod), /no such host|could not be looked up/);
  });

  test('TLS spoken to a server without it is a line', async () => {
    server = await serve((_, response) => sendPod(response));
    const settings = { cluster: { server: server.url.replace('http', 'https'), 'insecure-skip-tls-verify': true } };
    await assert.rejects(withCluster(files, settings, getPod), /does not speak TLS; is it an http:\/\/ address\?/);
  });

  test('401 is a line that says how to get in', async () => {
    const refuse: Handler = (_, response) => sendStatus(response, 401, 'Unauthorized', 'Unauthorized');
    await assert.rejects(against(refuse, getPod), { name: 'ConnectionError', message: /does not know who is asking \(401\): .*tester/ });
  });

  test('a server that falls silent later is a read that was denied', async () => {
    await against(
      (_, response, count) => (count === 1 ? sendPod(response) : undefined),
      async (cluster) => {
        assert.equal((await getPod(cluster)).state, 'found');
        assert.deepEqual(await getPod(cluster), { state: 'denied', reason: 'no answer within 500ms' });
      },
    );
  });
});
