import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { openDump, openDumpText } from '../../src/cluster/dump/dump.ts';
import { KnownError } from '../../src/cluster/errors.ts';
import type { Cluster } from '../../src/cluster/port.ts';
import { listOf, makeDump, podOf, textOf } from './make-dump.ts';

const pod = (name: string, more = {}) => ({ apiVersion: 'v1', kind: 'Pod', ...podOf(name, more) });
const kubectlList = (...items: unknown[]) => ({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } });
const asKubectl = (value: unknown): string => stringify(value, { indentSeq: false, aliasDuplicateObjects: false });
const names = async (cluster: Cluster): Promise<unknown> => {
  const pods = await cluster.list('Pod', {});
  return pods.state === 'found' ? pods.value.map(({ metadata }) => metadata?.name) : pods.state;
};

describe('objects in a text', () => {
  const one = pod('a');
  const two = pod('b');
  const table: [what: string, text: string, expected: unknown][] = [
    ['one object in JSON', JSON.stringify(one), ['a']],
    ['a List in JSON', JSON.stringify(kubectlList(one, two)), ['a', 'b']],
    [
      'lists in JSON one after another',
      [kubectlList(one), kubectlList(two)].map((list) => JSON.stringify(list, null, 4)).join('\n'),
      ['a', 'b'],
    ],
    ['an array in JSON', JSON.stringify([one, two]), ['a', 'b']],
    ['one object in YAML', asKubectl(one), ['a']],
    ['several documents', `---\n${asKubectl(one)}---\n# the other\n${asKubectl(two)}`, ['a', 'b']],
    ['a List in YAML', asKubectl(kubectlList(one, two)), ['a', 'b']],
    ['a List with indented items', stringify(kubectlList(one, two), { aliasDuplicateObjects: false }), ['a', 'b']],
    ['a typed list whose items do not say their kind', asKubectl(listOf('Pod', [podOf('a'), podOf('b')])), ['a', 'b']],
    ['JSON and YAML documents', `${JSON.stringify(one)}\n---\n${asKubectl(kubectlList(two))}`, ['a', 'b']],
    ['flow style', `{kind: Pod, apiVersion: v1, metadata: {name: a}}`, ['a']],
    ['Windows line ends', asKubectl(kubectlList(one, two)).replaceAll('\n', '\r\n'), ['a', 'b']],
    ['the same object twice', JSON.stringify(kubectlList(one, one)), ['a']],
    ['objects of the same kind in another group', asKubectl({ ...one, apiVersion: 'example.com/v1' }), 'denied'],
    ['an alias to itself', 'kind: Pod\napiVersion: v1\nmetadata: &m {name: a, labels: {x: "1"}, self: *m}\n', null],
  ];
  for (const [what, text, expected] of table) {
    it(`are read from ${what}`, async () => {
      if (expected === null) await assert.rejects(openDumpText(text, 'stdin'), KnownError);
      else assert.deepEqual(await names(await openDumpText(text, 'stdin')), expected);
    });
  }

  it('say nothing about what is not there, unless the server listed them', async () => {
    const selected = await openDumpText(asKubectl(kubectlList(pod('a'))), 'stdin');
    assert.equal((await selected.get('Pod', 'shop', 'b')).state, 'denied');
    assert.equal((await selected.list('Pod', { namespace: 'shop', labelSelector: 'app=x' })).state, 'denied');
    const listed = await openDumpText(JSON.stringify(listOf('Pod', [podOf('a')])), 'stdin');
    assert.equal((await listed.get('Pod', 'shop', 'b')).state, 'absent');
    assert.equal((await listed.get('Pod', 'other', 'b')).state, 'denied');
    const page = await openDumpText(JSON.stringify({ ...listOf('Pod', [podOf('a')]), metadata: { continue: 'next' } }), 'stdin');
    assert.equal((await page.get('Pod', 'shop', 'b')).state, 'denied');
  });

  it('may be events of either API', async () => {
    const regarding = { kind: 'Pod', name: 'a', namespace: 'shop' };
    const newer = {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: 'e', namespace: 'shop' },
      regarding,
      note: 'no',
      reason: 'Failed',
    };
    const dump = await openDumpText(asKubectl(kubectlList(newer)), 'stdin');
    const events = await dump.list('Event', { namespace: 'shop', fieldSelector: 'involvedObject.name=a' });
    assert.equal(events.state === 'found' && events.value[0]?.message, 'no');
    assert.deepEqual(await dump.list('Event', { namespace: 'shop', fieldSelector: 'involvedObject.name=b' }), {
      state: 'found',
      value: [],
    });
  });

  it('give the newest of their times as now, but none that may lie ahead', async () => {
    const text = asKubectl(
      kubectlList(
        pod('a', {
          status: { startTime: '2026-03-01T09:30:00Z', conditions: [{ type: 'Ready', lastTransitionTime: '2026-03-01T09:31:00Z' }] },
        }),
        { ...pod('b'), metadata: { name: 'b', deletionTimestamp: '2026-03-01T12:00:00Z' } },
      ),
    );
    assert.equal((await openDumpText(text, 'stdin')).now().toISOString(), '2026-03-01T09:31:00.000Z');
  });

  it('keep no value of a secret', async () => {
    const dump = await openDumpText(
      asKubectl({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { key: 'aHVzaA==' } }),
      'stdin',
    );
    const secret = await dump.get('Secret', 'default', 's');
    assert.deepEqual(secret.state === 'found' && secret.value.data, { key: '' });
  });
});

describe('a text that breaks off', () => {
  const list = kubectlList(pod('a'), pod('b'), pod('c'));
  const texts = { 'YAML list': asKubectl(list), 'JSON list': JSON.stringify(list), 'indented JSON': JSON.stringify(list, null, 2) };
  for (const [what, text] of Object.entries(texts)) {
    it(`gives the whole objects before the break, and says so: ${what}`, async () => {
      const cut = text.slice(0, text.lastIndexOf('busybox'));
      const dump = await openDumpText(cut, 'stdin');
      assert.deepEqual(await names(dump), ['a', 'b']);
      assert.match(dump.unreadable[0]?.reason ?? '', /stdin breaks off/);
      assert.equal((await dump.get('Pod', 'shop', 'c')).state, 'denied');
    });
  }

  it('says nothing about what is absent, in a must-gather too', async (test) => {
    const text = asKubectl(listOf('Pod', [podOf('a'), podOf('b')]));
    const cut = text.slice(0, text.lastIndexOf('spec:')).replace(/^kind: PodList\n/m, '');
    const dump = await openDump(await makeDump(test, { 'namespaces/shop/core/pods.yaml': cut }));
    assert.equal((await dump.get('Pod', 'shop', 'a')).state, 'found');
    assert.equal((await dump.get('Pod', 'shop', 'z')).state, 'denied');
    assert.ok(dump.unreadable.some(({ reason }) => /pods.yaml breaks off/.test(reason)));
  });

  it('never ends in anything but an answer or one line', async () => {
    const text = fc.constantFrom(...Object.values(texts));
    const damaged = fc
      .tuple(text, fc.nat(4000), fc.nat(30), fc.string({ maxLength: 5 }))
      .map(([whole, at, length, instead]) => whole.slice(0, at) + instead + whole.slice(at + length));
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, fc.string()), async (broken) => {
        try {
          await names(await openDumpText(broken, 'stdin'));
        } catch (error) {
          assert.ok(error instanceof KnownError, String(error));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('other layouts', () => {
  it('cluster-info dump: lists by namespace, logs in frames', async (test) => {
    const frame = (container: string, log: string) =>
      `==== START logs for container ${container} of pod shop/a ====\n${log}==== END logs for container ${container} of pod shop/a ====\n`;
    const root = await makeDump(test, {
      'nodes.json': listOf('Node', [
        { metadata: { name: 'n1' }, status: { conditions: [{ type: 'Ready', lastHeartbeatTime: '2026-03-01T09:45:00Z' }] } },
      ]),
      'shop/pods.json': listOf('Pod', [podOf('a')]),
      'shop/events.json': listOf('Event', []),
      'shop/services.json': listOf('Service', []),
      'shop/a/logs.txt':
        frame('wait', 'no line end') + frame('app', 'Request log error: container "app" in pod "a" is waiting to start: PodInitializing\n'),
    });
    const dump = await openDump(root);
    assert.equal((await dump.get('Pod', 'shop', 'a')).state, 'found');
    assert.equal((await dump.get('Service', 'shop', 'db')).state, 'absent');
    assert.equal((await dump.get('ConfigMap', 'shop', 'c')).state, 'denied');
    assert.equal((await dump.get('Node', undefined, 'n1')).state, 'found');
    assert.equal(dump.now().toISOString(), '2026-03-01T09:45:00.000Z');
    const query = { namespace: 'shop', pod: 'a' };
    const log = await dump.log({ ...query, container: 'wait' });
    assert.equal(log.state === 'found' && (await textOf(log.value)), 'no line end');
    assert.deepEqual(await dump.log({ ...query, container: 'app' }), {
      state: 'absent',
      reason: 'container "app" in pod "a" is waiting to start: PodInitializing',
    });
    assert.equal((await dump.log({ ...query, container: 'wait', previous: true })).state, 'denied');
  });

  it('a directory of files: all of them, the broken ones named', async (test) => {
    const root = await makeDump(test, {
      'pods.yaml': asKubectl(kubectlList(pod('a'))),
      'more/b.json': pod('b'),
      'more/broken.yaml': 'kind: Pod\nmetadata: [',
      'notes.txt': 'kind: Pod',
    });
    const dump = await openDump(root);
    assert.deepEqual(await names(dump), ['a', 'b']);
    assert.match(dump.unreadable[0]?.reason ?? '', /broken.yaml breaks off/);
  });

  it('a file as PowerShell writes it', async (test) => {
    const text = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(asKubectl(pod('a')), 'utf16le')]);
    const root = await makeDump(test, { 'a.yaml': text });
    assert.deepEqual(await names(await openDump(`${root}/a.yaml`)), ['a']);
  });
});
