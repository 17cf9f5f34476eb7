// Kubernetes 1.31 gives no reason in ImagePullBackOff, names the container in "Created container", and has other conditions and fields:
// the same failure has the same diagnosis there.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Report } from '../../src/report/document.ts';
import { onNode, run } from '../front-door.ts';
import { olderRecordings, type Recording, recordings } from '../recordings.ts';

describe('a failure on Kubernetes 1.31 has the diagnosis it has on 1.35', { concurrency: 2 }, () => {
  for (const older of olderRecordings) {
    test(older.name, async () => {
      const newer = recordings.find(({ name }) => name === older.name);
      assert.ok(newer);
      assert.deepEqual(await diagnosed(older), await diagnosed(newer));
    });
  }
});

/** Of the subjects in their order: the verdict, the blocking init container, and the first finding. */
async function diagnosed({ name, target, path }: Recording): Promise<unknown> {
  const { stdout, code } = await run(onNode, ['describe', target, '-n', name, '--from', path, '-o', 'json']);
  assert.equal(code, 0);
  const { subjects }: Report = JSON.parse(stdout);
  return subjects.map(({ verdict, init, findings: [first] }) => ({
    verdict,
    blocking: init.find(({ blocking }) => blocking)?.name,
    code: first?.code,
    category: first?.category,
    container: first?.container,
    heals: first?.heals,
  }));
}
