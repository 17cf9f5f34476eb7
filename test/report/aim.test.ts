import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Aim, aimed } from '../../src/report/aim.ts';

const there: Aim = { context: 'prod' };
const cases: readonly (readonly [command: string, aim: Aim, then: string])[] = [
  ['kubectl get pods -n shop', {}, 'kubectl get pods -n shop'],
  ['kubectl get pods -n shop', there, 'kubectl --context=prod get pods -n shop'],
  ['kubectl get pods', { context: 'a b', kubeconfig: '/x y' }, "kubectl '--kubeconfig=/x y' '--context=a b' get pods"],
  [
    'kubectl get x > x.yaml && ${EDITOR:-vi} x.yaml && kubectl replace -f x.yaml',
    there,
    'kubectl --context=prod get x > x.yaml && ${EDITOR:-vi} x.yaml && kubectl --context=prod replace -f x.yaml',
  ],
  ['kubectl get x -o yaml | kubectl replace -f -', there, 'kubectl --context=prod get x -o yaml | kubectl --context=prod replace -f -'],
  [
    "kubectl patch x -p 'until true && kubectl get x; do it'\\''s && kubectl x'",
    there,
    "kubectl --context=prod patch x -p 'until true && kubectl get x; do it'\\''s && kubectl x'",
  ],
  ['crane ls registry/kubectl ', there, 'crane ls registry/kubectl '],
];

for (const [command, aim, then] of cases)
  test(`${command}, aimed at ${JSON.stringify(aim)}`, () => assert.equal(aimed(command, aim), then));
