import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { podNamed, sendJson, serve, type TestServer } from './support/api-server.ts';
import { withCluster } from './support/cluster.ts';
import { base64, type Files, temporaryFiles } from './support/kubeconfigs.ts';
import { type Authority, authority } from './support/pki.ts';

let ca: Authority;
let files: Files;
let server: TestServer;

before(async () => {
  ca = authority('cluster authority');
  files = temporaryFiles();
  server = await serve(
    (request, response) => {
      if (request.url?.includes('/secrets/'))
        sendJson(response, { kind: 'Secret', metadata: { name: 'db' }, data: { password: 'aHVudGVyMg==' } });
      else sendJson(response, podNamed('web'), 200, { 'set-cookie': 'session=hunter2' });
    },
    ca.issue('server', 'subjectAltName=IP:127.0.0.1'),
  );
});
after(async () => {
  await server.close();
  ca.remove();
  files.remove();
});

async function traced(traceLevel: number): Promise<string> {
  const lines: string[] = [];
  const options = { traceLevel, trace: (line: string) => lines.push(line) };
  const cluster = { server: server.url, 'certificate-authority-data': base64(ca.cert) };
  await withCluster(files, { cluster, user: { token: 'hunter2' }, options }, async (open) => {
    await open.get('Pod', 'shop', 'web');
    await open.get('Secret', 'shop', 'db');
  });
  return lines.join('\n');
}

const shows: readonly (readonly [level: number, shown: RegExp[], hidden: RegExp[]])[] = [
  [6, [/^GET https:\/\/127.0.0.1:\d+\/api\/v1\/namespaces\/shop\/pods\/web 200 OK in \d+ milliseconds$/m], [/Headers/, /Body/]],
  [7, [/^Request Headers:$/m, /^ {4}accept: application\/json$/m, /^ {4}authorization: <masked>$/m], [/Response/]],
  [8, [/^Response Headers:$/m, /^ {4}set-cookie: <masked>$/m, /^Response Body: \{"apiVersion":"v1","kind":"Pod"/m], []],
  [9, [/^Response Body: not shown, as it holds secrets$/m], []],
];
for (const [level, shown, hidden] of shows) {
  test(`-v=${level}`, async () => {
    const text = await traced(level);
    for (const pattern of shown) assert.match(text, pattern);
    for (const pattern of [...hidden, /hunter2/, /aHVudGVyMg/]) assert.doesNotMatch(text, pattern);
  });
}
