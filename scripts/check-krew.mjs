// Checks a krew manifest by krew's rules: node scripts/check-krew.mjs [FILE]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { brokenKrewRules } from './krew-rules.mjs';
import { root } from './setup.mjs';

const file = process.argv[2] ?? join(root, 'krew-manifest.yaml');
const broken = brokenKrewRules(parse(readFileSync(file, 'utf8')));
for (const rule of broken) process.stderr.write(`${file}: ${rule}\n`);
process.exitCode = broken.length > 0 ? 1 : 0;
