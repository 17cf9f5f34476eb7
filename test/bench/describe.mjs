// `describe POD` beside `kubectl describe pod POD` on the cluster of the kubeconfig, in turns, so that both have the same weather:
// npm run bench [-- POD [NAMESPACE]]. Without a pod: the first that hangs in init. A table of medians; it judges nothing.
import { execFileSync, spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { root, setUp } from '../../scripts/setup.mjs';

const warmUps = 2;
const rounds = 15;

setUp();
const [pod, namespace] = process.argv.length > 2 ? [process.argv[2], process.argv[3] ?? 'default'] : hangingPod();
const executable = process.env.INITDOCTOR_BIN ?? 'dist/kubectl-initdoctor';
const describePod = ['describe', pod, '-n', namespace];

const commands = [
  { name: 'kubectl describe pod', argv: ['kubectl', 'describe', 'pod', pod, '-n', namespace] },
  { name: 'executable describe', argv: [executable, ...describePod] },
  { name: 'Node describe', argv: [process.execPath, 'bin/run.js', ...describePod] },
  { name: 'kubectl version --client', argv: ['kubectl', 'version', '--client'] },
  { name: 'executable --version', argv: [executable, '--version'] },
  { name: 'Node --version', argv: [process.execPath, 'bin/run.js', '--version'] },
  { name: 'Node, nothing', argv: [process.execPath, '-e', '0'] },
];

// Node 20 reads these certificates at each start, before any program (40 ms for those of Debian); the others do not.
const { NODE_EXTRA_CA_CERTS: leftOut, ...env } = process.env;

const times = new Map(commands.map(({ name }) => [name, []]));
for (let round = -warmUps; round < rounds; round++) {
  for (const { name, argv } of commands) {
    const milliseconds = timed(argv);
    if (round >= 0) times.get(name).push(milliseconds);
  }
}

const kubectl = median(times.get('kubectl describe pod'));
const row = (name, milliseconds, ratio, spread) =>
  [name.padEnd(26), milliseconds.padStart(8), ratio.padStart(8), spread.padStart(12)].join('');
const lines = [...times].map(([name, all]) => {
  const sorted = [...all].sort((one, other) => one - other);
  return row(name, median(all).toFixed(0), (median(all) / kubectl).toFixed(2), `${sorted[0].toFixed(0)}-${sorted.at(-1).toFixed(0)}`);
});
process.stdout.write(
  [
    `pod ${pod} in ${namespace}, ${rounds} rounds after ${warmUps}; requests: kubectl ${requests(commands[0].argv)}, ours ${requests(commands[1].argv)}`,
    row('', 'median', 'ratio', 'range (ms)'),
    ...lines,
    ...(leftOut ? ['without NODE_EXTRA_CA_CERTS, which Node reads at each start, before any program'] : []),
    '',
  ].join('\n'),
);

function timed([file, ...args]) {
  const start = performance.now();
  const { status, stderr } = spawnSync(file, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')}: ${stderr}`);
  return performance.now() - start;
}

function median(all) {
  const sorted = [...all].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Both print their requests to stderr: kubectl `verb="GET"` or `GET https://`, we the latter. */
function requests([file, ...args]) {
  const { stderr } = spawnSync(file, [...args, '-v=6'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  return stderr.split('\n').filter((line) => /GET https?:|verb="GET"/.test(line)).length;
}

function hangingPod() {
  const rows = execFileSync('kubectl', ['get', 'pods', '-A', '--no-headers'], { encoding: 'utf8' }).split('\n');
  const [inNamespace, name] =
    rows
      .find((row) => / Init:\S*(BackOff|Error) /.test(row))
      ?.trim()
      .split(/\s+/) ?? [];
  if (!name) throw new Error('no pod hangs in init: name one');
  return [name, inNamespace];
}
