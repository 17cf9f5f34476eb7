import { recordings } from '../recordings.ts';

/** A command line and the file with what it prints. */
export interface GoldenCase {
  /** Below test/golden. */
  readonly file: string;
  readonly args: readonly string[];
  readonly columns: number;
  /** `wrapped`: text for a terminal. `raw`: bytes of a log. */
  readonly format: 'wrapped' | 'json' | 'yaml' | 'raw' | 'error';
}

const dump = (name: string): string[] => ['-n', name, '--from', `test/dumps/${name}`];
const plain = { columns: 80, format: 'wrapped' } as const;
const wide = (columns: number, name: string, target: string): GoldenCase => ({
  file: `describe/${name}.${columns}.txt`,
  args: ['describe', target, ...dump(name)],
  columns,
  format: 'wrapped',
});
const logs = (name: string, ...more: readonly string[]): GoldenCase => ({
  file: `logs/${[name, ...more.map((word) => word.replace(/^-+/, ''))].join('.')}.txt`,
  args: ['logs', `pod/${name}`, ...more, ...dump(name)],
  columns: 80,
  format: 'raw',
});
const error = (title: string, ...args: readonly string[]): GoldenCase => ({
  file: `errors/${title}.txt`,
  args,
  columns: 80,
  format: 'error',
});

const descriptions = recordings.map(
  ({ name, target }): GoldenCase => ({ ...plain, file: `describe/${name}.txt`, args: ['describe', target, ...dump(name)] }),
);

export const goldenCases: readonly GoldenCase[] = [
  ...descriptions,
  wide(120, 'wait-chain', 'deploy/web'),
  wide(120, 'inflated-request', 'pod/inflated-request'),
  wide(200, 'wait-chain', 'deploy/web'),
  wide(200, 'kubectl-forbidden', 'pod/kubectl-forbidden'),
  { ...plain, file: 'describe/exit-code.color.txt', args: ['describe', 'exit-code', '--color', 'always', ...dump('exit-code')] },
  { ...plain, file: 'describe/healthy.color.txt', args: ['describe', 'healthy', '--color=always', ...dump('healthy')] },
  { file: 'describe/exit-code.json.txt', args: ['describe', 'exit-code', '-o', 'json', ...dump('exit-code')], columns: 80, format: 'json' },
  {
    file: 'describe/wait-chain.json.txt',
    args: ['describe', 'deploy', 'web', '-ojson', ...dump('wait-chain')],
    columns: 80,
    format: 'json',
  },
  { file: 'describe/quota.json.txt', args: ['describe', 'deploy/quota', '-o', 'json', ...dump('quota')], columns: 80, format: 'json' },
  { file: 'describe/image-tag.yaml.txt', args: ['describe', 'image-tag', '-o', 'yaml', ...dump('image-tag')], columns: 80, format: 'yaml' },
  { ...plain, file: 'describe/namespace-wait-chain.txt', args: ['describe', ...dump('wait-chain')] },
  { ...plain, file: 'describe/namespace-wait-cycle.txt', args: ['describe', '-A', '--from', 'test/dumps/wait-cycle'] },
  { ...plain, file: 'describe/namespace-app-crash.txt', args: ['describe', ...dump('app-crash')] },
  { ...plain, file: 'describe/several.txt', args: ['describe', 'pod/redis-0', 'pod/wait-no-endpoints', ...dump('wait-no-endpoints')] },

  logs('exit-code'),
  logs('no-shell', '--previous'),
  logs('exit-code', '--previous'),
  logs('exit-code', '--all-init'),
  logs('exit-code', '--previous', '--tail=1'),
  logs('never-again', '--previous'),
  logs('wait-port', '--previous', '--tail=2'),
  logs('app-crash', '--previous'),
  logs('sidecar-startup'),
  logs('config-map-missing'),

  error('no-such-pod', 'describe', 'exit-cod', ...dump('exit-code')),
  error('no-such-workload', 'describe', 'deploy/wep', ...dump('wait-chain')),
  error('no-such-namespace', 'describe', 'x', '-n', 'exit-kode', '--from', 'test/dumps/exit-code'),
  error('no-such-kind', 'describe', 'deplyo/web', ...dump('wait-chain')),
  error('bad-flag', 'describe', '--contxt=x', ...dump('exit-code')),
  error('bad-output', 'describe', 'exit-code', '-o', 'xml', ...dump('exit-code')),
  error('unknown-command', 'descrbe', 'exit-code'),
  error('unreadable-dump', 'describe', 'x', '--from', 'test/no-such-dump'),
  error('no-dump', 'describe', 'x', '--from', 'package.json'),
  error('unknown-container', 'logs', 'exit-code', '-c', 'load-conf', ...dump('exit-code')),
  error('logs-without-pods', 'logs', 'deploy/quota', ...dump('quota')),
  error('logs-without-target', 'logs', ...dump('exit-code')),
  error('logs-bad-since', 'logs', 'exit-code', '--since=yesterday', ...dump('exit-code')),
  error('logs-bad-tail', 'logs', 'exit-code', '--tail=few', ...dump('exit-code')),
  error('nothing-selected', 'describe', '-l', 'app=nothing', ...dump('exit-code')),
];
