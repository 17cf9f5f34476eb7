import { deadline } from '../../../../src/diagnosis/rules/owners/deadline.ts';
import { factsOf, fires, running, silent } from '../around-facts.ts';

const owned = { ownerReferences: [{ kind: 'Job', name: 'seed', controller: true }] };
const job = (spec: object, conditions: object[] = []) => ({
  kind: 'Job',
  metadata: { name: 'seed', namespace: 'shop' },
  spec,
  status: { conditions },
});
const over = { type: 'Failed', status: 'True', reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' };
const ended = (spec: object, more: object = {}, reason?: string) =>
  factsOf({
    spec: { nodeName: 'n', ...spec },
    status: { phase: 'Failed', ...(reason && { reason, message: 'Pod was active on the node longer than the specified deadline' }) },
    ...more,
  });

fires(deadline, {
  'of the pod': [
    ended({ activeDeadlineSeconds: 90 }, {}, 'DeadlineExceeded'),
    {
      cause: /activeDeadlineSeconds 90 of pod web-5d8c7b9f4-x2x2x \(90s\) ran out while init container setup had not succeeded/,
      container: 'setup',
      category: 'deadline',
      fix: /raise activeDeadlineSeconds/,
    },
  ],
  'of the Job, whose pod is still there': [
    running('2026-06-01T11:50:00Z', {}, { metadata: owned, objects: [job({ activeDeadlineSeconds: 600 }, [over])] }),
    { cause: /activeDeadlineSeconds 600 of Job seed \(10m\)/ },
  ],
  'about to fail': [
    running(
      '2026-06-01T11:50:00Z',
      {},
      { metadata: owned, objects: [job({ activeDeadlineSeconds: 600 }, [{ ...over, type: 'FailureTarget' }])] },
    ),
    { cause: /Job seed/ },
  ],
  'the Job gave it to its pod': [
    ended({}, { metadata: owned, objects: [job({ activeDeadlineSeconds: 300 })] }, 'DeadlineExceeded'),
    { cause: /300 of Job seed/ },
  ],
  'only the event tells': [
    ended(
      { activeDeadlineSeconds: 60 },
      { events: [['DeadlineExceeded', 'Pod was active on the node longer than the specified deadline', { type: 'Normal' }]] },
    ),
    { cause: /activeDeadlineSeconds 60 of pod/ },
  ],
});

silent(deadline, {
  'there is time': running('2026-06-01T11:59:00Z', {}, { spec: { activeDeadlineSeconds: 3600 } }),
  evicted: ended({ activeDeadlineSeconds: 60 }, {}, 'Evicted'),
  'the Job used up its tries': running(
    '2026-06-01T11:50:00Z',
    {},
    { metadata: owned, objects: [job({}, [{ ...over, reason: 'BackoffLimitExceeded' }])] },
  ),
});
