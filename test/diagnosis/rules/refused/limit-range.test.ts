import { limitRange } from '../../../../src/diagnosis/rules/refused/limit-range.ts';
import { fires, owner, refusedPod, silent } from '../around-facts.ts';

const large = { initContainers: [{ name: 'setup', image: 'x', resources: { limits: { memory: '2Gi' } } }] };

fires(limitRange, {
  'an init container over the maximum': [
    owner(refusedPod('maximum memory usage per Container is 1Gi, but limit is 2Gi'), { template: large }),
    {
      cause: /LimitRange of namespace shop refuses init container setup: maximum memory usage per Container is 1Gi, but limit is 2Gi/,
      container: 'setup',
      category: 'quota',
      fix: /set memory of init container setup/,
    },
  ],
  'below the minimum': [
    owner(refusedPod('minimum cpu usage per Container is 100m, but request is 50m')),
    { cause: /minimum cpu usage per Container is 100m/, fix: /set cpu/ },
  ],
  'no limit at all': [
    owner(refusedPod('maximum cpu usage per Container is 1, but no limit is specified')),
    { cause: /but no limit is specified/ },
  ],
  'the whole pod': [owner(refusedPod('maximum memory usage per Pod is 4Gi, but limit is 5368709120')), { cause: /per Pod is 4Gi/ }],
  'the ratio of limit and request': [
    owner(refusedPod('cpu max limit to request ratio per Container is 2, but provided ratio is 10.000000')),
    { cause: /cpu max limit to request ratio per Container is 2, but provided ratio is 10/ },
  ],
  'several in brackets': [
    owner(
      refusedPod('[maximum cpu usage per Container is 1, but limit is 2, maximum memory usage per Container is 1Gi, but limit is 2Gi]'),
    ),
    { cause: /maximum cpu usage per Container is 1, but limit is 2$/ },
  ],
});

silent(limitRange, {
  'a quota': owner(refusedPod('exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1')),
  'nothing is refused': owner(undefined),
});
