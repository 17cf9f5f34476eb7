import { test } from 'node:test';
import fc from 'fast-check';
import type { WaitTarget } from '../../../src/waits/model.ts';
import { lookUp, type TestObject, waiting } from './objects.ts';

const name = fc.constantFrom('redis', 'db', 'db-0', 'web-5d5c-abcde', 'settings', 'data');
const kind = fc.constantFrom(
  'Service',
  'EndpointSlice',
  'Pod',
  'Deployment',
  'StatefulSet',
  'NetworkPolicy',
  'Namespace',
  'ConfigMap',
  'Job',
  'Event',
);
const labels = { app: 'redis', 'kubernetes.io/service-name': 'redis' };
const key = fc.constantFrom(
  'selector',
  'ports',
  'port',
  'targetPort',
  'clusterIP',
  'podSelector',
  'egress',
  'ingress',
  'to',
  'template',
  'matchLabels',
  'conditions',
  'type',
  'cidr',
);
const junk = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom('', 'None', 'ExternalName', 'redis', '10.0.0.0/8'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
})).value;
const object = fc
  .record({ kind, name, spec: junk, status: junk, endpoints: junk, ports: junk, data: junk })
  .map(({ kind, name, ...rest }): TestObject => ({ kind, metadata: { name, namespace: 'shop', labels }, ...rest }));
const target: fc.Arbitrary<WaitTarget> = fc.oneof(
  fc.record({
    kind: fc.constant('host' as const),
    host: fc.oneof(name, fc.string(), fc.constantFrom('redis.shop', 'db-0.db', '10.0.0.1', '::')),
    port: fc.option(fc.oneof(fc.integer(), fc.string()), { nil: undefined }),
    check: fc.constantFrom('tcp' as const, 'dns' as const, 'udp' as const, 'http' as const, 'ping' as const),
  }),
  fc.record({
    kind: fc.constant('object' as const),
    resource: fc.oneof(kind, fc.string()),
    name: fc.option(name, { nil: undefined }),
    labelSelector: fc.option(fc.string(), { nil: undefined }),
    condition: fc.oneof(fc.constantFrom('ready', 'complete', 'available', 'rolled out', 'delete', 'exists'), fc.string()),
  }),
  fc.record({
    kind: fc.constant('file' as const),
    path: fc.oneof(fc.constantFrom('/work/ready', '/', '/work'), fc.string()),
    test: fc.constantFrom('exists' as const, 'absent' as const),
  }),
);

test('broken objects and odd targets have an answer, and nothing throws', async () => {
  await fc.assert(
    fc.asyncProperty(target, fc.array(object, { maxLength: 6 }), junk, async (wanted, objects, spec) => {
      const pod = typeof spec === 'object' && spec !== null ? waiting({ ...spec }) : waiting();
      await lookUp(wanted, { objects, pod });
    }),
    { numRuns: 400 },
  );
});
