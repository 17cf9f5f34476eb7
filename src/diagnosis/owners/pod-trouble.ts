import type { PodEvent } from '../../init/model.ts';
import type { Facts } from '../facts.ts';

/** Whether the pod has a node but no container yet: volumes, sandbox and network come first. */
export const isPreparing = ({ progress }: Facts): boolean => progress.phase === 'preparing';

/** The init container that is kept from starting by a trouble of the whole pod. */
export const heldUp = ({ blocking, progress }: Facts): { readonly container?: string } => {
  const name = blocking?.name ?? progress.steps.find(({ state }) => state !== 'succeeded')?.name;
  return name === undefined ? {} : { container: name };
};

/** Events of these reasons, newest first, each message once. */
export function lately({ events }: Facts, ...reasons: readonly string[]): PodEvent[] {
  const messages = new Set<string>();
  return events.toReversed().filter(({ reason, message }) => {
    if (!reasons.includes(reason) || messages.has(message)) return false;
    messages.add(message);
    return true;
  });
}
