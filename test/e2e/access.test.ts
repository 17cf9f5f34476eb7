// What is said when the cluster, the rights or the pod are not there.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Program, programs } from '../front-door.ts';
import { describeOnCluster, kubectl, make, namespaceOf, podRows, runOnCluster, unmake, until, writeKubeconfig } from './cluster.ts';
import { pod, reader, shell } from './objects.ts';

const namespace = namespaceOf('access');
const folder = mkdtempSync(join(tmpdir(), 'initdoctor-e2e-'));
const onlyPods = join(folder, 'only-pods');
const badToken = join(folder, 'bad-token');

async function refuses(program: Program, args: readonly string[], exitCode: number, says: RegExp, env?: Readonly<Record<string, string>>) {
  const { stdout, stderr, code } = await runOnCluster(program, args, env);
  assert.equal(stdout, '');
  assert.match(stderr, /^error: [^\n]+\n$/);
  assert.match(stderr, says);
  assert.equal(code, exitCode);
}

describe('rights, connections and names', () => {
  before(async () => {
    const objects = [...reader(namespace, 'reader', ['get'], ['pods']), pod('checkout', [shell('load', 'echo "no settings" >&2; exit 1')])];
    await make([{ namespace, objects }]);
    await writeKubeconfig(onlyPods, (await kubectl(['create', 'token', 'reader', '-n', namespace])).trim());
    await writeKubeconfig(badToken, 'not-a-token');
    let status: string | undefined;
    await until(
      'the pod fails',
      90,
      () => status,
      async () => {
        status = (await podRows()).find((row) => row.namespace === namespace)?.status;
        return status === 'Init:CrashLoopBackOff' || status === 'Init:Error';
      },
    );
  });

  after(async () => {
    rmSync(folder, { recursive: true });
    await unmake([namespace]);
  });

  for (const program of programs) describe(program.name, () => toldBy(program));
});

function toldBy(program: Program): void {
  test('a right to get pods alone gives what the pod tells, and says what could not be read', async () => {
    const report = await describeOnCluster(program, ['checkout', '-n', namespace], { KUBECONFIG: onlyPods });
    const [subject] = report.subjects;
    assert.equal(subject?.init.find(({ blocking }) => blocking)?.name, 'load');
    assert.equal(subject?.findings[0]?.category, 'app-exit');
    const resources = report.unreadable.map(({ resource }) => resource);
    assert.ok(resources.includes('events') && resources.includes('pods/log'), resources.join());
  });

  test('a log that may not be read', () =>
    refuses(program, ['logs', 'checkout', '-n', namespace], 1, /pods\/log|forbidden|may not/, { KUBECONFIG: onlyPods }));
  test('pods that may not be listed', () =>
    refuses(program, ['describe', '-n', namespace], 1, /may not|forbidden/, { KUBECONFIG: onlyPods }));
  test('a pod that another user may not read, with what asks for that user', () =>
    refuses(
      program,
      ['describe', 'checkout', '-n', namespace, '--as', 'jane doe'],
      1,
      /kubectl auth can-i get pods -n \S+ --as 'jane doe'\n$/,
    ));
  test('a token that is none', () =>
    refuses(program, ['describe', 'checkout', '-n', namespace], 1, /401|[Uu]nauthorized|credentials/, { KUBECONFIG: badToken }));

  test('no such pod, with the one that was meant', () =>
    refuses(program, ['describe', 'chekout', '-n', namespace], 4, /did you mean checkout\?/));
  test('no such Deployment', () => refuses(program, ['describe', 'deploy/checkout', '-n', namespace], 4, /checkout/));
  test('no such namespace', () => refuses(program, ['describe', '-n', `${namespace}-x`], 4, /namespace/));
  test('no such container', () => refuses(program, ['logs', 'checkout', '-c', 'lod', '-n', namespace], 1, /\bload\b/));

  test('no such context', () => refuses(program, ['describe', 'checkout', '--context', 'nowhere'], 1, /context.*nowhere/));
  test('a server that does not answer', () =>
    refuses(program, ['describe', 'checkout', '--server=https://127.0.0.1:1'], 1, /127\.0\.0\.1:1/));
  test('no kubeconfig', () =>
    refuses(program, ['describe', 'checkout'], 1, /kubeconfig/, { KUBECONFIG: join(folder, 'nothing'), HOME: folder }));
  test('a kubeconfig that is not there', () => refuses(program, ['describe', 'x', '--kubeconfig', join(folder, 'nothing')], 1, /nothing/));
}
