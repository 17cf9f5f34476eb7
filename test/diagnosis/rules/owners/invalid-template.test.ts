import { invalidTemplate } from '../../../../src/diagnosis/rules/owners/invalid-template.ts';
import { fires, owner, refusedPod, silent } from '../around-facts.ts';

const invalid = (why: string, kind = 'Pod') => `Error creating: ${kind} "web-1" is invalid: ${why}`;

fires(invalidTemplate, {
  'an empty image': [
    owner(invalid('spec.initContainers[0].image: Required value')),
    { cause: /init container setup has no image/, container: 'setup', fix: /set an image for init container setup.*--reuse-values/ },
  ],
  'a StatefulSet says it in its own words': [
    owner('create Pod web-2 in StatefulSet web failed error: Pod "web-2" is invalid: spec.initContainers[0].image: Required value', {
      kind: 'StatefulSet',
    }),
    { cause: /setup has no image: it is empty in the template of StatefulSet web/ },
  ],
  'two containers of one name': [
    owner(invalid('spec.containers[0].name: Duplicate value: "setup"')),
    { cause: /name of container web: Duplicate value: "setup"/ },
  ],
  'a volume that is not there': [
    owner(invalid('spec.initContainers[0].volumeMounts[1].name: Not found: "cache"')),
    { cause: /volumeMounts\[1\].name of init container setup: Not found: "cache"/ },
  ],
  'probes on a plain init container': [
    owner(invalid('spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always')),
    { cause: /livenessProbe of init container setup: Forbidden/, container: 'setup', fix: /or set restartPolicy: Always on it/ },
  ],
  'a native sidecar that lost its restartPolicy on the way': [
    owner(invalid('spec.initContainers[1].startupProbe: Forbidden: may not be set for init containers without restartPolicy=Always')),
    {
      cause: /which a webhook injects as a native sidecar, has startupProbe but not restartPolicy: Always; another mutating webhook/,
      category: 'sidecar',
      command: /get mutatingwebhookconfigurations/,
    },
  ],
  'a request over the limit, in a list': [
    owner(
      invalid(
        '[spec.initContainers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1, spec.containers[0].image: Required value]',
      ),
    ),
    { cause: /resources.requests of init container setup: Invalid value: "2": must be less/ },
  ],
  'the ReplicaSet itself': [
    owner(undefined, {
      events: [
        [
          'ReplicaSetCreateError',
          'Failed to create new replica set "web-5d8c": ReplicaSet.apps "web-5d8c" is invalid: spec.template.spec.initContainers[0].image: Required value',
        ],
      ],
    }),
    { cause: /setup has no image/ },
  ],
});

silent(invalidTemplate, {
  'forbidden, not invalid': owner(refusedPod('exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1')),
  nothing: owner(undefined),
});
