import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { stringify } from 'yaml';
import { openDump } from '../../src/cluster/dump/dump.ts';
import { KnownError } from '../../src/cluster/errors.ts';
import { listOf, makeDump, podOf, textOf } from './make-dump.ts';

const logs = 'namespaces/shop/pods/web-0/wait/wait/logs';
const mustGather = {
  timestamp: '2026-03-01 09:58:00.000000000 +0000 UTC\n2026-03-01 10:00:00.123456789 +0000 UTC\n',
  'namespaces/shop/core/pods.yaml': listOf('Pod', [podOf('web-0', { labels: { app: 'web' } }), podOf('db-0', { labels: { app: 'db' } })]),
  'namespaces/shop/core/services.yaml': stringify(listOf('Service', [{ metadata: { name: 'db', namespace: 'shop' } }]), {
    indentSeq: false,
  }),
  'namespaces/shop/pods/cron-1/cron-1.yaml': stringify({ kind: 'Pod', apiVersion: 'v1', ...podOf('cron-1') }),
  'namespaces/kube-system/core/pods.yaml': listOf('Pod', [podOf('dns', { namespace: 'kube-system' })]),
  'cluster-scoped-resources/core/nodes/n1.yaml': stringify({ kind: 'Node', apiVersion: 'v1', metadata: { name: 'n1' } }),
  [`${logs}/current.log`]: '2026-03-01T09:59:58.000000000Z one\n2026-03-01T09:59:59.000000000Z two\n2026-03-01T10:00:00.000000000Z three\n',
};

describe('a must-gather', () => {
  it('tells absent from not there', async (test) => {
    const dump = await openDump(await makeDump(test, mustGather));
    assert.equal((await dump.get('Pod', 'shop', 'web-0')).state, 'found');
    assert.equal((await dump.get('Pod', 'shop', 'web-9')).state, 'absent');
    assert.equal((await dump.get('Service', 'shop', 'db')).state, 'found');
    assert.equal((await dump.get('Service', 'shop', 'cache')).state, 'absent');
    assert.deepEqual(await dump.get('Service', 'kube-system', 'dns'), { state: 'denied', reason: 'not in the dump' });
    assert.deepEqual(await dump.list('Secret', { namespace: 'shop' }), { state: 'denied', reason: 'not in the dump' });
    assert.deepEqual(dump.unreadable, [
      { resource: 'services', namespace: 'kube-system', verb: 'get', reason: 'not in the dump' },
      { resource: 'secrets', namespace: 'shop', verb: 'list', reason: 'not in the dump' },
    ]);
  });

  it('finds objects in files of their own', async (test) => {
    const dump = await openDump(await makeDump(test, mustGather));
    assert.equal((await dump.get('Pod', 'shop', 'cron-1')).state, 'found');
    assert.equal((await dump.get('Node', undefined, 'n1')).state, 'found');
    assert.equal((await dump.get('Node', undefined, 'n2')).state, 'denied');
    const nodes = await dump.list('Node', {});
    assert.equal(nodes.state === 'found' && nodes.value.length, 1);
  });

  it('lists by namespace, labels and fields', async (test) => {
    const dump = await openDump(await makeDump(test, mustGather));
    const names = async (query: Parameters<typeof dump.printedPods>[0]) => {
      const pods = await dump.printedPods(query);
      return pods.state === 'found' ? pods.value.map(({ pod }) => pod.metadata?.name) : pods.state;
    };
    assert.deepEqual(await names({}), ['dns', 'web-0', 'db-0']);
    assert.deepEqual(await names({ namespace: 'shop', labelSelector: 'app in (db)' }), ['db-0']);
    assert.deepEqual(await names({ namespace: 'shop', fieldSelector: 'metadata.name=web-0' }), ['web-0']);
    assert.deepEqual(await names({ namespace: 'shop', labelSelector: 'app=none' }), []);
    assert.equal(await names({ namespace: 'other' }), 'denied');
  });

  it('knows when it was taken, and whose it is', async (test) => {
    const dump = await openDump(await makeDump(test, mustGather));
    assert.equal(dump.now().toISOString(), '2026-03-01T10:00:00.123Z');
    assert.equal(dump.defaultNamespace, 'shop');
    assert.equal(dump.requests, 0);
  });

  it('may be wrapped in directories', async (test) => {
    const wrapped = Object.fromEntries(Object.entries(mustGather).map(([path, content]) => [`image-sha256/${path}`, content]));
    const dump = await openDump(await makeDump(test, { ...wrapped, 'event-filter.html': '<html>' }));
    assert.equal((await dump.get('Pod', 'shop', 'web-0')).state, 'found');
    assert.equal(dump.now().toISOString(), '2026-03-01T10:00:00.123Z');
  });

  it('has logs, without the times that the kubelet puts before lines', async (test) => {
    const dump = await openDump(await makeDump(test, mustGather));
    const query = { namespace: 'shop', pod: 'web-0', container: 'wait' };
    const read = async (more: object) => {
      const log = await dump.log({ ...query, ...more });
      return log.state === 'found' ? textOf(log.value) : log.state;
    };
    assert.equal(await read({}), 'one\ntwo\nthree\n');
    assert.equal(await read({ tailLines: 2 }), 'two\nthree\n');
    assert.equal(await read({ tailLines: 0 }), '');
    assert.equal(await read({ limitBytes: 5 }), 'one\nt');
    assert.equal(await read({ sinceTime: '2026-03-01T09:59:59Z' }), 'two\nthree\n');
    assert.equal(await read({ sinceSeconds: 1 }), 'three\n');
    assert.equal(await read({ timestamps: true, tailLines: 1 }), '2026-03-01T10:00:00.000000000Z three\n');
    assert.equal(await read({ previous: true }), 'absent');
    assert.equal(await read({ container: 'app' }), 'absent');
    assert.equal(await read({ pod: 'db-0' }), 'denied');
    assert.equal(await read({ pod: '../../../../etc' }), 'denied');
  });

  it('has logs that were fetched past a broken certificate', async (test) => {
    const dump = await openDump(await makeDump(test, { ...mustGather, [`${logs}/previous.insecure.log`]: 'no time\nhere' }));
    const log = await dump.log({ namespace: 'shop', pod: 'web-0', container: 'wait', previous: true, tailLines: 1 });
    assert.equal(log.state === 'found' && (await textOf(log.value)), 'here');
  });

  it('is never left by symbolic links or names', async (test) => {
    const outside = await makeDump(test, { 'pods.yaml': listOf('Pod', [podOf('stranger')]), 'current.log': 'secret' });
    const root = await makeDump(test, { 'namespaces/shop/core/events.yaml': listOf('Event', []), 'namespaces/shop/pods/a/a/a/logs/x': '' });
    await symlink(join(outside, 'pods.yaml'), join(root, 'namespaces/shop/core/pods.yaml'));
    await symlink(join(outside, 'current.log'), join(root, 'namespaces/shop/pods/a/a/a/logs/current.log'));
    const dump = await openDump(root);
    assert.equal((await dump.list('Pod', { namespace: 'shop' })).state, 'denied');
    assert.equal((await dump.log({ namespace: 'shop', pod: 'a', container: 'a' })).state, 'denied');
    assert.equal((await dump.list('Event', { namespace: '../shop' })).state, 'denied');
    assert.match(JSON.stringify(dump.unreadable), /leads out of the dump/);
  });
});

describe('an unusable dump', () => {
  const table: [what: string, files: Record<string, unknown>, path: string, message: RegExp][] = [
    ['that is not there', {}, 'nothing', /there is no such file or directory/],
    ['that is empty', {}, '.', /found nothing of Kubernetes in .*: give a must-gather/],
    ['without objects', { 'a.yaml': 'just: text\n' }, '.', /found nothing of Kubernetes/],
    ['that is text', { notes: 'hello\n' }, 'notes', /found nothing of Kubernetes/],
    ['that is an archive', { 'a.tgz': Buffer.from([0x1f, 0x8b, 8, 0]) }, 'a.tgz', /is an archive: unpack it/],
  ];
  for (const [what, files, path, message] of table) {
    it(`${what} ends in one line`, async (test) => {
      const root = await makeDump(test, files);
      await assert.rejects(openDump(join(root, path)), (error) => {
        assert.ok(error instanceof KnownError);
        assert.match(error.message, message);
        return !error.message.includes('\n');
      });
    });
  }
});
