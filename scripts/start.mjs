// Sets a clone up and does the main job: looks at the cluster of the kubeconfig, or, where none answers, at the bundled dumps.
import { spawnSync } from 'node:child_process';
import { root, setUp } from './setup.mjs';

setUp();
const words = process.argv.slice(2);
const run = (...argv) => spawnSync(process.execPath, ['bin/run.js', ...argv], { cwd: root, stdio: 'inherit' }).status ?? 1;
if (words.length > 0) process.exitCode = run(...words);
else if (run('describe', '--request-timeout=3s') === 1) {
  process.stderr.write('\nno cluster answers: here is the demo, on dumps of real failures\n\n');
  process.exitCode = run('demo');
}
