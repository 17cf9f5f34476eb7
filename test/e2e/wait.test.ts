// Waiting: what ends it, with which code.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { programs } from '../front-door.ts';
import { parseReport } from '../report/validate.ts';
import { kubectl, make, namespaceOf, runOnCluster, unmake, until } from './cluster.ts';
import { deployment, pod, shell } from './objects.ts';

const namespace = namespaceOf('wait');
const inNamespace = ['-n', namespace];
const failsOnce = '[ -f /data/tried ] || { touch /data/tried; exit 1; }';
before(() =>
  make([
    {
      namespace,
      objects: [
        pod('never-again', [shell('check', 'exit 7')], { restartPolicy: 'Never' }),
        pod('bad-name', [shell('fetch', 'true', { image: 'registry.test/Upper:1' })]),
        pod('no-service', [shell('wait-db', 'until nslookup db; do sleep 2; done')]),
        pod('healthy', [shell('fetch', 'true')]),
        pod('no-secret', [shell('load', 'true', { volumeMounts: [{ name: 'data', mountPath: '/data' }] })], {
          volumes: [{ name: 'data', secret: { secretName: 'creds' } }],
        }),
        pod('no-settings', [shell('load', 'true', { volumeMounts: [{ name: 'settings', mountPath: '/settings' }] })], {
          volumes: [{ name: 'settings', configMap: { name: 'app-settings' } }],
        }),
        deployment('web', [shell('fetch', 'sleep 1')]),
        deployment('heals', [shell('migrate', failsOnce, { volumeMounts: [{ name: 'data', mountPath: '/data' }] })], {
          volumes: [{ name: 'data', emptyDir: {} }],
        }),
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
  describe(program.name, () => {
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
    test('a Secret that does not exist, which a pipeline does not wait for', async () => {
      await soon(['no-secret', '--fail-fast-on=missing-config', '--grace=2s', '--timeout=60s'], 2, /creds/);
    });
    test('a ConfigMap that does not exist, which an event alone tells', { timeout: 90_000 }, async () => {
      await soon(['no-settings', '--fail-fast-on=missing-config', '--grace=2s', '--timeout=60s'], 2, /app-settings/);
    });
    test('a Deployment whose init fails, then passes', { timeout: 90_000 }, async () => {
      await soon(['deploy/heals', '--timeout=60s'], 0, /init is done/);
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
