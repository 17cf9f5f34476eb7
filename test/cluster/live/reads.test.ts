import assert from 'node:assert/strict';
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
  files.remove();
});

async function against<T>(handler: Handler, use: (cluster: Cluster) => Promise<T>, path = ''): Promise<T> {
  server = await serve(handler);
  return withCluster(files, { cluster: { server: server.url + path } }, use);
}

const asked = () => server?.requests.map(({ url }) => url);
const table = (rows: object[]) => ({
  kind: 'Table',
  columnDefinitions: ['Name', 'Ready', 'Status', 'Restarts', 'Age'].map((name) => ({ name })),
  rows,
});
const row = (name: string, restarts: string | number) => ({ cells: [name, '0/1', 'Init:Error', restarts, '5m'], object: podNamed(name) });

describe('get', () => {
  test('absent is what the server says of this very object', async () => {
    const gone: Handler = (_, response) =>
      sendStatus(response, 404, 'NotFound', 'pods "web" not found', { details: { name: 'web', kind: 'pods' } });
    assert.deepEqual(await against(gone, (cluster) => cluster.get('Pod', 'shop', 'web')), { state: 'absent' });
  });

  test('paths: groups, cluster-wide kinds, servers below a path', async () => {
    const refuse: Handler = (_, response) => sendStatus(response, 403, 'Forbidden', 'no');
    await against(
      refuse,
      async (cluster) => {
        await cluster.get('Deployment', 'shop', 'web');
        await cluster.get('Node', undefined, 'node-1');
        await cluster.list('EndpointSlice', { namespace: 'shop', labelSelector: 'kubernetes.io/service-name in (a,b)' });
        await cluster.list('Event', { fieldSelector: 'reason=Failed' });
        assert.deepEqual(
          cluster.unreadable.map(({ verb, resource, namespace }) => [verb, resource, namespace].join(' ')),
          ['get deployments.apps shop', 'get nodes ', 'list endpointslices.discovery.k8s.io shop', 'list events '],
        );
      },
      '/k8s/clusters/c-1/',
    );
    assert.deepEqual(asked(), [
      '/k8s/clusters/c-1/apis/apps/v1/namespaces/shop/deployments/web',
      '/k8s/clusters/c-1/api/v1/nodes/node-1',
      '/k8s/clusters/c-1/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices?labelSelector=kubernetes.io%2Fservice-name%20in%20(a%2Cb)&limit=500',
      '/k8s/clusters/c-1/api/v1/events?fieldSelector=reason%3DFailed&limit=500',
    ]);
  });

  for (const name of ['', '.', '..', 'a/b', 'a%2fb', 'x'.repeat(300)]) {
    test(`a name the API does not take is not asked for: ${JSON.stringify(name.slice(0, 10))}`, async () => {
      const read = await against(
        (_, response) => sendJson(response, { kind: 'SecretList', items: [] }),
        (cluster) => cluster.get('Secret', 'shop', name),
      );
      assert.equal(read.state, 'denied');
      assert.deepEqual(asked(), []);
    });
  }

  test('equal requests at the same time are one', async () => {
    const read = (cluster: Cluster) => cluster.get('Pod', 'shop', 'web');
    await against(
      (_, response) => sendJson(response, podNamed('web')),
      (cluster) => Promise.all([read(cluster), read(cluster)]),
    );
    assert.equal(asked()?.length, 1);
  });

  test("now is the server's clock", async () => {
    const date = 'Mon, 05 Jan 2026 10:00:00 GMT';
    await against(
      (_, response) => sendJson(response, podNamed('web'), 200, { date }),
      async (cluster) => {
        await cluster.get('Pod', 'shop', 'web');
        const away = cluster.now().getTime() - Date.parse(date);
        assert.ok(away >= 0 && away < 1000);
      },
    );
  });
});

describe('pods as the server prints them', () => {
  test('one, with its columns', async () => {
    const read = await against(
      (_, response) => sendJson(response, table([row('web', '7 (15m ago)')])),
      (cluster) => cluster.printedPod('shop', 'web'),
    );
    assert.ok(read.state === 'found');
    assert.deepEqual(read.value.columns, { ready: '0/1', status: 'Init:Error', restarts: '7 (15m ago)' });
    assert.equal(read.value.pod.metadata?.name, 'web');
    assert.deepEqual(asked(), ['/api/v1/namespaces/shop/pods/web?includeObject=Object']);
    assert.match(server?.requests[0]?.headers.accept ?? '', /^application\/json;as=Table;v=v1;g=meta\.k8s\.io,application\/json$/);
  });

  test('all, with restarts as a number where an old server has them so', async () => {
    const read = await against(
      (_, response) => sendJson(response, table([row('a', 3), row('b', '0')])),
      (cluster) => cluster.printedPods({}),
    );
    assert.deepEqual(read.state === 'found' && read.value.map(({ columns }) => columns?.restarts), ['3', '0']);
  });

  test('without columns where the server does no tables', async () => {
    const one = await against(
      (_, response) => sendJson(response, podNamed('web')),
      (cluster) => cluster.printedPod('shop', 'web'),
    );
    assert.deepEqual(one.state === 'found' && [one.value.pod.metadata?.name, one.value.columns], ['web', undefined]);
    await server?.close();
    const list = { kind: 'PodList', items: [podNamed('a'), podNamed('b')] };
    const all = await against(
      (_, response) => sendJson(response, list),
      (cluster) => cluster.printedPods({}),
    );
    assert.deepEqual(all.state === 'found' && all.value.map(({ pod }) => pod.metadata?.name), ['a', 'b']);
  });
});

describe('list', () => {
  const page = (names: string[], next?: string) => ({
    kind: 'PodList',
    metadata: { continue: next },
    items: names.map((name) => podNamed(name)),
  });
  const names = async (handler: Handler) => {
    const read = await against(handler, (cluster) => cluster.list('Pod', { namespace: 'shop' }));
    return read.state === 'found' ? read.value.map(({ metadata }) => metadata?.name) : read;
  };

  test('pages are followed to the end', async () => {
    assert.deepEqual(
      await names((request, response) =>
        sendJson(response, request.url?.includes('continue=more%2B') ? page(['b']) : page(['a'], 'more+')),
      ),
      ['a', 'b'],
    );
  });

  test('a place that the server has forgotten (410) means all over again, at once', async () => {
    const all = await names((request, response) => {
      if (request.url?.includes('continue=')) return sendStatus(response, 410, 'Expired', 'The provided continue parameter is too old');
      return sendJson(response, request.url?.includes('limit=') ? page(['a'], 'old') : page(['a', 'b', 'c']));
    });
    assert.deepEqual(all, ['a', 'b', 'c']);
    assert.equal(asked()?.at(-1), '/api/v1/namespaces/shop/pods');
  });

  test('half a list is not a list', async () => {
    const read = await names((request, response) =>
      request.url?.includes('continue=') ? sendStatus(response, 403, 'Forbidden', 'not any more') : sendJson(response, page(['a'], 'more')),
    );
    assert.deepEqual(read, { state: 'denied', reason: 'not any more' });
  });

  test('a long one comes compressed', async () => {
    const long = page(Array.from({ length: 300 }, (_, index) => `pod-${index}`));
    const all = await names((request, response) => {
      assert.equal(request.headers['accept-encoding'], 'gzip');
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(long)));
    });
    assert.equal(Array.isArray(all) && all.length, 300);
  });

  const broken: readonly object[] = [{ kind: 'PodList' }, { kind: 'PodList', items: 'x' }, { kind: 'Status', status: 'Success' }];
  for (const answer of broken) {
    test(`not an empty list: ${JSON.stringify(answer)}`, async () => {
      const read = await names((_, response) => sendJson(response, answer));
      assert.match(JSON.stringify(read), /"denied".*no Kubernetes object/);
    });
  }
});
