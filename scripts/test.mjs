// Runs the tests below test/ that need no cluster; with words, those whose path holds one of them. `--e2e`: those that need one.
import { spawnSync } from 'node:child_process';
import { filesBelow, root, setUp } from './setup.mjs';

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const e2e = process.argv.includes('--e2e');
setUp();
const files = filesBelow('test')
  .filter((path) => path.endsWith('.test.ts') && path.startsWith('test/e2e/') === e2e)
  .filter((path) => words.length === 0 || words.some((word) => path.includes(word)))
  .sort();
const { status } = spawnSync(process.execPath, ['--import', 'tsx', '--test', ...files], { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
