import type { Facts } from '../facts.ts';
import type { Evidence } from '../finding.ts';
import { fromEvent } from '../words/evidence.ts';

/** Why the cluster autoscaler adds no node for the pod, as a clause; undefined where it says nothing, or adds one. */
export function noNewNode({ events }: Facts): { readonly clause: string; readonly full: boolean; readonly evidence: Evidence } | undefined {
  const event = events.findLast(({ reason }) => reason === 'NotTriggerScaleUp' || reason === 'TriggeredScaleUp');
  const why = /^pod didn't trigger scale-up(?: \([^)]{1,100}\))?: (?<why>.{1,300})/.exec(event?.message ?? '')?.groups?.why;
  if (!event || why === undefined) return undefined;
  return {
    clause: `the cluster autoscaler adds no node: ${why}`,
    full: why.includes('max node group size reached'),
    evidence: fromEvent(event),
  };
}
