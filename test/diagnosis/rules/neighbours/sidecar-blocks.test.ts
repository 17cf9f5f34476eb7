import { sidecarBlocks } from '../../../../src/diagnosis/rules/neighbours/sidecar-blocks.ts';
import { fires, initialized, running, silent } from '../around-facts.ts';

const template = (...initContainers: object[]) => ({
  kind: 'ReplicaSet',
  metadata: { name: 'web-5d8c7b9f4' },
  spec: { template: { spec: { initContainers, containers: [{ name: 'web' }] } } },
});
const deployment = (...initContainers: object[]) => ({ ...template(...initContainers), kind: 'Deployment', metadata: { name: 'web' } });
const since = '2026-06-01T11:50:00Z';

fires(sidecarBlocks, {
  'a webhook dropped the field': [
    running(since, {}, { objects: [template({ name: 'setup', restartPolicy: 'Always' })] }),
    {
      cause:
        /setup is a native sidecar in the template of Deployment web \(restartPolicy: Always\), but the live pod lacks that field.*mutating webhook/,
      confidence: 'certain',
      depth: 'root',
      category: 'sidecar',
      container: 'setup',
      fix: /update the mutating webhook/,
    },
  ],
  'only the Deployment is there, other containers lost it too': [
    running(
      since,
      {},
      {
        spec: { initContainers: [{ name: 'setup' }, { name: 'log' }] },
        objects: [deployment({ name: 'setup', restartPolicy: 'Always' }, { name: 'log', restartPolicy: 'Always' })],
      },
    ),
    { cause: /dropped it \(from log too\)/ },
  ],
  'a shipper of logs': [
    running(since, { name: 'ship', image: 'cr.fluentbit.io/fluent/fluent-bit:3.2', args: ['-c', '/etc/f.conf'] }),
    {
      cause:
        /ship runs for 10m and never ends: its image .*fluent-bit:3.2 runs until it is stopped; as a plain init container .* holds back web/,
      command: /"restartPolicy":"Always"/,
      confidence: 'likely',
    },
  ],
  'a proxy of a database': [
    running(since, { name: 'db-proxy', image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14', args: ['--port=5432', 'p:r:i'] }),
    { cause: /cloud-sql-proxy/ },
  ],
  'tail -F': [
    running(since, { name: 'tail-log', command: ['sh', '-c', 'tail -n 0 -F /var/log/app.log'] }),
    { cause: /its command \(tail -n 0 -F\) follows or serves/ },
  ],
  'it says that it serves': [
    running(
      since,
      { name: 'cache', image: 'acme/cache:1' },
      { logs: { cache: { run: 'current', lines: ['cache listening on 0.0.0.0:6379'] } } },
    ),
    { cause: /it serves: "cache listening on/ },
  ],
});

silent(sidecarBlocks, {
  'a copy out of such an image': running(since, {
    name: 'copy-conf',
    image: 'envoyproxy/envoy:v1',
    command: ['cp', '/etc/envoy.yaml', '/out'],
  }),
  'a plain script': running(since, { command: ['sh', '-c', 'python load.py'] }),
  'plain in the template too': running(since, {}, { objects: [template({ name: 'setup' })] }),
  'init is done': initialized({ state: { running: {} } }),
});
