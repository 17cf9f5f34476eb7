// Runs the tests below test/ that need no cluster; with words, those whose path holds one of them. `--e2e`: those that need one.
// test/hardening has a command of its own: npm run hardening.
// `--goldens`: writes the outputs anew that test/golden compares with, and the documents that show some of them.
import { spawnSync } from 'node:child_process';
import { filesBelow, root, setUp } from './setup.mjs';

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const e2e = process.argv.includes('--e2e');
const goldens = process.argv.includes('--goldens');
if (goldens) words.push('test/golden/describe.test.ts');
setUp();
const files = filesBelow('test')
  .filter((path) => path.endsWith('.test.ts') && !path.startsWith('test/hardening/') && path.startsWith('test/e2e/') === e2e)
  .filter((path) => words.length === 0 || words.some((word) => path.includes(word)))
  .sort();
// End to end, most of the time goes by waiting for the cluster.
const options = ['--import', 'tsx', '--test', ...(e2e ? ['--test-concurrency=4'] : [])];
const env = { ...process.env, ...(!e2e && { KUBECONFIG: '' }), ...(goldens && { UPDATE_GOLDENS: '1' }) };
const { status } = spawnSync(process.execPath, [...options, ...files], { cwd: root, stdio: 'inherit', env });
process.exitCode = status ?? 1;
if (goldens && status === 0) spawnSync(process.execPath, ['--import', 'tsx', 'scripts/docs/reference.ts'], { cwd: root, stdio: 'inherit' });
