import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { kinds } from '../../src/cluster/kinds.ts';
import type { Kind, Pod } from '../../src/cluster/kubernetes.ts';
import { shaped } from '../../src/cluster/shape.ts';
import { processorTime } from '../processor-time.ts';

const allKinds = Object.keys(kinds) as Kind[];

const goodPod = (): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' }, ownerReferences: [] },
  spec: {
    initContainers: [{ name: 'wait', image: 'busybox', env: [{ name: 'A', value: '1' }], command: ['sh'] }],
    containers: [{ name: 'app', image: 'nginx' }],
    tolerations: [{ key: 'a', operator: 'Exists' }],
    volumes: [{ name: 'v', secret: { secretName: 's' } }],
  },
  status: {
    phase: 'Pending',
    conditions: [{ type: 'Initialized', status: 'False' }],
    initContainerStatuses: [
      { name: 'wait', image: 'busybox', imageID: '', ready: false, restartCount: 2, state: { terminated: { exitCode: 1 } } },
    ],
  },
});

describe('shaped', () => {
  it('returns an object in order itself', () => {
    const pod = goodPod();
    assert.equal(shaped('Pod', pod), pod);
  });

  for (const nothing of [undefined, null, 'x', 7, true, [], {}]) {
    it(`makes an empty pod of ${JSON.stringify(nothing)}`, () => {
      assert.deepEqual(shaped('Pod', nothing), { metadata: {}, spec: { containers: [] } });
    });
  }

  const table: [what: string, spec: unknown, expected: unknown][] = [
    ['a string for a list', { containers: 'app' }, { containers: [] }],
    ['null items', { containers: [null, { name: 'app' }] }, { containers: [{ name: 'app', image: '' }] }],
    ['a missing name', { containers: [{ image: 'a' }] }, { containers: [{ image: 'a', name: '' }] }],
    ['a string for a command', { containers: [{ name: 'a', image: 'b', command: 'sh' }] }, { containers: [{ name: 'a', image: 'b' }] }],
    ['a number for an object', { containers: [], affinity: 7 }, { containers: [] }],
    ['a field that is not read', { containers: [], future: { x: [1] } }, { containers: [], future: { x: [1] } }],
    ['unquoted label values', { containers: [], nodeSelector: { zone: 1, on: true } }, { containers: [], nodeSelector: { zone: '1' } }],
  ];
  for (const [what, spec, expected] of table) {
    it(`mends ${what}`, () => assert.deepEqual(shaped('Pod', { metadata: {}, spec }).spec, expected));
  }

  it('does not take a run without exit code for a finished one', () => {
    const status = { initContainerStatuses: [{ name: 'a', state: { terminated: { reason: 'Error' } } }] };
    const [first] = shaped('Pod', { status }).status?.initContainerStatuses ?? [];
    assert.deepEqual(first, { name: 'a', image: '', imageID: '', ready: false, restartCount: 0, state: {} });
  });

  it('gives workloads a template and a selector', () => {
    const spec = { selector: {}, template: { metadata: {}, spec: { containers: [] } } };
    assert.deepEqual(shaped('Deployment', { spec: {} }).spec, spec);
    assert.deepEqual(shaped('StatefulSet', { spec: { template: null } }).spec, spec);
    assert.deepEqual(shaped('CronJob', { spec: {} }).spec, { schedule: '', jobTemplate: { metadata: {} } });
  });

  it('knows fields whose names are reserved words', () => {
    assert.deepEqual(shaped('LimitRange', { spec: { limits: [{ type: 'Container', default: { cpu: 1 } }] } }).spec?.limits[0]?.default, {
      cpu: '1',
    });
    assert.deepEqual(shaped('NetworkPolicy', { spec: { ingress: [{ from: [null, {}] }] } }).spec?.ingress?.[0]?.from, [{}]);
  });

  it('leaves no value of a Secret, wherever it stands', () => {
    const secret = shaped('Secret', {
      metadata: { name: 's', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"k":"aHVzaA=="}}' } },
      data: { k: 'aHVzaA==' },
      stringData: { t: 'hush', n: 7 },
      extra: 'hush',
    });
    assert.deepEqual(secret.data, { k: '' });
    assert.deepEqual(secret.stringData, { t: '', n: '' });
    assert.doesNotMatch(JSON.stringify(secret), /hush|aHVzaA/);
  });

  it('shapes ten thousand pods in well under a second', () => {
    const pods = Array.from({ length: 10_000 }, goodPod);
    const took = processorTime(() => {
      for (const pod of pods) shaped('Pod', pod);
    });
    assert.ok(took < 1000, `${took} ms`);
  });
});

/** A copy of a value with one place in it replaced. */
const replaced = (value: unknown, path: readonly number[], replacement: unknown): unknown => {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return replacement;
  const entries = Object.entries(value);
  const [key] = entries[step % Math.max(entries.length, 1)] ?? [];
  if (key === undefined) return replacement;
  const changed = entries.map(([name, item]): [string, unknown] => [name, name === key ? replaced(item, rest, replacement) : item]);
  return Array.isArray(value) ? changed.map(([, item]) => item) : Object.fromEntries(changed);
};

describe('shaped, for any JSON', () => {
  const mutatedPod = fc
    .tuple(fc.array(fc.nat(12), { maxLength: 7 }), fc.jsonValue())
    .map(([path, replacement]) => replaced(goodPod(), path, replacement));

  it('changes nothing in what it is given, and finds nothing to mend in what it returns', () => {
    fc.assert(
      fc.property(fc.constantFrom(...allKinds), fc.oneof(fc.jsonValue(), mutatedPod), (kind, value) => {
        const before = JSON.stringify(value);
        const once = shaped(kind, value);
        assert.equal(JSON.stringify(value), before);
        const twice = shaped(kind, once);
        if (kind === 'Secret') assert.deepEqual(twice, once);
        else assert.equal(twice, once);
      }),
    );
  });

  it('lets a reader of pods trust the types', () => {
    fc.assert(
      fc.property(mutatedPod, (value) => {
        const pod = shaped('Pod', value);
        for (const container of [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])]) {
          container.name.concat(container.image?.toUpperCase() ?? '', ...(container.command ?? []));
          for (const variable of container.env ?? []) variable.name.concat(variable.value ?? '');
        }
        for (const status of pod.status?.initContainerStatuses ?? []) {
          assert.equal(typeof status.restartCount, 'number');
          status.state?.terminated?.exitCode.toFixed();
        }
        for (const volume of pod.spec?.volumes ?? []) volume.secret?.secretName?.trim();
        for (const condition of pod.status?.conditions ?? []) condition.type.trim();
        Object.values(pod.metadata?.labels ?? {}).map((label) => label.trim());
      }),
    );
  });
});
