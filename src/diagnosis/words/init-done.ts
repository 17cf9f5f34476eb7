import { knownTime } from '../../init/time.ts';
import type { Facts } from '../facts.ts';
import { counted, spell } from './words.ts';

/** `init is done (3 steps in 12s)`: so that nobody looks there. */
export function initDone({ progress: { steps } }: Pick<Facts, 'progress'>): string {
  if (steps.length === 0) return 'the pod has no init containers';
  const runs = steps.filter(({ role }) => role === 'init').map(({ lastRun }) => lastRun);
  const starts = runs.flatMap((run) => knownTime(run?.startedAt) ?? []);
  const ends = runs.flatMap((run) => knownTime(run?.finishedAt) ?? []);
  const took = starts.length > 0 && ends.length > 0 ? ` in ${spell((Math.max(...ends) - Math.min(...starts)) / 1000)}` : '';
  return `init is done (${counted(steps.length, 'step')}${took})`;
}
