import assert from 'node:assert/strict';
import http from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { after, afterEach, before, describe, test } from 'node:test';
import { podNamed, sendJson, serve, type TestServer } from './support/api-server.ts';
import { withCluster } from './support/cluster.ts';
import { base64, type Files, temporaryFiles } from './support/kubeconfigs.ts';
import { type Authority, authority } from './support/pki.ts';

let ca: Authority;
let files: Files;
let server: TestServer;
let proxy: { readonly port: number; readonly seen: string[]; close(): void } | undefined;

before(async () => {
  ca = authority('cluster authority');
  files = temporaryFiles();
  server = await serve(
    (request, response) => sendJson(response, podNamed('web'), 200, { 'x-host': request.headers.host ?? '' }),
    ca.issue('server', 'subjectAltName=DNS:api.shop.test'),
  );
});
afterEach(() => proxy?.close());
after(async () => {
  await server.close();
  ca.remove();
  files.remove();
});

/** Only the proxy knows where this name leads. */
const address = () => `https://api.shop.test:${server.port}`;
const getPod = (cluster: object, env: Record<string, string> = {}) =>
  withCluster(
    files,
    { cluster: { server: address(), 'certificate-authority-data': base64(ca.cert), ...cluster }, options: { env, requestTimeout: '2s' } },
    (open) => open.get('Pod', 'shop', 'web'),
  );

function started(listener: Server, seen: string[]): Promise<NonNullable<typeof proxy>> {
  const open = new Set<Socket>();
  listener.on('connection', (socket: Socket) => open.add(socket.on('error', () => {})));
  const close = () => {
    listener.close();
    for (const socket of open) socket.destroy();
  };
  return new Promise((resolve) => {
    listener.listen(0, '127.0.0.1', () => resolve({ port: (listener.address() as AddressInfo).port, seen, close }));
  });
}

const join = (client: Socket, upstream: Socket) => {
  upstream.on('error', () => client.destroy());
  client.pipe(upstream).pipe(client);
};

async function connectProxy(refusal?: string) {
  const seen: string[] = [];
  const listener = http.createServer((_, response) => response.writeHead(405).end());
  listener.on('connect', (request: http.IncomingMessage, client: Socket) => {
    seen.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    if (refusal !== undefined) return client.end(`HTTP/1.1 ${refusal}\r\ncontent-length: 0\r\n\r\n`);
    const upstream = connect(server.port, '127.0.0.1', () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
    join(client, upstream);
  });
  proxy = await started(listener, seen);
  return proxy;
}

/** Reads one message of the client at a time, as this protocol has it. */
async function socksProxy(login?: string, reply = 0) {
  const seen: string[] = [];
  const listener = createServer(async (client) => {
    const message = () => new Promise<Buffer>((resolve) => client.once('data', resolve));
    await message();
    client.write(Buffer.from([5, login === undefined ? 0 : 2]));
    if (login !== undefined) {
      const [, userLength = 0, ...rest] = await message();
      const given = `${Buffer.from(rest.slice(0, userLength))}:${Buffer.from(rest.slice(userLength + 1))}`;
      client.write(Buffer.from([1, given === login ? 0 : 1]));
      if (given !== login) return client.end();
    }
    const request = await message();
    const length = request[4] ?? 0;
    seen.push(`${request.subarray(5, 5 + length)}:${request.readUInt16BE(5 + length)}`);
    client.write(Buffer.from([5, reply, 0, 1, 127, 0, 0, 1, 0, 0]));
    if (reply === 0) join(client, connect(server.port, '127.0.0.1'));
  });
  proxy = await started(listener, seen);
  return proxy;
}

describe('through an HTTP proxy', () => {
  test('of the kubeconfig', async () => {
    const { port, seen } = await connectProxy();
    assert.equal((await getPod({ 'proxy-url': `http://127.0.0.1:${port}` })).state, 'found');
    assert.deepEqual(seen, [`api.shop.test:${server.port}`]);
    assert.equal(server.requests.at(-1)?.headers.host, `api.shop.test:${server.port}`);
  });

  test('of the environment, with a login', async () => {
    const { port, seen } = await connectProxy();
    assert.equal((await getPod({}, { HTTPS_PROXY: `http://anna:p%40ss@127.0.0.1:${port}` })).state, 'found');
    assert.deepEqual(seen, [`api.shop.test:${server.port} Basic ${base64('anna:p@ss')}`]);
  });

  test('by one tunnel for requests one after the other', async () => {
    const { port, seen } = await connectProxy();
    const cluster = { server: address(), 'certificate-authority-data': base64(ca.cert), 'proxy-url': `http://127.0.0.1:${port}` };
    await withCluster(files, { cluster }, async (open) => {
      for (let read = 0; read < 3; read += 1) await open.get('Pod', 'shop', 'web');
    });
    assert.equal(seen.length, 1);
  });

  test('and the server must still be the right one', async () => {
    const { port } = await connectProxy();
    const other = { server: `https://other.test:${server.port}`, 'proxy-url': `http://127.0.0.1:${port}` };
    await assert.rejects(getPod(other), /certificate is for other names/);
  });

  const refusals: readonly (readonly [answer: string, message: RegExp])[] = [
    [
      '407 Proxy Authentication Required',
      /proxy http:\/\/127.0.0.1:\d+ refused to connect to api.shop.test:\d+ with 407 .*: it asks for a user and password/,
    ],
    ['403 Forbidden', /refused to connect to api.shop.test:\d+ with 403 Forbidden/],
  ];
  for (const [answer, message] of refusals) {
    test(`that refuses with ${answer}`, async () => {
      const { port } = await connectProxy(answer);
      await assert.rejects(getPod({ 'proxy-url': `http://anna:secret@127.0.0.1:${port}` }), (error: Error) => {
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /secret/);
        return error.name === 'ConnectionError';
      });
    });
  }

  test('that is not there', async () => {
    await assert.rejects(getPod({ 'proxy-url': 'http://127.0.0.1:1' }), {
      name: 'ConnectionError',
      message: /proxy http:\/\/127.0.0.1:1 could not be reached/,
    });
  });

  test('that accepts and says nothing', async () => {
    proxy = await started(createServer(), []);
    await assert.rejects(getPod({ 'proxy-url': `http://127.0.0.1:${proxy.port}` }), /no answer within 2s/);
  });
});

describe('through a SOCKS proxy', () => {
  test('which looks the name up', async () => {
    const { port, seen } = await socksProxy();
    assert.equal((await getPod({ 'proxy-url': `socks5://127.0.0.1:${port}` })).state, 'found');
    assert.deepEqual(seen, [`api.shop.test:${server.port}`]);
  });

  test('with a login', async () => {
    const { port } = await socksProxy('anna:p@ss');
    assert.equal((await getPod({ 'proxy-url': `socks5://anna:p%40ss@127.0.0.1:${port}` })).state, 'found');
    await assert.rejects(getPod({ 'proxy-url': `socks5://anna:wrong@127.0.0.1:${port}` }), /refused the user or password/);
    await assert.rejects(getPod({ 'proxy-url': `socks5://127.0.0.1:${port}` }), /asks for a login that was not given/);
  });

  test('that cannot reach the server', async () => {
    const { port } = await socksProxy(undefined, 4);
    await assert.rejects(
      getPod({ 'proxy-url': `socks5://127.0.0.1:${port}` }),
      /proxy socks5:\/\/127.0.0.1:\d+ did not connect to api.shop.test:\d+: host unreachable/,
    );
  });
});
