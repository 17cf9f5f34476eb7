// Text of somebody hostile at every place of a dump, through the built programs: what reaches the terminal, and what the suggested
// commands do when a shell runs them.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { executable, onNode, type Program, type Ran, run, runCommand } from '../front-door.ts';
import { parseReport } from '../report/validate.ts';
import { namespace, places } from './attack-places.ts';
import { type Attack, attacks } from './attack-table.ts';
import { pasted } from './pasted.ts';
import { count, startTally } from './tally.ts';

const tally = startTally('attacks');
const folder = mkdtempSync(join(tmpdir(), 'initdoctor-attacks-'));
after(() => rmSync(folder, { recursive: true }));

const slowest = 5_000;
/** Of a dump with an attack at every place: a megabyte at each makes documents of 30. */
const slowestOfAll = 20_000;
/** What our own styles are made of, and nothing else: chalk's red, yellow, green, bold, dim, cyan and their ends. */
const ownColours = /\u001b\[(?:31|32|33|36|39|1|2|22)m/g;

const groups: Readonly<Record<string, string>> = { endpointslices: 'discovery.k8s.io' };
let dumps = 0;

function newDump(): string {
  const dump = join(folder, String(dumps++));
  mkdirSync(dump);
  writeFileSync(join(dump, 'timestamp'), '2026-11-01 12:00:00 +0000 UTC\n');
  return dump;
}

function writeInto(dump: string, place: string, { text, bytes = Buffer.from(text) }: Attack, into = namespace): string {
  const { lists, log } = places[place]?.(text, bytes) ?? { lists: {} };
  for (const [plural, items] of Object.entries(lists)) {
    const path = join(dump, 'namespaces', into, groups[plural] ?? 'core');
    mkdirSync(path, { recursive: true });
    const list = JSON.stringify({ kind: 'List', apiVersion: 'v1', items });
    writeFileSync(join(path, `${plural}.yaml`), list.replaceAll(`"namespace":"${namespace}"`, `"namespace":"${into}"`));
  }
  const logs = join(dump, 'namespaces', into, 'pods', 'web', 'load', 'load', 'logs');
  if (log) mkdirSync(logs, { recursive: true });
  for (const name of log ? ['previous.log', 'current.log'] : []) writeFileSync(join(logs, name), log ?? '');
  return dump;
}

/** One run that must be quick, exit as the README says, and print nothing that a terminal obeys. */
async function harmless(args: readonly string[], program: Program = executable, most = slowest): Promise<Ran> {
  const timed = async () => {
    const began = performance.now();
    const ran = await run(program, args);
    return { ran, took: performance.now() - began };
  };
  const first = await timed();
  // A machine may have been busy with something else, once.
  const { ran, took } = first.took > most ? await timed() : first;
  const wrong = count(tally, { ...ran, stdout: ran.stdout.replace(ownColours, ''), hung: took > most });
  assert.deepEqual(wrong, [], `${Math.round(took)} ms, exit code ${ran.code}: ${ran.stderr.slice(0, 300)}`);
  return ran;
}

for (const attack of attacks) {
  const { name, text } = attack;
  describe(name, () => {
    const shown: string[] = [];
    for (const place of Object.keys(places)) {
      test(`in ${place}`, async () => {
        const dump = writeInto(newDump(), place, attack);
        const { stdout } = await harmless(['describe', '-n', namespace, '--from', dump, '--color', 'always']);
        const lines = stdout.replace(ownColours, '').split('\n');
        shown.push(...lines.flatMap((line) => /^ {2}(kubectl .*)$/.exec(line)?.[1] ?? []));
      });
    }

    // A namespace for each, since Node takes its time to start.
    test('at all places as documents, and what becomes of all the commands', async () => {
      const dump = newDump();
      for (const [index, place] of Object.keys(places).entries()) writeInto(dump, place, attack, `shop-${index}`);
      const all = ['describe', '-A', '--from', dump];
      const { report, errors } = parseReport((await harmless([...all, '-o', 'json'], executable, slowestOfAll)).stdout);
      assert.deepEqual(errors, []);
      const seen = new Set(report.subjects.map((subject) => subject.namespace));
      assert.ok(seen.size === Object.keys(places).length || text === '', `pods are shown in ${[...seen]}`);
      for (const words of [
        ['-o', 'yaml'],
        ['--color', 'always'],
      ])
        await harmless([...all, ...words], onNode, slowestOfAll);
      const fixes = report.subjects.flatMap(({ findings }) => findings).flatMap((finding) => finding.fixes);
      assert.deepEqual(await pasted([...fixes.flatMap(({ command }) => command ?? []), ...shown]), []);
    });
  });
}

describe('logs', () => {
  for (const attack of attacks) {
    const { name, text, bytes = Buffer.from(text) } = attack;
    test(`${name}: to a pipe byte for byte, to a terminal without what it obeys`, async () => {
      const path = writeInto(newDump(), 'a log', attack);
      const args = ['logs', 'web', '-c', 'load', '-n', namespace, '--from', path];
      const piped = join(path, 'piped');
      await runCommand('sh', ['-c', `"$@" > ${piped}`, 'sh', ...executable.command, ...args]);
      assert.ok(readFileSync(piped).equals(bytes), 'not what the container wrote');
      const typescript = join(path, 'typescript');
      const words = [...executable.command, ...args].map((word) => `'${word}'`).join(' ');
      const { code } = await runCommand('script', ['-qec', words, typescript]);
      assert.equal(code, 0);
      // The terminal makes CR LF of LF; script adds a line of its own before and after.
      const seen = readFileSync(typescript, 'utf8').replaceAll('\r\n', '\n').split('\n').slice(1, -2).join('\n');
      assert.deepEqual(count(tally, { stdout: seen, stderr: '', code }), []);
    });
  }
});

test('nothing was written beside the dumps', () => {
  assert.deepEqual(
    readdirSync(folder).filter((entry) => !/^\d+$/.test(entry)),
    [],
  );
});
