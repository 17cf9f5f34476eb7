// Following, watching and waiting, with a server that goes away and comes back meanwhile.
import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { programs } from '../front-door.ts';
import { parseReport } from '../report/validate.ts';
import { kubectl, make, namespaceOf, runOnCluster, unmake, until } from './cluster.ts';
import { cutProxy } from './cut-proxy.ts';
import { deployment, pod, shell } from './objects.ts';

const namespace = namespaceOf('live');
const inNamespace = ['-n', namespace];
const volumes = [{ name: 'data', emptyDir: {} }];
// Long enough that a reader that was cut off is back before the next run takes the log of this one away.
const failsTwice = `n=$(cat /data/n 2>/dev/null || echo 0); n=$((n+1)); echo $n > /data/n
for i in 1 2 3; do echo migrate run $n line $i; done; sleep 5; echo migrate run $n last; [ $n -gt 2 ]`;

const threeSteps = (name: string): object =>
  pod(
    name,
    [
      shell('fetch', 'for i in 1 2 3; do echo fetch $i; done; sleep 14; echo fetch end'),
      shell('migrate', failsTwice, { volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
      shell('warm', 'for i in 1 2 3 4 5 6; do echo warm $i; sleep 1; done; printf "warm end"'),
    ],
    { volumes },
  );

const expected = [
  ...['fetch 1', 'fetch 2', 'fetch 3', 'fetch end'],
  ...[1, 2, 3].flatMap((run) => [...[1, 2, 3].map((line) => `migrate run ${run} line ${line}`), `migrate run ${run} last`]),
  ...[1, 2, 3, 4, 5, 6].map((line) => `warm ${line}`),
  'warm end',
];

before(() =>
  make([
    {
      namespace,
      objects: [
        pod('never-again', [shell('check', 'exit 7')], { restartPolicy: 'Never' }),
        pod('bad-name', [shell('fetch', 'true', { image: 'registry.test/Upper:1' })]),
        pod('no-service', [shell('wait-db', 'until nslookup db; do sleep 2; done')]),
        pod('healthy', [shell('fetch', 'true')]),
        deployment('web', [shell('fetch', 'sleep 1')]),
      ],
    },
  ]),
);
after(() => unmake([namespace]));

async function shows(name: string, status: RegExp): Promise<void> {
  let row = '';
  const isSo = async () => {
    row = await kubectl(['get', `pod/${name}`, ...inNamespace]);
    return status.test(row);
  };
  await until(`${name} is ${status}`, 60, () => row, isSo);
}

for (const program of programs) {
  const name = `three-${programs.indexOf(program)}`;
  describe(program.name, () => {
    test('three steps, the second fails twice, the server goes away three times', { timeout: 180_000 }, async () => {
      const server = (await kubectl(['config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}'])).trim();
      const proxy = await cutProxy(new URL(server));
      try {
        await kubectl(['create', ...inNamespace, '-f', '-'], JSON.stringify(threeSteps(name)));
        const { hostname } = new URL(server);
        const through = [...inNamespace, '--server', proxy.server, ...(isIP(hostname) ? [] : ['--tls-server-name', hostname])];
        const running = Promise.all([
          runOnCluster(program, ['logs', name, '-f', '--until-init-done', ...through]),
          runOnCluster(program, ['describe', name, '-w', ...through]),
          runOnCluster(program, ['wait', name, '--timeout=120s', ...through]),
        ]);
        await until(
          'all three are connected',
          20,
          () => proxy.connections,
          async () => proxy.connections >= 3,
        );
        // Not between the first two runs of migrate, which follow at once: of those Kubernetes keeps the second alone.
        for (const status of [/Init:0\/3/, /Init:(?:Error|CrashLoopBackOff) +1 /, /Init:2\/3/]) {
          await shows(name, status);
          await proxy.cut(1500);
        }
        const [logs, described, waited] = await running;
        assert.deepEqual([logs.code, described.code, waited.code], [0, 0, 0], logs.stderr + described.stderr + waited.stderr);
        assert.deepEqual(logs.stdout.split('\n').slice(0, -1), expected, logs.stderr);
        assert.match(logs.stderr, /migrate, attempt 2, exit 1 after \d+s; next in \d+s/);
        const told = described.stdout.split('\n').map((line) => line.slice(9));
        assert.equal(new Set(told).size, told.length, described.stdout);
        assert.match(described.stdout, /init is done/);
        assert.match(waited.stdout, /init is done/);
      } finally {
        proxy.close();
      }
    });

    const soon = async (args: readonly string[], code: number, says: RegExp) => {
      const started = performance.now();
      const ran = await runOnCluster(program, ['wait', ...args, ...inNamespace]);
      assert.equal(ran.code, code, ran.stderr);
      assert.match(ran.stdout, says);
      return performance.now() - started;
    };
    test('failed for good: at once', async () => {
      await shows('never-again', /Init:Error/);
      assert.ok((await soon(['never-again'], 2, /exits 7/)) < 2500);
    });
    test('an image name that is none', async () => {
      await shows('bad-name', /InvalidImageName/);
      assert.ok((await soon(['bad-name'], 2, /Upper/)) < 2500);
    });
    test('no Service: at the timeout, with what it waits for', async () => {
      await soon(['no-service', '--timeout=4s'], 3, /db/);
    });
    test('a pod that is through', async () => {
      await soon(['healthy', '--timeout=60s'], 0, /init is done/);
    });
    test('a Deployment', async () => {
      await soon(['deploy/web', '--timeout=60s'], 0, /init is done/);
    });
    test('a Deployment whose new pods cannot start: the old ones do not count', { timeout: 90_000 }, async () => {
      const rollout = `rollout-${programs.indexOf(program)}`;
      await kubectl(['create', ...inNamespace, '-f', '-'], JSON.stringify(deployment(rollout, [shell('fetch', 'true')])));
      await soon([`deploy/${rollout}`, '--timeout=60s'], 0, /init is done/);
      const broken = { spec: { template: { spec: { initContainers: [{ name: 'fetch', image: 'registry.test/Upper:2' }] } } } };
      await kubectl(['patch', `deploy/${rollout}`, ...inNamespace, '-p', JSON.stringify(broken)]);
      await soon([`deploy/${rollout}`, '--timeout=60s'], 2, /Upper/);
    });
    test('-o json ends with the report', async () => {
      const { stdout, code } = await runOnCluster(program, ['wait', 'no-service', '--timeout=1s', '-o', 'json', ...inNamespace]);
      assert.equal(code, 3);
      assert.deepEqual(parseReport(stdout).errors, []);
    });
  });
}
