import { scaledToZero } from '../../../../src/diagnosis/rules/owners/scaled-to-zero.ts';
import { fires, owner, silent } from '../around-facts.ts';

fires(scaledToZero, {
  'a Deployment': [
    owner(undefined, { spec: { replicas: 0 } }),
    { cause: /Deployment web is scaled to 0/, command: /scale deploy\/web -n shop --replicas=1/, severity: 'warning' },
  ],
  'a StatefulSet': [
    owner(undefined, { kind: 'StatefulSet', spec: { replicas: 0 } }),
    { cause: /StatefulSet web/, command: /scale sts\/web/ },
  ],
  'a ReplicaSet': [owner(undefined, { kind: 'ReplicaSet', spec: { replicas: 0 } }), { cause: /ReplicaSet web/ }],
  'a DaemonSet whose nodes have no such label': [
    owner(undefined, { kind: 'DaemonSet', template: { nodeSelector: { gpu: 'yes' } }, status: { desiredNumberScheduled: 0 } }),
    { cause: /its nodeSelector asks for gpu=yes/, fix: /gpu=yes/ },
  ],
  'a DaemonSet, for whatever reason': [
    owner(undefined, { kind: 'DaemonSet', status: { desiredNumberScheduled: 0 } }),
    { cause: /no node is meant to run one$/ },
  ],
});

silent(scaledToZero, {
  'one replica': owner(undefined, { spec: { replicas: 1 } }),
  'replicas left to the default': owner(undefined),
  'a DaemonSet that is just made': owner(undefined, { kind: 'DaemonSet' }),
  'a Job': owner(undefined, { kind: 'Job' }),
});
