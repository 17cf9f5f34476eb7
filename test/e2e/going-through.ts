import assert from 'node:assert/strict';
import { programs } from '../front-door.ts';
import { kubectl, startOnCluster, until } from './cluster.ts';
import { pod, shell } from './objects.ts';

// Long enough that a reader that was cut off is back before the next run takes the log of this one away.
const failsTwice = `n=$(cat /data/n 2>/dev/null || echo 0); n=$((n+1)); echo $n > /data/n
for i in 1 2 3; do echo migrate run $n line $i; done; sleep 5; echo migrate run $n last; [ $n -gt 2 ]`;

const threeSteps = (name: string): object =>
  pod(
    name,
    [
      shell('fetch', 'for i in 1 2 3; do echo fetch $i; done; sleep 20; echo fetch end'),
      shell('migrate', failsTwice, { volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
      shell('warm', 'for i in $(seq 1 9); do echo warm $i; sleep 1; done; printf "warm end"'),
    ],
    { volumes: [{ name: 'data', emptyDir: {} }] },
  );

const everyLine = [
  ...['fetch 1', 'fetch 2', 'fetch 3', 'fetch end'],
  ...[1, 2, 3].flatMap((run) => [...[1, 2, 3].map((line) => `migrate run ${run} line ${line}`), `migrate run ${run} last`]),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((line) => `warm ${line}`),
  'warm end',
];

async function shows(namespace: string, name: string, status: RegExp): Promise<void> {
  let row = '';
  const isSo = async () => {
    row = await kubectl(['get', `pod/${name}`, '-n', namespace]);
    return status.test(row);
  };
  await until(`${name} is ${status}`, 60, () => row, isSo);
}

/** Not between the first two runs of migrate, which follow at once: of those Kubernetes keeps the second alone. */
const moments = [/Init:0\/3/, /Init:(?:Error|CrashLoopBackOff) +1 /, /Init:2\/3/];
const aboutServer = /the server (?:does not answer|answers again)/;

/**
 * A pod of three init containers, of which the second fails twice, while the API server goes away three times: `logs -f`,
 * `describe -w` and `wait` of both programs go on and end well, nothing is lost and nothing told twice.
 */
export async function goThrough(namespace: string, flags: readonly string[], away: () => Promise<void>): Promise<void> {
  const name = 'three-steps';
  await kubectl(['create', '-n', namespace, '-f', '-'], JSON.stringify(threeSteps(name)));
  const commands = [
    ['logs', '-f', '--until-init-done'],
    ['describe', '-w'],
    ['wait', '--timeout=150s'],
  ];
  // All at work before the server goes away: one that is away at the first request is an error, as for kubectl.
  const running = await Promise.all(
    programs.map((program) =>
      Promise.all(commands.map((command) => startOnCluster(program, [...command, name, '-n', namespace, ...flags]))),
    ),
  );
  for (const moment of moments) {
    await shows(namespace, name, moment);
    await away();
  }
  for (const ofProgram of running) {
    const [logs, described, waited] = await Promise.all(ofProgram.map(({ ended }) => ended));
    assert.ok(logs && described && waited);
    assert.deepEqual([logs.code, described.code, waited.code], [0, 0, 0], logs.stderr + described.stderr + waited.stderr);
    assert.deepEqual(logs.stdout.split('\n').slice(0, -1), everyLine, logs.stderr);
    assert.match(logs.stderr, /migrate, attempt 2, exit 1 after \d+s; next in \d+s/);
    assert.match(described.stdout, /init is done/);
    assert.match(waited.stdout, /init is done/);
    for (const told of [logs.stderr, described.stdout, waited.stderr]) assert.deepEqual(twice(told), [], told);
    for (const told of [logs.stderr, described.stderr, waited.stderr]) assert.match(told, aboutServer);
  }
}

/** Lines that stand there more than once, their times aside. */
function twice(text: string): string[] {
  const lines = text.split('\n').filter((line) => line !== '' && !aboutServer.test(line));
  const untimed = lines.map((line) => line.replace(/^\d\d:\d\d:\d\d /, ''));
  return untimed.filter((line, index) => untimed.indexOf(line) !== index);
}
