import { jobFailed } from '../../../../src/diagnosis/rules/owners/job-failed.ts';
import { factsOf, fires, running, silent } from '../around-facts.ts';

const owned = { ownerReferences: [{ kind: 'Job', name: 'seed', controller: true }] };
const job = (spec: object, status: object = {}) => ({ kind: 'Job', metadata: { name: 'seed', namespace: 'shop' }, spec, status });
const failed = (reason: string, message = 'x') => ({ failed: 3, conditions: [{ type: 'Failed', status: 'True', reason, message }] });
const pod = (object: object, restarts = 0) =>
  factsOf({
    metadata: owned,
    objects: [object],
    spec: { nodeName: 'n', restartPolicy: 'OnFailure' },
    status: {
      phase: 'Pending',
      podIP: '10.0.0.1',
      initContainerStatuses: [
        {
          name: 'setup',
          restartCount: restarts,
          ready: false,
          state: { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-06-01T11:59:00Z' } },
        },
      ],
    },
  });

fires(jobFailed, {
  'it has given up': [
    pod(job({ backoffLimit: 2 }, failed('BackoffLimitExceeded'))),
    {
      cause: /Job seed has failed for good: it reached its backoffLimit of 2, after 3 failed pods/,
      severity: 'warning',
      depth: 'symptom',
      category: 'job',
    },
  ],
  'its failure policy': [
    pod(
      job({}, failed('PodFailurePolicy', 'Container setup for pod shop/seed-1 failed with exit code 3 matching FailJob rule at index 0')),
    ),
    { cause: /podFailurePolicy ended it: Container setup/ },
  ],
  'restarts count: some left': [
    pod(job({ backoffLimit: 4, template: { spec: { restartPolicy: 'OnFailure' } } }), 3),
    { cause: /Job seed tries again: 3 of 4 failures .*restarts of its containers/, severity: 'info' },
  ],
  'pods count: the last one': [
    pod(job({ backoffLimit: 2, template: { spec: { restartPolicy: 'Never' } } }, { failed: 2 })),
    { cause: /2 of 2 failures .*the next failure ends it/ },
  ],
  'the default limit': [pod(job({ template: { spec: { restartPolicy: 'Never' } } }, { failed: 1 })), { cause: /1 of 6 failures/ }],
});

silent(jobFailed, {
  'its deadline, which has a rule of its own': pod(job({ activeDeadlineSeconds: 5 }, failed('DeadlineExceeded'))),
  'the Job may not be read': factsOf({ metadata: owned, denied: ['Job'] }),
  'init runs': running('2026-06-01T11:59:00Z', {}, { metadata: owned, objects: [job({})] }),
  'no Job': running('2026-06-01T11:59:00Z'),
});
