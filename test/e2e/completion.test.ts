// Completion as kubectl asks for it: kubectl finds kubectl_complete-initdoctor on the PATH and passes on what it says.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { completionOf } from '../../scripts/release/platforms.mjs';
import { executable, runCommand } from '../front-door.ts';
import { clusterEnv, make, namespaceOf, podRows, unmake, until } from './cluster.ts';
import { image } from './objects.ts';

const namespace = namespaceOf('completion');
const folder = mkdtempSync(join(tmpdir(), 'initdoctor-completion-'));
const env = { ...clusterEnv, PATH: [folder, process.env.PATH].join(delimiter) };

const pod = (name: string, exitCode: number): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: {
    terminationGracePeriodSeconds: 0,
    restartPolicy: 'Never',
    initContainers: [{ name: 'prepare', image, command: ['sh', '-c', `exit ${exitCode}`] }],
    containers: [{ name: 'app', image, command: ['sleep', '600'] }],
  },
});

async function completed(...words: string[]): Promise<string[]> {
  const { stdout } = await runCommand('kubectl', ['__complete', 'initdoctor', ...words], { env });
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('Completion ended'));
}

describe('kubectl completes', () => {
  before(async () => {
    const { name, text } = completionOf({ os: 'linux' });
    symlinkSync(resolve(executable.command[0]), join(folder, 'kubectl-initdoctor'));
    writeFileSync(join(folder, name), text, { mode: 0o755 });
    await make([{ namespace, objects: [pod('a-fine', 0), pod('b-broken', 3)] }]);
    let rows: readonly { readonly status: string }[] = [];
    const settled = (): boolean => ['Running', 'Init:Error'].every((status) => rows.some((row) => row.status === status));
    await until(
      'one pod runs and one fails',
      60,
      () => rows,
      async () => {
        rows = (await podRows()).filter((row) => row.namespace === namespace);
        return settled();
      },
    );
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await unmake([namespace]);
  });

  test('commands', async () => assert.match((await completed('exp')).join('\n'), /^explain\t.*\n:36$/));

  test('pods, those with init trouble first', async () => {
    const [first, second] = await completed('describe', '-n', namespace, '');
    assert.deepEqual([first, second], ['b-broken\tInit:Error', 'a-fine\tRunning']);
  });

  test('containers, init containers first', async () => {
    assert.deepEqual(await completed('logs', 'b-broken', '-n', namespace, '-c', ''), [
      'prepare\tinit container',
      'app\tapp container',
      ':36',
    ]);
  });

  test('namespaces', async () => assert.ok((await completed('describe', '-n', namespace.slice(0, -3))).includes(namespace)));
});
