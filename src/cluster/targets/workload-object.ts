import type { Kinds } from '../kubernetes.ts';
import type { WorkloadKind, WorkloadObject } from './model.ts';

const withKind: { readonly [K in WorkloadKind]: (value: Kinds[K]) => WorkloadObject } = {
  Deployment: (value) => ({ kind: 'Deployment', value }),
  ReplicaSet: (value) => ({ kind: 'ReplicaSet', value }),
  StatefulSet: (value) => ({ kind: 'StatefulSet', value }),
  DaemonSet: (value) => ({ kind: 'DaemonSet', value }),
  Job: (value) => ({ kind: 'Job', value }),
  CronJob: (value) => ({ kind: 'CronJob', value }),
};

export const workloadObject = <K extends WorkloadKind>(kind: K, value: Kinds[K]): WorkloadObject => withKind[kind](value);
