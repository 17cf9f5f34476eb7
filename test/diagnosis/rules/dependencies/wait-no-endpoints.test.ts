import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitNoEndpoints } from '../../../../src/diagnosis/rules/dependencies/wait-no-endpoints.ts';
import { oneInit, specify } from '../container-facts.ts';
import { barren, behind, chainIn, noEndpoints, rootCause, station, waitingFor } from '../wait-facts.ts';

const db = 'Service db:5432';
const deployment = { kind: 'Deployment', namespace: 'shop', name: 'db' };
const noImage = rootCause('image registry.test/db:9 does not exist');

specify(waitNoEndpoints, {
  fires: [
    [
      'a server that has been starting for a moment',
      waitingFor(db, noEndpoints({ behind: [behind('db-0')] }), {
        runningSince: '2026-06-01T11:59:30Z',
        trace: { stations: [station('db-0')], end: { kind: 'working', detail: 'db-0 is Running' } },
      }),
      [/pod db-0 behind it is not ready yet/],
    ],
    [
      'a selector that matches nothing',
      waitingFor(db, noEndpoints()),
      [/db:5432 in namespace shop, which has no ready endpoint: its selector app=db matches no pod/],
    ],
    ['no selector', waitingFor(db, { state: 'no-endpoints', behind: [], selfOnly: false, headless: false }), [/has no selector/]],
    [
      'a label with another value',
      waitingFor(db, noEndpoints({ mismatch: { candidate: deployment, label: 'app', selectorValue: 'db', podValue: 'postgres' } })),
      [/Deployment db has app=postgres, not app=db/, /patch service db -n shop -p '\{"spec":\{"selector":\{"app":"postgres"\}\}\}'/],
    ],
    [
      'a label that pods lack: no patch that would leave the selector empty',
      waitingFor(db, noEndpoints({ mismatch: { candidate: deployment, label: 'tier', selectorValue: 'data' } })),
      [/Deployment db has no label tier/, /kubectl edit service db -n shop/],
    ],
    [
      'a workload without pods',
      waitingFor(db, noEndpoints({ workload: { ...deployment, replicas: 2 } })),
      [/Deployment db, whose pods it selects, has no pods/],
    ],
    [
      'a workload that says why it has no pods',
      waitingFor(db, noEndpoints({ workload: deployment }), {
        trace: { stations: [barren('Deployment', 'db')], end: rootCause('ResourceQuota team has no room for the pod') },
      }),
      [/Deployment db, whose pods it selects, has none: ResourceQuota team has no room/, /set an image that exists/],
    ],
    [
      'pods that are not ready',
      waitingFor(db, noEndpoints({ behind: [behind('db-0')] })),
      [/0 of 1 pods behind it are ready \(db-0\)/, /describe pod db-0/],
    ],
    [
      'a pod behind it in trouble',
      waitingFor(db, noEndpoints({ behind: [behind('db-0')] }), { trace: { stations: [station('db-0')], end: noImage } }),
      [/pod db-0 behind it: image registry\.test\/db:9 does not exist/],
    ],
    [
      'an app in trouble: its init is nothing to who waits',
      waitingFor(db, noEndpoints({ behind: [behind('db-0')] }), {
        trace: { stations: [station('db-0')], end: rootCause('the pod has no init containers; app container db runs but is not ready') },
      }),
      [/behind it: app container db runs/],
    ],
    [
      'a chain',
      waitingFor('Service api:80', noEndpoints({ behind: [behind('api-x1')] }), {
        trace: { stations: [station('api-x1', { container: 'wait-db', waitsFor: db }), station('db-0')], end: noImage },
      }),
      [/Service api:80 in namespace shop, which has no ready endpoint: the root is pod db-0: image/],
    ],
    [
      'a chain that is too long',
      waitingFor(db, noEndpoints({ behind: [behind('db-0')] }), { trace: { stations: [station('db-0')], end: { kind: 'far' } } }),
      [/pod db-0 behind it is Init:0\/1; the chain goes on from there/],
    ],
    [
      'a chain into the dark',
      waitingFor(db, noEndpoints({ behind: [behind('db-0')] }), {
        trace: { stations: [station('db-0')], end: { kind: 'unreadable', reason: 'forbidden' } },
      }),
      [/could not be read: forbidden/],
    ],
    [
      'a pod that is just starting',
      waitingFor(db, noEndpoints({ behind: [behind('db-0')] }), {
        trace: { stations: [station('db-0')], end: { kind: 'working', detail: 'db-0 is Running' } },
      }),
      [/not ready yet \(db-0 is Running\)/],
    ],
    [
      'a pod by its own name',
      waitingFor('Pod db-0:5432', noEndpoints({ behind: [behind('db-0')], headless: true }), { host: 'db-0.db' }),
      [/Pod db-0:5432 in namespace shop, which is no ready endpoint/],
    ],
    [
      'only on other nodes',
      waitingFor(db, noEndpoints({ behind: [behind('db-0')], node: 'node-7' })),
      [/internalTrafficPolicy is Local.*node-7/],
    ],
    [
      'pods that may not be listed',
      waitingFor(db, noEndpoints({ unreadable: 'forbidden' })),
      [/not all pods and workloads could be read \(forbidden\)/],
    ],
    [
      'a pod behind it that may not be read',
      waitingFor(db, noEndpoints({ behind: [behind('db-0')] }), {
        trace: { stations: [], end: { kind: 'unreadable', reason: 'pod db-0: forbidden' } },
      }),
      [/could not be read: pod db-0: forbidden/],
    ],
  ],
  silent: [
    [
      'a cycle, which has a rule of its own',
      waitingFor(db, noEndpoints({ behind: [behind('db-0')] }), { trace: { stations: [], end: { kind: 'cycle', names: ['web', 'db'] } } }),
    ],
    ['its own endpoints', waitingFor(db, noEndpoints({ selfOnly: true }))],
    ['a ready Service', waitingFor(db, { state: 'healthy', detail: '1 of 1 endpoint ready' })],
  ],
});

test('the chain names every station from the waiting pod to the root', () => {
  const trace = {
    stations: [
      station('api-x1', { container: 'wait-db', waitsFor: db }),
      station('db-0', { namespace: 'data', status: 'ImagePullBackOff' }),
    ],
    end: noImage,
  };
  const facts = oneInit(waitingFor('Service api:80', noEndpoints({ behind: [behind('api-x1')] }), { trace }));
  assert.deepEqual(chainIn(waitNoEndpoints.judge(facts)), [
    'web-5d8c7b9f4-x2x2x: setup waits for Service api:80',
    'api-x1: wait-db waits for Service db:5432',
    'data/db-0: ImagePullBackOff',
  ]);
});

test('a log that says the check is not allowed to ask makes the target second', () => {
  const line =
    'Error from server (Forbidden): services "db" is forbidden: User "system:serviceaccount:shop:default" cannot get resource "services"';
  const [finding] = waitNoEndpoints.judge(oneInit(waitingFor(db, noEndpoints(), { logs: { setup: [line] } })));
  assert.equal(finding?.confidence, 'possible');
});

test('a server is given a minute to get ready, one in trouble is not', () => {
  const working = { stations: [station('db-0')], end: { kind: 'working', detail: 'db-0 is Running' } } as const;
  const severity = (runningSince: string, trace: NonNullable<Parameters<typeof waitingFor>[2]>['trace']) =>
    waitNoEndpoints.judge(oneInit(waitingFor(db, noEndpoints({ behind: [behind('db-0')] }), { runningSince, ...(trace && { trace }) })))[0]
      ?.severity;
  assert.equal(severity('2026-06-01T11:59:30Z', working), 'warning');
  assert.equal(severity('2026-06-01T11:57:00Z', working), 'error');
  assert.equal(severity('2026-06-01T11:59:30Z', { stations: [station('db-0')], end: noImage }), 'error');
});
