import type { Pod } from '../../cluster/kubernetes.ts';
import type { Fix } from '../finding.ts';
import { inspect } from './commands.ts';

/** A pod as rules know it, or by its name, as signatures do. */
export interface PodPlace {
  readonly pod: Pod | string;
  readonly namespace: string;
}

export const podName = ({ pod }: Pick<PodPlace, 'pod'>): string => (typeof pod === 'string' ? pod : (pod.metadata?.name ?? ''));

export const describePod = (place: PodPlace, text: string): Fix => inspect(text, 'describe', 'pod', podName(place), '-n', place.namespace);

/** Reads the log of the run that tells. */
export const readLog = (place: PodPlace, container: string, previous: boolean): Fix =>
  inspect(
    `read the whole log of ${container}`,
    ...['logs', podName(place), '-n', place.namespace, '-c', container],
    ...(previous ? ['--previous'] : []),
  );

/** A command that only looks, run in a container that runs. */
export const lookInside = (place: PodPlace, container: string, text: string, ...command: readonly string[]): Fix =>
  inspect(text, 'exec', podName(place), '-n', place.namespace, '-c', container, '--', ...command);
