import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, test } from 'node:test';
import { demos } from '../../src/demo/demos.ts';

/** The files of a dump by their paths; lists parsed, as a demo has them. */
function filesOf(dump: string): Record<string, unknown> {
  const entries = readdirSync(dump, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map(({ parentPath, path, name }) => {
      const file = join(parentPath ?? path, name);
      const text = readFileSync(file, 'utf8');
      return [relative(dump, file), file.endsWith('.yaml') ? JSON.parse(text) : text];
    }),
  );
}

describe('a demo is the dump of its name, packed by npm run demos', () => {
  for (const { name, files } of demos) test(name, () => assert.deepEqual(files, filesOf(`test/dumps/${name}`)));
});
