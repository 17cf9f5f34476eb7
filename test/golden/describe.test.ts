// Whole commands on recorded failures, word for word. `npm run goldens` writes them anew: read the difference before it is committed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onNode, programs, run } from '../front-door.ts';
import { goldenCases } from './cases.ts';
import { readGolden, removeGolden, strayGoldens, transcript, writeGolden } from './golden-files.ts';

const updating = Boolean(process.env.UPDATE_GOLDENS);

for (const program of updating ? [onNode] : programs) {
  describe(`${program.name} prints what it printed`, { concurrency: 2 }, () => {
    for (const { file, args, columns } of goldenCases) {
      test(file, async () => {
        const ran = transcript(await run(program, args, { env: { COLUMNS: String(columns) } }));
        if (updating) await writeGolden(file, ran);
        else assert.equal(ran, readGolden(file));
      });
    }
  });
}

test('every golden belongs to a case', () => {
  const strays = strayGoldens(goldenCases.map(({ file }) => file));
  if (updating) strays.forEach(removeGolden);
  else assert.deepEqual(strays, []);
});
