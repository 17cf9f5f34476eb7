import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { absent, denied, found, type LogFollowQuery, type Read } from '../../../src/cluster/port.ts';
import { readRun } from '../../../src/commands/live/read-run.ts';
import type { ContainerRun } from '../../../src/init/container-runs.ts';

const time = (second: number) => `2026-01-05T10:00:${String(second).padStart(2, '0')}.000000001Z`;
const lines = (...seconds: number[]) => seconds.map((second) => `${time(second)} line ${second}\n`).join('');

/** What comes of one question; afterwards the pod may say something else. */
interface Reading {
  readonly gives: string | Read<never>;
  readonly thenCut?: boolean;
  readonly run?: Partial<ContainerRun> | 'gone';
}

async function read(readings: readonly Reading[], begin: Partial<ContainerRun> = { running: true }) {
  const base: ContainerRun = { key: 'k', container: 'init', role: 'init', attempt: 1, running: false, log: 'current' };
  let run: ContainerRun | undefined = { ...base, ...begin };
  let pending: Reading['run'];
  const [told, notes, asked]: [string[], string[], LogFollowQuery[]] = [[], [], []];
  const left = [...readings];
  const followLog = async (query: LogFollowQuery): Promise<Read<AsyncIterable<Uint8Array>>> => {
    asked.push(query);
    const reading = left.shift();
    assert.ok(reading, 'asked too often');
    pending = reading.run;
    if (typeof reading.gives !== 'string') return reading.gives;
    return found(bytes(reading.gives, reading.thenCut ?? false));
  };
  const lost = await readRun(
    { followLog },
    {
      query: { namespace: 'shop', pod: 'web', container: 'init' },
      first: {},
      message: undefined,
      latest: () => run,
      isOver: () => false,
      refresh: async () => {
        if (pending !== undefined) run = pending === 'gone' ? undefined : { ...base, ...pending };
        return true;
      },
      line: async ({ text }) => {
        told.push(text.toString());
      },
      note: (text) => notes.push(text),
    },
    new AbortController().signal,
  );
  return { told, notes, lost, asked: asked.map(({ follow, previous, sinceTime }) => ({ follow, previous, sinceTime })), left: left.length };
}

/** In pieces that end anywhere. */
async function* bytes(text: string, cut: boolean): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 17) yield Buffer.from(text.slice(at, at + 17));
  if (cut) throw new Error('the connection was cut');
}

const ended = { running: false } as const;

describe('each line of a run once', () => {
  test('a run that ends while it is followed is read once more from where that stopped', async () => {
    const { told, asked } = await read([{ gives: lines(1, 2), run: ended }, { gives: lines(1, 2) }]);
    assert.deepEqual(told, ['line 1', 'line 2']);
    assert.deepEqual(
      asked.map(({ follow }) => follow),
      [true, false],
    );
    assert.equal(asked[1]?.sinceTime, '2026-01-05T10:00:01Z');
  });
  test('a stream that ends too early', async () => {
    const { told } = await read([{ gives: lines(1) }, { gives: lines(1, 2), run: ended }, { gives: lines(1, 2, 3) }]);
    assert.deepEqual(told, ['line 1', 'line 2', 'line 3']);
  });
  test('a cut within a line', async () => {
    const { told, notes } = await read([
      { gives: lines(1, 2).slice(0, -4), thenCut: true },
      { gives: lines(1, 2, 3), run: ended },
      { gives: lines(1, 2, 3) },
    ]);
    assert.deepEqual(told, ['line 1', 'line 2', 'line 3']);
    assert.match(notes.join(), /broke off .*reading on/);
  });
  test('a last line without its end', async () => {
    const text = lines(1, 2).trimEnd();
    const { told } = await read([{ gives: text, run: ended }, { gives: text }]);
    assert.deepEqual(told, ['line 1', 'line 2']);
  });
  test('the pod has moved on: what came was of the next run, and this one is the previous', async () => {
    const { told, asked } = await read([{ gives: lines(9), run: { ...ended, log: 'previous' } }, { gives: lines(1, 2) }]);
    assert.deepEqual(told, ['line 1', 'line 2']);
    assert.equal(asked[1]?.previous, true);
  });
});

describe('what cannot be had is said', () => {
  test('the runtime has lost it', async () => {
    const { lost } = await read([{ gives: 'unable to retrieve container logs for containerd://0123456789ab' }], ended);
    assert.match(lost ?? '', /could not be had \(unable to retrieve/);
  });
  test('there is none', async () => assert.match((await read([{ gives: absent('no such run') }], ended)).lost ?? '', /no such run/));
  test('it may not be read', async () => {
    const refused = { gives: denied('pods/log is forbidden') };
    assert.match((await read([refused, refused, refused, refused], ended)).lost ?? '', /forbidden/);
  });
  test('the pod no longer tells of it', async () => {
    const { lost } = await read([{ gives: denied('the connection was cut'), run: 'gone' }]);
    assert.match(lost ?? '', /no longer has it/);
  });
});
