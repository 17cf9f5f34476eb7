import type { PodEvent } from '../../init/model.ts';
import type { Evidence } from '../finding.ts';

/** Kubernetes keeps 1024 characters of an event; conditions and runtime messages may be longer. */
const longest = 1500;
const clip = (text: string): string => (text.length > longest ? `${text.slice(0, longest)} ...` : text);

/** What an event says, with how often and about which object. */
export function fromEvent(event: PodEvent): Evidence {
  const times = event.count > 1 ? ` (${event.count} times)` : '';
  return {
    from: 'event',
    ref: `event ${event.reason}${times} of ${event.about.kind} ${event.about.name}`,
    text: clip(event.message),
    at: event.at,
  };
}

/** @param ref where in the pod it stands: `status.reason`, `status.conditions[PodScheduled]` */
export const fromStatus = (ref: string, text: string, at?: string): Evidence => ({
  from: 'status',
  ref,
  text: clip(text),
  ...(at !== undefined && { at }),
});

/** @param ref where in the pod's spec it stands: `spec.nodeSelector` */
export const fromSpec = (ref: string, text: string): Evidence => ({ from: 'spec', ref, text: clip(text) });

/** @param ref the object: `PersistentVolumeClaim shop/data`, `Node node-1` */
export const fromObject = (ref: string, text: string): Evidence => ({ from: 'object', ref, text: clip(text) });

export const fromLog = (container: string, run: string, line: string): Evidence => ({
  from: 'log',
  ref: `log ${container} (${run})`,
  text: clip(line),
});
