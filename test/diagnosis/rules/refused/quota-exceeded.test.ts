import { quotaExceeded } from '../../../../src/diagnosis/rules/refused/quota-exceeded.ts';
import { fires, owner, refusedPod, silent } from '../around-facts.ts';

const hungry = { initContainers: [{ name: 'index', image: 'x', resources: { requests: { memory: '6Gi' }, limits: { memory: '6Gi' } } }] };

fires(quotaExceeded, {
  'as many pods as there may be': [
    owner(refusedPod('exceeded quota: team, requested: pods=1, used: pods=10, limited: pods=10')),
    {
      cause: /ResourceQuota team .* exceeded pods \(asked 1, used 10 of 10\)/,
      category: 'quota',
      command: /describe resourcequota team -n shop/,
    },
  ],
  'the init container asks for most of it': [
    owner(refusedPod('exceeded quota: mem, requested: requests.memory=6Gi, used: requests.memory=3Gi, limited: requests.memory=8Gi'), {
      template: hungry,
    }),
    { cause: /init container index alone asks for 6Gi/, container: 'index', fix: /lower memory of init container index/ },
  ],
  'its limit is the largest': [
    owner(refusedPod('exceeded quota: mem, requested: limits.memory=6Gi, used: limits.memory=3Gi, limited: limits.memory=8Gi'), {
      template: hungry,
    }),
    { cause: /limits.memory \(asked 6Gi, used 3Gi of 8Gi\)/, container: 'index' },
  ],
  'several resources at once': [
    owner(
      refusedPod(
        'exceeded quota: q, requested: limits.cpu=2,limits.memory=4Gi, used: limits.cpu=3,limits.memory=7Gi, limited: limits.cpu=4,limits.memory=8Gi',
      ),
    ),
    { cause: /limits.cpu \(asked 2, used 3 of 4\) and limits.memory \(asked 4Gi, used 7Gi of 8Gi\)/ },
  ],
  'a claim of a StatefulSet': [
    owner(
      'create Claim data-web-0 Pod web-0 in StatefulSet web failed error: persistentvolumeclaims "data-web-0" is forbidden: exceeded quota: disk, requested: requests.storage=50Gi, used: requests.storage=80Gi, limited: requests.storage=100Gi',
      { kind: 'StatefulSet' },
    ),
    {
      cause: /no room for a claim of the pod: exceeded requests.storage \(asked 50Gi, used 80Gi of 100Gi\)/,
      fix: /less storage in the claim/,
    },
  ],
  'only the condition of the ReplicaSet is left': [
    owner(undefined, {
      status: {
        conditions: [
          {
            type: 'ReplicaFailure',
            status: 'True',
            reason: 'FailedCreate',
            message: 'pods "web-1" is forbidden: exceeded quota: team, requested: pods=1, used: pods=4, limited: pods=4',
          },
        ],
      },
    }),
    { cause: /used 4 of 4/ },
  ],
});

silent(quotaExceeded, {
  'the quota wants limits': owner(refusedPod('failed quota: team: must specify limits.cpu for: setup')),
  'pods came after it': owner(refusedPod('exceeded quota: team, requested: pods=1, used: pods=1, limited: pods=1'), {
    events: [['SuccessfulCreate', 'Created pod: web-1', { type: 'Normal', lastTimestamp: '2026-06-01T11:59:30Z' }]],
  }),
  'nothing is refused': owner(undefined),
});
