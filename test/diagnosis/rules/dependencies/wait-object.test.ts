import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitObject } from '../../../../src/diagnosis/rules/dependencies/wait-object.ts';
import { oneInit, specify } from '../container-facts.ts';
import { barren, behind, noEndpoints, rootCause, station, waitingFor } from '../wait-facts.ts';

const job = { target: { kind: 'object', resource: 'Job', name: 'migrate', condition: 'complete' }, program: 'kubectl' } as const;
const byLabel = {
  target: { kind: 'object', resource: 'Pod', labelSelector: 'app=queue', condition: 'ready' },
  program: 'kubectl',
} as const;
const rollout = { target: { kind: 'object', resource: 'Deployment', name: 'api', condition: 'rolled out' }, program: 'kubectl' } as const;
const file = { target: { kind: 'file', path: '/data/ready', test: 'exists' }, program: 'test' } as const;
const missing = { state: 'object-missing', nearMisses: [] } as const;
const notYet = (detail: string, pods: readonly string[] = []) =>
  ({ state: 'not-yet', detail, behind: pods.map((pod) => behind(pod)) }) as const;

specify(waitObject, {
  fires: [
    [
      'a Job that is not there',
      waitingFor('Job migrate', missing, job),
      [/Job migrate in namespace shop, which does not exist \(never created, or removed after ttlSecondsAfterFinished\)/],
    ],
    [
      'a Job that has gone',
      waitingFor('Job migrate', { ...missing, lastEvent: 'Completed: Job completed' }, job),
      [/it was there and has gone \(Completed: Job completed\)/],
    ],
    [
      'a Job of nearly that name',
      waitingFor('Job migrate', { ...missing, nearMisses: ['migrate-v2'] }, job),
      [/there is Job migrate-v2/, /ask for Job migrate-v2/],
    ],
    [
      'labels that nothing has',
      waitingFor('Pod app=queue', missing, byLabel),
      [/no Pod matches that label selector/, /get pod -n shop -l app=queue/],
    ],
    [
      'labels that were meant',
      waitingFor('Pod app=queue', { ...missing, nearMisses: ['app=queues'] }, byLabel),
      [/there are: app=queues/, /label app=queues instead of app=queue/],
    ],
    [
      'a Job that failed',
      waitingFor('Job migrate', { state: 'job-failed', reason: 'BackoffLimitExceeded' }, job),
      [/has failed \(BackoffLimitExceeded\) and will never be complete/, /kubectl logs job\/migrate/],
    ],
    [
      'a suspended Job',
      waitingFor('Job migrate', { state: 'job-suspended' }, job),
      [/suspended, so it never runs/, /patch job migrate -n shop -p '\{"spec":\{"suspend":false\}\}'/],
    ],
    [
      'a Job that runs',
      waitingFor('Job migrate', notYet('0 of 1 completions, 1 active'), job),
      [/is not complete yet: 0 of 1 completions/],
    ],
    [
      'a rollout with a root',
      waitingFor('Deployment api', notYet('0 of 1 replicas are available', ['api-x1']), {
        ...rollout,
        trace: {
          stations: [station('api-x1')],
          end: rootCause('the pod has no init containers; the trouble is in app container api: image gone'),
        },
      }),
      [/the root is pod api-x1: app container api: image gone/],
    ],
    [
      'a rollout without pods',
      waitingFor('Deployment api', notYet('0 of 1 replicas are available'), {
        ...rollout,
        trace: { stations: [barren('Deployment', 'api')], end: rootCause('no room in the quota') },
      }),
      [/the root is Deployment api: no room in the quota/],
    ],
    [
      'a file that a sidecar is to write',
      waitingFor('File /data/ready', notYet('sidecar agent is to make it'), file),
      [/kubectl exec \S+ -n shop -c setup -- ls -la \/data/],
    ],
  ],
  silent: [
    [
      'a cycle',
      waitingFor('Deployment api', notYet('0 of 1'), { ...rollout, trace: { stations: [], end: { kind: 'cycle', names: ['web'] } } }),
    ],
    ['a Service', waitingFor('Service api:80', noEndpoints())],
    ['done', waitingFor('Job migrate', { state: 'healthy', detail: 'complete' }, job)],
  ],
});

for (const [name, severity, runningSince, detail, end] of [
  ['a Job that is at work', 'warning', '2026-06-01T11:57:00Z', '0 of 1 completions, 1 active', undefined],
  ['a Job that has been at work for long', 'error', '2026-06-01T11:50:00Z', '0 of 1 completions, 1 active', undefined],
  ['a Job that has failed before', 'error', '2026-06-01T11:59:40Z', '0 of 1 completions, 1 active, 2 failed', undefined],
  ['a Job without pods', 'error', '2026-06-01T11:59:40Z', '0 of 1 completions', undefined],
  ['a Job whose pod is in trouble', 'error', '2026-06-01T11:59:40Z', '0 of 1 completions, 1 active', rootCause('image gone')],
] as const) {
  test(`${name}: ${severity}`, () => {
    const trace = end && { trace: { stations: [station('migrate-x')], end } };
    const [finding] = waitObject.judge(oneInit(waitingFor('Job migrate', notYet(detail), { ...job, runningSince, ...trace })));
    assert.equal(finding?.severity, severity);
  });
}
