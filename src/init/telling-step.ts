import type { Progress, Step } from './model.ts';

/**
 * The init container whose log matters: the one that blocks; once init is done, the last that needed more than one attempt,
 * else the last that ran. Undefined when none has ever run.
 */
export function tellingStep({ blocking, steps }: Progress): Step | undefined {
  if (blocking && (blocking.attempts > 0 || blocking.lastRun)) return blocking;
  const ran = steps.filter(({ attempts, lastRun }) => attempts > 0 || lastRun !== undefined);
  return ran.findLast(({ restarts }) => restarts > 0) ?? ran.at(-1);
}
