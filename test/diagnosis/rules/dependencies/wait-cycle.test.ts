import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitCycle } from '../../../../src/diagnosis/rules/dependencies/wait-cycle.ts';
import { only, specify } from '../container-facts.ts';
import { behind, noEndpoints, rootCause, station, waitingFor } from '../wait-facts.ts';

const cycle = (...names: string[]) =>
  ({ stations: [station('api-x1', { container: 'wait-web', waitsFor: 'Service web:80' })], end: { kind: 'cycle', names } }) as const;
const outcome = noEndpoints({ behind: [behind('api-x1')] });

specify(waitCycle, {
  fires: [
    [
      'each waits for the other',
      waitingFor('Service api:80', outcome, { trace: cycle('web', 'api') }),
      [/waits for this one in turn: a circular wait, web → api → web/, /wait for each other/, /edit deploy\/web/],
    ],
    ['a ring of three', waitingFor('Service api:80', outcome, { trace: cycle('web', 'api', 'db') }), [/web → api → db → web/]],
    [
      'others wait for each other',
      waitingFor('Service api:80', outcome, { trace: cycle('api', 'db') }),
      [/is caught in a circular wait, api → db → api/],
    ],
    [
      'pods of the same workload',
      waitingFor('Service web:80', outcome, { trace: cycle('web') }),
      [/pods of the same workload web/, /publishNotReadyAddresses/],
    ],
  ],
  silent: [
    [
      'a chain with an end',
      waitingFor('Service api:80', outcome, { trace: { stations: [station('api-x1')], end: rootCause('no image') } }),
    ],
    ['nothing to follow', waitingFor('Service api:80', outcome)],
  ],
});

test('the chain comes back to where it began', () => {
  const { chain } = only(waitCycle, waitingFor('Service api:80', outcome, { trace: cycle('web', 'api') }));
  assert.deepEqual(chain, [
    'web-5d8c7b9f4-x2x2x: setup waits for Service api:80',
    'api-x1: wait-web waits for Service web:80',
    'back at web',
  ]);
});
