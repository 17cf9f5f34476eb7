import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Container } from '../../../src/cluster/kubernetes.ts';
import { readWaits, scriptConfigMaps } from '../../../src/waits/script/read-waits.ts';
import { processorTime } from '../../processor-time.ts';
import { read, sh } from './corpus.ts';

const scripts = [
  'until nc -z db 5432; do sleep 2; done',
  'for i in $(seq 1 30); do curl -sf "http://${HOST:-api}:80/" && exit 0; sleep 2; done; exit 1',
  'w() { nc -z $1 1 || { sleep 1; w $1; }; }; w a; n=0; while [ $n -lt 9 ]; do n=$((n+1)); w b; done',
  "case $(kubectl get pod x -o jsonpath='{.status.phase}') in Running) ;; *) exit 1;; esac",
  'sh <<EOF\nwhile ! </dev/tcp/$H/1; do :; done\nEOF',
];
const pieces = [
  '$(',
  ')',
  '`',
  '"',
  "'",
  '${',
  '}',
  ' do ',
  ' done ',
  ';',
  '|',
  '&',
  '<<EOF\n',
  '((',
  '[[',
  ' until ',
  ' while true; do ',
  ' fi ',
  '\\',
  '\n',
  '$@',
];

/** Scripts with things put in and cut out at random. */
const mutated = fc
  .tuple(fc.constantFrom(...scripts), fc.array(fc.tuple(fc.nat(200), fc.nat(20), fc.constantFrom(...pieces)), { maxLength: 6 }))
  .map(([script, changes]) =>
    changes.reduce((text, [at, cut, piece]) => text.slice(0, at % text.length) + piece + text.slice((at % text.length) + cut), script),
  );

describe('any script', () => {
  test('mutated scripts are read without a throw, and soon', () => {
    fc.assert(
      fc.property(mutated, (script) => assert.ok(processorTime(() => void read(script)) < 2000)),
      { numRuns: 400 },
    );
  });

  test('any text as a command is read without a throw', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 6 }),
        fc.array(text, { maxLength: 4 }),
        (command, args) => read({ command, args }).length >= 0,
      ),
    );
  });

  test('broken objects are read without a throw', () => {
    const anything = fc.anything({ maxDepth: 3 });
    fc.assert(
      fc.property(
        fc.record({ command: anything, args: anything, env: anything, envFrom: anything, volumeMounts: anything }),
        anything,
        (container, pod) => {
          const broken: { container: Container; pod: object } = { container: Object(container), pod: Object(pod) };
          assert.ok(Array.isArray(readWaits(broken)));
          assert.ok(Array.isArray(scriptConfigMaps(broken.container, broken.pod)));
        },
      ),
    );
  });

  const hostile: readonly (readonly [string, string])[] = [
    ['nested loops', `${'for a in $(seq 999); do '.repeat(12)} nc -z db 1; ${'done; '.repeat(12)}`],
    ['nested endless loops', `${'while true; do '.repeat(60)} nc -z db 1; ${'done; '.repeat(60)}`],
    ['deep substitutions', `nc -z ${'$(echo '.repeat(200)}db${')'.repeat(200)} 80`],
    ['mutual recursion', 'a() { b; b; }; b() { a; a; nc -z db 1; }; a'],
    ['a variable that doubles', 'x=a; while true; do x=$x$x; nc -z $x 1; done'],
    ['a field list that doubles', 'x="a b"; while true; do set -- $x $x; x="$*"; nc -z $1 1; done'],
    ['very many targets', Array.from({ length: 3000 }, (_, index) => `until nc -z h${index} 1; do sleep 1; done`).join('\n')],
    ['a long line', `echo ${'a'.repeat(60_000)}; until nc -z db 1; do sleep 1; done`],
    ['many braces', `echo ${'{1..9}'.repeat(40)}`],
    ['many dollars', '$('.repeat(30_000)],
    ['many quotes', `"${'`'.repeat(20_001)}`],
    ['eval of itself', 'x=\'eval "$x"; eval "$x"\'; eval "$x"'],
    ['a script that runs itself', "cat > /tmp/x <<'E'\nsh /tmp/x; sh /tmp/x\nE\nsh /tmp/x"],
    ['patterns', `x=${'a'.repeat(400)}; echo \${x##*a*a*a*a*a*a*b}; while :; do nc -z \${x%%*a*a*a*b} 1; done`],
  ];
  for (const [name, script] of hostile) {
    test(`hostile: ${name}`, () => {
      const took = processorTime(() => assert.ok(read(script).length <= 64));
      assert.ok(took < 2000, `${took} ms`);
    });
  }

  test('credentials appear neither in the text nor in the target', () => {
    const rows = [
      'until curl -sf http://user:hunter2@api/; do sleep 1; done',
      'until curl -u user:hunter2 http://api/; do sleep 1; done',
      'until psql postgres://user:hunter2@db/app -c "select 1"; do sleep 1; done',
      'until PGPASSWORD=hunter2 psql -h db -c "select 1"; do sleep 1; done',
      'until mysqladmin ping -h db -uroot -phunter2; do sleep 1; done',
      'until mysqladmin ping -h db --password=hunter2; do sleep 1; done',
      'until redis-cli -h db -a hunter2 ping; do sleep 1; done',
      'until redis-cli -u redis://:hunter2@db ping; do sleep 1; done',
      'until mongosh "mongodb://user:hunter2@db/app" --eval 1; do sleep 1; done',
      'until curl -H "Authorization: Bearer hunter2" http://api/; do sleep 1; done',
      'until wget --header="X-Vault-Token: hunter2" http://api/; do sleep 1; done',
      'until curl "http://api/?token=hunter2"; do sleep 1; done',
      'wait4x mysql "user:hunter2@tcp(db:3306)/app"',
    ];
    for (const script of rows) {
      const waits = read(sh(script));
      assert.equal(waits.length, 1, script);
      assert.ok(!JSON.stringify(waits).includes('hunter2'), JSON.stringify(waits));
    }
  });
});

describe('ConfigMaps that have to be read', () => {
  test('of env, envFrom and the mounted volumes that the script names', () => {
    const container: Container = {
      name: 'wait',
      command: ['sh', '-c', '/scripts/wait.sh && . /both/more.sh'],
      env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'app', key: 'a' } } }],
      envFrom: [{ configMapRef: { name: 'all' } }, { secretRef: { name: 'no' } }],
      volumeMounts: [
        { name: 'scripts', mountPath: '/scripts' },
        { name: 'both', mountPath: '/both' },
        { name: 'data', mountPath: '/data' },
        { name: 'unnamed', mountPath: '/etc/settings' },
        { name: 'token', mountPath: '/both' },
      ],
    };
    const volumes = [
      { name: 'scripts', configMap: { name: 'wait' } },
      { name: 'both', projected: { sources: [{ configMap: { name: 'more' } }] } },
      { name: 'data', emptyDir: {} },
      { name: 'other', configMap: { name: 'unmounted' } },
      { name: 'unnamed', configMap: { name: 'settings' } },
      { name: 'token', projected: { sources: [{ configMap: { name: 'kube-root-ca.crt' } }] } },
    ];
    const needs = scriptConfigMaps(container, { spec: { containers: [], volumes } });
    assert.deepEqual(needs, [{ name: 'app', key: 'a' }, { name: 'all' }, { name: 'wait' }, { name: 'more' }]);
  });
});
