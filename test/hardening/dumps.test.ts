// Dumps that are cut, mixed, huge or no dumps at all, through the built programs.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { programs, run } from '../front-door.ts';
import { count, startTally } from './tally.ts';

const tally = startTally('dumps');
const folder = mkdtempSync(join(tmpdir(), 'initdoctor-dumps-'));
after(() => rmSync(folder, { recursive: true }));

for (const program of programs) {
  describe(program.name, () => {
    test('text that is no YAML', async () => {
      const path = join(folder, 'broken.yaml');
      writeFileSync(path, 'kind: [Pod\n  "');
      const ran = await run(program, ['describe', 'x', '--from', path]);
      assert.deepEqual(count(tally, ran), []);
      assert.match(ran.stderr, /^error: [^\n]+\n$/);
      assert.equal(ran.code, 1);
    });
  });
}
