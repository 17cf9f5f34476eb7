// Dumps that are cut, mixed, huge or no dumps at all, through the built programs: a partial answer, or one line that says what is wrong.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type Program, programs } from '../front-door.ts';
import { type BoundedRun, runWithin } from './bounded.ts';
import { brokenDumps } from './broken-dumps.ts';
import { count, startTally } from './tally.ts';

const tally = startTally('dumps');
const folder = mkdtempSync(join(tmpdir(), 'initdoctor-dumps-'));
after(() => rmSync(folder, { recursive: true }));
const mostMemory = 300;
const asked = ['describe', 'exit-code', '-n', 'exit-code', '--from'];

async function reads(program: Program, from: string, feed?: () => Buffer): Promise<BoundedRun> {
  const ran = await runWithin(program, [...asked, from], { most: 60_000, measured: true, ...(feed && { feed }) });
  assert.deepEqual(count(tally, ran), [], ran.stderr);
  return ran;
}

for (const program of programs) {
  describe(program.name, () => {
    for (const [index, { name, make, ends, says, memory = mostMemory }] of brokenDumps.entries()) {
      test(name, async () => {
        const own = join(folder, `${programs.indexOf(program)}-${index}`);
        mkdirSync(own);
        const ran = await reads(program, make(own));
        // That nothing matched is said where the dump could have been wrong about it, not where a part of it was out of sight.
        tally.wrongAbsent += Number(ran.code === 4 && ends !== 4);
        assert.equal(ran.code, ends, ran.stderr);
        assert.match(ends === 0 ? ran.stdout : ran.stderr, says);
        if (ends !== 0) assert.match(ran.stderr, /^error: [^\n]{10,900}\n$/);
        assert.ok(ran.memory < memory, `${Math.round(ran.memory)} MiB`);
      });
    }

    test('stdin without end', async () => {
      const chunk = Buffer.alloc(1024 * 1024, ' ');
      const { code, stderr, memory } = await reads(program, '-', () => chunk);
      assert.equal(code, 1);
      assert.match(stderr, /^error: [^\n]*stdin has more than 256 MiB\n$/);
      assert.ok(memory < 900, `${Math.round(memory)} MiB`);
    });
  });
}
