import { suspended } from '../../../../src/diagnosis/rules/owners/suspended.ts';
import { fires, owner, silent } from '../around-facts.ts';

fires(suspended, {
  'a Job': [
    owner(undefined, { kind: 'Job', spec: { suspend: true } }),
    { cause: /Job web is suspended/, command: /patch job\/web -n shop .*suspend/, category: 'job' },
  ],
  'a CronJob': [owner(undefined, { kind: 'CronJob', spec: { suspend: true } }), { cause: /CronJob web is suspended/ }],
  'a Job in a queue of Kueue': [
    owner(undefined, { kind: 'Job', spec: { suspend: true }, metadata: { labels: { 'kueue.x-k8s.io/queue-name': 'team' } } }),
    { cause: /until queue team admits it/, heals: 'maybe' },
  ],
  'a paused rollout': [
    owner(undefined, { spec: { paused: true } }),
    { cause: /rollout of Deployment web is paused/, command: /rollout resume deploy\/web -n shop/ },
  ],
  'a paused rollout with replicas': [owner(undefined, { spec: { paused: true, replicas: 3 } }), { cause: /is paused/ }],
});

silent(suspended, {
  'a running Job': owner(undefined, { kind: 'Job' }),
  'suspend: false': owner(undefined, { kind: 'CronJob', spec: { suspend: false } }),
  'a Deployment': owner(undefined),
});
