// `describe -w` on a terminal: it sees what the pod depends on, and is silent while nothing happens.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { programs } from '../front-door.ts';
import { clusterEnv, kubectl, make, namespaceOf, unmake, until } from './cluster.ts';
import { pod, service, shell } from './objects.ts';
import { standIn } from './stand-in.ts';

const namespace = namespaceOf('watch');

before(() => make([{ namespace, objects: [pod('waits', [shell('wait-db', 'until nc -z -w 1 db 5432; do sleep 2; done')])] }]));
after(() => unmake([namespace]));

/** The program on a terminal of 80 columns, by way of util-linux' script. */
function onTerminal(words: readonly string[]) {
  const child = spawn('script', ['-qec', `stty cols 80 rows 40; exec ${words.join(' ')}`, '/dev/null'], {
    env: { PATH: process.env.PATH, TERM: 'xterm', ...clusterEnv },
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    ended,
    get shown() {
      return Buffer.concat(chunks).toString('utf8');
    },
    get megabytes() {
      return Number(execFileSync('ps', ['--ppid', String(child.pid), '-o', 'rss=']).toString()) / 1024;
    },
    interrupt: () => child.stdin.write('\u0003'),
  };
}

test('an idle minute without a request, then a Service that comes', { timeout: 150_000 }, async () => {
  const servers = await Promise.all(programs.map(() => standIn()));
  const watches = programs.map(({ command }, index) =>
    onTerminal([...command, 'describe', 'waits', '-w', '-n', namespace, '--server', servers[index]?.server ?? '']),
  );
  const shown = () => watches.map((watch) => watch.shown);
  const allShow = (what: RegExp) => until(`all show ${what}`, 30, shown, async () => shown().every((text) => what.test(text)));
  try {
    await allShow(/does not exist/);
    await sleep(5_000);
    const before = servers.map(({ asked }) => asked.length);
    await sleep(60_000);
    assert.deepEqual(
      servers.map(({ asked }, index) => asked.slice(before[index])),
      programs.map(() => []),
    );
    for (const { megabytes } of watches) assert.ok(megabytes > 10 && megabytes < 120, `${megabytes} MB`);
    await kubectl(['create', '-n', namespace, '-f', '-'], JSON.stringify(service('db', 5432)));
    await allShow(/matches no\s+pod/);
  } finally {
    for (const watch of watches) watch.interrupt();
    for (const server of servers) server.close();
  }
  for (const { ended } of watches) assert.ok([0, 130].includes((await ended) ?? -1));
  for (const text of shown()) assert.ok(text.lastIndexOf('\u001b[?25h') > text.lastIndexOf('\u001b[?25l'), 'the cursor is shown again');
});
