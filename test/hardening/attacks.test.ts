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
import { attacks } from './attack-table.ts';
import { pasted } from './pasted.ts';
import { count, startTally } from './tally.ts';

const tally = startTally('attacks');
const folder = mkdtempSync(join(tmpdir(), 'initdoctor-attacks-'));
after(() => rmSync(folder, { recursive: true }));

const slowest = 5_000;
/** What our own styles are made of, and nothing else: chalk's red, yellow, green, bold, dim, cyan and their ends. */
const ownColours = /\u001b\[(?:31|32|33|36|39|1|2|22)m/g;

const groups: Readonly<Record<string, string>> = { endpointslices: 'discovery.k8s.io' };
let dumps = 0;

function writeDump(place: string, text: string, bytes: Buffer): string {
  const dump = join(folder, String(dumps++));
  const { lists, log } = places[place]?.(text, bytes) ?? { lists: {} };
  for (const [plural, items] of Object.entries(lists)) {
    const path = join(dump, 'namespaces', namespace, groups[plural] ?? 'core');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, `${plural}.yaml`), JSON.stringify({ kind: 'List', apiVersion: 'v1', items }));
  }
  const logs = join(dump, 'namespaces', namespace, 'pods', 'web', 'load', 'load', 'logs');
  if (log) mkdirSync(logs, { recursive: true });
  for (const name of log ? ['previous.log', 'current.log'] : []) writeFileSync(join(logs, name), log ?? '');
  writeFileSync(join(dump, 'timestamp'), '2026-11-01 12:00:00 +0000 UTC\n');
  return dump;
}

/** One run that must be quick, exit as the README says, and print nothing that a terminal obeys. */
async function harmless(args: readonly string[], program: Program = executable): Promise<Ran> {
  const timed = async () => {
    const began = performance.now();
    const ran = await run(program, args);
    return { ran, took: performance.now() - began };
  };
  const first = await timed();
  // A machine may have been busy with something else, once.
  const { ran, took } = first.took > slowest ? await timed() : first;
  const wrong = count(tally, { ...ran, stdout: ran.stdout.replace(ownColours, ''), hung: took > slowest });
  assert.deepEqual(wrong, [], `${Math.round(took)} ms, exit code ${ran.code}: ${ran.stderr.slice(0, 300)}`);
  return ran;
}

for (const { name, text, bytes = Buffer.from(text) } of attacks) {
  describe(name, () => {
    for (const place of Object.keys(places)) {
      test(`in ${place}`, async () => {
        const dump = ['-n', namespace, '--from', writeDump(place, text, bytes)];
        const colour = await harmless(['describe', ...dump, '--color', 'always']);
        const json = await harmless(['describe', ...dump, '-o', 'json']);
        const { report, errors } = parseReport(json.stdout);
        assert.deepEqual(errors, []);
        assert.ok(report.subjects.length > 0 || text === '', 'the pod is not shown');
        await harmless(['describe', ...dump, '-o', 'yaml'], onNode);
        const commands = report.subjects
          .flatMap(({ findings }) => findings)
          .flatMap(({ fixes }) => fixes.flatMap((fix) => fix.command ?? []));
        const shown = colour.stdout
          .replace(ownColours, '')
          .split('\n')
          .flatMap((line) => /^ {2}(kubectl .*)$/.exec(line)?.[1] ?? []);
        assert.deepEqual(await pasted([...commands, ...shown]), []);
      });
    }
  });
}

describe('logs', () => {
  for (const { name, text, bytes = Buffer.from(text) } of attacks) {
    test(`${name}: to a pipe byte for byte, to a terminal without what it obeys`, async () => {
      const path = writeDump('a log', text, bytes);
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
