import { noPods } from '../../../../src/diagnosis/rules/owners/no-pods.ts';
import { fires, owner, silent } from '../around-facts.ts';

fires(noPods, {
  'a refusal in words that nobody knows': [
    owner('Error creating: etcdserver: request timed out'),
    { cause: /no pod can be created for Deployment web: etcdserver: request timed out/, severity: 'warning' },
  ],
  'another warning': [
    owner(undefined, { events: [['FailedGetResourceMetric', 'unable to get metrics']] }),
    { cause: /its last warning: unable to get metrics/ },
  ],
  'nothing is known': [
    owner(undefined, { status: { observedGeneration: 2 }, metadata: { generation: 2 } }),
    { cause: /Deployment web has no pods and no event says why/, command: /describe rs -n shop/ },
  ],
  'the controller has not looked': [
    owner(undefined, { status: { observedGeneration: 1 }, metadata: { generation: 2 } }),
    { cause: /its controller has not looked at it yet/ },
  ],
  'a Job': [owner(undefined, { kind: 'Job' }), { cause: /Job web has no pods/, command: /describe job\/web/ }],
});

silent(noPods, {
  'a Job that is done, its pods removed': owner(undefined, { kind: 'Job', status: { conditions: [{ type: 'Complete', status: 'True' }] } }),
  'a CronJob between its runs': owner(undefined, { kind: 'CronJob' }),
});
