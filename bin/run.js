#!/usr/bin/env node
import { existsSync } from 'node:fs';
import nodeModule from 'node:module';

// Node 22 and later keep what they compiled for the next start.
nodeModule.enableCompileCache?.();
const bundle = new URL('../dist/node/main.mjs', import.meta.url);
if (existsSync(bundle)) {
  await import(bundle.href);
} else {
  process.stderr.write('error: dist/node is missing; npm run build makes it\n');
  process.exitCode = 1;
}
