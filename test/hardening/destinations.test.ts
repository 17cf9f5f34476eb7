// Kubeconfigs, certificates, credential plugins and proxies that are not as they should be, through the built programs: an answer,
// or one line that says which of them it is.
import assert from 'node:assert/strict';
import http from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { podNamed, sendJson, sendStatus, serve, type TestServer } from '../cluster/live/support/api-server.ts';
import { type Files, temporaryFiles } from '../cluster/live/support/kubeconfigs.ts';
import { type Authority, authority } from '../cluster/live/support/pki.ts';
import { type Program, programs } from '../front-door.ts';
import { type Bounds, runWithin } from './bounded.ts';
import { type Destination, destinations, proxyAnswers, type Surroundings } from './destinations.ts';
import { count, startTally } from './tally.ts';

const tally = startTally('destinations');
let files: Files;
let ca: Authority;
let surroundings: Surroundings;
const servers: TestServer[] = [];
const proxies: Server[] = [];
const sockets = new Set<Socket>();

async function listening(server: Server): Promise<string> {
  proxies.push(server);
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function proxyAnswering(answer: string, port: number): Promise<string> {
  const server = http.createServer((_, response) => response.writeHead(405).end());
  server.on('connect', (_, client: Socket) => {
    if (answer !== '') return client.end(answer);
    const upstream = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    upstream.on('error', () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  return listening(server);
}

before(async () => {
  files = temporaryFiles();
  ca = authority('destinations');
  const tls = ca.issue('127.0.0.1', 'subjectAltName=IP:127.0.0.1,DNS:api.test');
  const pod = podNamed('web');
  const isPod = /^\/api\/v1\/namespaces\/shop\/pods\/web\?/;
  const answering = await serve((request, response) => {
    if (isPod.test(request.url ?? '')) sendJson(response, pod);
    else sendJson(response, { kind: 'List', metadata: {}, items: [] });
  }, tls);
  const refusing = await serve((_, response) => sendStatus(response, 401, 'Unauthorized', 'Unauthorized'), tls);
  const plain = await serve((_, response) => sendJson(response, pod));
  servers.push(answering, refusing, plain);
  const answers = await Promise.all(
    Object.entries(proxyAnswers).map(async ([name, answer]) => [name, await proxyAnswering(answer, answering.port)] as const),
  );
  const silent = await listening(createServer());
  const closing = await listening(createServer((socket) => socket.destroy()));
  surroundings = {
    ca,
    folder: files.directory,
    // Only a proxy knows where this name leads; without one it is an address.
    server: answering.url,
    refusing: refusing.url,
    plain: plain.url.replace('http:', 'https:'),
    proxies: { ...Object.fromEntries(answers), silent, closing },
  };
});
after(async () => {
  for (const server of servers) await server.close();
  for (const proxy of proxies) proxy.close();
  for (const socket of sockets) socket.destroy();
  ca.remove();
  files.remove();
});

/** A run whose kubeconfig and plugin stand in a folder of their own. */
function goes(program: Program, { text, args = [], plugin }: Destination, own: string, bounds: Partial<Bounds> = {}) {
  const kubeconfig = text ? files.write(join(own, 'config'), '') : join(files.directory, own, 'none');
  if (text) files.write(join(own, 'config'), text(surroundings).toString('latin1'));
  if (plugin !== undefined) files.write(join(own, 'plugin'), `#!/bin/sh\n${plugin}\n`, 0o755);
  const env = { KUBECONFIG: kubeconfig, HOME: join(files.directory, 'nobody') };
  return runWithin(program, ['describe', 'web', '-n', 'shop', ...args], { env, most: 60_000, ...bounds });
}

for (const [at, program] of programs.entries()) {
  describe(program.name, { concurrency: 2 }, () => {
    for (const [index, destination] of destinations.entries()) {
      test(destination.name, async () => {
        const ran = await goes(program, destination, `${at}-${index}`);
        assert.deepEqual(count(tally, ran), [], ran.stderr);
        tally.wrongAbsent += Number(ran.code === 4);
        assert.equal(ran.code, destination.says ? 1 : 0, ran.stderr);
        if (destination.says) {
          assert.equal(ran.stdout, '');
          assert.match(ran.stderr, destination.says);
          assert.match(ran.stderr, /^(?:[^\n]{0,200}\n)?error: [^\n]{10,900}\n(?:\n?[^\n]{1,200}\n)?$/);
        } else assert.match(ran.stdout, /^web /);
      });
    }

    const hanging: Destination = {
      name: '',
      text: destinations.find(({ plugin }) => plugin)?.text,
      plugin: 'echo $$ > "$0.pid"; exec sleep 600',
    };
    test('a plugin that hangs is given a minute', async () => {
      const ran = await goes(program, hanging, `${at}-hangs`, { most: 90_000 });
      assert.deepEqual(count(tally, ran), []);
      assert.match(ran.stderr, /^error: credential plugin \S+ gave no answer within 60s\n$/);
      assert.equal(ran.code, 1);
    });
    test('a plugin that hangs does not keep Ctrl-C from ending it', async () => {
      const ran = await goes(program, hanging, `${at}-interrupted`, { interruptAfter: 3_000 });
      assert.deepEqual(count(tally, ran), []);
      assert.equal(ran.code, 130);
    });
  });
}
