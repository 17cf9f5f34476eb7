// Each request in turn meets each fault of a server, or of what stands before one: the built programs still end soon, with a partial
// answer or one clear line, and never take for missing what they could not see.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { kubectl, make, namespaceOf, unmake, until } from '../e2e/cluster.ts';
import { deployment, pod, secret, service, shell } from '../e2e/objects.ts';
import { type Program, programs } from '../front-door.ts';
import { parseReport } from '../report/validate.ts';
import { runWithin } from './bounded.ts';
import { type FaultProxy, faultProxy, type Plan } from './fault-proxy.ts';
import { faults, type KnownFault } from './faults.ts';
import { count, startTally, withoutCluster } from './tally.ts';

const tally = startTally('faults');
const namespace = namespaceOf('faults');
const folder = mkdtempSync(join(tmpdir(), 'initdoctor-faults-'));
let proxy: FaultProxy;
/** All take an hour; one in so many shows what has changed. INITDOCTOR_HARDENING_STEP=1 tries them all. */
const step = Number(process.env.INITDOCTOR_HARDENING_STEP ?? 31);

/** A command line, and the exit codes it may end with. */
interface Case {
  readonly args: readonly string[];
  readonly codes: readonly number[];
  readonly isDescription?: boolean;
  /** It goes on for as long as it may succeed, so it is interrupted. */
  readonly goesOn?: boolean;
}
const looked = [0, 1];
const cases: readonly Case[] = [
  { args: ['describe', 'checkout'], codes: looked, isDescription: true },
  { args: ['describe', 'crash'], codes: looked, isDescription: true },
  { args: ['describe', 'deploy/web'], codes: looked, isDescription: true },
  { args: ['logs', 'crash', '-p'], codes: looked },
  { args: ['wait', 'ended', '--timeout=3s'], codes: [1, 2, 3] },
  { args: ['logs', 'ended', '-f'], codes: [0, 1, 130], goesOn: true },
];

const waiting = [
  shell('prepare', 'true', { envFrom: [{ configMapRef: { name: 'settings' } }] }),
  shell('wait-api', 'until nc -z -w 2 api 8080 </dev/null; do sleep 3; done', { volumeMounts: [{ name: 'token', mountPath: '/token' }] }),
];
const volumes = [{ name: 'token', secret: { secretName: 'token' } }];
const objects = [
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { A: '1' } },
  secret('token', { token: 'x' }),
  service('api', 8080),
  pod('checkout', waiting, { volumes }),
  deployment('web', waiting, { volumes }),
  pod('crash', [shell('load', 'echo "fatal: no settings" >&2; exit 3')]),
  pod('ended', [shell('load', 'echo "fatal: no settings" >&2; exit 3')], { restartPolicy: 'Never' }),
];

async function allShow(): Promise<void> {
  let rows = '';
  const isSo = async () => {
    rows = await kubectl(['get', 'pods', '-n', namespace, '--no-headers']);
    return [/checkout .*Init:1\/2/, /web-.*Init:1\/2/, /crash .*Init:(?:CrashLoopBackOff|Error +[1-9])/, /ended .*Init:Error/].every(
      (row) => row.test(rows),
    );
  };
  await until('all pods show what they are about', 120, () => rows, isSo);
}

/** What says, truly or not, that something does not exist. */
const absence = /does not exist|no such (?:pod|deployment|namespace)|there is no (?!previous one)\w|\bis missing\b|has no pods/i;
const absentCategories = new Set([
  'dep-service-missing',
  'dep-not-found',
  'config-missing-object',
  'config-missing-key',
  'mount-missing-object',
]);

describe('faults of a server', { skip: withoutCluster }, () => {
  before(async () => {
    proxy = await faultProxy();
    writeFileSync(join(folder, 'ca.crt'), proxy.certificate);
    await make([{ namespace, objects }]);
    await allShow();
  });
  after(async () => {
    proxy.close();
    rmSync(folder, { recursive: true });
    await unmake([namespace]);
  });

  // Both, since Bun asks through its fetch and Node through node:https.
  for (const program of programs) {
    for (const each of cases) test(`${program.name} ${each.args.join(' ')}`, () => meetsAll(program, each, ['once', 'path', 'onward']));
  }
});

async function meetsAll(program: Program, each: Case, modes: readonly Plan['mode'][]): Promise<void> {
  const { requests } = await visit(program, each, undefined, 'once');
  assert.ok(requests > 1, `${requests} requests`);
  const all = faults.flatMap((fault) =>
    modes.flatMap((mode) => Array.from({ length: requests }, (_, index) => ({ fault, mode, at: index + 1 }))),
  );
  const plans = all.filter((_, index) => index % step === 0);
  const wrong: string[] = [];
  const worker = async () => {
    for (let plan = plans.shift(); plan !== undefined; plan = plans.shift()) {
      const { failures } = await visit(program, each, plan.fault, plan.mode, plan.at);
      wrong.push(...failures.map((failure) => `${plan.fault.name} at request ${plan.at} of ${requests}, ${plan.mode}: ${failure}`));
    }
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  assert.deepEqual(wrong, []);
}

async function visit(program: Program, each: Case, known: KnownFault | undefined, mode: Plan['mode'], at = 0) {
  const visited = proxy.visit(known && { at, mode, fault: known.fault });
  const isDocument = each.isDescription && mode === 'path';
  const connection = [
    '-n',
    namespace,
    '--server',
    visited.server,
    '--certificate-authority',
    join(folder, 'ca.crt'),
    '--request-timeout=1s',
  ];
  const ran = await runWithin(program, [...each.args, ...connection, ...(isDocument ? ['-o', 'json'] : [])], {
    env: { KUBECONFIG: '/dev/null' },
    most: 30_000,
    ...(each.goesOn && { interruptAfter: 4000 }),
  });
  visited.end();
  // A log goes to a pipe as it is.
  const said = each.args[0] === 'logs' ? { ...ran, stdout: '' } : ran;
  const failures = [...count(tally, said), ...wrongEnd(each, known, ran)];
  const claim = known?.isAbsence ? undefined : wronglyAbsent(said, isDocument === true);
  if (claim !== undefined) {
    tally.wrongAbsent += 1;
    failures.push(`says that something is missing: ${claim}`);
  }
  return { requests: visited.paths.length, failures: failures.map((failure) => `${failure}; code ${ran.code}\n${ran.stderr}`) };
}

type Ended = Awaited<ReturnType<typeof runWithin>>;

function wrongEnd({ codes, isDescription }: Case, known: KnownFault | undefined, { stdout, stderr, code }: Ended): string[] {
  const isExpected = code !== null && (codes.includes(code) || (known?.isAbsence === true && code === 4));
  if (!isExpected) return [`ends with ${code}`];
  if (code === 1 || code === 4) return /^(?:.*\n)*error: .{10,900}\n$/.test(stderr) ? [] : ['no clear line'];
  return isDescription && (stdout === '' || stderr !== '') ? ['no answer, or noise on stderr'] : [];
}

function wronglyAbsent({ stdout, stderr, code }: Ended, isDocument: boolean): string | undefined {
  if (code === 4) return stderr;
  if (!isDocument) return absence.exec(`${stdout}\n${stderr}`)?.[0];
  if (code !== 0) return absence.exec(stderr)?.[0];
  const { report, errors } = parseReport(stdout);
  if (errors.length > 0) return `no valid report: ${JSON.stringify(errors)}`;
  return report.subjects.flatMap(({ findings }) => findings).find(({ category }) => absentCategories.has(category))?.cause;
}
