import { quotaNeedsLimits } from '../../../../src/diagnosis/rules/refused/quota-needs-limits.ts';
import { fires, owner, refusedPod, silent } from '../around-facts.ts';

fires(quotaNeedsLimits, {
  'the init container has no limits': [
    owner(refusedPod('failed quota: team: must specify limits.cpu for: setup; limits.memory for: setup')),
    {
      cause: /ResourceQuota team wants limits.cpu and limits.memory .* init container setup has none, nor does a LimitRange/,
      container: 'setup',
      command: /initContainers\/0\/resources.*"limits":\{"cpu":"100m","memory":"128Mi"\}/,
    },
  ],
  'init and app container': [
    owner(refusedPod('failed quota: q: must specify limits.memory for: setup,web')),
    { cause: /setup and web has none/, container: 'setup' },
  ],
  'only the app container': [
    owner(refusedPod('failed quota: q: must specify requests.cpu for: web')),
    { cause: /wants requests.cpu of every container, and container web has none/, command: /containers\/0\/resources/ },
  ],
  'an older server names no container': [
    owner(refusedPod('failed quota: q: must specify limits.cpu,limits.memory')),
    { cause: /limits.cpu and limits.memory/, container: 'setup' },
  ],
  'a LimitRange is there, without defaults for it': [
    owner(refusedPod('failed quota: q: must specify limits.cpu for: setup'), {
      objects: [{ kind: 'LimitRange', metadata: { name: 'defaults' }, spec: { limits: [] } }],
    }),
    { cause: /setup has none: no pod/, command: /describe resourcequota,limitrange -n shop/ },
  ],
});

silent(quotaNeedsLimits, {
  'the quota is used up': owner(refusedPod('exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1')),
  'nothing is refused': owner(undefined),
});
