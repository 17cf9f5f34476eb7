import { conditionOf } from '../../init/pod.ts';
import type { Facts } from '../facts.ts';
import type { Evidence } from '../finding.ts';
import { fromEvent, fromStatus } from '../words/evidence.ts';

/** What the scheduler says of a pod that has no node. */
export interface SchedulingFailure {
  readonly message: string;
  /** How many nodes it looked at. */
  readonly nodes: number;
  readonly reasons: readonly NodeReason[];
  readonly evidence: Evidence;
}

export interface NodeReason {
  /** How many nodes it holds for; missing for a reason that holds before any node is looked at. */
  readonly nodes?: number;
  /** Without the `node(s) ` before it. */
  readonly text: string;
}

/** The condition is as fresh as the last attempt; events go after an hour. Undefined for a pod that has a node. */
export function schedulingFailure(facts: Facts): SchedulingFailure | undefined {
  if (facts.progress.phase !== 'unscheduled') return undefined;
  const condition = conditionOf(facts.pod, 'PodScheduled');
  if (condition?.status === 'False' && condition.reason === 'Unschedulable' && condition.message) {
    return read(condition.message, fromStatus('status.conditions[PodScheduled]', condition.message, condition.lastTransitionTime));
  }
  const event = facts.events.findLast(({ reason }) => reason === 'FailedScheduling');
  return event && read(event.message, fromEvent(event));
}

const head = /^(?:0\/(\d{1,6}) nodes are available: )?/;
/** What comes after the reasons: the outcome of preemption and of releasing claims. */
const tail = /\.? (?:preemption: |no new claims to deallocate|Preemption is not helpful|still not schedulable).*$/s;

function read(message: string, evidence: Evidence): SchedulingFailure {
  const line = message.slice(0, 2000).replaceAll(/\s+/g, ' ');
  const nodes = Number(head.exec(line)?.[1] ?? 0);
  const body = line.replace(head, '').replace(tail, '').replace(/\.$/, '');
  const reasons = body.split(/, (?=\d{1,6} )/).map((reason): NodeReason => {
    const [, count, text = ''] = /^(\d{1,6} )?(?:node\(s\) )?(.*)$/.exec(reason) ?? [];
    return { ...(count !== undefined && { nodes: Number(count) }), text: text.replace(/\.$/, '') };
  });
  return { message: line, nodes, reasons, evidence };
}
