import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commands } from '../../src/commands/registry.ts';
import { demos } from '../../src/demo/demos.ts';
import { programs, run, runCommand } from '../front-door.ts';

const dump = (name: string): string[] => ['--from', `test/dumps/${name}`, '-n', name];
const kubeconfig = JSON.stringify({
  contexts: [
    { name: 'staging', context: { cluster: 'one', user: 'me' } },
    { name: 'production', context: { cluster: 'two', user: 'me' } },
  ],
  clusters: ['one', 'two'].map((name) => ({ name, cluster: { server: 'https://127.0.0.1:1' } })),
  users: [{ name: 'me', user: {} }],
});

interface Typed {
  readonly words: readonly string[];
  readonly offers: readonly string[];
  /** Cobra's: 2 no blank after it, 4 no file names, 32 in this order. */
  readonly directive: number;
}

const words: readonly Typed[] = [
  { words: [''], offers: ['describe', 'logs', 'wait', 'explain', 'demo'], directive: 36 },
  { words: ['de'], offers: ['describe', 'demo'], directive: 36 },
  { words: ['nothing', ''], offers: [], directive: 4 },
  { words: ['--v'], offers: ['--version'], directive: 36 },
  { words: ['describe', '--all'], offers: ['--all-namespaces'], directive: 36 },
  { words: ['logs', '-p', '--all'], offers: ['--all-init'], directive: 36 },
  { words: ['explain', '--kube'], offers: [], directive: 36 },
  { words: ['describe', '-o', ''], offers: ['json', 'yaml'], directive: 36 },
  { words: ['describe', '-A', '--output=y'], offers: ['yaml'], directive: 36 },
  { words: ['wait', '--color', 'a'], offers: ['auto', 'always'], directive: 36 },
  { words: ['wait', '--fail-fast-on', ''], offers: ['missing-config', 'image-not-found', 'crashes='], directive: 36 },
  { words: ['wait', '--fail-fast-on=missing-config,c'], offers: ['missing-config,crashes='], directive: 38 },
  { words: ['wait', '--timeout', ''], offers: [], directive: 4 },
  { words: ['describe', '--kubeconfig', ''], offers: [], directive: 0 },
  { words: ['describe', '--from', 'te'], offers: [], directive: 0 },
  { words: ['demo', ''], offers: demos.map(({ name }) => name), directive: 36 },
  { words: ['demo', 'exit-code', 'ex'], offers: [], directive: 36 },
  { words: ['explain', 'wait-no-e'], offers: ['wait-no-endpoints'], directive: 36 },
  { words: ['explain', 'oom', ''], offers: [], directive: 4 },
];

const fromDumps: readonly Typed[] = [
  {
    words: ['describe', ...dump('wait-no-endpoints'), ''],
    offers: ['wait-no-endpoints', 'redis-0', 'pod/', 'deploy/', 'sts/', 'ds/', 'rs/', 'job/', 'cronjob/'],
    directive: 36,
  },
  { words: ['describe', ...dump('wait-chain'), 'de'], offers: ['deploy/'], directive: 38 },
  { words: ['describe', ...dump('wait-chain'), 'deploy/w'], offers: ['deploy/web'], directive: 36 },
  { words: ['describe', ...dump('wait-chain'), 'deploy', 'web', ''], offers: ['api'], directive: 36 },
  { words: ['describe', ...dump('wait-chain'), 'service/'], offers: [], directive: 36 },
  { words: ['logs', ...dump('exit-code'), 'exit-code', '-pc', ''], offers: ['prepare', 'load-config', 'finish', 'app'], directive: 36 },
  { words: ['logs', '-c', ''], offers: [], directive: 4 },
  { words: ['describe', '--from', 'test/no-such-dump', ''], offers: [], directive: 4 },
];

for (const program of programs) {
  const completed = async (typed: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const { stdout, stderr, code } = await run(program, ['__complete', ...typed], { env });
    assert.deepEqual({ stderr, code }, { stderr: '', code: 0 });
    const lines = stdout.trimEnd().split('\n');
    return { offers: lines.slice(0, -1).map((line) => line.split('\t')[0]), directive: Number(lines.at(-1)?.slice(1)) };
  };

  describe(`${program.name} completes`, { concurrency: 2 }, () => {
    for (const { words: typed, offers, directive } of [...words, ...fromDumps]) {
      test(typed.join(' '), async () => assert.deepEqual(await completed(typed), { offers, directive }));
    }

    test('every flag of every command, as it is defined', async () => {
      for (const [verb, load] of Object.entries(commands)) {
        const { offers } = await completed([verb, '--']);
        assert.deepEqual(offers, [...Object.keys((await load()).flags).map((name) => `--${name}`), '--help']);
      }
    });

    test('contexts, clusters and users, of what may be a pipe', async () => {
      const line = `"$0" "$@" --context '' --kubeconfig /dev/null; printf %s "$CONFIG" | "$0" "$@" --kubeconfig /dev/stdin --context ''`;
      const [file, ...first] = program.command;
      const { stdout } = await runCommand('sh', ['-c', line, file, ...first, '__complete', 'describe'], { env: { CONFIG: kubeconfig } });
      assert.match(stdout, /staging\nproduction\n:36\n$/);
    });

    test('nothing, at once, where no server answers', async () => {
      const started = Date.now();
      assert.deepEqual(await completed(['describe', '--server=http://127.0.0.1:1', '']), { offers: [], directive: 4 });
      assert.ok(Date.now() - started < 4000);
    });
  });
}

test('bin/complete.js is what kubectl runs', async () => {
  const { stdout } = await runCommand(process.execPath, ['bin/complete.js', 'demo', 'wait']);
  assert.equal(stdout, 'wait-chain\n:36\n');
});
