import assert from 'node:assert/strict';
import { it } from 'node:test';
import { oomKilled } from '../../../../src/diagnosis/rules/runs/oom-killed.ts';
import { exited, oneInit, specify } from '../container-facts.ts';

const limit = (memory: string) => ({ resources: { limits: { memory } } });
const oom = (exitCode = 137) => exited(exitCode, [], { reason: 'OOMKilled' });

specify(oomKilled, {
  fires: [
    [
      'its own limit',
      { ...oom(), container: limit('64Mi') },
      [/memory limit of 64Mi \(its own\)/, /kubectl set resources deploy\/web -n shop -c setup --limits=memory=128Mi/],
    ],
    [
      'the default of a LimitRange',
      {
        ...oom(),
        container: limit('128Mi'),
        objects: [
          { kind: 'LimitRange', metadata: { name: 'defaults' }, spec: { limits: [{ type: 'Container', default: { memory: '128Mi' } }] } },
        ],
      },
      [/default of LimitRange defaults/],
    ],
    [
      'exit 0, only a child was killed',
      { ...oom(0), waiting: undefined as never, terminated: { exitCode: 0, reason: 'OOMKilled' }, container: limit('64Mi') },
      [/child process/, /exit code 0/],
    ],
    ['no limit', oom(), [/no memory limit of its own/]],
    [
      'an injected container',
      { ...exited(137, [], { reason: 'OOMKilled' }), logs: {}, container: { name: 'consul-connect-inject-init', ...limit('25Mi') } },
      [/set by the Consul connect injector/, /injected by the Consul/],
    ],
    [
      'files in a volume of memory',
      {
        ...oom(),
        container: { ...limit('64Mi'), volumeMounts: [{ name: 'm', mountPath: '/mem' }] },
        spec: { volumes: [{ name: 'm', emptyDir: { medium: 'Memory' } }] },
      },
      [/writes to \/mem .* counts as its memory/],
    ],
    [
      'a JVM whose heap is as large as the limit',
      { ...oom(), container: { ...limit('512Mi'), env: [{ name: 'JAVA_ARGS', value: '-Xms512m -Xmx512m' }] } },
      [/heap of its JVM alone may grow to 512m/],
    ],
    ['a JVM', { ...oom(), container: { ...limit('64Mi'), image: 'flyway/flyway:10' } }, [/MaxRAMPercentage/]],
    [
      'the app runs the same image with more',
      {
        ...oom(),
        container: limit('64Mi'),
        spec: { containers: [{ name: 'app', image: 'ghcr.io/acme/tools:1.4', resources: { limits: { memory: '2Gi' } } }] },
      },
      [/container app runs the same image with a limit of 2Gi/],
    ],
  ],
  silent: [
    ['killed by somebody else', exited(137)],
    ['an error that speaks of memory', exited(1, ['out of memory'])],
    ['done', { terminated: { exitCode: 0, reason: 'Completed' } }],
  ],
});

it('takes no copy of a Java agent for a JVM', () => {
  const container = { ...limit('16Mi'), image: 'autoinstrumentation-java:2', command: ['cp', '/javaagent.jar', '/otel/javaagent.jar'] };
  const [finding] = oomKilled.judge(oneInit({ ...oom(), container }));
  assert.equal(finding?.category, 'oom');
  assert.ok(!finding.fixes.some(({ text }) => /JVM/.test(text)));
});
