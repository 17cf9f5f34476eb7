// Writes src/diagnosis/signatures/literals.json: for each signature the words of which a line must hold one. npm run literals.
import { writeFileSync } from 'node:fs';
import { tables } from '../../src/diagnosis/signatures/index.ts';
import { requiredLiterals } from './required-literals.ts';

/** What the file must hold, by id of signature. */
export function literals(): Record<string, readonly string[]> {
  return Object.fromEntries(
    tables.flat().flatMap(({ id, pattern }) => {
      const required = requiredLiterals(pattern);
      return required ? [[id, required]] : [];
    }),
  );
}

if (process.argv[1]?.endsWith('scripts/generate/literals.ts')) {
  writeFileSync(new URL('../../src/diagnosis/signatures/literals.json', import.meta.url), `${JSON.stringify(literals(), null, 1)}\n`);
}
