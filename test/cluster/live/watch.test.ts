import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, test } from 'node:test';
import type { Cluster, PodChange, PodQuery } from '../../../src/cluster/port.ts';
import { type Handler, podNamed, sendJson, sendStatus } from './support/api-server.ts';
import { secureServer, stream } from './support/secure-server.ts';

const asking = secureServer('watched');

type Answering = (response: ServerResponse, query: URLSearchParams, request: IncomingMessage) => void;
interface Script {
  /** One answer a list; the last stays. */
  readonly lists: readonly Answering[];
  /** One a watch; afterwards watches are silent. */
  readonly watches?: readonly Answering[];
  readonly gets?: readonly Answering[];
}

const pod = (name: string, version: number) => {
  const { metadata, ...rest } = podNamed(name);
  return { ...rest, metadata: { ...metadata, resourceVersion: String(version) } };
};
const list =
  (version: number, ...items: object[]): Answering =>
  (response) =>
    sendJson(response, { kind: 'PodList', metadata: { resourceVersion: String(version) }, items });
const line = (type: string, object: object) => `${JSON.stringify({ type, object })}\n`;
const added = (name: string, version: number) => line('ADDED', pod(name, version));
const modified = (name: string, version: number) => line('MODIFIED', pod(name, version));
const deleted = (name: string, version: number) => line('DELETED', pod(name, version));
const gone = line('ERROR', { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' });
const forbidden: Answering = (response) => sendStatus(response, 403, 'Forbidden', 'pods is forbidden: User "eve" cannot do that');

/** What a watch told, up to `stopAt` of a change in words; the queries of the watches that were opened. */
async function told(
  script: Script,
  stopAt: string,
  query: PodQuery = { namespace: 'shop' },
): Promise<{ changes: string[]; from: string[] }> {
  const left = { lists: [...script.lists], watches: [...(script.watches ?? [])], gets: [...(script.gets ?? [])] };
  const from: string[] = [];
  const answer: Handler = (request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    const isWatch = url.searchParams.get('watch') === 'true';
    if (isWatch) from.push(url.searchParams.get('resourceVersion') ?? '');
    const isOne = /\/pods\/./.test(url.pathname);
    const answers = isWatch ? left.watches : isOne ? left.gets : left.lists;
    const next = answers.length > 1 || isWatch ? answers.shift() : answers[0];
    (next ?? stream('open'))(response, url.searchParams, request);
  };
  return asking(answer, async (cluster) => ({ changes: await changesUntil(cluster, query, stopAt), from }), { requestTimeout: '2s' });
}

async function changesUntil(cluster: Cluster, query: PodQuery, stopAt: string): Promise<string[]> {
  const changes: string[] = [];
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), 15_000);
  try {
    for await (const change of cluster.watchPods(query, { signal: stop.signal })) {
      changes.push(words(change));
      if (words(change) === stopAt) stop.abort();
    }
  } finally {
    clearTimeout(late);
  }
  return changes;
}

const words = (change: PodChange): string =>
  'pod' in change ? `${change.is} ${change.pod.metadata?.name} ${change.pod.metadata?.resourceVersion}` : change.is;

describe('a watch tells each change once', () => {
  test('what is there, then what becomes', async () => {
    const { changes, from } = await told(
      { lists: [list(5, pod('a', 3))], watches: [stream('open', added('b', 6), modified('a', 7), deleted('b', 8))] },
      'gone b 8',
    );
    assert.deepEqual(changes, ['there a 3', 'synced', 'there b 6', 'there a 7', 'gone b 8']);
    assert.deepEqual(from, ['5']);
  });

  for (const end of ['end', 'cut'] as const) {
    test(`a stream that ${end === 'end' ? 'ends' : 'is cut'} is taken up where it stood, a bookmark included`, async () => {
      const bookmark = line('BOOKMARK', { kind: 'Pod', metadata: { resourceVersion: '9' } });
      const { changes, from } = await told(
        { lists: [list(5)], watches: [stream(end, added('a', 6)), stream(end, bookmark), stream('open', modified('a', 12))] },
        'there a 12',
      );
      assert.deepEqual(changes, ['synced', 'there a 6', 'there a 12']);
      assert.deepEqual(from, ['5', '6', '9']);
    });
  }

  test('half a line is not taken for one, and comes again whole', async () => {
    const { changes } = await told(
      { lists: [list(5)], watches: [stream('cut', added('a', 6), added('b', 7).slice(0, 60)), stream('open', added('b', 7))] },
      'there b 7',
    );
    assert.deepEqual(changes, ['synced', 'there a 6', 'there b 7']);
  });

  test('a line that comes in pieces, slowly', async () => {
    const text = added('a', 6);
    const slow: Answering = (response) => {
      response.writeHead(200).write(text.slice(0, 30));
      setTimeout(() => response.write(text.slice(30, 90)), 50);
      setTimeout(() => response.write(text.slice(90)), 100);
    };
    const { changes } = await told({ lists: [list(5)], watches: [slow] }, 'there a 6');
    assert.deepEqual(changes, ['synced', 'there a 6']);
  });

  const forgetting: Readonly<Record<string, Answering>> = {
    '410 within the stream': stream('end', gone),
    '410 as the answer': (response) => sendStatus(response, 410, 'Expired', 'too old resource version: 5 (900)'),
  };
  for (const [what, forgot] of Object.entries(forgetting)) {
    test(`${what}: listed anew, and what vanished meanwhile is gone`, async () => {
      const { changes, from } = await told(
        {
          lists: [list(5, pod('a', 3), pod('b', 4)), list(90, pod('b', 4), pod('c', 80))],
          watches: [forgot, stream('open', modified('c', 95))],
        },
        'there c 95',
      );
      assert.deepEqual(changes, ['there a 3', 'there b 4', 'synced', 'gone a 3', 'there c 80', 'there c 95']);
      assert.deepEqual(from, ['5', '90']);
    });
  }

  test('an error in the stream that stays leads to a new list', async () => {
    const broken = stream('end', line('ERROR', { kind: 'Status', code: 500, message: 'etcdserver: no leader' }));
    const { changes } = await told({ lists: [list(5), list(7, pod('a', 6))], watches: [broken, broken] }, 'there a 6');
    assert.deepEqual(changes, ['synced', 'there a 6']);
  });

  test('a pod made anew under its name: the old one is gone first', async () => {
    const anew = { ...pod('a', 8), metadata: { ...pod('a', 8).metadata, uid: 'another' } };
    const { changes } = await told({ lists: [list(5, pod('a', 3)), list(9, anew)], watches: [stream('end', gone)] }, 'there a 8');
    assert.deepEqual(changes, ['there a 3', 'synced', 'gone a 3', 'there a 8']);
  });

  test('the server is away for a moment: said once, then it goes on', async () => {
    const away: Answering = (response) => response.destroy();
    const { changes } = await told(
      { lists: [list(5)], watches: [stream('cut', added('a', 6)), away, away, stream('open', modified('a', 7))] },
      'there a 7',
    );
    assert.deepEqual(changes, ['synced', 'there a 6', 'interrupted', 'resumed', 'there a 7']);
  });
});

describe('where less is allowed', () => {
  test('no right to watch: the list is read again and again', async () => {
    const { changes } = await told({ lists: [list(5, pod('a', 3)), list(6, pod('a', 6))], watches: [forbidden] }, 'there a 6');
    assert.deepEqual(changes, ['there a 3', 'synced', 'polling', 'there a 6']);
  });

  test('only the right to get one pod', async () => {
    const one =
      (version: number): Answering =>
      (response) =>
        sendJson(response, pod('a', version));
    const away: Answering = (response) => sendStatus(response, 404, 'NotFound', 'pods "a" not found', { details: { name: 'a' } });
    const { changes } = await told({ lists: [forbidden], gets: [one(3), one(3), away] }, 'gone a 3', { namespace: 'shop', name: 'a' });
    assert.deepEqual(changes, ['polling', 'there a 3', 'synced', 'gone a 3']);
  });

  test('no right at all is said', async () => {
    await assert.rejects(told({ lists: [forbidden] }, 'never'), /pods cannot be followed: pods is forbidden/);
  });
});
