// Runs test/hardening, what needs a cluster on that of $KUBECONFIG, and prints how much was tried and what went wrong: nothing may.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesBelow, root, setUp } from './setup.mjs';

const suites = {
  faults: { what: 'faults of a server tried', needsCluster: true },
  servers: { what: 'odd servers asked' },
  destinations: { what: 'ways to a server taken' },
  permissions: { what: 'permissions denied', needsCluster: true },
  attacks: { what: 'attacks in the table' },
  dumps: { what: 'broken dumps read' },
  fuzz: { what: 'inputs mutated' },
};
const wrongs = ['crashes', 'hangs', 'wrongAbsent', 'controlBytes'];
const more = { INITDOCTOR_FUZZ_RUNS: '20000', INITDOCTOR_FUZZ_SEED: String(Date.now() % 1e9) };

setUp();
const folder = mkdtempSync(join(tmpdir(), 'initdoctor-hardening-'));
const file = join(folder, 'tally');
const tests = filesBelow('test/hardening').filter((path) => path.endsWith('.test.ts'));
const env = { ...more, ...process.env, INITDOCTOR_HARDENING_TALLY: file };
const options = ['--import', 'tsx', '--test', '--test-concurrency=3', ...(process.stdout.isTTY ? [] : ['--test-reporter=dot'])];
const { status } = spawnSync(process.execPath, [...options, ...tests.sort()], { cwd: root, stdio: 'inherit', env });
const tallies = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(parsed) : [];
rmSync(folder, { recursive: true });

const sum = (of, name) => of.reduce((total, tally) => total + (tally[name] ?? 0), 0);
const rows = Object.entries(suites).map(([suite, { what, needsCluster }]) => {
  const of = tallies.filter((tally) => tally.suite === suite);
  const tried = sum(of, 'tried');
  return [
    what,
    tried > 0 ? tried : needsCluster && !env.KUBECONFIG ? 'left out: no KUBECONFIG' : 'not run',
    ...wrongs.map((name) => sum(of, name)),
  ];
});
print(['', 'tried', 'crashes', 'hangs', 'wrong "absent"', 'control bytes']);
for (const row of rows) print(row);
process.stdout.write(`seed of the mutations: ${env.INITDOCTOR_FUZZ_SEED}\n`);
process.exitCode = status === 0 && wrongs.every((name) => sum(tallies, name) === 0) ? 0 : 1;

function parsed(line) {
  return JSON.parse(line);
}

function print([first, ...others]) {
  process.stdout.write(`${first.padEnd(26)}${others.map((cell) => String(cell).padStart(15)).join('')}\n`);
}
