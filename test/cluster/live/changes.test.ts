import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, test } from 'node:test';
import type { SeenVersions } from '../../../src/cluster/port.ts';
import { type Handler, sendStatus } from './support/api-server.ts';
import { secureServer, stream } from './support/secure-server.ts';

const asking = secureServer('changing');

type Answering = (response: ServerResponse) => void;

const line = (type: string, uid: string, resourceVersion: string) =>
  `${JSON.stringify({ type, object: { kind: 'Service', metadata: { name: uid, uid, resourceVersion } } })}\n`;
const expired: Answering = (response) => sendStatus(response, 410, 'Expired', 'too old resource version');
const forbidden: Answering = (response) => sendStatus(response, 403, 'Forbidden', 'services is forbidden');

/** How many changes were told within so long, and from where each watch was opened. */
async function told(seen: SeenVersions, watches: readonly Answering[], milliseconds = 400): Promise<{ changes: number; from: string[] }> {
  const left = [...watches];
  const from: string[] = [];
  const answer: Handler = (request, response) => {
    from.push(new URL(request.url ?? '', 'http://x').searchParams.get('resourceVersion') ?? '');
    (left.shift() ?? stream('open'))(response);
  };
  return asking(answer, async (cluster) => {
    let changes = 0;
    const signal = AbortSignal.timeout(milliseconds);
    for await (const _ of cluster.watchChanges('Service', { namespace: 'shop' }, seen, { signal })) changes += 1;
    return { changes, from };
  });
}

describe('a change is what was not seen when it was read', () => {
  const seen = new Map([['db', '3']]);
  const cases: readonly (readonly [string, SeenVersions, readonly string[], number])[] = [
    ['there as it was read', seen, [line('ADDED', 'db', '3')], 0],
    ['changed since', seen, [line('ADDED', 'db', '4')], 1],
    ['absent when it was read', new Map(), [line('ADDED', 'db', '4')], 1],
    ['changed, then gone', seen, [line('ADDED', 'db', '3'), line('MODIFIED', 'db', '5'), line('DELETED', 'db', '6')], 2],
    ['another one', seen, [line('ADDED', 'db', '3'), line('ADDED', 'cache', '9')], 1],
    ['a bookmark', seen, [line('BOOKMARK', '', '12')], 0],
  ];
  for (const [what, known, lines, changes] of cases) {
    test(what, async () => assert.equal((await told(known, [stream('open', ...lines)])).changes, changes));
  }
});

describe('whatever happens to the watch', () => {
  test('it goes on where it stood, and tells nothing twice', async () => {
    const { changes, from } = await told(
      new Map(),
      [stream('end', line('ADDED', 'db', '4')), stream('open', line('MODIFIED', 'db', '7'))],
      2500,
    );
    assert.deepEqual({ changes, from }, { changes: 2, from: ['', '4'] });
  });

  test('the server has forgotten where it stood: it may all be different, and what there is is not news', async () => {
    const again = stream('open', line('ADDED', 'db', '4'));
    const { changes, from } = await told(new Map([['db', '4']]), [stream('end', line('BOOKMARK', '', '5')), expired, again], 4500);
    assert.deepEqual({ changes, from }, { changes: 1, from: ['', '5', ''] });
  });

  test('no right to watch: it ends, and is not asked again', async () => {
    const { changes, from } = await told(new Map(), [forbidden], 1500);
    assert.deepEqual({ changes, from }, { changes: 0, from: [''] });
  });
});
