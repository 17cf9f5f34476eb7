#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { createRequire, enableCompileCache } from 'node:module';

enableCompileCache?.();
const bundle = new URL('../dist/main.cjs', import.meta.url);
if (existsSync(bundle)) {
  createRequire(import.meta.url)(bundle.pathname);
} else {
  process.stderr.write('error: dist/main.cjs is missing; npm run build makes it\n');
  process.exitCode = 1;
}
