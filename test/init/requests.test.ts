import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Container, Pod } from '../../src/cluster/kubernetes.ts';
import { printQuantity } from '../../src/init/quantity.ts';
import { type EffectiveRequest, effectiveRequests } from '../../src/init/requests.ts';

type Amounts = Record<string, string>;

const asks = (name: string, requests: Amounts, more: Partial<Container> = {}): Container => ({ name, resources: { requests }, ...more });
const plain = (name: string, requests: Amounts): Container => asks(name, requests);
const sidecar = (name: string, requests: Amounts): Container => asks(name, requests, { restartPolicy: 'Always' });
const cpu = (amount: string): Amounts => ({ cpu: amount });
const podOf = (initContainers: Container[], mains: Amounts[], spec: Partial<Pod['spec']> = {}): Pod => ({
  spec: { initContainers, ...spec, containers: mains.map((requests, index) => asks(`main-${index}`, requests)) },
});
const totals = (pod: Pod): Amounts =>
  Object.fromEntries(effectiveRequests(pod).map(({ resource, total }) => [resource, printQuantity(total)]));
const only = (pod: Pod, resource = 'cpu'): EffectiveRequest =>
  effectiveRequests(pod).find((request) => request.resource === resource) ?? assert.fail(`nothing asks for ${resource}`);

const [P, S] = [plain, sidecar];
const table: readonly { pod: Pod; total: Amounts; setBy?: string; title: string }[] = [
  { title: 'a large init sets it', pod: podOf([P('p', cpu('4'))], [cpu('1')]), total: { cpu: '4' }, setBy: 'p' },
  { title: 'a small init does not', pod: podOf([P('p', cpu('2'))], [cpu('2'), cpu('3')]), total: { cpu: '5' } },
  {
    title: 'overhead comes on top',
    pod: podOf([P('p', cpu('2'))], [cpu('2'), cpu('3')], { overhead: { cpu: '1', memory: '1Gi' } }),
    total: { cpu: '6', memory: '1Gi' },
  },
  {
    title: 'every resource has its own maximum',
    pod: podOf(
      [P('a', { cpu: '1', memory: '5' }), P('b', { cpu: '40', memory: '120' })],
      [
        { cpu: '1', memory: '5' },
        { cpu: '4', memory: '12' },
      ],
    ),
    total: { cpu: '40', memory: '120' },
    setBy: 'b',
  },
  { title: 'a sidecar adds to the app', pod: podOf([S('s', cpu('1'))], [cpu('1')]), total: { cpu: '2' } },
  {
    title: 'sidecars after an init do not add to it',
    pod: podOf([P('p', cpu('5')), S('a', cpu('1')), S('b', cpu('2')), S('c', cpu('3'))], [cpu('1')]),
    total: { cpu: '7' },
  },
  {
    title: 'sidecars before an init add to it',
    pod: podOf([P('p', cpu('5')), S('a', cpu('1')), S('b', cpu('2')), P('q', cpu('5')), S('c', cpu('3'))], [cpu('1')]),
    total: { cpu: '8' },
    setBy: 'q',
  },
  {
    title: 'a sidecar before a large init',
    pod: podOf([S('s', cpu('10')), P('p', cpu('200'))], [cpu('100')]),
    total: { cpu: '210' },
    setBy: 'p',
  },
  {
    title: 'pod-level requests replace those of containers',
    pod: podOf([], [{ cpu: '2m', memory: '3Mi' }], { resources: { requests: { cpu: '8m', memory: '6Mi' } } }),
    total: { cpu: '8m', memory: '6Mi' },
  },
  {
    title: 'pod-level requests replace only what they name',
    pod: podOf([], [cpu('2m')], { resources: { requests: { memory: '2Mi' } } }),
    total: { cpu: '2m', memory: '2Mi' },
  },
  {
    title: 'an init larger in all',
    pod: podOf([P('p', { cpu: '4m', memory: '5Mi' })], [{ cpu: '2m', memory: '3Mi' }]),
    total: { cpu: '4m', memory: '5Mi' },
    setBy: 'p',
  },
  {
    title: 'pod-level requests never replace storage and extended resources',
    pod: podOf([P('p', { 'example.com/fpga': '3' })], [{ 'example.com/fpga': '1' }], {
      resources: { requests: { 'example.com/fpga': '9' } },
    }),
    total: { 'example.com/fpga': '3' },
    setBy: 'p',
  },
];

describe('effective requests', () => {
  for (const { title, pod, total, setBy } of table) {
    test(title, () => {
      assert.deepEqual(totals(pod), total);
      for (const request of effectiveRequests(pod)) assert.equal(request.setBy, setBy);
    });
  }

  test('what the app alone needs is told apart from overhead and init', () => {
    const request = only(podOf([P('p', cpu('4'))], [cpu('1')], { overhead: cpu('500m') }));
    assert.deepEqual(
      [request.app, request.total, request.overhead].map((part) => part && printQuantity(part)),
      ['1', '4500m', '500m'],
    );
  });

  test('an init is not to blame where the pod says what it needs', () => {
    const request = only(podOf([P('p', cpu('4'))], [cpu('1')], { resources: { requests: cpu('2') } }));
    assert.deepEqual([request.setBy, request.podLevel, printQuantity(request.total)], [undefined, true, '2']);
  });

  test('a limit without a request counts as one, as the API server fills it in', () => {
    assert.deepEqual(totals({ spec: { containers: [{ name: 'app', resources: { limits: { memory: '1Gi' } } }] } }), { memory: '1Gi' });
  });

  test('while a container is resized the larger amount counts, but of a plain init only what it asks for', () => {
    const held = { resources: { requests: cpu('3') }, allocatedResources: cpu('2'), image: '', imageID: '', ready: true, restartCount: 0 };
    const pod = podOf([P('p', cpu('1'))], [cpu('1')]);
    const resized = {
      ...pod,
      status: { containerStatuses: [{ ...held, name: 'main-0' }], initContainerStatuses: [{ ...held, name: 'p' }] },
    };
    assert.deepEqual(totals(resized), { cpu: '3' });
    assert.equal(only(resized).setBy, undefined);
  });

  test('any spec has an answer', () => {
    const keys = fc.constantFrom('containers', 'initContainers', 'resources', 'requests', 'overhead', 'cpu');
    fc.assert(fc.property(fc.object({ key: keys }), (spec) => void effectiveRequests(JSON.parse(JSON.stringify({ spec })))));
  });
});
