#!/usr/bin/env node
import { existsSync } from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

// Node 22 and later keep the compiled bundle for the next start.
nodeModule.enableCompileCache?.();
const bundle = fileURLToPath(new URL('../dist/main.cjs', import.meta.url));
if (existsSync(bundle)) {
  createRequire(import.meta.url)(bundle);
} else {
  process.stderr.write('error: dist/main.cjs is missing; npm run build makes it\n');
  process.exitCode = 1;
}
