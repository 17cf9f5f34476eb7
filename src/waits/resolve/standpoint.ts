import type { Pod } from '../../cluster/kubernetes.ts';
import type { Cluster } from '../../cluster/port.ts';
import type { ResolvedWait } from '../model.ts';

/** From where a target is looked at: the pod that waits, and what may be read around it. */
export interface Standpoint {
  /** Memoised, so that waits on the same target read it once. */
  readonly cluster: Cluster;
  readonly pod: Pod;
  /** The pod's own. */
  readonly namespace: string;
  /** The init container that waits. */
  readonly container: string;
}

/** What the cluster says of a target. */
export type Looked = Pick<ResolvedWait, 'subject' | 'outcome'>;

type Step = { readonly name: string; readonly restartPolicy?: string };

/** The init container whose turn it is: the first that has not done its part. The empty string when there is none. */
export function currentInitContainer({ spec, status }: Pod): string {
  const done = ({ name, restartPolicy }: Step) => {
    const now = status?.initContainerStatuses?.find((candidate) => candidate.name === name);
    return restartPolicy === 'Always' ? now?.started === true : now?.state?.terminated?.exitCode === 0;
  };
  return spec?.initContainers?.find((container) => !done(container))?.name ?? '';
}
