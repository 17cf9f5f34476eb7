// Following, watching and waiting where pods may not be watched.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { programs } from '../front-door.ts';
import { kubectl, make, namespaceOf, runOnCluster, unmake, writeKubeconfig } from './cluster.ts';
import { pod, reader, shell } from './objects.ts';

const namespace = namespaceOf('polling');
const folder = mkdtempSync(join(tmpdir(), 'initdoctor-e2e-'));
const verbs: Readonly<Record<string, readonly string[]>> = { getter: ['get'], lister: ['get', 'list'] };

before(async () => {
  const objects = Object.entries(verbs).flatMap(([name, allowed]) => reader(namespace, name, allowed, ['pods', 'pods/log']));
  await make([{ namespace, objects }]);
  for (const name of Object.keys(verbs)) {
    await writeKubeconfig(join(folder, name), (await kubectl(['create', 'token', name, '-n', namespace])).trim());
  }
});
after(async () => {
  rmSync(folder, { recursive: true });
  await unmake([namespace]);
});

for (const [name, allowed] of Object.entries(verbs)) {
  describe(`a ServiceAccount that may ${allowed.join(' and ')} pods`, () => {
    test('goes on by asking, and says so', { timeout: 120_000 }, async () => {
      const steps = [shell('fetch', 'echo fetch; sleep 6'), shell('warm', 'echo warm; sleep 6')];
      await kubectl(['create', '-n', namespace, '-f', '-'], JSON.stringify(pod(name, steps)));
      const env = { KUBECONFIG: join(folder, name) };
      const ran = await Promise.all(
        programs.flatMap((program) =>
          [
            ['logs', '-f', '--until-init-done'],
            ['describe', '-w'],
            ['wait', '--timeout=60s'],
          ].map((words) => runOnCluster(program, [...words, name, '-n', namespace], env)),
        ),
      );
      for (const { code, stderr } of ran) {
        assert.equal(code, 0, stderr);
        assert.match(stderr, /pods may not be watched, so they are read every 2s/);
      }
      for (const { stdout } of [ran[0], ran[3]].filter((one) => one !== undefined)) assert.equal(stdout, 'fetch\nwarm\n');
    });
    test('without a right to read workloads, one is told so', async () => {
      for (const program of programs) {
        const { code, stderr } = await runOnCluster(program, ['wait', 'deploy/web', '-n', namespace], { KUBECONFIG: join(folder, name) });
        assert.equal(code, 1);
        assert.match(stderr, /^error: .*deployments.*forbidden.*\n$/);
      }
    });
  });
}
