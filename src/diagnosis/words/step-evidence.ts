import type { Step } from '../../init/model.ts';
import type { Evidence } from '../finding.ts';
import { fromStatus } from './evidence.ts';

/** Where the status of a container stands in the pod, and what it says now. */
export function statusEvidence({ name, role, state, reason, message, runningSince }: Step): Evidence {
  const ref = `${role === 'app' ? 'status.containerStatuses' : 'status.initContainerStatuses'}[${name}].state`;
  if (runningSince !== undefined) return fromStatus(`${ref}.running`, `startedAt: ${runningSince}`, runningSince);
  const said = [reason, message].filter((part) => part !== undefined).join(': ');
  return fromStatus(`${ref}${state === 'waiting' ? '.waiting' : ''}`, said || state);
}
