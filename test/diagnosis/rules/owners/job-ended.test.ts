import { jobEnded } from '../../../../src/diagnosis/rules/owners/job-ended.ts';
import { fires, owner, silent } from '../around-facts.ts';

const failed = (reason: string, message: string, spec: object = {}, type = 'Failed') =>
  owner(undefined, { kind: 'Job', spec, status: { failed: 3, conditions: [{ type, status: 'True', reason, message }] } });

fires(jobEnded, {
  'all tries used': [
    failed('BackoffLimitExceeded', 'Job has reached the specified backoff limit', { backoffLimit: 2 }),
    {
      cause: /Job web has failed for good: it reached its backoffLimit of 2, after 3 failed pods; its pods are gone/,
      category: 'job',
      severity: 'error',
    },
  ],
  'the default limit': [failed('BackoffLimitExceeded', 'Job has reached the specified backoff limit'), { cause: /backoffLimit of 6/ }],
  'restarts count': [
    failed('BackoffLimitExceeded', 'x', { template: { spec: { restartPolicy: 'OnFailure', containers: [] } } }),
    { cause: /restartPolicy OnFailure: restarts of init containers count/ },
  ],
  'its deadline': [
    failed('DeadlineExceeded', 'Job was active longer than specified deadline', { activeDeadlineSeconds: 300 }),
    { cause: /activeDeadlineSeconds of 300 \(5m\) ran out/, category: 'deadline', code: 'deadline' },
  ],
  'its failure policy': [
    failed('PodFailurePolicy', 'Container setup for pod shop/web-1 failed with exit code 42 matching FailJob rule at index 0'),
    { cause: /podFailurePolicy ended it: Container setup .* exit code 42/ },
  ],
  'about to fail': [failed('BackoffLimitExceeded', 'x', {}, 'FailureTarget'), { cause: /has failed for good/ }],
});

silent(jobEnded, {
  complete: owner(undefined, { kind: 'Job', status: { conditions: [{ type: 'Complete', status: 'True' }] } }),
  running: owner(undefined, { kind: 'Job' }),
  'a Deployment': owner(undefined),
});
