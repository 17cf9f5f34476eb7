// Each right denied in turn, and all but one, on a real cluster: the answer is partial, never wrong.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Report } from '../../src/report/document.ts';
import { kubectl, make, runOnCluster, unmake, until } from '../e2e/cluster.ts';
import { failures } from '../e2e/failures.ts';
import { pod, shell } from '../e2e/objects.ts';
import { executable, type Ran } from '../front-door.ts';
import { parseReport } from '../report/validate.ts';
import { home, makeReaders, nameOf, type Right, rights, unmakeReaders, userOf } from './rights.ts';
import { count, startTally, withoutCluster } from './tally.ts';

const claim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
const mount = { volumeMounts: [{ name: 'data', mountPath: '/data' }] };
const key = { env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }] };

/** Beside those that the end-to-end tests know. `blind` adds what may be said with `get pods` alone. */
const own = [
  {
    name: 'claim',
    objects: [
      claim,
      pod('claim', [shell('restore', 'ls /data', mount)], { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] }),
    ],
    categories: ['pvc'],
  },
  {
    name: 'secret-of-env',
    objects: [
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, stringData: { username: 'app' } },
      pod('secret-of-env', [shell('render', 'env', key)]),
    ],
    blocking: 'render',
    categories: ['config-missing-key'],
  },
] as const;
const taken = ['crash', 'config-map', 'unschedulable', 'chain', 'no-service'];
const cases = [...failures.filter(({ name }) => taken.includes(name)), ...own];
/** What is sensible to say first where less may be read: that of the log, of the waits. */
const blind: Readonly<Record<string, readonly string[]>> = {
  crash: ['app-exit'],
  chain: ['dep-not-found', 'timeout', 'dep-no-endpoints'],
  'no-service': ['dep-not-found', 'timeout', 'dns'],
};
const namespaceOf = (name: string): string => `sight-${name}`;

const accountWithout = (right: Right): string => `without-${nameOf(right).replace(/[ /]/g, '-')}`;
const isGetPods = ({ verb, resource }: Right): boolean => verb === 'get' && resource === 'pods';
const saysAbsent = /does not exist|do not exist|there is no |no such |has no key|not found/i;

const tally = startTally('permissions');
const folder = mkdtempSync(join(tmpdir(), 'initdoctor-rights-'));
const podNames = new Map<string, string>();
const whole = new Map<string, Report>();

async function look(name: string, more: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran> {
  const ran = await runOnCluster(executable, ['describe', podNames.get(name) ?? '', '-n', namespaceOf(name), ...more], env);
  assert.deepEqual(count(tally, ran), []);
  return ran;
}

function reportOf({ stdout, stderr, code }: Ran): Report {
  assert.deepEqual({ stderr, code }, { stderr: '', code: 0 });
  const { report, errors } = parseReport(stdout);
  assert.deepEqual(errors, []);
  return report;
}

/** What a report says that is not there, by finding. */
const absences = ({ subjects }: Report): string[] =>
  subjects.flatMap(({ findings }) => findings).flatMap(({ code, cause }) => (saysAbsent.test(cause) ? [code] : []));

function isSensible(report: Report, { name, categories, ...expected }: (typeof cases)[number], more: readonly string[] = []): void {
  const [subject] = report.subjects;
  assert.equal(subject?.init.find(({ blocking }) => blocking)?.name, 'blocking' in expected ? expected.blocking : undefined);
  const first = subject?.findings[0];
  const said: readonly string[] = [...categories, ...more];
  assert.ok(first && said.includes(first.category), `${first?.category}: ${first?.cause}; wanted ${said.join(', ')}`);
  const known = whole.get(name);
  const wrong = known ? absences(report).filter((code) => !absences(known).includes(code)) : [];
  tally.wrongAbsent += wrong.length;
  assert.deepEqual(wrong, [], JSON.stringify(subject?.findings.map(({ cause }) => cause)));
}

describe('rights', { skip: withoutCluster }, () => {
  before(async () => {
    await make([{ namespace: home, objects: [] }, ...cases.map(({ name, objects }) => ({ namespace: namespaceOf(name), objects }))]);
    const denied = rights.map((right) => ({ account: accountWithout(right), rights: rights.filter((other) => other !== right) }));
    await makeReaders([
      ...denied,
      { account: 'get-pods', rights: rights.filter(isGetPods) },
      { account: 'everything', rights },
      { account: 'nothing', rights: [] },
    ]);
    const config = JSON.parse(await kubectl(['config', 'view', '--raw', '--minify', '--flatten', '-o', 'json']));
    const token = (await kubectl(['create', 'token', 'get-pods', '-n', home])).trim();
    const users = config.users.map(({ name }: { name: string }) => ({ name, user: { token } }));
    writeFileSync(join(folder, 'get-pods'), JSON.stringify({ ...config, users }), { mode: 0o600 });
    let left: string[] = [];
    await until(
      'every failure is seen for what it is',
      120,
      () => left,
      async () => {
        left = [];
        for (const each of cases) {
          const pods = await kubectl(['get', 'pods', '-n', namespaceOf(each.name), '-o', 'name']);
          const target = 'target' in each ? (each.target.split('/')[1] ?? '') : each.name;
          podNames.set(each.name, pods.split('\n').find((one) => one.startsWith(`pod/${target}`)) ?? target);
          const { stdout, code } = await runOnCluster(executable, [
            'describe',
            podNames.get(each.name) ?? '',
            '-n',
            namespaceOf(each.name),
            '-o',
            'json',
            `--as=${userOf('everything')}`,
          ]);
          if (code === 0) whole.set(each.name, parseReport(stdout).report);
          const first = whole.get(each.name)?.subjects[0]?.findings[0]?.category;
          if (!each.categories.some((one) => one === first)) left.push(`${each.name}: ${first}`);
        }
        return left.length === 0;
      },
    );
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await unmakeReaders();
    await unmake([home, ...cases.map(({ name }) => namespaceOf(name))]);
  });

  for (const each of cases) {
    describe(each.name, { concurrency: 2 }, () => {
      test('all that the README asks for is enough', async () => {
        const report = reportOf(await look(each.name, ['-o', 'json', `--as=${userOf('everything')}`]));
        isSensible(report, each);
        assert.deepEqual(report.unreadable, []);
      });

      for (const right of rights) {
        test(`without ${nameOf(right)}`, async () => {
          const report = reportOf(await look(each.name, ['-o', 'json', `--as=${userOf(accountWithout(right))}`]));
          isSensible(report, each, blind[each.name]);
          for (const { verb, resource, forbidden } of report.unreadable) {
            assert.deepEqual({ read: `${verb} ${resource}`, forbidden }, { read: nameOf(right), forbidden: true });
          }
        });
      }

      test('without any right: one line that says so, and how to ask for it', async () => {
        const { stdout, stderr, code } = await look(each.name, [`--as=${userOf('nothing')}`]);
        assert.deepEqual({ stdout, code }, { stdout: '', code: 1 });
        assert.match(stderr, /^error: [^\n]* kubectl auth can-i get pods -n [^\n]*\n$/);
      });

      test('with get pods alone: a token, a partial answer, what it lacks and the Role that has it', async () => {
        const env = { KUBECONFIG: join(folder, 'get-pods') };
        const report = reportOf(await look(each.name, ['-o', 'json'], env));
        isSensible(report, each, blind[each.name]);
        assert.ok(report.unreadable.length > 0);
        for (const { mightChange } of report.unreadable.filter(({ resource }) =>
          ['events', 'pods/log', 'services', 'configmaps'].includes(resource),
        ))
          assert.ok(mightChange.length > 0);
        const { stdout } = await look(each.name, [], env);
        const [, note = ''] = stdout.split(/\n\n(?= {2}not allowed to read )/);
        const lines = note.trimEnd().split('\n');
        assert.ok(lines.length <= 9, note);
        assert.ok(
          lines.every((line) => line.length <= 80 || line.startsWith('  kubectl ')),
          note,
        );
        assert.match(
          note,
          / kubectl create role initdoctor --verb=get,list --resource=\S*events\S* -n sight-\S+ && kubectl create rolebinding initdoctor --role=initdoctor --serviceaccount=sight-rights:get-pods -n sight-/,
        );
        assert.doesNotMatch(note, /--resource=\S*secrets/);
      });

      test('without one: one line asks for it, as whom it was asked', async () => {
        const events = { group: '', resource: 'events', verb: 'list' } as const;
        const { stdout } = await look(each.name, ['--as', userOf(accountWithout(events))]);
        assert.match(
          stdout,
          new RegExp(`\\n {2}kubectl auth can-i list events -n ${namespaceOf(each.name)} --as ${userOf(accountWithout(events))}\\n$`),
        );
      });
    });
  }
});
