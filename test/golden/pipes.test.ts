// How both programs behave as parts of a command line.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { programs, run, runCommand } from '../front-door.ts';
import { parseReport } from '../report/validate.ts';

const exitCode = ['describe', 'exit-code', '-n', 'exit-code', '--from', 'test/dumps/exit-code'];

for (const program of programs) {
  const inShell = (line: string) => runCommand('sh', ['-c', line, ...program.command]);

  describe(program.name, { concurrency: 2 }, () => {
    test('a reader that has enough ends it quietly', async () => {
      const { stdout, stderr } = await inShell(`for i in 1 2 3; do "$0" "$@" ${exitCode.join(' ')} -ojson | head -1; done`);
      assert.deepEqual({ stdout, stderr }, { stdout: '{\n{\n{\n', stderr: '' });
    });

    test('a reader that is not there ends it quietly', async () => {
      const { stderr } = await inShell(
        `"$0" "$@" ${exitCode.join(' ')} | true; "$0" "$@" logs exit-code ${exitCode.slice(2).join(' ')} 2>&1 | true`,
      );
      assert.equal(stderr, '');
    });

    for (const help of [
      [],
      ['-h'],
      ['--help'],
      ['help'],
      ['describe', '-h'],
      ['describe', '--help'],
      ['logs', '--help'],
      ['logs', 'x', '-h'],
    ]) {
      test(`help without a cluster: ${help.join(' ')}`, async () => {
        const { stdout, stderr, code } = await run(program, help, { env: { KUBECONFIG: '/nonexistent' } });
        assert.match(stdout, /USAGE\s+\$ kubectl initdoctor/);
        assert.deepEqual({ stderr, code }, { stderr: '', code: 0 });
      });
    }

    test('the version without a cluster', async () => {
      const { stdout, stderr, code } = await run(program, ['--version'], { env: { KUBECONFIG: '/nonexistent' } });
      assert.match(stdout, /^\S.*\d+\.\d+\.\d+.*\n$/);
      assert.deepEqual({ stderr, code }, { stderr: '', code: 0 });
    });

    test('no colour in a pipe, whatever the environment asks for', async () => {
      for (const [name, value] of [
        ['NO_COLOR', '1'],
        ['FORCE_COLOR', '1'],
        ['TERM', 'xterm-256color'],
      ] as const) {
        assert.doesNotMatch((await run(program, exitCode, { env: { [name]: value } })).stdout, /\u001b/);
      }
    });

    test('--color wins over NO_COLOR', async () => {
      assert.match((await run(program, [...exitCode, '--color=always'], { env: { NO_COLOR: '1' } })).stdout, /\u001b\[/);
    });

    test('a dump from stdin', async () => {
      const input = JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'api-0', namespace: 'shop' },
        spec: { initContainers: [{ name: 'migrate', image: 'shop/api:3' }], containers: [{ name: 'api', image: 'shop/api:3' }] },
        status: {
          phase: 'Pending',
          initContainerStatuses: [{ name: 'migrate', restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff', message: 'x' } } }],
        },
      });
      const { stdout, stderr, code } = await run(program, ['describe', 'api-0', '-n', 'shop', '--from', '-', '-o', 'json'], { input });
      assert.deepEqual({ stderr, code }, { stderr: '', code: 0 });
      const { report, errors } = parseReport(stdout);
      assert.deepEqual(errors, []);
      assert.equal(report.subjects[0]?.status, 'Init:ImagePullBackOff');
    });

    test('--exit-code tells a pod that has failed for good from one that is under way and one that is done', async () => {
      for (const [name, expected] of [
        ['never-again', 2],
        ['exit-code', 3],
        ['healthy', 0],
      ] as const) {
        const { code } = await run(program, ['describe', name, '-n', name, '--from', `test/dumps/${name}`, '--exit-code']);
        assert.equal(code, expected, name);
      }
    });
  });
}
