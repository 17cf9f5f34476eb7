// Real failures on a real cluster, described by both programs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Subject } from '../../src/report/document.ts';
import { type Program, programs } from '../front-door.ts';
import { describeOnCluster, make, namespaceOf, type PodRow, podRows, runOnCluster, unmake, until } from './cluster.ts';
import { type Failure, failures } from './failures.ts';

const namespaces = failures.map(({ name }) => namespaceOf(name));

/** Since when each shows what it is about. */
const since = new Map<string, number>();

function shows({ name, shows: { pod, status, seconds = 0 } }: Failure, rows: readonly PodRow[]): boolean {
  const isShown = rows.some((row) => row.namespace === namespaceOf(name) && row.name.startsWith(pod ?? '') && status?.includes(row.status));
  if ((pod === undefined || isShown) && !since.has(name)) since.set(name, Date.now());
  return Date.now() - (since.get(name) ?? Number.POSITIVE_INFINITY) >= seconds * 1000;
}

/** The subjects of a report, and what kubectl says of the same pods, from a time in which they did not change. */
async function sameMoment(namespace: string, read: () => Promise<readonly Subject[]>) {
  for (let tries = 0; tries < 8; tries++) {
    const rows = (await podRows()).filter((row) => row.namespace === namespace);
    const subjects = await read();
    const later = (await podRows()).filter((row) => row.namespace === namespace);
    if (JSON.stringify(rows) === JSON.stringify(later)) return { rows, subjects };
  }
  return assert.fail('the pods change all the time');
}

async function allShow(): Promise<void> {
  const open = new Set(failures);
  let rows: readonly PodRow[] = [];
  const rest = () =>
    [...open].map(({ name }) =>
      [name, ...rows.filter(({ namespace }) => namespace === namespaceOf(name)).map(({ status }) => status)].join(' '),
    );
  await until('all failures show', 150, rest, async () => {
    rows = await podRows();
    for (const failure of open) if (shows(failure, rows)) open.delete(failure);
    return open.size === 0;
  });
}

describe('failures on a cluster', () => {
  before(async () => {
    await make(failures.map(({ name, objects }) => ({ namespace: namespaceOf(name), objects })));
    await allShow();
  });
  after(() => unmake(namespaces));
  for (const program of programs) describe(program.name, { concurrency: 2 }, () => describedBy(program));
});

function describedBy(program: Program): void {
  for (const { name, target, blocking, categories, log } of failures) {
    const namespace = namespaceOf(name);

    test(`describes ${name}`, async () => {
      const read = async () => (await describeOnCluster(program, [target, '-n', namespace])).subjects;
      const { rows, subjects } = await sameMoment(namespace, read);
      const [first] = subjects;
      for (const { kind, name: pod, ready, status, restarts } of subjects) {
        if (kind === 'Pod')
          assert.deepEqual(
            { namespace, name: pod, ready, status, restarts },
            rows.find((row) => row.name === pod),
          );
      }
      assert.equal(first?.init.find((entry) => entry.blocking)?.name, blocking);
      const category = first?.findings[0]?.category;
      assert.ok(category ? categories.includes(category) : categories.length === 0, `${category}: ${first?.headline}`);
    });

    test(`prints ${name} as text`, async () => {
      const { stdout, stderr, code } = await runOnCluster(program, ['describe', target, '-n', namespace]);
      assert.deepEqual({ stderr, code }, { stderr: '', code: 0 });
      assert.match(stdout, /^[^\n]+\n/);
    });

    if (log !== undefined) {
      test(`prints the failing run of ${name} without being told the container`, async () => {
        const { stdout, code } = await runOnCluster(program, ['logs', target, '--previous', '-n', namespace]);
        assert.deepEqual({ stdout, code }, { stdout: log, code: 0 });
      });
    }
  }

  const requestsOf = async (name: string, target: string): Promise<number> => {
    const { stderr } = await runOnCluster(program, ['describe', target, '-n', namespaceOf(name), '-v=6']);
    return stderr.split('\n').filter((line) => /^GET http/.test(line)).length;
  };

  for (const name of ['crash', 'image', 'config-map', 'never']) {
    test(`asks at most six times about ${name}`, async () => {
      const requests = await requestsOf(name, `pod/${name}`);
      assert.ok(requests > 0 && requests <= 6, `${requests} requests`);
    });
  }

  test('asks at most 25 times about a chain of five', async () => {
    const requests = await requestsOf('chain-of-five', 'deploy/one');
    assert.ok(requests > 0 && requests <= 25, `${requests} requests`);
  });

  test('follows a chain of five to its root', async () => {
    const { subjects } = await describeOnCluster(program, ['deploy/one', '-n', namespaceOf('chain-of-five')]);
    const stations = subjects[0]?.findings[0]?.chain?.join('\n') ?? '';
    assert.match(stations, /one.*two.*three.*four.*five/s);
  });

  test('without a target: whatever in the namespace has init trouble, and no error where nothing has', async () => {
    const cycle = await describeOnCluster(program, ['-n', namespaceOf('cycle')]);
    assert.deepEqual(cycle.subjects.map(({ owner }) => owner?.name).sort(), ['left', 'right']);
    const healthy = await describeOnCluster(program, ['-n', namespaceOf('healthy')]);
    assert.deepEqual(healthy.subjects, []);
  });
}
