// Packs dumps of test/dumps into src/demo/, where the program finds them: npm run demos. What a list does not hold is left out.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filesBelow, root } from '../setup.mjs';

const demos = [
  { name: 'wait-chain', target: 'deploy/web' },
  { name: 'exit-code', target: 'pod/exit-code' },
  { name: 'inflated-request', target: 'pod/inflated-request' },
  { name: 'image-private', target: 'pod/image-private' },
];

const folder = join(root, 'src/demo');
for (const { name, target } of demos) {
  const from = `test/dumps/${name}`;
  const files = Object.fromEntries(
    filesBelow(from)
      .sort()
      .map((path) => [relative(from, path), content(path)]),
  );
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ name, target, namespace: name, files }, null, 2)}\n`);
}
execFileSync(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'format', '--write', 'src/demo'], { cwd: root, stdio: 'inherit' });

function content(path) {
  const text = readFileSync(join(root, path), 'utf8');
  return path.endsWith('.yaml') ? JSON.parse(text) : text;
}
